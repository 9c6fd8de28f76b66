package network

import (
	"context"

	"ounce/checks"
)

func windows(ctx context.Context, h checks.Host) checks.Network {
	f := notTold()
	f.Joined = windowsJoined(ctx, h)
	return f
}

const adapterQuery = "SELECT MediaConnectState, HardwareInterface FROM MSFT_NetAdapter"

// windowsJoined asks for adapters of real hardware: MediaConnectState 1 is
// connected, 2 is not (documentation of MSFT_NetAdapter).
func windowsJoined(ctx context.Context, h checks.Host) checks.Fact[bool] {
	rows, err := h.Query(ctx, `root\StandardCimv2`, adapterQuery)
	if err != nil {
		return checks.UnseenBy[bool](err)
	}
	evidence := checks.Evidence{Source: `WMI root\StandardCimv2: ` + adapterQuery, Value: "an adapter is connected", Privilege: privilege(h)}
	apart := 0
	for _, row := range rows {
		real, ok := row.Truth("HardwareInterface")
		state, known := row.Number("MediaConnectState")
		switch {
		case !ok || !known:
			return checks.Unseen[bool](checks.Unreadable, "an adapter without state", evidence)
		case real && state == 1:
			return checks.Known(true, evidence)
		case real && state == 2:
			apart++
		case real:
			return checks.Unseen[bool](checks.Unreadable, "an adapter of unknown state", evidence)
		}
	}
	evidence.Value = "no adapter is connected"
	if apart == 0 {
		return checks.Unseen[bool](checks.Unreadable, "no adapter is listed", evidence)
	}
	return checks.Known(false, evidence)
}

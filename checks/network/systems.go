package network

import (
	"context"
	"encoding/json"
	"errors"
	"strings"

	"ounce/checks"
)

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

func macWifi(ctx context.Context, h checks.Host) checks.Fact[checks.WifiLock] {
	out, err := h.Run(ctx, "system_profiler", "SPAirPortDataType", "-json")
	if err != nil {
		return checks.UnseenBy[checks.WifiLock](err)
	}
	evidence := checks.Evidence{Source: "program system_profiler SPAirPortDataType -json", Privilege: privilege(h)}
	lock, err := parseAirport(out.Stdout)
	if err != nil || out.Exit != 0 {
		return checks.Unseen[checks.WifiLock](checks.Unreadable, "the wireless network is not readable", evidence)
	}
	evidence.Value = "security: " + string(lock)
	return checks.Known(lock, evidence)
}

// parseAirport reads SPAirPortDataType as JSON. The first letter of the mode is
// missing in some versions, so it is matched by its end.
func parseAirport(data []byte) (checks.WifiLock, error) {
	var doc struct {
		Cards []struct {
			Interfaces []struct {
				Status  string `json:"spairport_status_information"`
				Current struct {
					Mode string `json:"spairport_security_mode"`
				} `json:"spairport_current_network_information"`
			} `json:"spairport_airport_interfaces"`
		} `json:"SPAirPortDataType"`
	}
	if err := json.Unmarshal(data, &doc); err != nil {
		return "", err
	}
	said := false
	for _, card := range doc.Cards {
		for _, i := range card.Interfaces {
			said = said || i.Status != ""
			if strings.HasSuffix(i.Status, "status_connected") {
				_, mode, _ := strings.Cut(i.Current.Mode, "pairport_security_mode_")
				return lockOf(mode)
			}
		}
	}
	if !said {
		return "", errors.New("no wireless adapter tells its state")
	}
	return checks.WifiNone, nil
}

func lockOf(mode string) (checks.WifiLock, error) {
	switch mode {
	case "none":
		return checks.WifiOpen, nil
	case "wep", "wpa_personal", "wpa_enterprise":
		return checks.WifiOld, nil
	case "wpa2_personal", "wpa2_enterprise", "wpa3_personal", "wpa3_enterprise", "wpa3_transition":
		return checks.WifiStrong, nil
	}
	return "", errors.New("the security mode is none that is known")
}

func windows(ctx context.Context, h checks.Host) checks.Network {
	f := notTold()
	f.Joined = windowsJoined(ctx, h)
	return f
}

func macos(ctx context.Context, h checks.Host) checks.Network {
	f := notTold()
	f.Wifi = macWifi(ctx, h)
	return f
}

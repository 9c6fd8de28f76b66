package network

import (
	"context"
	"encoding/json"
	"errors"
	"strings"

	"ounce/checks"
)

// macWifi asks system_profiler, which takes seconds, once for both facts.
func macWifi(ctx context.Context, h checks.Host) (checks.Fact[checks.WifiLock], checks.Fact[checks.WifiStandard]) {
	out, err := h.Run(ctx, "system_profiler", "SPAirPortDataType", "-json")
	if err != nil {
		return checks.UnseenBy[checks.WifiLock](err), checks.UnseenBy[checks.WifiStandard](err)
	}
	evidence := checks.Evidence{Source: "program system_profiler SPAirPortDataType -json", Privilege: checks.PrivilegeOf(h)}
	air, err := parseAirport(out.Stdout)
	if err != nil || out.Exit != 0 {
		return checks.Unseen[checks.WifiLock](checks.Unreadable, "the wireless network is not readable", evidence),
			checks.Unseen[checks.WifiStandard](checks.Unreadable, "the wireless network is not readable", evidence)
	}
	return airportLock(air, evidence), airportStandard(air, evidence)
}

func airportLock(air airport, evidence checks.Evidence) checks.Fact[checks.WifiLock] {
	evidence.Value = "no wireless network is in use"
	if !air.connected {
		return checks.Known(checks.WifiNone, evidence)
	}
	lock, err := lockOf(air.mode)
	evidence.Value = ""
	if err != nil {
		return checks.UnseenBy[checks.WifiLock](err, evidence)
	}
	evidence.Value = "security: " + air.mode
	return checks.Known(lock, evidence)
}

func airportStandard(air airport, evidence checks.Evidence) checks.Fact[checks.WifiStandard] {
	evidence.Value = "no wireless network is in use"
	if !air.connected {
		return checks.Known(checks.WifiUnused, evidence)
	}
	standard, err := standardOf(air.phy)
	evidence.Value = ""
	if err != nil {
		return checks.UnseenBy[checks.WifiStandard](err, evidence)
	}
	evidence.Value = air.phy
	return checks.Known(standard, evidence)
}

// airport is the wireless network in use on a Mac.
type airport struct {
	connected bool
	mode      string // as wpa3_personal
	phy       string // as 802.11ax
}

// parseAirport reads SPAirPortDataType as JSON (sample
// macos/network/SPAirPortDataType_redacted_ssid_trimmed.json). The first letter
// of the mode is missing in some versions, so it is matched by its end. Entries
// without a state, as awdl0, are no networks.
func parseAirport(data []byte) (airport, error) {
	var doc struct {
		Cards []struct {
			Interfaces []struct {
				Status  string `json:"spairport_status_information"`
				Current struct {
					Mode string `json:"spairport_security_mode"`
					Phy  string `json:"spairport_network_phymode"`
				} `json:"spairport_current_network_information"`
			} `json:"spairport_airport_interfaces"`
		} `json:"SPAirPortDataType"`
	}
	if err := json.Unmarshal(data, &doc); err != nil {
		return airport{}, errors.New("the answer is no JSON")
	}
	said := false
	for _, card := range doc.Cards {
		for _, i := range card.Interfaces {
			_, status, _ := strings.Cut(i.Status, "pairport_status_")
			switch {
			case status == "connected":
				_, mode, _ := strings.Cut(i.Current.Mode, "pairport_security_mode_")
				return airport{connected: true, mode: mode, phy: i.Current.Phy}, nil
			case status != "":
				said = true
			case i.Status != "":
				return airport{}, errors.New("the state of an adapter is none that is known")
			}
		}
	}
	if !said {
		return airport{}, errors.New("no wireless adapter tells its state")
	}
	return airport{}, nil
}

func lockOf(mode string) (checks.WifiLock, error) {
	switch mode {
	case "none", "owe":
		return checks.WifiOpen, nil
	case "wep", "wpa_personal", "wpa_enterprise":
		return checks.WifiOld, nil
	case "wpa_personal_mixed", "wpa_enterprise_mixed":
		return checks.WifiMixed, nil
	case "wpa2_personal", "wpa2_enterprise", "wpa3_personal", "wpa3_enterprise", "wpa3_transition":
		return checks.WifiStrong, nil
	}
	return "", errors.New("the security mode is none that is known")
}

// standardOf reads the name of a standard of IEEE 802.11.
func standardOf(phy string) (checks.WifiStandard, error) {
	switch phy {
	case "802.11a", "802.11b", "802.11g":
		return checks.WifiLegacy, nil
	case "802.11n":
		return checks.Wifi4, nil
	case "802.11ac":
		return checks.Wifi5, nil
	case "802.11ax":
		return checks.Wifi6, nil
	case "802.11be":
		return checks.Wifi7, nil
	}
	return checks.WifiUnused, errors.New("the standard is none that is known")
}

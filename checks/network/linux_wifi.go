package network

import (
	"context"
	"errors"
	"slices"
	"strings"

	"ounce/checks"
)

// linuxWifi tells how the wireless network in use is locked, by NetworkManager,
// and which generation it speaks, by the wireless tools.
func linuxWifi(ctx context.Context, h checks.Host, all []adapter, evidence checks.Evidence) (checks.Fact[checks.WifiLock], checks.Fact[checks.WifiStandard]) {
	var inUse []adapter
	for _, a := range all {
		if a.kind == "wlan" && !slices.Contains([]string{"down", "lowerlayerdown", "notpresent"}, a.state) {
			inUse = append(inUse, a)
		}
	}
	if len(inUse) == 0 {
		evidence.Value = "no wireless adapter is up"
		return checks.Known(checks.WifiNone, evidence), checks.Known(checks.WifiUnused, evidence)
	}
	return nmcliLock(ctx, h), iwStandard(ctx, h, inUse)
}

// nmcliQuery asks for what NetworkManager already knows; "--rescan no" keeps it
// from sending anything (nmcli(1)).
func nmcliQuery() []string {
	return []string{"-t", "-m", "multiline", "-f", "ACTIVE,SECURITY,WPA-FLAGS,RSN-FLAGS", "device", "wifi", "list", "--rescan", "no"}
}

func nmcliLock(ctx context.Context, h checks.Host) checks.Fact[checks.WifiLock] {
	out, err := h.Run(ctx, "nmcli", nmcliQuery()...)
	if err != nil {
		return checks.UnseenBy[checks.WifiLock](err)
	}
	evidence := checks.Evidence{Source: "program nmcli device wifi list --rescan no", Privilege: checks.PrivilegeOf(h)}
	lock, err := parseNmcli(out.Stdout)
	if err != nil || out.Exit != 0 {
		return checks.Unseen[checks.WifiLock](checks.Unreadable, "the wireless network is not readable", evidence)
	}
	evidence.Value = "security: " + string(lock)
	return checks.Known(lock, evidence)
}

// parseNmcli reads networks as lines "FIELD: value", and gives the weakest lock
// of those in use (sample linux/network/nmcli_device_show.txt). A field that
// stands twice begins the next network.
func parseNmcli(data []byte) (checks.WifiLock, error) {
	var networks []map[string]string
	current := map[string]string{}
	for line := range strings.Lines(strings.TrimPrefix(string(data), "\ufeff")) {
		if strings.TrimSpace(line) == "" {
			continue
		}
		field, value, ok := strings.Cut(line, ":")
		if !ok {
			return "", errors.New("a line has no field")
		}
		if _, twice := current[field]; twice {
			networks = append(networks, current)
			current = map[string]string{}
		}
		current[field] = strings.TrimSpace(value)
	}
	var locks []checks.WifiLock
	for _, network := range append(networks, current) {
		security, ok := network["SECURITY"]
		_, wpa := network["WPA-FLAGS"]
		_, rsn := network["RSN-FLAGS"]
		active := network["ACTIVE"]
		switch {
		case !ok || !wpa || !rsn || active != "yes" && active != "no":
			return "", errors.New("a network is cut off")
		case active == "no":
			continue
		}
		lock, err := nmcliSecurity(security, network["WPA-FLAGS"], network["RSN-FLAGS"])
		if err != nil {
			return "", err
		}
		locks = append(locks, lock)
	}
	return weakest(locks)
}

// nmcliSecurity reads the words of SECURITY; a network without any is open only
// when it offers no key exchange either (sources of nmcli: ap_wpa_rsn_flags).
func nmcliSecurity(security, wpa, rsn string) (checks.WifiLock, error) {
	if (security == "" || security == "--") && wpa == "(none)" && rsn == "(none)" {
		return checks.WifiOpen, nil
	}
	old, strong, open := false, false, false
	for _, word := range strings.Fields(security) {
		switch word {
		case "WEP", "WPA1":
			old = true
		case "WPA2", "WPA3":
			strong = true
		case "OWE", "OWE-TM":
			open = true
		case "802.1X":
		default:
			return "", errors.New("the security is none that is known")
		}
	}
	switch {
	case open && !old && !strong:
		return checks.WifiOpen, nil
	case open:
	case old && strong:
		return checks.WifiMixed, nil
	case old:
		return checks.WifiOld, nil
	case strong:
		return checks.WifiStrong, nil
	}
	return "", errors.New("the security is none that is known")
}

// weakest gives the weakest of the locks in use.
func weakest(locks []checks.WifiLock) (checks.WifiLock, error) {
	for _, lock := range []checks.WifiLock{checks.WifiOpen, checks.WifiOld, checks.WifiMixed, checks.WifiStrong} {
		if slices.Contains(locks, lock) {
			return lock, nil
		}
	}
	return "", errors.New("no network is in use")
}

func iwStandard(ctx context.Context, h checks.Host, inUse []adapter) checks.Fact[checks.WifiStandard] {
	oldest := checks.Fact[checks.WifiStandard]{}
	for _, a := range inUse {
		out, err := h.Run(ctx, "iw", "dev", a.name, "link")
		if err != nil {
			return checks.UnseenBy[checks.WifiStandard](withoutName(err, a.name))
		}
		evidence := checks.Evidence{Source: "program iw dev * link", Privilege: checks.PrivilegeOf(h)}
		standard, words, err := parseIw(out.Stdout)
		if err != nil || out.Exit != 0 {
			return checks.Unseen[checks.WifiStandard](checks.Unreadable, "the generation is not readable", evidence)
		}
		evidence.Value = words
		if before, known := oldest.Get(); !known || standard < before {
			oldest = checks.Known(standard, evidence)
		}
	}
	return oldest
}

// parseIw reads "iw dev ADAPTER link": the words after the bit rates name the
// generation (iw's print_bitrate). A rate without such a word tells nothing,
// since any Wi-Fi falls back to it far from the access point.
func parseIw(data []byte) (checks.WifiStandard, string, error) {
	text := strings.TrimSpace(string(data))
	if !strings.HasPrefix(text, "Connected to ") {
		return 0, "", errors.New("the adapter is not connected")
	}
	newest, said := checks.WifiUnused, ""
	for line := range strings.Lines(text) {
		field, rate, _ := strings.Cut(strings.TrimSpace(line), ":")
		if field != "rx bitrate" && field != "tx bitrate" {
			continue
		}
		for _, word := range strings.Fields(rate) {
			if standard := mcsWords()[word]; standard > newest {
				newest, said = standard, word
			}
		}
	}
	if newest == checks.WifiUnused {
		return 0, "", errors.New("no bit rate names a generation")
	}
	return newest, "bit rate with " + said, nil
}

func mcsWords() map[string]checks.WifiStandard {
	return map[string]checks.WifiStandard{"MCS": checks.Wifi4, "VHT-MCS": checks.Wifi5, "HE-MCS": checks.Wifi6, "EHT-MCS": checks.Wifi7}
}

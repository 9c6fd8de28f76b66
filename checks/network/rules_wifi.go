package network

import "ounce/checks"

func wifiSecurity(m *checks.Machine) checks.Verdict {
	wifi := m.Facts.Network.Wifi
	lock, unclear, ok := checks.Need(wifi)
	if !ok {
		return unclear
	}
	switch lock {
	case checks.WifiNone:
		return checks.Skipped("no_wifi", nil).Because(wifi)
	case checks.WifiStrong:
		return checks.Passed("strong", nil).Because(wifi)
	case checks.WifiMixed:
		return checks.Warned("mixed", nil).Because(wifi)
	case checks.WifiOpen:
		return checks.Failed("open", nil).Because(wifi)
	case checks.WifiOld:
		return checks.Failed("old", nil).Because(wifi)
	}
	return checks.Undecided(checks.Unknown{Reason: checks.Unreadable, Detail: string(lock)}).Because(wifi)
}

func wifiStandard(m *checks.Machine) checks.Verdict {
	fact := m.Facts.Network.WifiStandard
	standard, unclear, ok := checks.Need(fact)
	if !ok {
		return unclear
	}
	args := checks.Args{"generation": int(standard)}
	switch standard {
	case checks.WifiUnused:
		return checks.Skipped("no_wifi", nil).Because(fact)
	case checks.WifiLegacy:
		return checks.Warned("legacy", nil).Because(fact)
	case checks.Wifi4:
		return checks.Passed("older", args).Because(fact)
	case checks.Wifi5, checks.Wifi6, checks.Wifi7:
		return checks.Passed("current", args).Because(fact)
	}
	return checks.Undecided(checks.Unknown{Reason: checks.Unreadable}).Because(fact)
}

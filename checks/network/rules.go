package network

import "ounce/checks"

func link(m *checks.Machine) checks.Verdict {
	joined := m.Facts.Network.Joined
	on, unclear, ok := checks.Need(joined)
	if !ok {
		return unclear
	}
	if !on {
		return checks.Warned("apart", nil).Because(joined)
	}
	return checks.Passed("joined", nil).Because(joined)
}

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
	case checks.WifiOpen:
		return checks.Failed("open", nil).Because(wifi)
	case checks.WifiOld:
		return checks.Failed("old", nil).Because(wifi)
	}
	return checks.Undecided(checks.Unknown{Reason: checks.Unreadable, Detail: string(lock)}).Because(wifi)
}

package firewall

import "ounce/checks"

func on(m *checks.Machine) checks.Verdict {
	f := m.Facts.Firewall
	isOn, unclear, ok := checks.Need(f.On)
	if !ok {
		return unclear
	}
	if !isOn {
		return checks.Failed("off", nil).Because(f.On)
	}
	if names := f.Products.Or(nil); len(names) > 0 {
		return checks.Passed("other_maker", checks.Args{"names": names}).Because(f.On)
	}
	return checks.Passed("on", nil).Because(f.On)
}

func defaultIncoming(m *checks.Machine) checks.Verdict {
	f := m.Facts.Firewall
	blocks, unclear, ok := checks.Need(f.BlocksIncoming)
	if !ok {
		return unclear
	}
	if !blocks {
		return checks.Failed("lets_in", nil).Because(f.BlocksIncoming)
	}
	return checks.Passed("keeps_out", nil).Because(f.BlocksIncoming)
}

// Ports by which people work on a machine from elsewhere (IANA service names:
// ssh, ms-wbt-server, rfb).
const (
	sshPort = 22
	rdpPort = 3389
	vncPort = 5900
	vncLast = 5909
)

func ssh(m *checks.Machine) checks.Verdict {
	f := m.Facts.Firewall
	if !f.SignIn.IsZero() {
		on, unclear, ok := checks.Need(f.SignIn)
		switch {
		case !ok:
			return unclear
		case on:
			return checks.Warned("ssh_open", nil).Because(f.SignIn)
		}
		return checks.Passed("ssh_closed", nil).Because(f.SignIn)
	}
	listeners, unclear, ok := checks.Need(f.Listening)
	if !ok {
		return unclear
	}
	for _, l := range listeners {
		if l.Port == sshPort {
			return checks.Warned("ssh_open", nil).Because(f.Listening)
		}
	}
	return checks.Passed("ssh_closed", nil).Because(f.Listening)
}

func remoteDesktop(m *checks.Machine) checks.Verdict {
	f := m.Facts.Firewall
	if !f.Desktop.IsZero() {
		return desktop(f.Desktop)
	}
	listeners, unclear, ok := checks.Need(f.Listening)
	if !ok {
		return unclear
	}
	for _, l := range listeners {
		if l.Port == rdpPort || l.Port >= vncPort && l.Port <= vncLast {
			return checks.Warned("desktop_open", checks.Args{"port": l.Port}).Because(f.Listening)
		}
	}
	return checks.Passed("desktop_closed", nil).Because(f.Listening)
}

func desktop(state checks.Fact[checks.Desktop]) checks.Verdict {
	value, unclear, ok := checks.Need(state)
	if !ok {
		return unclear
	}
	switch value {
	case checks.DesktopOff:
		return checks.Passed("desktop_closed", nil).Because(state)
	case checks.DesktopGuarded:
		return checks.Warned("desktop_guarded", nil).Because(state)
	case checks.DesktopShared:
		return checks.Warned("desktop_shared", nil).Because(state)
	case checks.DesktopOpen:
		return checks.Failed("desktop_unguarded", nil).Because(state)
	}
	return checks.Undecided(checks.Unknown{Reason: checks.Unreadable, Detail: string(value)}).Because(state)
}

func openRules(m *checks.Machine) checks.Verdict {
	rules := m.Facts.Firewall.OpenRules
	count, unclear, ok := checks.Need(rules)
	if !ok {
		return unclear
	}
	if count > 0 {
		return checks.Warned("some", checks.Args{"count": count}).Because(rules)
	}
	return checks.Passed("none", nil).Because(rules)
}

func smb1(m *checks.Machine) checks.Verdict {
	old := m.Facts.Firewall.OldSharing
	on, unclear, ok := checks.Need(old)
	if !ok {
		return unclear
	}
	if on {
		return checks.Failed("on", nil).Because(old)
	}
	return checks.Passed("off", nil).Because(old)
}

func stealth(m *checks.Machine) checks.Verdict {
	hidden := m.Facts.Firewall.Stealth
	on, unclear, ok := checks.Need(hidden)
	if !ok {
		return unclear
	}
	if !on {
		return checks.Warned("answers", nil).Because(hidden)
	}
	return checks.Passed("silent", nil).Because(hidden)
}

func remoteTools(m *checks.Machine) checks.Verdict {
	tools := m.Facts.Firewall.RemoteTools
	names, unclear, ok := checks.Need(tools)
	if !ok {
		return unclear
	}
	if len(names) > 0 {
		return checks.Warned("some", checks.Args{"names": names}).Because(tools)
	}
	return checks.Passed("none", nil).Because(tools)
}

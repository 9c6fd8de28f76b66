package firewall

import "ounce/checks"

// desktop judges a remote desktop of which the system tells by itself.
func desktop(f checks.Fact[checks.Desktop]) checks.Verdict {
	state, unclear, ok := checks.Need(f)
	if !ok {
		return unclear
	}
	switch state {
	case checks.DesktopOff:
		return checks.Passed("desktop_closed", nil).Because(f)
	case checks.DesktopGuarded:
		return checks.Warned("desktop_guarded", nil).Because(f)
	case checks.DesktopShared:
		return checks.Warned("desktop_shared", nil).Because(f)
	case checks.DesktopManaged:
		return checks.Warned("desktop_managed", nil).Because(f)
	case checks.DesktopOpen:
		return checks.Failed("desktop_unguarded", nil).Because(f)
	}
	return checks.Undecided(checks.Unknown{Reason: checks.Unreadable, Detail: string(state)}).Because(f)
}

// remoteTools asks about programs that let somebody in from elsewhere. One agent
// of an IT provider is what a managed machine has; two are often one too many.
func remoteTools(m *checks.Machine) checks.Verdict {
	f := m.Facts.Firewall.RemoteTools
	found, unclear, ok := checks.Need(f)
	if !ok {
		return unclear
	}
	var agents, others []string
	for _, tool := range found {
		if tool.Manages {
			agents = append(agents, tool.Name)
		} else {
			others = append(others, tool.Name)
		}
	}
	switch {
	case len(agents) > 1:
		return checks.Warned("several_agents", checks.Args{"tools": append(agents, others...)}).Because(f)
	case len(others) > 0:
		return checks.Warned("tools", checks.Args{"tools": append(others, agents...)}).Because(f)
	case len(agents) == 1:
		return checks.Passed("agent", checks.Args{"tools": agents}).Because(f)
	}
	return checks.Passed("none", nil).Because(f)
}

func smb1Off(m *checks.Machine) checks.Verdict {
	f := m.Facts.Firewall.OldSharing
	isOn, unclear, ok := checks.Need(f)
	if !ok {
		return unclear
	}
	if isOn {
		return checks.Failed("on", nil).Because(f)
	}
	return checks.Passed("off", nil).Because(f)
}

package firewall

import "ounce/checks"

// thirdParty looks at firewalls of other makers: one that works is fine, and so
// is none; one that is off, or two at once, deserves a look.
func thirdParty(m *checks.Machine) checks.Verdict {
	f := m.Facts.Firewall.Products
	if server, known := m.Facts.Platform.Server.Get(); known && server {
		return checks.Skipped("server", nil).Because(f)
	}
	found, unclear, ok := checks.Need(f)
	if !ok {
		return unclear
	}
	var working, resting []string
	for _, other := range found {
		if other.On {
			working = append(working, other.Name)
		} else {
			resting = append(resting, other.Name)
		}
	}
	switch {
	case len(working) > 1:
		return checks.Warned("several", checks.Args{"products": working}).Because(f)
	case len(working) == 1:
		return checks.Passed("one", checks.Args{"product": working[0]}).Because(f)
	case len(resting) > 0:
		return checks.Warned("resting", checks.Args{"products": resting}).Because(f)
	}
	return checks.Skipped("none", nil).Because(f)
}

// logging looks at the notes of the system's own firewall.
func logging(m *checks.Machine) checks.Verdict {
	f := m.Facts.Firewall.Logging
	if other, working := otherInCharge(m.Facts.Firewall); working {
		return checks.Skipped("other", checks.Args{"product": other}).Because(f)
	}
	logs, unclear, ok := checks.Need(f)
	if !ok {
		return unclear
	}
	if logs {
		return checks.Passed("on", nil).Because(f)
	}
	return checks.Warned("off", nil).Because(f)
}

func stealth(m *checks.Machine) checks.Verdict {
	f := m.Facts.Firewall.Stealth
	silent, unclear, ok := checks.Need(f)
	if !ok {
		return unclear
	}
	if silent {
		return checks.Passed("on", nil).Because(f)
	}
	return checks.Warned("off", nil).Because(f)
}

// allowAny looks for rules that let anybody in and are bound to no program.
func allowAny(m *checks.Machine) checks.Verdict {
	f := m.Facts.Firewall.OpenRules
	if other, working := otherInCharge(m.Facts.Firewall); working {
		return checks.Skipped("other", checks.Args{"product": other}).Because(f)
	}
	open, unclear, ok := checks.Need(f)
	switch {
	case !ok:
		return unclear
	case open.AllPorts:
		return checks.Failed("all_ports", checks.Args{"rules": open.Count}).Because(f)
	case open.Count > 0:
		return checks.Warned("ports", checks.Args{"rules": open.Count, "ports": open.Ports}).Because(f)
	}
	return checks.Passed("narrow", nil).Because(f)
}

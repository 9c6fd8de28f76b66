package firewall

import "ounce/checks"

func on(m *checks.Machine) checks.Verdict {
	f := m.Facts.Firewall
	isOn, unclear, ok := checks.Need(f.On)
	if !ok {
		return unclear
	}
	if isOn {
		if other, working := otherInCharge(f); working {
			return checks.Passed("other", checks.Args{"product": other}).Because(f.On)
		}
		return checks.Passed("on", nil).Because(f.On)
	}
	kinds, told := f.OffOn.Get()
	switch {
	case !told, len(kinds) == 0, len(kinds) == len(checks.NetworkKinds()):
		return checks.Failed("off", nil).Because(f.On)
	case len(kinds) > 1:
		return checks.Failed("off_some", nil).Because(f.On)
	case kinds[0] == checks.DomainNetwork:
		return checks.Warned("off_domain", nil).Because(f.On)
	}
	return checks.Failed("off_"+string(kinds[0]), nil).Because(f.On)
}

// otherInCharge names the firewall of another maker that guards the machine in
// place of the system's own.
func otherInCharge(f checks.Firewall) (string, bool) {
	isOn, _ := f.On.Get()
	other, working := inCharge(everywhere(f.Guards, f.OffOn), f.Products)
	return other.Name, isOn && working
}

func defaultIncoming(m *checks.Machine) checks.Verdict {
	f := m.Facts.Firewall
	if other, working := otherInCharge(f); working {
		return checks.Skipped("other", checks.Args{"product": other}).Because(f.On)
	}
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
	waits, unclear, ok := checks.Need(f.SignIn)
	if !ok {
		return unclear
	}
	if waits {
		return checks.Warned("ssh_open", nil).Because(f.SignIn)
	}
	return checks.Passed("ssh_closed", nil).Because(f.SignIn)
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

package firewall

import "ounce/checks"

func on(m *checks.Machine) checks.Verdict {
	f := m.Facts.Firewall
	isOn, unclear, ok := checks.Need(f.On)
	if !ok {
		return unclear
	}
	if other, working := inCharge(everywhere(f.Guards, f.OffOn), f.Products); isOn && working {
		return checks.Passed("other", checks.Args{"product": other.Name}).Because(f.On)
	}
	if isOn {
		return checks.Passed("on", nil).Because(f.On)
	}
	kinds, told := f.OffOn.Get()
	switch {
	case !told, len(kinds) == len(checks.NetworkKinds()):
		return checks.Failed("off", nil).Because(f.On)
	case len(kinds) > 1:
		return checks.Failed("off_some", nil).Because(f.On)
	case kinds[0] == checks.DomainNetwork:
		return checks.Warned("off_domain", nil).Because(f.On)
	}
	return checks.Failed("off_"+string(kinds[0]), nil).Because(f.On)
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

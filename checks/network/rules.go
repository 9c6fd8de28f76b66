package network

import "ounce/checks"

// gigabit is the speed of every office cable and switch since about 2010, in
// Mbit/s.
const gigabit = 1000

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

func linkSpeed(m *checks.Machine) checks.Verdict {
	if virtual := m.Facts.Platform.Virtual; virtual.Or(false) {
		return checks.Skipped("virtual", nil).Because(virtual)
	}
	wired := m.Facts.Network.Wired
	w, unclear, ok := checks.Need(wired)
	if !ok {
		return unclear
	}
	args := checks.Args{"megabits": w.Megabits}
	switch {
	case !w.Connected:
		return checks.Skipped("no_cable", nil).Because(wired)
	case w.Megabits <= 0:
		return checks.Undecided(checks.Unknown{Reason: checks.Unreadable}).Because(wired)
	case w.Megabits < gigabit:
		return checks.Warned("slow", args).Because(wired)
	}
	return checks.Passed("fast", args).Because(wired)
}

func gateway(m *checks.Machine) checks.Verdict {
	f := m.Facts.Network
	if joined, known := f.Joined.Get(); known && !joined {
		return checks.Skipped("apart", nil).Because(f.Joined)
	}
	out, unclear, ok := checks.Need(f.Gateway)
	if !ok {
		return unclear
	}
	if out {
		return checks.Passed("out", nil).Because(f.Gateway)
	}
	if _, unclear, ok := checks.Need(f.Joined); !ok {
		return unclear
	}
	return checks.Warned("none", nil).Because(f.Gateway, f.Joined)
}

func dns(m *checks.Machine) checks.Verdict {
	f := m.Facts.Network
	if joined, known := f.Joined.Get(); known && !joined {
		return checks.Skipped("apart", nil).Because(f.Joined)
	}
	r, unclear, ok := checks.Need(f.Resolver)
	if !ok {
		return unclear
	}
	switch r.Kind {
	case checks.ResolverFilter:
		return checks.Passed("filter", checks.Args{"service": r.Service}).Because(f.Resolver)
	case checks.ResolverPublic:
		return checks.Passed("public", checks.Args{"service": r.Service}).Because(f.Resolver)
	case checks.ResolverOther:
		return checks.Passed("other", nil).Because(f.Resolver)
	case checks.ResolverNone:
		if _, unclear, ok := checks.Need(f.Joined); !ok {
			return unclear
		}
		return checks.Warned("none", nil).Because(f.Resolver, f.Joined)
	}
	return checks.Undecided(checks.Unknown{Reason: checks.Unreadable, Detail: string(r.Kind)}).Because(f.Resolver)
}

func proxy(m *checks.Machine) checks.Verdict {
	fact := m.Facts.Network.Proxy
	p, unclear, ok := checks.Need(fact)
	if !ok {
		return unclear
	}
	switch p {
	case checks.ProxyNone:
		return checks.Passed("none", nil).Because(fact)
	case checks.ProxyFixed:
		return checks.Warned("fixed", nil).Because(fact)
	case checks.ProxyLocal:
		return checks.Warned("local", nil).Because(fact)
	case checks.ProxyScript:
		return checks.Warned("script", nil).Because(fact)
	}
	return checks.Undecided(checks.Unknown{Reason: checks.Unreadable, Detail: string(p)}).Because(fact)
}

func vpn(m *checks.Machine) checks.Verdict {
	fact := m.Facts.Network.VPN
	on, unclear, ok := checks.Need(fact)
	if !ok {
		return unclear
	}
	if on {
		return checks.Passed("on", nil).Because(fact)
	}
	return checks.Skipped("off", nil).Because(fact)
}

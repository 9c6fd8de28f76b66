package firewall

import (
	"context"
	"slices"

	"ounce/checks"
)

// windows reads the settings of Windows Defender Firewall, what Security Center
// knows of others, and the ways in that Windows itself offers. Nothing of it
// needs an administrator.
func windows(ctx context.Context, h checks.Host, p checks.Platform, tools []tool) checks.Firewall {
	all := profiles(ctx, h)
	running := services(ctx, h)
	f := checks.Firewall{
		Listening:   checks.Unseen[[]checks.Listener](checks.Unsupported, ""),
		Products:    otherFirewalls(ctx, h, p),
		SignIn:      sshServer(h, running),
		Desktop:     remoteDesktopOf(ctx, h, p),
		OldSharing:  smb1(ctx, h),
		RemoteTools: toolsByService(h, running, tools),
	}
	filters := serviceRuns(h, running, "MpsSvc")
	var blocks, logs []checks.Fact[bool]
	for _, one := range all {
		state := every(filters, one.on)
		f.Guards = append(f.Guards, checks.Guard{Name: string(one.kind), On: state})
		blocks, logs = append(blocks, one.blocks), append(logs, one.logs)
	}
	f.OffOn = offOn(f.Guards)
	own := everywhere(f.Guards, f.OffOn)
	f.On = guarded(own, f.OffOn, f.Products, firewallHealth(ctx, h), p)
	f.BlocksIncoming, f.Logging = every(blocks...), every(logs...)
	f.OpenRules = openRules(ctx, h)
	if !counts(own, f.Products, p) {
		const why = "another firewall may be in charge"
		f.BlocksIncoming = checks.Unseen[bool](checks.Unsupported, why, f.Products.Evidence()...)
		f.Logging = checks.Unseen[bool](checks.Unsupported, why, f.Products.Evidence()...)
		f.OpenRules = checks.Unseen[checks.OpenRules](checks.Unsupported, why, f.Products.Evidence()...)
	}
	return f
}

// counts tells whether the settings of Windows' own firewall are what matters:
// it is on, or no other one is.
func counts(own checks.Fact[bool], others checks.Fact[[]checks.OtherFirewall], p checks.Platform) bool {
	on, _ := own.Get()
	list, listed := others.Get()
	server, _ := p.Server.Get()
	return on || server || listed && !slices.ContainsFunc(list, func(f checks.OtherFirewall) bool { return f.On })
}

// offOn lists the kinds of network without the firewall, once all are known.
func offOn(guards []checks.Guard) checks.Fact[[]checks.NetworkKind] {
	off := []checks.NetworkKind{}
	var evidence []checks.Evidence
	for _, guard := range guards {
		on, known := guard.On.Get()
		if !known {
			why := guard.On.Why()
			return checks.Unseen[[]checks.NetworkKind](why.Reason, why.Detail, guard.On.Evidence()...)
		}
		if !on {
			off = append(off, checks.NetworkKind(guard.Name))
		}
		evidence = append(evidence, guard.On.Evidence()...)
	}
	return checks.Known(off, withoutRepeats(evidence)...)
}

// everywhere tells whether the firewall is on for every kind of network. Where
// one kind could not be read, off in an office or in public decides; off in a
// domain alone does not, since most machines are in none.
func everywhere(guards []checks.Guard, off checks.Fact[[]checks.NetworkKind]) checks.Fact[bool] {
	if off.Known() {
		return checks.Then(off, func(kinds []checks.NetworkKind) (bool, error) { return len(kinds) == 0, nil })
	}
	for _, guard := range guards {
		on, known := guard.On.Get()
		if known && !on && guard.Name != string(checks.DomainNetwork) {
			return guard.On
		}
	}
	return checks.Unseen[bool](off.Why().Reason, off.Why().Detail, off.Evidence()...)
}

// inCharge gives the firewall of another maker that does the work while
// Windows' own is off.
func inCharge(own checks.Fact[bool], others checks.Fact[[]checks.OtherFirewall]) (checks.OtherFirewall, bool) {
	on, known := own.Get()
	list, listed := others.Get()
	at := slices.IndexFunc(list, func(f checks.OtherFirewall) bool { return f.On })
	if on || !known || !listed || at < 0 {
		return checks.OtherFirewall{}, false
	}
	return list[at], true
}

// guarded joins Windows' own firewall with those of other makers. Windows' own
// may be off where another one works and Windows says that all is well; where
// nobody could say whether there is another one, off is not known.
func guarded(own checks.Fact[bool], off checks.Fact[[]checks.NetworkKind], others checks.Fact[[]checks.OtherFirewall], health checks.Fact[bool], p checks.Platform) checks.Fact[bool] {
	on, known := own.Get()
	if on || !known {
		return own
	}
	evidence := slices.Concat(own.Evidence(), others.Evidence(), health.Evidence())
	good, told := health.Get()
	server, _ := p.Server.Get()
	_, other := inCharge(own, others)
	kinds, _ := off.Get()
	switch {
	case other && told && good:
		return checks.Known(true, evidence...)
	case other:
		return checks.Unseen[bool](checks.Conflicting, "a firewall of another maker says on, and Windows does not say that all is well", evidence...)
	case !others.Known() && !server && (!told || good):
		return checks.Unseen[bool](others.Why().Reason, others.Why().Detail, evidence...)
	case told && good && len(kinds) == len(checks.NetworkKinds()):
		return checks.Unseen[bool](checks.Conflicting, "the firewall is off, and Windows says that all is well", evidence...)
	}
	return checks.Known(false, evidence...)
}

func withoutRepeats(evidence []checks.Evidence) []checks.Evidence {
	var once []checks.Evidence
	for _, e := range evidence {
		if !slices.Contains(once, e) {
			once = append(once, e)
		}
	}
	return once
}

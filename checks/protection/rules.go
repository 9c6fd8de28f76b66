package protection

import (
	"slices"

	"ounce/checks"
)

type products = checks.Fact[[]checks.SecurityProduct]

// antivirus judges whether something guards the machine. On a Windows client the
// system's own list decides; a server has no such list, and elsewhere the
// products found and the system's own scanner do.
func antivirus(m *checks.Machine) checks.Verdict {
	if m.Facts.Platform.System != checks.Windows {
		return antivirusByAgents(m)
	}
	if server, known := m.Facts.Platform.Server.Get(); known && server {
		return antivirusOnServer(m)
	}
	f := m.Facts.Protection
	listed, verdict, ok := checks.Need(f.Registered)
	health, healthKnown := f.Health.Get()
	if !ok {
		if healthKnown && health == "good" {
			return checks.Passed("system_says_fine", nil).Because(f.Health)
		}
		return verdict
	}
	if on := guards(listed); len(on) > 0 {
		if healthKnown && health == "poor" && allInOrder(on) {
			return conflict(names(on)[0]+" on, Windows: not in order", f.Registered, f.Health)
		}
		return checks.Passed("on", checks.Args{"product": names(on)}).Because(f.Registered, f.Health)
	}
	if torn, ok := firstConflict(listed); ok {
		return torn
	}
	if healthKnown && health == "good" {
		return conflict("no product on, Windows: in order", f.Registered, f.Health)
	}
	if unclear, ok := firstUnclear(listed); ok {
		return unclear
	}
	agents, verdict, ok := checks.Need(f.Agents)
	if !ok {
		return verdict
	}
	if on := guards(agents); len(on) > 0 {
		return checks.Warned("not_listed", checks.Args{"product": names(on)}).Because(f.Registered, f.Agents)
	}
	return notGuarding(listed).Because(f.Registered, f.Health)
}

// antivirusOnServer: what Defender says of itself and the products found.
func antivirusOnServer(m *checks.Machine) checks.Verdict {
	f := m.Facts.Protection
	own, ownVerdict, ownKnown := checks.Need(f.Registered)
	agents, agentsVerdict, agentsKnown := checks.Need(f.Agents)
	if on := slices.Concat(guards(own), guards(agents)); len(on) > 0 {
		return checks.Passed("on", checks.Args{"product": names(on)}).Because(f.Registered, f.Agents)
	}
	if !ownKnown {
		return ownVerdict
	}
	if !agentsKnown {
		return agentsVerdict
	}
	if unclear, ok := firstUnclear(slices.Concat(own, agents)); ok {
		return unclear
	}
	return checks.Warned("server_none", nil).Because(f.Registered, f.Agents)
}

// antivirusByAgents: where no list of the system's own exists.
func antivirusByAgents(m *checks.Machine) checks.Verdict {
	f := m.Facts.Protection
	agents, agentsVerdict, agentsKnown := checks.Need(f.Agents)
	if on := guards(agents); len(on) > 0 {
		return checks.Passed("on", checks.Args{"product": names(on)}).Because(f.Agents, on[0].State)
	}
	if torn, ok := firstConflict(agents); ok {
		return torn
	}
	if m.Facts.Platform.System == checks.MacOS {
		version, verdict, ok := checks.Need(f.BuiltIn)
		if !ok {
			return verdict
		}
		return checks.Passed("built_in", checks.Args{"version": version}).Because(f.BuiltIn)
	}
	if !agentsKnown {
		return agentsVerdict
	}
	if unclear, ok := firstUnclear(agents); ok {
		return unclear
	}
	for _, p := range agents {
		if state, _ := p.State.Get(); p.Antivirus && state == checks.ProductIdle {
			return checks.Warned("idle", checks.Args{"product": p.Name}).Because(p.State)
		}
	}
	for _, p := range agents {
		if p.Antivirus {
			return notGuarding(agents).Because(f.Agents, p.State)
		}
	}
	return checks.Skipped("usual_without", nil).Because(f.Agents)
}

// notGuarding is the verdict on products of which none is on.
func notGuarding(list []checks.SecurityProduct) checks.Verdict {
	for _, state := range []checks.ProductState{checks.ProductExpired, checks.ProductPaused, checks.ProductOff, checks.ProductPassive} {
		for _, p := range list {
			if got, _ := p.State.Get(); p.Antivirus && got == state {
				return checks.Failed(string(state), checks.Args{"product": p.Name})
			}
		}
	}
	return checks.Failed("none", nil)
}

// duplicates judges whether two products scan the same files.
func duplicates(m *checks.Machine) checks.Verdict {
	f := m.Facts.Protection
	source := f.Agents
	if m.Facts.Platform.System == checks.Windows {
		source = f.Registered
	}
	list, verdict, ok := checks.Need(source)
	if !ok {
		return verdict
	}
	on := guards(list)
	if len(on) > 1 {
		return checks.Warned("several", checks.Args{"products": names(on)}).Because(source)
	}
	if unclear, ok := firstUnclear(list); ok {
		return unclear
	}
	if len(on) == 0 {
		return checks.Skipped("none_on", nil).Because(source)
	}
	return checks.Passed("one", checks.Args{"product": on[0].Name}).Because(source)
}

// licence judges whether a product has run out: its subscription or its program.
func licence(m *checks.Machine) checks.Verdict {
	f := m.Facts.Protection
	all := slices.Concat(f.Registered.Or(nil), f.Agents.Or(nil))
	for _, p := range all {
		state, _ := p.State.Get()
		if licensed, known := p.Licensed.Get(); state != checks.ProductExpired && (!known || licensed) {
			continue
		}
		args := checks.Args{"product": p.Name}
		if on := guards(all); len(on) > 0 && on[0].Name != p.Name {
			return checks.Warned("leftover", checks.Args{"product": p.Name, "other": on[0].Name}).Because(p.State, p.Licensed, on[0].State)
		}
		return checks.Failed("expired", args).Because(p.State, p.Licensed)
	}
	for _, p := range all {
		if old, known := p.EngineOutdated.Get(); known && old {
			return checks.Warned("old_program", checks.Args{"product": p.Name}).Because(p.EngineOutdated)
		}
	}
	if verdict, ok := unreadList(f); ok {
		return verdict
	}
	on := guards(all)
	if len(on) == 0 {
		if unclear, ok := firstUnclear(all); ok {
			return unclear
		}
		return checks.Skipped("none_on", nil).Because(f.Registered, f.Agents)
	}
	return checks.Passed("valid", checks.Args{"product": names(on)}).Because(f.Registered, f.Agents, on[0].Licensed)
}

// edr judges whether a product reports to somebody who can watch.
func edr(m *checks.Machine) checks.Verdict {
	source := m.Facts.Protection.Agents
	agents, verdict, ok := checks.Need(source)
	if !ok {
		return verdict
	}
	var watched []checks.SecurityProduct
	for _, p := range agents {
		if p.Watched {
			watched = append(watched, p)
		}
	}
	if len(watched) == 0 {
		return checks.Skipped("none_known", nil).Because(source)
	}
	for _, p := range watched {
		if state, known := p.State.Get(); known && (state == checks.ProductOn || state == checks.ProductPassive) {
			return checks.Passed("reports", checks.Args{"product": p.Name}).Because(p.State)
		}
	}
	for _, p := range watched {
		if _, verdict, ok := checks.Need(p.State); !ok {
			return verdict
		}
	}
	return checks.Warned("stopped_product", checks.Args{"product": watched[0].Name}).Because(watched[0].State)
}

// guards are the antivirus products that are on, each once.
func guards(list []checks.SecurityProduct) []checks.SecurityProduct {
	var on []checks.SecurityProduct
	for _, p := range list {
		state, known := p.State.Get()
		twice := slices.ContainsFunc(on, func(o checks.SecurityProduct) bool { return o.Name == p.Name })
		if p.Antivirus && known && state == checks.ProductOn && !twice {
			on = append(on, p)
		}
	}
	return on
}

// allInOrder tells whether nothing is known against any of the products.
func allInOrder(list []checks.SecurityProduct) bool {
	return !slices.ContainsFunc(list, func(p checks.SecurityProduct) bool {
		current, said := p.Current.Get()
		licensed, told := p.Licensed.Get()
		age, aged := p.SignatureAge.Get()
		return (said && !current) || (told && !licensed) || (aged && age > signaturesFine)
	})
}

// firstConflict is the verdict where two sources disagree about a product.
func firstConflict(list []checks.SecurityProduct) (checks.Verdict, bool) {
	for _, p := range list {
		if _, verdict, ok := checks.Need(p.State); !ok && p.Antivirus && p.State.Why().Reason == checks.Conflicting {
			return verdict, true
		}
	}
	return checks.Verdict{}, false
}

// firstUnclear is the verdict on the first antivirus product whose state could
// not be read.
func firstUnclear(list []checks.SecurityProduct) (checks.Verdict, bool) {
	for _, p := range list {
		if !p.Antivirus {
			continue
		}
		if _, verdict, ok := checks.Need(p.State); !ok {
			return verdict, true
		}
	}
	return checks.Verdict{}, false
}

func names(list []checks.SecurityProduct) []string {
	all := make([]string, 0, len(list))
	for _, p := range list {
		if !slices.Contains(all, p.Name) {
			all = append(all, p.Name)
		}
	}
	return all
}

func conflict(detail string, facts ...interface{ Evidence() []checks.Evidence }) checks.Verdict {
	return checks.Undecided(checks.Unknown{Reason: checks.Conflicting, Detail: detail}).Because(facts...)
}

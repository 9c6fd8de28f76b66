package firewall

import (
	"context"
	"errors"
	"slices"
	"strings"

	"ounce/checks"
)

// linux looks at the firewalls of Linux: firewalld and ufw manage the kernel's
// rules; the rules themselves are readable by root alone.
func linux(ctx context.Context, h checks.Host, tools []tool) checks.Firewall {
	var (
		ufwOn, ufwBlocks, firewalld checks.Fact[bool]
		rules                       checks.Fact[ruleset]
		open                        checks.Fact[[]checks.Listener]
		reads                       checks.Reads
	)
	reads.Go(func() { ufwOn, ufwBlocks = ufw(ctx, h) })
	reads.Go(func() { firewalld = service(ctx, h, "firewalld") })
	reads.Go(func() { rules = kernelRules(ctx, h) })
	reads.Go(func() { open = listening(ctx, h) })
	reads.Wait()
	filters := checks.Then(rules, func(r ruleset) (bool, error) { return r.drops, nil })
	f := checks.Firewall{
		Guards: []checks.Guard{{Name: "firewalld", On: firewalld}, {Name: "ufw", On: ufwOn}, {Name: "kernel rules", On: filters}},
		On:     anyOn(firewalld, ufwOn, rules),
	}
	f.BlocksIncoming = checks.First(
		checks.Then(rules, func(r ruleset) (bool, error) {
			if !r.filters {
				return false, errors.New("no rule filters what comes in")
			}
			return r.drops, nil
		}), ufwBlocks)
	f.Listening = open
	f.SignIn = checks.Then(f.Listening, func(all []checks.Listener) (bool, error) {
		return slices.ContainsFunc(all, func(l checks.Listener) bool { return l.Port == sshPort }), nil
	})
	f.Logging = ufwLogging(ctx, h, ufwOn)
	f.RemoteTools = toolsByPath(ctx, h, tools)
	return f
}

// anyOn is on when one firewall is on. It is off only when the kernel's own
// rules were read and let everything in: a manager that is off says nothing of
// rules that somebody set by hand. Rules that keep out some and let in the rest,
// as a guard against guessed passwords has them, are neither.
func anyOn(firewalld, ufw checks.Fact[bool], rules checks.Fact[ruleset]) checks.Fact[bool] {
	evidence := slices.Concat(firewalld.Evidence(), ufw.Evidence(), rules.Evidence())
	managed := false
	for _, guard := range []checks.Fact[bool]{firewalld, ufw} {
		on, known := guard.Get()
		managed = managed || known && on
	}
	switch force, known := rules.Get(); {
	case managed && known && !force.filters:
		return checks.Unseen[bool](checks.Conflicting, "a firewall is switched on, and no rule of it is in force", evidence...)
	case managed, known && force.drops:
		return checks.Known(true, evidence...)
	case known && force.filters:
		return checks.Unseen[bool](checks.Unsupported, "rules keep out some and let in the rest", evidence...)
	case known:
		return checks.Known(false, evidence...)
	}
	for _, guard := range []checks.Fact[bool]{firewalld, ufw} {
		if why := guard.Why(); why.Reason == checks.Conflicting {
			return checks.Unseen[bool](why.Reason, why.Detail, evidence...)
		}
	}
	return checks.Unseen[bool](rules.Why().Reason, rules.Why().Detail, evidence...)
}

// ufw reads ufw.conf. That ufw.service is active says nothing, since it is so
// while ufw is disabled; but where it did not run, nobody loaded the rules of a
// ufw that is enabled.
func ufw(ctx context.Context, h checks.Host) (on, blocks checks.Fact[bool]) {
	const conf, defaults = "/etc/ufw/ufw.conf", "/etc/default/ufw"
	on = setting(ctx, h, conf, "ENABLED", map[string]bool{"yes": true, "no": false})
	if enabled, known := on.Get(); known && enabled {
		ran := service(ctx, h, "ufw")
		if loaded, known := ran.Get(); known && !loaded {
			on = checks.Unseen[bool](checks.Conflicting, "ufw is enabled, and its service did not run", slices.Concat(on.Evidence(), ran.Evidence())...)
		} else if known {
			on = checks.Known(true, slices.Concat(on.Evidence(), ran.Evidence())...)
		}
	}
	blocks = setting(ctx, h, defaults, "DEFAULT_INPUT_POLICY", map[string]bool{"DROP": true, "REJECT": true, "ACCEPT": false})
	if enabled, known := on.Get(); !known || !enabled {
		blocks = checks.Unseen[bool](checks.Missing, "ufw is not on", on.Evidence()...)
	}
	return on, blocks
}

// ufwLogging reads LOGLEVEL, which ufw sets to off, low, medium, high or full.
func ufwLogging(ctx context.Context, h checks.Host, on checks.Fact[bool]) checks.Fact[bool] {
	if enabled, known := on.Get(); !known || !enabled {
		return checks.Unseen[bool](checks.Unsupported, "ufw is not on", on.Evidence()...)
	}
	return setting(ctx, h, "/etc/ufw/ufw.conf", "LOGLEVEL",
		map[string]bool{"off": false, "low": true, "medium": true, "high": true, "full": true})
}

// setting reads NAME=value from a file of such lines; a value that is not
// expected is unreadable.
func setting(ctx context.Context, h checks.Host, path, name string, meaning map[string]bool) checks.Fact[bool] {
	data, err := h.ReadFile(ctx, path)
	if err != nil {
		return checks.UnseenBy[bool](err)
	}
	evidence := checks.Evidence{Source: "file " + path, Privilege: checks.PrivilegeOf(h)}
	value, found := assignment(data, name)
	if !found {
		return checks.Unseen[bool](checks.Unreadable, name+" is not there", evidence)
	}
	evidence.Value = name + "=" + checks.Excerpt(value)
	truth, ok := meaning[value]
	if !ok {
		return checks.Unseen[bool](checks.Unreadable, evidence.Value, evidence)
	}
	return checks.Known(truth, evidence)
}

// assignment finds the last NAME=value in a file of the shell's form.
func assignment(data []byte, name string) (value string, found bool) {
	for line := range strings.Lines(string(data)) {
		if v, ok := strings.CutPrefix(strings.TrimSpace(line), name+"="); ok {
			value, found = strings.Trim(v, `"'`), true
		}
	}
	return value, found
}

// service asks systemd for exactly "active" or "inactive".
func service(ctx context.Context, h checks.Host, name string) checks.Fact[bool] {
	out, err := h.Run(ctx, "systemctl", "is-active", name)
	if err != nil {
		return checks.UnseenBy[bool](err)
	}
	answer := strings.TrimSpace(string(out.Stdout))
	evidence := checks.Evidence{Source: "program systemctl is-active " + name, Value: checks.Excerpt(answer), Privilege: checks.PrivilegeOf(h)}
	switch answer {
	case "active":
		return checks.Known(true, evidence)
	case "inactive", "failed":
		return checks.Known(false, evidence)
	}
	return checks.Unseen[bool](checks.Unreadable, checks.Excerpt(answer+" "+string(out.Stderr)), evidence)
}

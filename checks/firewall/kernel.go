package firewall

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"ounce/checks"
)

// ruleset is what the kernel's rules do with what comes in.
type ruleset struct {
	filters bool // some of what comes in is kept out, be it one address alone
	drops   bool // what no rule allows is kept out
}

// kernelRules reads the rules in force: all of them through nft where it is
// installed, else those of iptables. Both need root.
func kernelRules(ctx context.Context, h checks.Host) checks.Fact[ruleset] {
	if !h.Elevated() {
		return checks.Unseen[ruleset](checks.Denied, "the rules in force are readable by root alone",
			checks.Evidence{Source: "program nft list ruleset", Privilege: checks.Administrator})
	}
	nft := rulesBy(ctx, h, parseNft, "nft", "-j", "list", "ruleset")
	iptables := rulesBy(ctx, h, parseIptables, "iptables", "-S")
	_, nftRead := nft.Get()
	switch old, oldRead := iptables.Get(); {
	case oldRead && old.filters:
		return iptables
	case nftRead && (oldRead || nothingOld(ctx, h)):
		return nft
	case nftRead:
		rules, _ := nft.Get()
		if rules.filters {
			return nft
		}
	}
	return checks.First(nft, iptables)
}

// nothingOld tells that the kernel has no table of the older iptables.
func nothingOld(ctx context.Context, h checks.Host) bool {
	data, err := h.ReadFile(ctx, "/proc/net/ip_tables_names")
	var read *checks.ReadError
	if errors.As(err, &read) {
		return read.Reason == checks.Missing
	}
	return err == nil && strings.TrimSpace(string(data)) == ""
}

func rulesBy(ctx context.Context, h checks.Host, parse func([]byte) (ruleset, error), program string, args ...string) checks.Fact[ruleset] {
	out, err := h.Run(ctx, program, args...)
	if err != nil {
		return checks.UnseenBy[ruleset](err)
	}
	evidence := checks.Evidence{Source: "program " + program + " " + strings.Join(args, " "), Privilege: checks.PrivilegeOf(h)}
	if out.Exit != 0 {
		return checks.Unseen[ruleset](checks.Unreadable, checks.Excerpt(string(out.Stderr)), evidence)
	}
	rules, err := parse(out.Stdout)
	if err != nil {
		return checks.Unseen[ruleset](checks.Unreadable, err.Error(), evidence)
	}
	evidence.Value = fmt.Sprintf("keeps out some of what comes in: %t, all that no rule allows: %t", rules.filters, rules.drops)
	return checks.Known(rules, evidence)
}

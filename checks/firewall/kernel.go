package firewall

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"ounce/checks"
)

// ruleset is what the kernel's rules do with what comes in.
type ruleset struct {
	filters bool // something that comes in may be kept out
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
	evidence.Value = fmt.Sprintf("filters incoming: %t, drops by default: %t", rules.filters, rules.drops)
	return checks.Known(rules, evidence)
}

// parseNft reads `nft -j list ruleset` (libnftables-json(5)). Only base chains
// of type filter at the input hook keep anything out; chains of Docker and
// libvirt hang on others.
func parseNft(data []byte) (ruleset, error) {
	var doc struct {
		Entries []struct {
			Info  json.RawMessage `json:"metainfo"`
			Chain *struct {
				Family, Table, Name, Type, Hook, Policy string
			} `json:"chain"`
			Rule *struct {
				Family, Table, Chain string
				Expr                 json.RawMessage
			} `json:"rule"`
		} `json:"nftables"`
	}
	if err := json.Unmarshal(data, &doc); err != nil {
		return ruleset{}, fmt.Errorf("reading the rules: %w", err)
	}
	if len(doc.Entries) == 0 || doc.Entries[0].Info == nil {
		return ruleset{}, errors.New("this is no list of rules")
	}
	var rules ruleset
	guarding := map[[3]string]bool{}
	for _, e := range doc.Entries {
		if c := e.Chain; c != nil && c.Hook == "input" && c.Type == "filter" {
			guarding[[3]string{c.Family, c.Table, c.Name}] = true
			rules.drops = rules.drops || c.Policy == "drop"
		}
	}
	for _, e := range doc.Entries {
		if r := e.Rule; r != nil && guarding[[3]string{r.Family, r.Table, r.Chain}] {
			expr := string(r.Expr)
			refuses := strings.Contains(expr, `"drop"`) || strings.Contains(expr, `"reject"`)
			rules.filters = rules.filters || refuses || strings.Contains(expr, `"jump"`) || strings.Contains(expr, `"goto"`)
			rules.drops = rules.drops || refuses && !strings.Contains(expr, `"match"`)
		}
	}
	rules.filters = rules.filters || rules.drops
	return rules, nil
}

// parseIptables reads `iptables -S` (iptables-save(8) without tables).
func parseIptables(data []byte) (ruleset, error) {
	var rules ruleset
	policy := ""
	for line := range strings.Lines(string(data)) {
		words := strings.Fields(line)
		switch {
		case len(words) == 3 && words[0] == "-P" && words[1] == "INPUT":
			policy = words[2]
		case len(words) > 2 && words[0] == "-A" && words[1] == "INPUT":
			target := slices.Index(words, "-j")
			if target < 0 || target+1 >= len(words) {
				continue
			}
			refuses := words[target+1] == "DROP" || words[target+1] == "REJECT"
			rules.filters = rules.filters || refuses || words[target+1] != "ACCEPT" && words[target+1] != "LOG"
			rules.drops = rules.drops || refuses && target == 2
		}
	}
	if policy != "ACCEPT" && policy != "DROP" {
		return ruleset{}, errors.New("the policy for what comes in is not there")
	}
	rules.drops = rules.drops || policy == "DROP"
	rules.filters = rules.filters || rules.drops
	return rules, nil
}

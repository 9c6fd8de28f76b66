package firewall

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// verdict is what a rule does with what it is for: it refuses, or leads to
// another chain.
type verdict struct {
	refuses bool
	leadsTo string
	all     bool // it is for everything
}

// chains are rules by the chain in which they stand.
type chains map[string][]verdict

// follow tells what becomes of what enters a chain. Chains of libvirt, Docker and
// guards against guessed passwords hang on the one for what comes in, too, and
// keep out nothing or single addresses: only where they lead counts.
func (c chains) follow(chain string, below []string) ruleset {
	var out ruleset
	if slices.Contains(below, chain) {
		return out
	}
	for _, rule := range c[chain] {
		then := ruleset{filters: rule.refuses, drops: rule.refuses}
		if rule.leadsTo != "" {
			then = c.follow(rule.leadsTo, append(below, chain))
		}
		out.filters = out.filters || then.filters
		out.drops = out.drops || then.drops && rule.all
	}
	return out
}

// parseNft reads `nft -j list ruleset` (libnftables-json(5)). Only base chains
// of type filter at the input hook keep anything out, and what they lead to.
func parseNft(data []byte) (ruleset, error) {
	var doc struct {
		Entries []struct {
			Info  json.RawMessage `json:"metainfo"`
			Chain *struct {
				Family, Table, Name, Type, Hook, Policy string
			} `json:"chain"`
			Rule *struct {
				Family, Table, Chain string
				Expr                 []map[string]json.RawMessage
			} `json:"rule"`
		} `json:"nftables"`
	}
	if err := json.Unmarshal(data, &doc); err != nil {
		return ruleset{}, fmt.Errorf("reading the rules: %w", err)
	}
	if len(doc.Entries) == 0 || doc.Entries[0].Info == nil {
		return ruleset{}, errors.New("this is no list of rules")
	}
	all, rules := chains{}, ruleset{}
	var entries []string
	name := func(family, table, chain string) string { return family + "\x00" + table + "\x00" + chain }
	for _, e := range doc.Entries {
		if c := e.Chain; c != nil && c.Hook == "input" && c.Type == "filter" {
			entries = append(entries, name(c.Family, c.Table, c.Name))
			rules.drops = rules.drops || c.Policy == "drop"
		}
		if r := e.Rule; r != nil {
			chain := name(r.Family, r.Table, r.Chain)
			does := verdict{all: true}
			for _, part := range r.Expr {
				does.refuses = does.refuses || hasKey(part, "drop") || hasKey(part, "reject")
				// A map leads to one of several ends, and which is not followed.
				does.all = does.all && !hasKey(part, "match") && !hasKey(part, "vmap") && !hasKey(part, "limit")
				for _, kind := range []string{"jump", "goto"} {
					var to struct{ Target string }
					if raw, ok := part[kind]; ok && json.Unmarshal(raw, &to) == nil {
						does.leadsTo = name(r.Family, r.Table, to.Target)
					}
				}
				if raw, ok := part["vmap"]; ok && (strings.Contains(string(raw), `"drop"`) || strings.Contains(string(raw), `"reject"`) ||
					strings.Contains(string(raw), `"jump"`) || strings.Contains(string(raw), `"goto"`)) {
					does.refuses = true
				}
			}
			all[chain] = append(all[chain], does)
		}
	}
	for _, entry := range entries {
		found := all.follow(entry, nil)
		rules.filters, rules.drops = rules.filters || found.filters, rules.drops || found.drops
	}
	rules.filters = rules.filters || rules.drops
	return rules, nil
}

func hasKey(part map[string]json.RawMessage, key string) bool {
	_, ok := part[key]
	return ok
}

// parseIptables reads `iptables -S` (iptables-save(8) without tables).
func parseIptables(data []byte) (ruleset, error) {
	policy, all := "", chains{}
	for line := range strings.Lines(string(data)) {
		words := strings.Fields(line)
		switch {
		case len(words) == 3 && words[0] == "-P" && words[1] == "INPUT":
			policy = words[2]
		case len(words) > 2 && words[0] == "-A":
			at := slices.IndexFunc(words, func(w string) bool { return w == "-j" || w == "-g" })
			if at < 0 || at+1 >= len(words) {
				continue
			}
			does := verdict{all: at == 2}
			switch target := words[at+1]; target {
			case "DROP", "REJECT":
				does.refuses = true
			default:
				does.leadsTo = target // ACCEPT, LOG and the like are no chains
			}
			all[words[1]] = append(all[words[1]], does)
		}
	}
	if policy != "ACCEPT" && policy != "DROP" {
		return ruleset{}, errors.New("the policy for what comes in is not there")
	}
	rules := all.follow("INPUT", nil)
	rules.drops = rules.drops || policy == "DROP"
	rules.filters = rules.filters || rules.drops
	return rules, nil
}

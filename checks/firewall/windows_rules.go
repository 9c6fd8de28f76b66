package firewall

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"ounce/checks"
)

// openRules reads the rules of the firewall, those of group policy and, where
// policy lets them count, those of the machine.
func openRules(ctx context.Context, h checks.Host) checks.Fact[checks.OpenRules] {
	keys := []string{policyProfiles + `\FirewallRules`}
	merge := ruled(ctx, h, []string{policyProfiles + `\PublicProfile`}, "AllowLocalPolicyMerge",
		checks.Known(true, seen(h, "registry "+policyProfiles+`\PublicProfile`, "AllowLocalPolicyMerge is not set")))
	counts, known := merge.Get()
	if !known {
		return checks.Unseen[checks.OpenRules](merge.Why().Reason, merge.Why().Detail, merge.Evidence()...)
	}
	local := localProfiles + `\FirewallRules`
	if counts {
		keys = append(keys, local)
	}
	var open checks.OpenRules
	var evidence []checks.Evidence
	for _, key := range keys {
		values, err := h.ReadKey(ctx, key)
		if missing(err) && key != local {
			continue
		}
		if err == nil && len(values.Values) == 0 && key == local {
			err = errors.New("no rule at all") // Windows itself comes with some
		}
		if err == nil {
			err = addOpen(&open, values.Values)
		}
		if err != nil {
			return checks.UnseenBy[checks.OpenRules](err)
		}
		evidence = append(evidence, seen(h, "registry "+key, fmt.Sprintf("%d rules", len(values.Values))))
	}
	slices.Sort(open.Ports)
	open.Ports = slices.Compact(open.Ports)
	evidence = append(evidence, seen(h, "registry "+local, fmt.Sprintf("open to anybody: %d, ports: %s", open.Count, strings.Join(open.Ports, ", "))))
	return checks.Known(open, evidence...)
}

func addOpen(open *checks.OpenRules, values checks.Row) error {
	for name := range values {
		text, ok := values.Text(name)
		if !ok {
			return errors.New("a rule is no text")
		}
		rule, err := parseRule(text)
		if err != nil {
			return err
		}
		if !rule.open() {
			continue
		}
		open.Count++
		open.AllPorts = open.AllPorts || len(rule["LPort"]) == 0
		open.Ports = append(open.Ports, rule["LPort"]...)
	}
	return nil
}

// rule is one rule of the firewall: its conditions by name, each with all of
// its values.
type rule map[string][]string

// parseRule reads a value of FirewallRules, as v2.33|Action=Allow|Dir=In|...|
// (firewallrules-remotedesktop-win11.txt).
func parseRule(text string) (rule, error) {
	fields := strings.Split(text, "|")
	if !strings.HasPrefix(fields[0], "v2.") || len(fields) < 3 || fields[len(fields)-1] != "" {
		return nil, errors.New("this is no rule of the firewall")
	}
	r := rule{}
	for _, field := range fields[1 : len(fields)-1] {
		name, value, ok := strings.Cut(field, "=")
		if !ok || name == "" {
			return nil, errors.New("a condition without a value")
		}
		if name == "LPort2_10" {
			name = "LPort"
		}
		r[name] = append(r[name], value)
	}
	if len(r["Action"]) != 1 || len(r["Dir"]) != 1 || len(r["Active"]) != 1 {
		return nil, errors.New("a rule without action, direction or state")
	}
	return r, nil
}

// open tells whether the rule lets anybody in, on public networks too, bound to
// no program. A condition that is not known here may narrow it, so it is not.
// Without Profile a rule is for all networks, without Protocol for all of them;
// 6 is TCP and 17 is UDP, and others carry no services.
func (r rule) open() bool {
	if r["Action"][0] != "Allow" || r["Dir"][0] != "In" || !slices.Equal(r["Active"], []string{"TRUE"}) {
		return false
	}
	if kinds := r["Profile"]; len(kinds) > 0 && !slices.Contains(kinds, "Public") {
		return false
	}
	if p := r["Protocol"]; len(p) > 0 && p[0] != "6" && p[0] != "17" && p[0] != "256" {
		return false
	}
	widening := []string{"Action", "Active", "Dir", "Protocol", "LPort", "Profile", "Name", "Desc", "EmbedCtxt", "Edge", "Defer"}
	for name := range r {
		if !slices.Contains(widening, name) {
			return false
		}
	}
	return !slices.ContainsFunc(r["LPort"], func(port string) bool { return strings.Trim(port, "0123456789-") != "" })
}

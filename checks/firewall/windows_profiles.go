package firewall

import (
	"context"
	"errors"
	"fmt"

	"ounce/checks"
)

const (
	localProfiles  = `HKLM\SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy`
	deviceProfiles = localProfiles + `\Mdm`
	policyProfiles = `HKLM\SOFTWARE\Policies\Microsoft\WindowsFirewall`
	standardCimv2  = `root\StandardCimv2`
	profileQuery   = "SELECT Name, Enabled, DefaultInboundAction FROM MSFT_NetFirewallProfile"
)

// profile is the firewall's setting for one kind of network, in force.
type profile struct {
	kind             checks.NetworkKind
	on, blocks, logs checks.Fact[bool]
}

// keyNames are the names of a kind's keys: the registry calls private networks
// "standard", group policy of today "private".
func keyNames(kind checks.NetworkKind) (local, policy string) {
	switch kind {
	case checks.DomainNetwork:
		return "DomainProfile", "DomainProfile"
	case checks.PrivateNetwork:
		return "StandardProfile", "PrivateProfile"
	}
	return "PublicProfile", "PublicProfile"
}

// profiles reads the setting for each kind of network: group policy rules over
// device management, that over what is set on the machine. The latter is read
// twice, from the registry and by MSFT_NetFirewallProfile, whose plain query
// shows the machine's own store and no policy.
func profiles(ctx context.Context, h checks.Host) []profile {
	second := byWMI(ctx, h)
	var all []profile
	for _, kind := range checks.NetworkKinds() {
		local, policy := keyNames(kind)
		wmi := second(kind)
		own := readProfile(ctx, h, localProfiles+`\`+local)
		own = profile{
			on:     checks.Agree(own.on, wmi.on),
			blocks: checks.Agree(own.blocks, wmi.blocks),
			logs:   own.logs,
		}
		if kind == checks.PublicNetwork {
			own.on = checks.Agree(own.on, legacy(ctx, h))
		}
		layers := []string{policyProfiles + `\` + policy}
		if policy != local {
			layers = append(layers, policyProfiles+`\`+local)
		}
		layers = append(layers, deviceProfiles+`\`+local)
		all = append(all, profile{
			kind:   kind,
			on:     ruled(ctx, h, layers, "EnableFirewall", own.on),
			blocks: ruled(ctx, h, layers, "DefaultInboundAction", own.blocks),
			logs:   ruled(ctx, h, withLogging(layers), "LogDroppedPackets", own.logs),
		})
	}
	return all
}

// legacy is what a group policy of the time before public networks says. How
// Windows takes it for public networks is nowhere written down, so it can only
// contradict.
func legacy(ctx context.Context, h checks.Host) checks.Fact[bool] {
	none := checks.Unseen[bool](checks.Missing, "")
	return ruled(ctx, h, []string{policyProfiles + `\StandardProfile`}, "EnableFirewall", none)
}

func withLogging(keys []string) []string {
	var all []string
	for _, key := range keys {
		all = append(all, key+`\Logging`)
	}
	return all
}

// ruled gives the first layer's word on a truth value, else what the machine's
// own setting says. A layer that cannot be read leaves it open who rules.
func ruled(ctx context.Context, h checks.Host, layers []string, name string, own checks.Fact[bool]) checks.Fact[bool] {
	for _, key := range layers {
		values, err := h.ReadKey(ctx, key)
		if missing(err) {
			continue
		}
		if err != nil {
			return checks.UnseenBy[bool](err)
		}
		if values.Values.Named(name) {
			return truth(h, key, values, name)
		}
	}
	return own
}

// readProfile reads one profile key (names and encodings as in
// regquery-enablefirewall-two-off.txt; DefaultInboundAction 1 refuses, 0 lets
// in). A key that says whether the firewall is on and names no action refuses,
// which is how Windows comes.
func readProfile(ctx context.Context, h checks.Host, key string) profile {
	var p profile
	values, err := h.ReadKey(ctx, key)
	if err != nil {
		p.on, p.blocks = checks.UnseenBy[bool](err), checks.UnseenBy[bool](err)
	} else {
		p.on = truth(h, key, values, "EnableFirewall")
		p.blocks = truth(h, key, values, "DefaultInboundAction")
		if !values.Values.Named("DefaultInboundAction") && p.on.Known() {
			p.blocks = checks.Known(true, seen(h, "registry "+key, "DefaultInboundAction is not set: refuses"))
		}
	}
	logging := key + `\Logging`
	if values, err = h.ReadKey(ctx, logging); err != nil {
		p.logs = checks.UnseenBy[bool](err)
	} else {
		p.logs = truth(h, logging, values, "LogDroppedPackets")
	}
	return p
}

// truth reads a registry value that is 1 or 0.
func truth(h checks.Host, key string, values checks.Key, name string) checks.Fact[bool] {
	value, ok := values.Values.Truth(name)
	if !ok {
		return checks.Unseen[bool](checks.Unreadable, name+" is no truth value", seen(h, "registry "+key, ""))
	}
	return checks.Known(value, seen(h, "registry "+key, fmt.Sprintf("%s = %t", name, value)))
}

// byWMI asks MSFT_NetFirewallProfile and gives what it says of one kind of
// network, by names that no language changes (get-netfirewallprofile-fr-table.txt).
func byWMI(ctx context.Context, h checks.Host) func(checks.NetworkKind) profile {
	source := "WMI " + standardCimv2 + ": " + profileQuery
	rows, err := h.Query(ctx, standardCimv2, profileQuery)
	var byKind map[checks.NetworkKind]checks.Row
	if err == nil {
		byKind, err = parseProfiles(rows)
	}
	return func(kind checks.NetworkKind) profile {
		if err != nil {
			none := checks.UnseenBy[bool](err)
			return profile{on: none, blocks: none}
		}
		column := func(name string, meaning map[int64]bool) checks.Fact[bool] {
			number, ok := byKind[kind].Number(name)
			value, known := meaning[number]
			evidence := seen(h, source, fmt.Sprintf("%s: %s = %d", kind, name, number))
			if !ok || !known {
				return checks.Unseen[bool](checks.Unreadable, name+" is none of its values", evidence)
			}
			return checks.Known(value, evidence)
		}
		return profile{
			on:     column("Enabled", map[int64]bool{0: false, 1: true}),
			blocks: column("DefaultInboundAction", map[int64]bool{0: true, 2: false, 4: true}),
		}
	}
}

// parseProfiles sorts the rows of MSFT_NetFirewallProfile by the kind of
// network; it wants each kind once.
func parseProfiles(rows []checks.Row) (map[checks.NetworkKind]checks.Row, error) {
	kinds := map[string]checks.NetworkKind{
		"Domain": checks.DomainNetwork, "Private": checks.PrivateNetwork, "Public": checks.PublicNetwork,
	}
	byKind := map[checks.NetworkKind]checks.Row{}
	for _, row := range rows {
		name, _ := row.Text("Name")
		kind, ok := kinds[name]
		if !ok || byKind[kind] != nil {
			return nil, errors.New("the profiles are not the three of Windows")
		}
		byKind[kind] = row
	}
	if len(byKind) != len(kinds) {
		return nil, errors.New("the profiles are not the three of Windows")
	}
	return byKind, nil
}

package firewall

import (
	"context"
	"fmt"
	"strings"

	"ounce/checks"
)

const (
	localKey  = `HKLM\SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy`
	policyKey = `HKLM\SOFTWARE\Policies\Microsoft\WindowsFirewall`
	// profileQuery asks for the local store; what a policy sets is not in it.
	profileQuery = "SELECT Name, Enabled, DefaultInboundAction FROM MSFT_NetFirewallProfile"
	productQuery = "SELECT displayName, productState FROM FirewallProduct"
)

// profile is one firewall profile of Windows, under its registry names: the
// private one is StandardProfile locally, and either name in a policy.
type profile struct {
	name   string
	local  string
	policy []string
}

func profiles() []profile {
	return []profile{
		{"Domain", "DomainProfile", []string{"DomainProfile"}},
		{"Private", "StandardProfile", []string{"PrivateProfile", "StandardProfile"}},
		{"Public", "PublicProfile", []string{"PublicProfile"}},
	}
}

// The numbers of a setting in each of its stores (netfw.h and the
// documentation of MSFT_NetFirewallProfile). An action that is not configured
// in WMI is Windows' default, which blocks.
var (
	enabledRegistry = map[int64]bool{0: false, 1: true}
	enabledWMI      = map[int64]bool{0: false, 1: true}
	blocksRegistry  = map[int64]bool{0: false, 1: true}
	blocksWMI       = map[int64]bool{0: true, 2: false, 4: true}
)

// windows reads each firewall profile, policy before local settings, and the
// services behind it.
func windows(ctx context.Context, h checks.Host, p checks.Platform) checks.Firewall {
	rows, rowsErr := h.Query(ctx, `root\StandardCimv2`, profileQuery)
	services, servicesErr := h.Call(ctx, "windows.services")
	f := checks.Firewall{Listening: checks.Unseen[[]checks.Listener](checks.Unsupported, "")}
	var blocks []checks.Fact[bool]
	for _, prof := range profiles() {
		stored := func(column string, meaning map[int64]bool) checks.Fact[bool] {
			return fromWMI(rows, rowsErr, prof.name, column, meaning, h)
		}
		f.Guards = append(f.Guards, checks.Guard{Name: prof.name,
			On: effective(ctx, h, prof, "EnableFirewall", enabledRegistry, stored("Enabled", enabledWMI))})
		blocks = append(blocks, effective(ctx, h, prof, "DefaultInboundAction", blocksRegistry, stored("DefaultInboundAction", blocksWMI)))
	}
	on := []checks.Fact[bool]{serviceRuns(services, servicesErr, "MpsSvc", h)}
	for _, guard := range f.Guards {
		on = append(on, guard.On)
	}
	f.Products = products(ctx, h, p)
	f.On = orProduct(all(on), f.Products)
	f.BlocksIncoming = all(blocks)
	f.OpenRules = ruleCount(ctx, h)
	f.OldSharing = oldSharing(ctx, h)
	f.Desktop = windowsDesktop(ctx, h)
	f.SignIn = serviceRuns(services, servicesErr, "sshd", h)
	f.RemoteTools = serviceTools(services, servicesErr, h)
	return f
}

// all is true when each fact is, false when one is known to be false.
func all(facts []checks.Fact[bool]) checks.Fact[bool] {
	var evidence []checks.Evidence
	unseen := checks.Fact[bool]{}
	truth := true
	for _, f := range facts {
		evidence = append(evidence, f.Evidence()...)
		value, known := f.Get()
		if !known && unseen.IsZero() {
			unseen = f
		}
		truth = truth && (!known || value)
	}
	if truth && !unseen.IsZero() {
		return checks.Unseen[bool](unseen.Why().Reason, unseen.Why().Detail, evidence...)
	}
	return checks.Known(truth, evidence...)
}

// effective is what a policy says, else what the registry and WMI say alike.
func effective(ctx context.Context, h checks.Host, prof profile, value string, meaning map[int64]bool, stored checks.Fact[bool]) checks.Fact[bool] {
	for _, name := range prof.policy {
		ruled, err := number(ctx, h, policyKey+`\`+name, value, meaning)
		if ruled.Known() || err == nil && ruled.Why().Reason != checks.Missing || err != nil && !is(err, checks.Missing) {
			return ruled
		}
	}
	local, _ := number(ctx, h, localKey+`\`+prof.local, value, meaning)
	return checks.Agree(local, stored)
}

// number reads a setting from the registry; one that is not set is missing.
func number(ctx context.Context, h checks.Host, path, value string, meaning map[int64]bool) (checks.Fact[bool], error) {
	key, err := h.ReadKey(ctx, path)
	if err != nil {
		return checks.UnseenBy[bool](err), err
	}
	evidence := checks.Evidence{Source: "registry " + path, Privilege: privilege(h)}
	if _, set := key.Values[value]; !set {
		return checks.Unseen[bool](checks.Missing, value+" is not set", evidence), nil
	}
	n, ok := key.Values.Number(value)
	truth, expected := meaning[n]
	if !ok || !expected {
		return checks.Unseen[bool](checks.Unreadable, value, evidence), nil
	}
	evidence.Value = fmt.Sprintf("%s = %d", value, n)
	return checks.Known(truth, evidence), nil
}

func fromWMI(rows []checks.Row, err error, name, column string, meaning map[int64]bool, h checks.Host) checks.Fact[bool] {
	if err != nil {
		return checks.UnseenBy[bool](err)
	}
	evidence := checks.Evidence{Source: `WMI root\StandardCimv2: ` + profileQuery, Privilege: privilege(h)}
	for _, row := range rows {
		if text, _ := row.Text("Name"); text != name {
			continue
		}
		n, ok := row.Number(column)
		truth, expected := meaning[n]
		if ok && expected {
			evidence.Value = fmt.Sprintf("%s: %s = %d", name, column, n)
			return checks.Known(truth, evidence)
		}
	}
	return checks.Unseen[bool](checks.Unreadable, column+" of "+name, evidence)
}

// serviceRuns tells whether a service runs. One that is not in a list of
// services is not installed, so it does not.
func serviceRuns(rows []checks.Row, err error, name string, h checks.Host) checks.Fact[bool] {
	if err != nil {
		return checks.UnseenBy[bool](err)
	}
	evidence := checks.Evidence{Source: "system call windows.services", Value: name + ": not installed", Privilege: privilege(h)}
	if !readable(rows) {
		return checks.Unseen[bool](checks.Unreadable, "the services have no names", evidence)
	}
	for _, row := range rows {
		if text, _ := row.Text("name"); strings.EqualFold(text, name) {
			state, ok := row.Text("state")
			evidence.Value = cut(name + ": " + state)
			if !ok || state != "running" && state != "stopped" {
				return checks.Unseen[bool](checks.Unreadable, evidence.Value, evidence)
			}
			return checks.Known(state == "running", evidence)
		}
	}
	return checks.Known(false, evidence)
}

func readable(services []checks.Row) bool {
	for _, row := range services {
		if name, ok := row.Text("name"); !ok || name == "" {
			return false
		}
	}
	return len(services) > 0
}

func serviceTools(rows []checks.Row, err error, h checks.Host) checks.Fact[[]string] {
	if err != nil {
		return checks.UnseenBy[[]string](err)
	}
	evidence := checks.Evidence{Source: "system call windows.services", Privilege: privilege(h)}
	if !readable(rows) {
		return checks.Unseen[[]string](checks.Unreadable, "the services have no names", evidence)
	}
	var names []string
	for _, row := range rows {
		name, _ := row.Text("name")
		if start, _ := row.Text("start"); start != "disabled" {
			names = append(names, name)
		}
	}
	return toolsFact(names, evidence)
}

// products names the firewalls of other makers that Security Center calls on:
// the second lowest byte of productState is 0x10 or 0x11 then.
func products(ctx context.Context, h checks.Host, p checks.Platform) checks.Fact[[]string] {
	rows, err := h.Query(ctx, `root\SecurityCenter2`, productQuery)
	if err != nil {
		if server, known := p.Server.Get(); known && server {
			return checks.Known([]string{}) // servers have no Security Center
		}
		return checks.UnseenBy[[]string](err)
	}
	evidence := checks.Evidence{Source: `WMI root\SecurityCenter2: ` + productQuery, Value: "no other firewall is on", Privilege: privilege(h)}
	names := []string{}
	for _, row := range rows {
		name, named := row.Text("displayName")
		state, ok := row.Number("productState")
		if !named || !ok {
			return checks.Unseen[[]string](checks.Unreadable, "a product without name or state", evidence)
		}
		if state>>12&0xF == 1 {
			names = append(names, name)
		}
	}
	if len(names) > 0 {
		evidence.Value = cut(strings.Join(names, ", "))
	}
	return checks.Known(names, evidence)
}

// orProduct is on when Windows' firewall or one of another maker is. It is off
// only when both are known to be.
func orProduct(own checks.Fact[bool], products checks.Fact[[]string]) checks.Fact[bool] {
	evidence := append(append([]checks.Evidence{}, own.Evidence()...), products.Evidence()...)
	on, known := own.Get()
	names, listed := products.Get()
	switch {
	case known && on, listed && len(names) > 0:
		return checks.Known(true, evidence...)
	case known && listed:
		return checks.Known(false, evidence...)
	case known:
		return checks.Unseen[bool](products.Why().Reason, products.Why().Detail, evidence...)
	}
	return checks.Unseen[bool](own.Why().Reason, own.Why().Detail, evidence...)
}

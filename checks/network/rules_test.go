package network

import (
	"testing"

	"ounce/checks"
)

func machine(change func(*checks.Network)) *checks.Machine {
	m := &checks.Machine{}
	m.Facts.Network = notTold()
	change(&m.Facts.Network)
	return m
}

func TestRules(t *testing.T) {
	cable := func(c checks.Wired) func(*checks.Network) {
		return func(n *checks.Network) { n.Wired = checks.Known(c) }
	}
	wifi := func(l checks.WifiLock) func(*checks.Network) {
		return func(n *checks.Network) { n.Wifi = checks.Known(l) }
	}
	generation := func(s checks.WifiStandard) func(*checks.Network) {
		return func(n *checks.Network) { n.WifiStandard = checks.Known(s) }
	}
	ways := func(joined, gateway checks.Fact[bool]) func(*checks.Network) {
		return func(n *checks.Network) { n.Joined, n.Gateway = joined, gateway }
	}
	names := func(joined checks.Fact[bool], r checks.Resolver) func(*checks.Network) {
		return func(n *checks.Network) { n.Joined, n.Resolver = joined, checks.Known(r) }
	}
	detour := func(p checks.Proxy) func(*checks.Network) {
		return func(n *checks.Network) { n.Proxy = checks.Known(p) }
	}
	yes, no, unseen := checks.Known(true), checks.Known(false), checks.Unseen[bool](checks.Denied, "")
	for _, c := range []struct {
		name   string
		judge  func(*checks.Machine) checks.Verdict
		change func(*checks.Network)
		want   string
	}{
		{"joined", link, ways(yes, unseen), "pass joined"},
		{"apart", link, ways(no, unseen), "warn apart"},
		{"not seen", link, ways(unseen, yes), "unknown denied"},

		{"gigabit", linkSpeed, cable(checks.Wired{Connected: true, Megabits: 1000}), "pass fast"},
		{"ten gigabits", linkSpeed, cable(checks.Wired{Connected: true, Megabits: 10000}), "pass fast"},
		{"fast Ethernet", linkSpeed, cable(checks.Wired{Connected: true, Megabits: 100}), "warn slow"},
		{"no speed", linkSpeed, cable(checks.Wired{Connected: true}), "unknown unreadable"},
		{"no cable", linkSpeed, cable(checks.Wired{}), "not_applicable no_cable"},

		{"strong", wifiSecurity, wifi(checks.WifiStrong), "pass strong"},
		{"mixed", wifiSecurity, wifi(checks.WifiMixed), "warn mixed"},
		{"old", wifiSecurity, wifi(checks.WifiOld), "fail old"},
		{"open", wifiSecurity, wifi(checks.WifiOpen), "fail open"},
		{"wired machine", wifiSecurity, wifi(checks.WifiNone), "not_applicable no_wifi"},
		{"new lock", wifiSecurity, wifi("wpa9"), "unknown unreadable"},

		{"Wi-Fi 7", wifiStandard, generation(checks.Wifi7), "pass current"},
		{"Wi-Fi 5", wifiStandard, generation(checks.Wifi5), "pass current"},
		{"Wi-Fi 4", wifiStandard, generation(checks.Wifi4), "pass older"},
		{"before the count", wifiStandard, generation(checks.WifiLegacy), "warn legacy"},
		{"wired machine", wifiStandard, generation(checks.WifiUnused), "not_applicable no_wifi"},
		{"new generation", wifiStandard, generation(42), "unknown unreadable"},

		{"way out", gateway, ways(unseen, yes), "pass out"},
		{"no way out", gateway, ways(yes, no), "warn none"},
		{"no way out, but joined is not seen", gateway, ways(unseen, no), "unknown denied"},
		{"apart", gateway, ways(no, no), "not_applicable apart"},

		{"filter", dns, names(yes, checks.Resolver{Kind: checks.ResolverFilter, Service: "Quad9"}), "pass filter"},
		{"none", dns, names(yes, checks.Resolver{Kind: checks.ResolverNone}), "warn none"},
		{"none, but joined is not seen", dns, names(unseen, checks.Resolver{Kind: checks.ResolverNone}), "unknown denied"},
		{"new kind", dns, names(yes, checks.Resolver{Kind: "new"}), "unknown unreadable"},
		{"apart", dns, names(no, checks.Resolver{Kind: checks.ResolverOther}), "not_applicable apart"},

		{"no proxy", proxy, detour(checks.ProxyNone), "pass none"},
		{"script", proxy, detour(checks.ProxyScript), "warn script"},
		{"new kind", proxy, detour("new"), "unknown unreadable"},

		{"VPN", vpn, func(n *checks.Network) { n.VPN = yes }, "pass on"},
		{"no VPN", vpn, func(n *checks.Network) { n.VPN = no }, "not_applicable off"},
		{"not seen", vpn, func(n *checks.Network) { n.VPN = unseen }, "unknown denied"},
	} {
		v := c.judge(machine(c.change))
		if got := string(v.Status) + " " + v.Say; got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestVirtualMachinesHaveNoCable(t *testing.T) {
	m := machine(func(n *checks.Network) { n.Wired = checks.Known(checks.Wired{Connected: true, Megabits: 100}) })
	m.Facts.Platform.Virtual = checks.Known(true)
	if v := linkSpeed(m); v.Status != checks.NotApplicable || v.Say != "virtual" {
		t.Errorf("got %s %s", v.Status, v.Say)
	}
}

func TestNobodyLooked(t *testing.T) {
	m := machine(func(*checks.Network) {})
	for _, check := range Topic().Checks {
		if v := check.Judge(m); v.Status != checks.Unclear {
			t.Errorf("%s says %s of a machine that tells nothing", check.ID, v.Status)
		}
	}
}

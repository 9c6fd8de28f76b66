package network

import (
	"context"
	"errors"
	"net/netip"
	"slices"
	"strings"

	"ounce/checks"
)

// config is the IP configuration of an adapter that is in use or not.
type config struct {
	index   int64
	enabled bool
	gateway bool
	vpn     bool
}

func winConfigs(ctx context.Context, h checks.Host) checks.Fact[[]config] {
	return winAsk(ctx, h, cimv2, configQuery, parseConfig)
}

// parseConfig reads a row of Win32_NetworkAdapterConfiguration (sample
// windows/network/glpi-win32_nac-vpn-up.wmi).
func parseConfig(row checks.Row) (config, error) {
	var c config
	var ok bool
	if c.enabled, ok = row.Truth("IPEnabled"); !ok {
		return c, errors.New("an adapter does not say whether it is in use")
	}
	if !c.enabled {
		return c, nil
	}
	if c.index, ok = adapterNumber(row); !ok {
		return c, errors.New("an adapter has no number")
	}
	gateways, told := row.Texts("DefaultIPGateway")
	if !told && row.Has("DefaultIPGateway") { // NULL is an adapter without a way out
		return c, errors.New("the way out of an adapter is no address")
	}
	c.gateway = slices.ContainsFunc(gateways, func(g string) bool { return g != "" })
	name, ok := row.Text("Description")
	if !ok {
		return c, errors.New("an adapter has no description")
	}
	c.vpn = slices.ContainsFunc(vpnAdapters(), func(known string) bool { return strings.Contains(name, known) })
	return c, nil
}

// vpnAdapters are the adapters of VPN programs, by what their drivers call them.
func vpnAdapters() []string {
	return []string{
		"Cisco AnyConnect", "Cisco Secure Client", "Check Point Virtual Network Adapter", "Fortinet SSL VPN Virtual Ethernet Adapter",
		"Fortinet Virtual Ethernet Adapter", "Juniper Networks Virtual Adapter", "OpenVPN Data Channel Offload", "OpenVPN Wintun",
		"PANGP Virtual Ethernet Adapter", "SonicWall", "Tailscale Tunnel", "TAP-Windows Adapter", "WAN Miniport (IKEv2)",
		"WAN Miniport (L2TP)", "WAN Miniport (PPTP)", "WAN Miniport (SSTP)", "WireGuard Tunnel", "ZeroTier Virtual Port",
	}
}

// adapterNumber is the number by which Windows joins what it says of an adapter.
func adapterNumber(row checks.Row) (int64, bool) {
	n, ok := row.Number("InterfaceIndex")
	return n, ok && n > 0 && n < checks.FullOf32
}

func configGateway(configs []config) (bool, error) {
	return slices.ContainsFunc(configs, func(c config) bool { return c.enabled && c.gateway }), nil
}

func configVPN(configs []config) (bool, error) {
	return slices.ContainsFunc(configs, func(c config) bool { return c.enabled && c.vpn }), nil
}

// servers are the resolvers of one adapter, of one family.
type servers struct {
	index     int64
	addresses []netip.Addr
}

// siteLocal holds the placeholders that Windows lists where no server is set.
var siteLocal = netip.MustParsePrefix("fec0:0:0:ffff::/64")

// winResolver joins the servers of the adapters in use (documentation of
// MSFT_DNSClientServerAddress and Win32_NetworkAdapterConfiguration).
func winResolver(ctx context.Context, h checks.Host, configs checks.Fact[[]config]) checks.Fact[checks.Resolver] {
	inUse, known := configs.Get()
	if !known {
		return checks.Unseen[checks.Resolver](configs.Why().Reason, configs.Why().Detail, configs.Evidence()...)
	}
	found := checks.Then(winAsk(ctx, h, standardCimv2, serverQuery, parseServers), func(all []servers) (checks.Resolver, error) {
		var addresses []netip.Addr
		for _, s := range all {
			if slices.ContainsFunc(inUse, func(c config) bool { return c.enabled && c.index == s.index }) {
				addresses = append(addresses, s.addresses...)
			}
		}
		return resolverOf(addresses), nil
	})
	return noted(found, spoken)
}

func parseServers(row checks.Row) (servers, error) {
	var s servers
	var ok bool
	if s.index, ok = adapterNumber(row); !ok {
		return s, errors.New("servers belong to no adapter")
	}
	texts, ok := row.Texts("ServerAddresses")
	if !ok {
		return s, errors.New("an adapter does not list its servers")
	}
	for _, text := range texts {
		address, err := netip.ParseAddr(text)
		if err != nil {
			return s, errors.New("a server has an address that is none")
		}
		if !siteLocal.Contains(address.WithZone("")) {
			s.addresses = append(s.addresses, address)
		}
	}
	return s, nil
}

const (
	settingsKey = `\SOFTWARE\Microsoft\Windows\CurrentVersion\Internet Settings`
	policyKey   = `HKLM\SOFTWARE\Policies\Microsoft\Windows\CurrentVersion\Internet Settings`
)

// winProxy reads the proxy that Windows gives to programs: the user's, or the
// machine's where a policy says so (ProxySettingsPerUser).
func winProxy(ctx context.Context, h checks.Host) checks.Fact[checks.Proxy] {
	root := "HKCU"
	policy, err := h.ReadKey(ctx, policyKey)
	var read *checks.ReadError
	if err != nil && (!errors.As(err, &read) || read.Reason != checks.Missing) {
		return checks.UnseenBy[checks.Proxy](err)
	}
	const perUser = "ProxySettingsPerUser"
	each, ok := policy.Values.Truth(perUser)
	switch {
	case !ok && policy.Values.Has(perUser):
		return checks.Unseen[checks.Proxy](checks.Unreadable, perUser, checks.Seen(h, "registry "+policyKey, ""))
	case ok && !each:
		root = "HKLM"
	}
	key, err := h.ReadKey(ctx, root+settingsKey)
	if err != nil {
		return checks.UnseenBy[checks.Proxy](err)
	}
	evidence := checks.Evidence{Source: "registry " + root + settingsKey, Privilege: checks.PrivilegeOf(h)}
	p, err := parseSettings(key.Values)
	if err != nil {
		return checks.UnseenBy[checks.Proxy](err, evidence)
	}
	evidence.Value = "proxy: " + string(p)
	return checks.Known(p, evidence)
}

// parseSettings reads ProxyEnable, ProxyServer and AutoConfigURL (documentation
// of INTERNET_PER_CONN_OPTION). A server may stand there for each protocol, as
// "http=server:80;https=server:80".
func parseSettings(values checks.Row) (checks.Proxy, error) {
	on, ok := values.Truth("ProxyEnable")
	if !ok {
		return "", errors.New("the switch of the proxy is not there")
	}
	script, ok := values.Text("AutoConfigURL")
	server, ok2 := values.Text("ProxyServer")
	switch {
	case !ok && values.Has("AutoConfigURL"), !ok2 && values.Has("ProxyServer"):
		return "", errors.New("the address of the proxy is no text")
	case script != "":
		return checks.ProxyScript, nil
	}
	if !on {
		return checks.ProxyNone, nil
	}
	if server == "" {
		return "", errors.New("a proxy is on, but no server is named")
	}
	if _, rest, ok := strings.Cut(server, "="); ok {
		server = rest
	}
	return proxyAt(server), nil
}

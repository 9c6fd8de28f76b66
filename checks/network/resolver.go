package network

import (
	"net/netip"

	"ounce/checks"
)

// service is a public service that looks up names.
type service struct {
	name    string
	filters bool
	at      []string
}

// services lists the well-known public services, by the addresses that their own
// setup pages name.
func services() []service {
	return []service{
		{name: "Quad9", filters: true, at: []string{"9.9.9.9", "149.112.112.112", "9.9.9.11", "149.112.112.11", "2620:fe::fe", "2620:fe::9", "2620:fe::11", "2620:fe::fe:11"}},
		{name: "Cloudflare for Families", filters: true, at: []string{"1.1.1.2", "1.0.0.2", "1.1.1.3", "1.0.0.3", "2606:4700:4700::1112", "2606:4700:4700::1002", "2606:4700:4700::1113", "2606:4700:4700::1003"}},
		{name: "OpenDNS", filters: true, at: []string{"208.67.222.222", "208.67.220.220", "208.67.222.123", "208.67.220.123", "2620:119:35::35", "2620:119:53::53"}},
		{name: "Cloudflare", at: []string{"1.1.1.1", "1.0.0.1", "2606:4700:4700::1111", "2606:4700:4700::1001"}},
		{name: "Google Public DNS", at: []string{"8.8.8.8", "8.8.4.4", "2001:4860:4860::8888", "2001:4860:4860::8844"}},
	}
}

// resolverOf tells who answers at a machine's resolver addresses. A service is
// named only when every address is its own: any of them may answer.
func resolverOf(addresses []netip.Addr) checks.Resolver {
	if len(addresses) == 0 {
		return checks.Resolver{Kind: checks.ResolverNone}
	}
	var found checks.Resolver
	for i, address := range addresses {
		one := checks.Resolver{Kind: checks.ResolverOther}
		for _, s := range services() {
			for _, at := range s.at {
				if netip.MustParseAddr(at) == address.Unmap().WithZone("") {
					one = checks.Resolver{Kind: checks.ResolverPublic, Service: s.name}
					if s.filters {
						one.Kind = checks.ResolverFilter
					}
				}
			}
		}
		if i > 0 && one != found {
			return checks.Resolver{Kind: checks.ResolverOther}
		}
		found = one
	}
	return found
}

// spoken says a resolver for evidence, without an address.
func spoken(r checks.Resolver) string {
	if r.Service != "" {
		return "all servers are of " + r.Service
	}
	if r.Kind == checks.ResolverNone {
		return "no server"
	}
	return "servers of the network, or unknown ones"
}

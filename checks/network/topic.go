// Package network reads how a machine is joined to its network, and judges it.
// It sends nothing.
package network

import (
	"context"
	"time"

	"ounce/checks"
)

// airportDeadline is long because macOS takes seconds to tell about Wi-Fi.
const airportDeadline = 15 * time.Second

// Topic is the room of network checks.
func Topic() checks.Topic {
	return checks.Topic{
		ID:       "network",
		Deadline: airportDeadline,
		Collect:  collect,
		Checks: []checks.Check{
			{ID: "network.link", Judge: link},
			{ID: "network.link_speed", Judge: linkSpeed},
			{ID: "network.wifi_security", Judge: wifiSecurity},
			{ID: "network.wifi_standard", Judge: wifiStandard},
			{ID: "network.gateway", Judge: gateway},
			{ID: "network.dns", Judge: dns},
			{ID: "network.proxy", Judge: proxy},
			{ID: "network.vpn", Judge: vpn},
		},
	}
}

func collect(ctx context.Context, h checks.Host, _ checks.Platform) checks.TopicFacts {
	switch h.System() {
	case checks.Linux:
		return linux(ctx, h)
	case checks.MacOS:
		return macos(ctx, h)
	case checks.Windows:
		return windows(ctx, h)
	}
	return notTold()
}

// notTold is what is known of a system that tells nothing.
func notTold() checks.Network {
	return checks.Network{
		Joined:       checks.Unseen[bool](checks.Unsupported, ""),
		Wired:        checks.Unseen[checks.Wired](checks.Unsupported, ""),
		Wifi:         checks.Unseen[checks.WifiLock](checks.Unsupported, ""),
		WifiStandard: checks.Unseen[checks.WifiStandard](checks.Unsupported, ""),
		Gateway:      checks.Unseen[bool](checks.Unsupported, ""),
		Resolver:     checks.Unseen[checks.Resolver](checks.Unsupported, ""),
		Proxy:        checks.Unseen[checks.Proxy](checks.Unsupported, ""),
		VPN:          checks.Unseen[bool](checks.Unsupported, ""),
	}
}

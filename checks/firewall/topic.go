// Package firewall reads what keeps strangers out of a machine, and judges it.
package firewall

import (
	"context"

	"ounce/checks"
)

// Topic is the room of firewall checks.
func Topic() checks.Topic {
	return checks.Topic{
		ID:      "firewall",
		Collect: collect,
		Checks: []checks.Check{
			{ID: "firewall.on", Judge: on},
			{ID: "firewall.default_incoming", Judge: defaultIncoming},
			{ID: "firewall.ssh", Judge: ssh},
			{ID: "firewall.remote_desktop", Judge: remoteDesktop},
			{ID: "firewall.open_rules", Judge: openRules},
			{ID: "firewall.smb1", Judge: smb1},
			{ID: "firewall.stealth", Judge: stealth},
			{ID: "firewall.remote_tools", Judge: remoteTools},
		},
	}
}

func collect(ctx context.Context, h checks.Host, p checks.Platform) checks.TopicFacts {
	switch h.System() {
	case checks.Windows:
		return windows(ctx, h, p)
	case checks.MacOS:
		return macos(ctx, h)
	}
	f := linux(ctx, h)
	f.RemoteTools = toolsInFolder(ctx, h, "/etc/systemd/system/multi-user.target.wants", ".service")
	return f
}

// privilege is the right with which this process reads.
func privilege(h checks.Host) checks.Privilege {
	if h.Elevated() {
		return checks.Administrator
	}
	return checks.User
}

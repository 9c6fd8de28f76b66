// Package firewall reads what keeps strangers out of a machine, and judges it.
package firewall

import (
	"context"
	"sync"
	"time"

	"ounce/checks"
)

// Topic is the room of firewall checks.
func Topic() checks.Topic {
	tools := sync.OnceValues(catalogue)
	return checks.Topic{
		ID:       "firewall",
		Deadline: 10 * time.Second, // WMI and system_profiler take their time
		Collect: func(ctx context.Context, h checks.Host, p checks.Platform) checks.TopicFacts {
			list, err := tools()
			if err != nil {
				return checks.Firewall{RemoteTools: checks.UnseenBy[[]checks.RemoteTool](err)}
			}
			return collect(ctx, h, p, list)
		},
		Checks: []checks.Check{
			{ID: "firewall.on", Judge: on},
			{ID: "firewall.default_incoming", Judge: defaultIncoming},
			{ID: "firewall.ssh", Judge: ssh},
			{ID: "firewall.third_party", Judge: thirdParty},
			{ID: "firewall.logging", Judge: logging},
			{ID: "firewall.stealth", Judge: stealth},
			{ID: "firewall.open_rules", Judge: allowAny},
			{ID: "firewall.remote_desktop", Judge: remoteDesktop},
			{ID: "firewall.remote_tools", Judge: remoteTools},
			{ID: "firewall.smb1", Judge: smb1Off},
		},
	}
}

func collect(ctx context.Context, h checks.Host, p checks.Platform, tools []tool) checks.TopicFacts {
	switch h.System() {
	case checks.Windows:
		return windows(ctx, h, p, tools)
	case checks.MacOS:
		return macOS(ctx, h, p, tools)
	default:
		return linux(ctx, h, tools)
	}
}

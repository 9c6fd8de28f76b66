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
		},
	}
}

func collect(ctx context.Context, h checks.Host, _ checks.Platform) checks.TopicFacts {
	if h.System() == checks.Linux {
		return linux(ctx, h)
	}
	unread := checks.Unseen[bool](checks.Unsupported, "")
	return checks.Firewall{On: unread, BlocksIncoming: unread, Listening: checks.Unseen[[]checks.Listener](checks.Unsupported, "")}
}

// privilege is the right with which this process reads.
func privilege(h checks.Host) checks.Privilege {
	if h.Elevated() {
		return checks.Administrator
	}
	return checks.User
}

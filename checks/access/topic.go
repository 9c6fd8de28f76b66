// Package access looks at who can get at a machine and at what is on it:
// encryption, screen lock, accounts and their rights, and ways to sign in.
package access

import (
	"context"
	"strings"
	"time"

	"ounce/checks"
)

// Topic is the room of access checks.
func Topic() checks.Topic {
	return checks.Topic{
		ID:       "access",
		Deadline: 10 * time.Second, // Defender and system_profiler take their time
		Collect:  collect,
		Checks: []checks.Check{
			{ID: "access.disk_encryption", Judge: diskEncryption},
			{ID: "access.recovery_key", Judge: recoveryKey},
			{ID: "access.screen_lock", Judge: screenLock},
			{ID: "access.daily_admin", Judge: dailyAdmin},
			{ID: "access.admin_count", Judge: adminCount},
			{ID: "access.guest", Judge: guest},
			{ID: "access.auto_signin", Judge: autoSignIn},
			{ID: "access.uac", Judge: uac},
			{ID: "access.password_policy", Judge: passwordPolicy},
			{ID: "access.stale_accounts", Judge: staleAccounts},
			{ID: "access.managed", Judge: managed},
			{ID: "access.remote_root", Judge: remoteRoot},
		},
	}
}

func collect(ctx context.Context, h checks.Host, p checks.Platform) checks.TopicFacts {
	switch h.System() {
	case checks.Windows:
		return collectWindows(ctx, h)
	case checks.MacOS:
		return collectMacOS(ctx, h)
	default:
		return collectLinux(ctx, h, p)
	}
}

// seen is the evidence of one read; what stood there is cut to one short line.
func seen(h checks.Host, source, value string) checks.Evidence {
	value, _, _ = strings.Cut(strings.TrimSpace(value), "\n")
	return checks.Seen(h, source, value)
}

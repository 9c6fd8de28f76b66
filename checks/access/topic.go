// Package access looks at who can get at a machine and at what is on it:
// encryption, screen lock, accounts and their rights, and ways to sign in.
package access

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

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
	if utf8.RuneCountInString(value) > 120 {
		value = string([]rune(value)[:119]) + "…"
	}
	privilege := checks.User
	if h.Elevated() {
		privilege = checks.Administrator
	}
	return checks.Evidence{Source: source, Value: value, Privilege: privilege}
}

// refuse is the error of an answer that is not what its source says when all is
// well; the words of a refused read make it denied.
func refuse(source, text string) error {
	text, _, _ = strings.Cut(strings.TrimSpace(text), "\n")
	reason := checks.Unreadable
	for _, sign := range []string{"permission denied", "access is denied", "operation not permitted", "must be running as root"} {
		if strings.Contains(strings.ToLower(text), sign) {
			reason = checks.Denied
		}
	}
	if utf8.RuneCountInString(text) > 80 {
		text = string([]rune(text)[:79]) + "…"
	}
	return &checks.ReadError{Reason: reason, Source: source, Detail: text}
}

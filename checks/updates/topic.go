// Package updates looks whether a machine's maker still supports it, and whether
// updates arrive: the newest installation, what waits, what fails, what is held
// back.
package updates

import (
	"context"
	"sync"
	"time"

	"ounce/checks"
	"ounce/checks/lifecycle"
)

// Topic is the room of updates.
func Topic() checks.Topic {
	dates := sync.OnceValues(lifecycle.Load)
	return checks.Topic{
		ID:       "updates",
		Deadline: 12 * time.Second, // the update agent of Windows searches what it knows
		Collect: func(ctx context.Context, h checks.Host, p checks.Platform) checks.TopicFacts {
			table, err := dates()
			return collect(ctx, h, p, table, err)
		},
		Checks: []checks.Check{
			{ID: "updates.os_support", Judge: osSupport},
			{ID: "updates.last_install", Judge: lastInstall},
			{ID: "updates.pending", Judge: pending},
			{ID: "updates.restart_pending", Judge: restartPending},
			{ID: "updates.automatic", Judge: automatic},
			{ID: "updates.held_back", Judge: heldBack},
			{ID: "updates.list_age", Judge: listAge},
			{ID: "updates.install_errors", Judge: installErrors},
			{ID: "updates.point_release", Judge: pointRelease},
			{ID: "updates.security_data", Judge: securityData},
			{ID: "updates.office_support", Judge: officeSupport},
			{ID: "updates.browser_current", Judge: browserCurrent},
		},
	}
}

// collect reads all that it can where there is no table of support dates.
func collect(ctx context.Context, h checks.Host, p checks.Platform, table *lifecycle.Table, noTable error) checks.Updates {
	r := reader{ctx: ctx, host: h, platform: p, now: h.Now()}
	var f checks.Updates
	if noTable != nil {
		f.Support = checks.UnseenBy[checks.Support](noTable)
	} else {
		f.Support = r.support(table)
	}
	switch h.System() {
	case checks.Linux:
		r.linux(&f, table)
	case checks.MacOS:
		r.macos(&f, table)
	case checks.Windows:
		r.windows(&f, table)
	}
	return f
}

// reader is one reading of one machine.
type reader struct {
	ctx      context.Context
	host     checks.Host
	platform checks.Platform
	now      time.Time
}

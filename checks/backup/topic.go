// Package backup finds the products that back a machine up, reads when they
// last did so and where to, and judges it.
//
// The products are data (assets/products/backup.yaml). One whose dates can be
// read without its password has a reader here; all others are found, and the
// date is left to a question.
package backup

import (
	"context"
	"sync"

	"ounce/checks"
)

// Topic is the room of the backup checks.
func Topic() checks.Topic {
	products := sync.OnceValues(loadProducts)
	return checks.Topic{
		ID: "backup",
		Collect: func(ctx context.Context, h checks.Host, p checks.Platform) checks.TopicFacts {
			list, err := products()
			if err != nil {
				return checks.Backup{Search: checks.UnseenBy[int](err)}
			}
			return collect(ctx, h, p, list)
		},
		Checks: []checks.Check{
			{ID: "backup.sync_only", Judge: judgeSyncOnly},
			{ID: "backup.snapshot_only", Judge: judgeSnapshotOnly},
			{ID: "backup.product", Judge: judgeProduct},
			{ID: "backup.last_success", Judge: judgeLastSuccess},
			{ID: "backup.failures_30d", Judge: judgeFailures},
			{ID: "backup.paused_or_disabled", Judge: judgePaused},
			{ID: "backup.automatic", Judge: judgeAutomatic},
			{ID: "backup.destination", Judge: judgeDestination},
			{ID: "backup.offsite", Judge: judgeOffsite},
			{ID: "backup.encrypted", Judge: judgeEncrypted},
			{ID: "backup.coverage", Judge: judgeCoverage},
			{ID: "backup.local_snapshots", Judge: judgeLocalSnapshots},
		},
	}
}

func collect(ctx context.Context, h checks.Host, p checks.Platform, products []product) checks.Backup {
	r := &room{ctx: ctx, host: h, privilege: checks.User}
	if p.Elevated || h.Elevated() {
		r.privilege = checks.Administrator
	}
	switch h.System() {
	case checks.Linux:
		return search(r, products, linuxPlaces(r), linuxReaders(), linuxSnapshots(r))
	case checks.MacOS:
		return search(r, products, macPlaces(r), macReaders(), macSnapshots(r))
	default:
		return search(r, products, windowsPlaces(r), windowsReaders(), windowsSnapshots(r))
	}
}

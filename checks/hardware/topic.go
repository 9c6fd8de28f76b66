// Package hardware looks at what a machine is made of and how it is doing:
// disks, memory, battery, age, restarts and crashes.
package hardware

import (
	"context"
	"time"

	"ounce/checks"
)

// Topic is the topic of hardware.
func Topic() checks.Topic {
	return checks.Topic{ID: "hardware", Deadline: 12 * time.Second, Collect: collect, Checks: rules()}
}

func collect(ctx context.Context, h checks.Host, p checks.Platform) checks.TopicFacts {
	var f checks.Hardware
	r := reader{ctx, h, p}
	together(
		func() { f.Memory = r.memory() },
		func() { f.Uptime = r.uptime() },
		func() { f.Volumes = r.volumes() },
		func() { f.Processor = r.processor() },
		func() {
			switch h.System() {
			case checks.Linux:
				r.linux(&f)
			case checks.Windows:
				r.windows(&f)
			case checks.MacOS:
				r.macos(&f)
			}
		},
	)
	f.Built = built(f.Built, f.Processor, h.Now())
	return f
}

// reader reads through the door of one machine.
type reader struct {
	ctx  context.Context
	host checks.Host
	on   checks.Platform
}

// together does several reads at the same time and returns when all are done.
// Each of them writes to facts of its own.
func together(reads ...func()) {
	var wg checks.Reads
	for _, read := range reads {
		wg.Go(read)
	}
	wg.Wait()
}

package host

import (
	"context"
	"math"
	"os"
	"strings"
	"time"

	"github.com/shirou/gopsutil/v3/host"

	"ounce/checks"
)

// machineIDCall answers machine.id from a reading of the system's own id.
func machineIDCall(read func(context.Context) (string, error)) nativeCall {
	return func(ctx context.Context, _ []string) ([]checks.Row, error) {
		raw, err := read(ctx)
		if err != nil {
			return nil, err
		}
		id, ok := checks.MachineID(raw)
		if !ok {
			return nil, &checks.ReadError{Reason: checks.Unreadable, Detail: "the machine has no id"}
		}
		return []checks.Row{{"id": id}}, nil
	}
}

func callHostname(context.Context, []string) ([]checks.Row, error) {
	name, err := os.Hostname()
	if err != nil {
		return nil, err
	}
	if name == "" {
		return nil, &checks.ReadError{Reason: checks.Unreadable, Detail: "the machine has no name"}
	}
	return []checks.Row{{"name": name}}, nil
}

func callUptime(ctx context.Context, _ []string) ([]checks.Row, error) {
	seconds, err := host.UptimeWithContext(ctx)
	if err != nil {
		return nil, err
	}
	return uptimeRow(seconds, time.Now())
}

// uptimeRow refuses an uptime that began before there were machines like this:
// a wrong clock.
func uptimeRow(seconds uint64, now time.Time) ([]checks.Row, error) {
	if seconds == 0 || seconds > math.MaxInt32 {
		return nil, &checks.ReadError{Reason: checks.Unreadable, Detail: "an uptime that cannot be"}
	}
	boot := now.Add(-time.Duration(seconds) * time.Second).Truncate(time.Second)
	return []checks.Row{{"seconds": seconds, "boot": boot.Format(time.RFC3339)}}, nil
}

// keep puts a text into a row when there is one.
func keep(row checks.Row, column, text string) {
	if text = strings.TrimSpace(text); text != "" {
		row[column] = text
	}
}

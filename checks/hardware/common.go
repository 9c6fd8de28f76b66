package hardware

import (
	"fmt"
	"strings"
	"time"

	"ounce/checks"
)

// memory reads the main memory. Less than 64 MB or more than 64 TB is no
// memory of a machine of our time.
func (r reader) memory() checks.Fact[checks.Memory] {
	row, err := r.row("memory")
	if err != nil {
		return checks.UnseenBy[checks.Memory](err)
	}
	total, ok := size(row, "total")
	seen := r.evidence("system call memory", fmt.Sprintf("%d bytes", total))
	if !ok || total < 64<<20 || total > 64<<40 {
		return checks.Unseen[checks.Memory](checks.Unreadable, "no plausible size", seen)
	}
	m := checks.Memory{Total: total}
	if available, ok := row.Number("available"); ok && available >= 0 && available <= total {
		m.Available = available
	}
	return checks.Known(m, seen)
}

// longestUptime is the longest that is believed.
const longestUptime = 20 * 365 * 24 * time.Hour

// uptime reads since when the system runs. Where both the seconds and the time
// of the start are told, they must fit together.
func (r reader) uptime() checks.Fact[checks.Uptime] {
	row, err := r.row("uptime")
	if err != nil {
		return checks.UnseenBy[checks.Uptime](err)
	}
	now := r.host.Now()
	seconds, counted := row.Number("seconds")
	text, dated := row.Text("boot")
	var told []string
	if counted {
		told = append(told, fmt.Sprintf("%d seconds", seconds))
	}
	if dated {
		told = append(told, "start "+text)
	}
	seen := r.evidence("system call uptime", strings.Join(told, ", "))
	broken := func(detail string) checks.Fact[checks.Uptime] {
		return checks.Unseen[checks.Uptime](checks.Unreadable, detail, seen)
	}
	if !counted && !dated {
		return broken("neither seconds nor a start")
	}
	if counted && (seconds < 0 || seconds > int64(longestUptime/time.Second)) {
		return broken("no plausible number of seconds")
	}
	boot := now.Add(-time.Duration(seconds) * time.Second)
	if dated {
		start, err := time.Parse(time.RFC3339, text)
		if err != nil || start.After(now.Add(5*time.Minute)) || now.Sub(start) > longestUptime {
			return broken("no plausible start")
		}
		if counted && start.Sub(boot).Abs() > 24*time.Hour {
			return checks.Unseen[checks.Uptime](checks.Conflicting,
				fmt.Sprintf("%d seconds and a start on %s", seconds, start.Format("2006-01-02")), seen)
		}
		if !counted {
			boot = start
		}
	}
	return checks.Known(checks.Uptime{Boot: boot, Days: int(max(0, now.Sub(boot)) / (24 * time.Hour))}, seen)
}

// processor reads what the main processor is.
func (r reader) processor() checks.Fact[checks.Processor] {
	row, err := r.row("cpu")
	if err != nil {
		return checks.UnseenBy[checks.Processor](err)
	}
	name, _ := row.Text("model")
	name = strings.Join(strings.Fields(name), " ")
	seen := r.evidence("system call cpu", name)
	if _, filler := meaningful(name); filler {
		return checks.Unseen[checks.Processor](checks.Unsupported, "it has no name", seen)
	}
	p := describeProcessor(name)
	p.Cores, p.Threads = count(row, "cores"), count(row, "threads")
	return checks.Known(p, seen)
}

// count gives a number of cores, or 0 for one that cannot be.
func count(row checks.Row, name string) int {
	n, ok := row.Number(name)
	if !ok || n < 1 || n > 4096 {
		return 0
	}
	return int(n)
}

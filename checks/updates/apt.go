package updates

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"time"

	"ounce/checks"
)

// aptLastCheck is when the package lists were last fetched (apt's own stamp, or
// the folder of the lists, which changes with each new one).
func (r reader) aptLastCheck() checks.Fact[time.Time] {
	var first error
	for _, path := range []string{"/var/lib/apt/periodic/update-success-stamp", "/var/lib/apt/lists"} {
		t, err := r.modified(path)
		if err == nil {
			return checks.Known(t, r.saw("file "+path, "changed "+day(t)))
		}
		if first == nil || !missing(err) {
			first = err
		}
	}
	return checks.UnseenBy[time.Time](first)
}

// aptPending reads `apt list --upgradable` (sample
// linux/updates/apt_list_upgradable.txt). What stands in a list of some day came
// out on that day or before. Without apt's cache the answer takes seconds of
// computing, so then it is not asked.
func (r reader) aptPending(lists checks.Fact[time.Time]) checks.Fact[checks.Pending] {
	const cache = "/var/cache/apt/pkgcache.bin"
	if _, err := r.host.Stat(r.ctx, cache); err != nil {
		return checks.UnseenBy[checks.Pending](err, r.saw("file "+cache, ""))
	}
	out, source, err := r.run("apt", "list", "--upgradable")
	if err != nil {
		return checks.UnseenBy[checks.Pending](err)
	}
	if out.Exit != 0 {
		return checks.UnseenBy[checks.Pending](exitError(out), r.saw(source, string(out.Stderr)))
	}
	p, err := parseAptList(out.Stdout)
	if err != nil {
		return checks.UnseenBy[checks.Pending](err, r.saw(source, string(out.Stdout)))
	}
	p.Since, _ = lists.Get()
	return checks.Known(p, r.saw(source, fmt.Sprintf("%d packages, %d from a security archive", p.All, p.Security)))
}

var aptLine = regexp.MustCompile(`^[^/\s]+/(\S+) \S+ \S+ \[upgradable from: [^\]]+\]$`)

func parseAptList(data []byte) (checks.Pending, error) {
	var p checks.Pending
	headed := false
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		found := aptLine.FindStringSubmatch(line)
		switch {
		case line == "" || strings.HasPrefix(line, "N: "):
		case !headed && strings.HasPrefix(line, "Listing..."):
			headed = true
		case headed && found != nil:
			p.All++
			for suite := range strings.SplitSeq(found[1], ",") {
				if strings.HasSuffix(suite, "-security") {
					p.Security++
					break
				}
			}
		default:
			return checks.Pending{}, fmt.Errorf("%q: %w", checks.Excerpt(line), errNoAnswer)
		}
	}
	if !headed {
		return checks.Pending{}, fmt.Errorf("no list: %w", errNoAnswer)
	}
	return p, nil
}

const aptHistory = "/var/log/apt/history.log"

// aptLogs is how many rotated logs Debian keeps, one a month
// (/etc/logrotate.d/apt).
const aptLogs = 12

// aptLastInstall reads apt's log of what it did (/var/log/apt/history.log, as
// apt 2.6 writes it), and the rotated ones back to the last run that installed
// all updates.
func (r reader) aptLastInstall() checks.Fact[checks.LastInstall] {
	var single time.Time
	var seen []checks.Evidence
	for i := range aptLogs + 1 {
		path := aptHistory
		if i > 0 {
			path = fmt.Sprintf("%s.%d.gz", aptHistory, i)
		}
		data, err := r.host.ReadFile(r.ctx, path)
		if err == nil && strings.HasSuffix(path, ".gz") {
			data, err = unzip(data)
		}
		if err != nil {
			if !missing(err) {
				return checks.UnseenBy[checks.LastInstall](err)
			}
			if i == 0 {
				continue // it has just been rotated
			}
			break
		}
		all, some, err := parseAptHistory(data, r.now.Location())
		for _, t := range []time.Time{all, some} {
			if err == nil && !t.IsZero() {
				_, err = r.past(t)
			}
		}
		if err != nil {
			return checks.UnseenBy[checks.LastInstall](err, r.saw("file "+path, ""))
		}
		if some.After(single) {
			single = some
			seen = append(seen, r.saw("file "+path, "last upgrade of single packages "+day(some)))
		}
		if !all.IsZero() {
			if !single.After(all) {
				single, seen = time.Time{}, nil
			}
			return checks.Known(checks.LastInstall{At: all, Single: single, Complete: true}, append(seen, r.saw("file "+path, "last upgrade "+day(all)))...)
		}
	}
	if !single.IsZero() {
		return checks.Known(checks.LastInstall{Single: single, Complete: true}, seen...)
	}
	return checks.Unseen[checks.LastInstall](checks.Missing, "no update in the log", r.saw("file "+aptHistory, "no update"))
}

func unzip(data []byte) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("unpacking a log: %w", err)
	}
	out, err := io.ReadAll(io.LimitReader(z, checks.MaxRead))
	if err != nil {
		return nil, fmt.Errorf("unpacking a log: %w", err)
	}
	return out, nil
}

// parseAptHistory gives the end of the newest run that upgraded all packages and
// met no error, and of the newest that upgraded only some: one that was told to
// install or remove upgrades what that needs. Times are those of the machine's
// zone.
func parseAptHistory(data []byte, zone *time.Location) (all, some time.Time, err error) {
	upgraded, failed, adds, runs := false, false, false, 0
	for line := range strings.Lines(string(data)) {
		key, value, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok {
			if strings.TrimSpace(line) != "" {
				return time.Time{}, time.Time{}, fmt.Errorf("%q: %w", checks.Excerpt(line), errNoAnswer)
			}
			continue
		}
		switch key {
		case "Start-Date":
			upgraded, failed, adds = false, false, false
			runs++
		case "Commandline":
			words := strings.Fields(value)
			adds = slices.ContainsFunc(words, func(word string) bool { return slices.Contains(aptSingles, word) })
		case "Upgrade":
			upgraded = true
		case "Error":
			failed = true
		case "End-Date":
			t, bad := time.ParseInLocation("2006-01-02  15:04:05", strings.TrimSpace(value), zone)
			if bad != nil {
				return time.Time{}, time.Time{}, fmt.Errorf("date %q: %w", checks.Excerpt(value), errNoAnswer)
			}
			switch {
			case !upgraded || failed:
			case adds && t.After(some):
				some = t
			case !adds && t.After(all):
				all = t
			}
		}
	}
	if runs == 0 && len(bytes.TrimSpace(data)) > 0 {
		return time.Time{}, time.Time{}, fmt.Errorf("no log of apt: %w", errNoAnswer)
	}
	return all, some, nil
}

// aptSingles are the commands that name packages.
var aptSingles = []string{"install", "reinstall", "remove", "purge", "autoremove", "build-dep"}

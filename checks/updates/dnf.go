package updates

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"ounce/checks"
)

// dnfPending reads `dnf -C check-update` (sample
// linux/updates/dnf_check_update.txt), which asks the lists that are there: exit
// code 100 says that updates wait, 0 that none do.
func (r reader) dnfPending() (checks.Fact[time.Time], checks.Fact[checks.Pending]) {
	out, source, err := r.run("dnf", "-C", "check-update")
	if err != nil {
		return checks.UnseenBy[time.Time](err), checks.UnseenBy[checks.Pending](err)
	}
	age, count, err := parseDnf(out.Stdout)
	if err == nil && (out.Exit != 0 && out.Exit != 100 || (out.Exit == 100) != (count > 0)) {
		err = exitError(out)
	}
	if err != nil {
		seen := r.saw(source, string(out.Stdout))
		return checks.UnseenBy[time.Time](err, seen), checks.UnseenBy[checks.Pending](err, seen)
	}
	checked := r.now.Add(-age)
	pending := checks.Pending{All: count, Security: -1}
	if count == 0 {
		pending.Security = 0
	}
	return checks.Known(checked, r.saw(source, "lists of "+day(checked))),
		checks.Known(pending, r.saw(source, fmt.Sprintf("%d packages", count)))
}

var (
	dnfAge = regexp.MustCompile(`^Last metadata expiration check: (?:(\d{1,4}) days?, )?(\d{1,2}):(\d{2}):(\d{2}) ago on `)
	dnfRow = regexp.MustCompile(`^\S+\.(?:x86_64|aarch64|noarch|i686|ppc64le|s390x)\s+\S*\d\S*\s+\S+$`)
)

// parseDnf gives the age of the lists and how many packages wait.
func parseDnf(data []byte) (age time.Duration, count int, err error) {
	headed := false
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if found := dnfAge.FindStringSubmatch(line); found != nil {
			headed = true
			for i, unit := range []time.Duration{24 * time.Hour, time.Hour, time.Minute, time.Second} {
				n, _ := strconv.Atoi(found[i+1]) // digits by the pattern, or empty
				age += time.Duration(n) * unit
			}
			continue
		}
		if line == "Obsoleting Packages" {
			break
		}
		switch {
		case line == "":
		case dnfRow.MatchString(line):
			count++
		default:
			return 0, 0, fmt.Errorf("%q: %w", checks.Excerpt(line), errNoAnswer)
		}
	}
	if !headed {
		return 0, 0, fmt.Errorf("no age of the lists: %w", errNoAnswer)
	}
	return age, count, nil
}

// basePackages are part of every system and change by updates alone.
var basePackages = []string{"glibc", "systemd", "openssl-libs", "ca-certificates", "kernel-core"}

// rpmLastInstall takes the newest installation among packages that nobody
// installs by hand.
func (r reader) rpmLastInstall() checks.Fact[checks.LastInstall] {
	args := append([]string{"-q", "--qf", `%{NAME} %{INSTALLTIME}\n`}, basePackages...)
	out, source, err := r.run("rpm", args...)
	if err != nil {
		return checks.UnseenBy[checks.LastInstall](err)
	}
	newest, err := parseRPMTimes(out.Stdout)
	if err == nil {
		newest, err = r.past(newest)
	}
	if err != nil {
		return checks.UnseenBy[checks.LastInstall](err, r.saw(source, string(out.Stdout)))
	}
	return checks.Known(checks.LastInstall{At: newest, Complete: true}, r.saw(source, "newest "+day(newest)))
}

func parseRPMTimes(data []byte) (newest time.Time, err error) {
	found := 0
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "package ") && strings.HasSuffix(line, " is not installed") {
			continue
		}
		_, text, _ := strings.Cut(line, " ")
		seconds, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return time.Time{}, fmt.Errorf("%q: %w", checks.Excerpt(line), errNoAnswer)
		}
		if t := time.Unix(seconds, 0).UTC(); t.After(newest) {
			newest = t
		}
		found++
	}
	if found < 3 {
		return time.Time{}, fmt.Errorf("%d packages: %w", found, errNoAnswer)
	}
	return newest, nil
}

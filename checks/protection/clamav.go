package protection

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"ounce/checks"
)

const freshclamLog = "/var/log/clamav/freshclam.log"

// addClamAV adds the age of ClamAV's definitions: the date of its daily database
// file, which its updater replaces about once a day, and the updater's log where
// it may be read.
func addClamAV(ctx context.Context, h checks.Host, agent *checks.SecurityProduct) {
	on, known := agent.State.Get()
	if known {
		agent.RealTime = checks.Known(on == checks.ProductOn, agent.State.Evidence()...)
	}
	agent.SignatureAge = clamDatabaseAge(ctx, h)
	data, err := h.ReadFile(ctx, freshclamLog)
	if err != nil {
		return
	}
	run, err := parseFreshclam(data)
	if err != nil {
		return
	}
	evidence := seen(h, "file "+freshclamLog, run.last)
	agent.EngineOutdated = checks.Known(run.engineOutdated, evidence)
	if !agent.SignatureAge.Known() && run.daily {
		agent.SignatureAge = daysSince(h, "file "+freshclamLog, run.started)
	}
	if run.databaseOld {
		agent.Current = checks.Known(false, evidence)
	}
}

func clamDatabaseAge(ctx context.Context, h checks.Host) checks.Fact[int] {
	var first error
	for _, name := range []string{"/var/lib/clamav/daily.cld", "/var/lib/clamav/daily.cvd"} {
		entry, err := h.Stat(ctx, name)
		if err == nil {
			return daysSince(h, "file "+name, entry.Modified)
		}
		if first == nil && !missing(err) {
			first = err
		}
	}
	if first == nil {
		first = &checks.ReadError{Reason: checks.Missing, Source: "file /var/lib/clamav/daily.cvd"}
	}
	return checks.UnseenBy[int](first)
}

// daysSince gives the whole days since a date; a date in the future, or before
// there was such a product, is unreadable.
func daysSince(h checks.Host, source string, when time.Time) checks.Fact[int] {
	evidence := seen(h, source, when.UTC().Format(time.DateOnly))
	age := h.Now().Sub(when)
	if age < -24*time.Hour || when.Year() < 2002 {
		return checks.Unseen[int](checks.Unreadable, "a date that cannot be: "+when.UTC().Format(time.DateOnly), evidence)
	}
	return checks.Known(max(0, int(age/(24*time.Hour))), evidence)
}

// freshclamRun is the last run of ClamAV's updater.
type freshclamRun struct {
	started        time.Time // local time of the machine, without zone
	daily          bool      // the daily database was found current or was updated
	databaseOld    bool      // ClamAV itself calls the database too old
	engineOutdated bool      // ClamAV itself calls the program too old
	last           string    // the line that says so
}

var (
	freshclamStart = regexp.MustCompile(`ClamAV update process started at (.+?)\s*$`)
	freshclamDaily = regexp.MustCompile(`\bdaily\.(?:cvd|cld|cud)(?: database)? (?:is up to date|is up-to-date|updated)\b`)
)

// parseFreshclam reads the last run in freshclam's log or output. The wordings
// of old and new versions differ: "is up to date" and "is up-to-date".
func parseFreshclam(data []byte) (freshclamRun, error) {
	var run freshclamRun
	started := false
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if start := freshclamStart.FindStringSubmatch(line); start != nil {
			when, err := time.Parse(time.ANSIC, strings.Join(strings.Fields(start[1]), " "))
			if err != nil {
				return run, fmt.Errorf("freshclam's log has a date that is none: %q", start[1])
			}
			run, started = freshclamRun{started: when, last: line}, true
			continue
		}
		switch {
		case freshclamDaily.MatchString(line):
			run.daily = true
		case strings.Contains(line, "The virus database is older than"):
			run.databaseOld, run.last = true, line
		case strings.Contains(line, "Your ClamAV installation is OUTDATED"):
			run.engineOutdated, run.last = true, line
		}
	}
	if !started {
		return run, errors.New("no run of freshclam in its log")
	}
	return run, nil
}

package backup

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"ounce/checks"
)

// room is what searching and reading share: the door and the rights.
type room struct {
	ctx       context.Context
	host      checks.Host
	privilege checks.Privilege
	units     *checks.Fact[[]unit] // systemd is asked once
}

// evidence says what stood where, cut to a length that fits a report.
func (r *room) evidence(source, value string) checks.Evidence {
	return checks.Evidence{Source: source, Value: checks.Excerpt(value), Privilege: r.privilege}
}

// reasonOf gives the reason of a failed read; an error of a parser is unreadable.
func reasonOf(err error) checks.Reason {
	var read *checks.ReadError
	if errors.As(err, &read) {
		return read.Reason
	}
	return checks.Unreadable
}

func missing(err error) bool { return err != nil && reasonOf(err) == checks.Missing }

// text reads a file as text; UTF-16 with its mark becomes UTF-8.
func (r *room) text(path string) (string, error) {
	data, err := r.host.ReadFile(r.ctx, path)
	if err != nil {
		return "", err
	}
	return decodeText(data)
}

// oldest is the earliest date that can be a backup of a machine still in use:
// what lies before is a clock that was never set.
var oldest = time.Date(2005, 1, 1, 0, 0, 0, 0, time.UTC)

// plausible tells whether a moment can be one at which something happened.
func plausible(t, now time.Time) bool { return t.After(oldest) && !t.After(now) }

// dated is a fact about when something happened; a date that cannot be is
// unreadable.
func (r *room) dated(t time.Time, source string) checks.Fact[time.Time] {
	e := r.evidence(source, t.Format(time.RFC3339))
	if !plausible(t, r.host.Now()) {
		return checks.Unseen[time.Time](checks.Unreadable, "the date "+t.Format("2006-01-02")+" cannot be", e)
	}
	return checks.Known(t, e)
}

// success is dated, as the last success.
func (r *room) success(t time.Time, source string) checks.Fact[checks.BackupMoment] {
	return checks.Then(r.dated(t, source), func(t time.Time) (checks.BackupMoment, error) {
		return checks.BackupMoment{At: t}, nil
	})
}

func never(e ...checks.Evidence) checks.Fact[checks.BackupMoment] {
	return checks.Known(checks.BackupMoment{Never: true}, e...)
}

// newestSuccess gives the latest of several readings. A reading that is unknown
// may be later than those that are known; the best one counts all the same, for
// what has succeeded has succeeded. "Never" needs all of them to say so.
func newestSuccess(all ...checks.Fact[checks.BackupMoment]) checks.Fact[checks.BackupMoment] {
	var best checks.Fact[checks.BackupMoment]
	for _, f := range all {
		if m, ok := f.Get(); ok && !m.Never && (!best.Known() || m.At.After(best.Or(m).At)) {
			best = f
		}
	}
	if best.Known() {
		return best
	}
	for _, f := range all {
		if !f.Known() && !f.IsZero() {
			return f
		}
	}
	return checks.First(all...)
}

// sameRun is how far apart two records of one backup may lie: one is of its
// start, the other of its end.
const sameRun = 48 * time.Hour

// agreeing joins two records of the last success of one product. Two that lie
// too far apart to be of one backup are conflicting, with both dates; one that
// is unknown leaves the other to speak.
func agreeing(a, b checks.Fact[checks.BackupMoment]) checks.Fact[checks.BackupMoment] {
	first, ok := a.Get()
	second, both := b.Get()
	if !ok || !both {
		return checks.First(a, b)
	}
	evidence := append(slices.Clone(a.Evidence()), b.Evidence()...)
	if first.Never != second.Never || first.At.Sub(second.At).Abs() > sameRun {
		return checks.Unseen[checks.BackupMoment](checks.Conflicting, first.String()+" and "+second.String(), evidence...)
	}
	if second.At.After(first.At) {
		first = second
	}
	return checks.Known(first, evidence...)
}

// oneDestination is a list of one place.
func oneDestination(kind checks.DestinationKind, e ...checks.Evidence) checks.Fact[[]checks.BackupDestination] {
	return checks.Known([]checks.BackupDestination{{Kind: kind}}, e...)
}

// folded compares names as Windows does.
func folded(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

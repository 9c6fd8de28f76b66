package backup

import (
	"time"

	"ounce/checks"
)

// The limits, in whole days since the last success (questions.yaml,
// chk.backup.last_success_days) and in failed backups a month
// (chk.backup.failed_jobs_30d).
const (
	freshDays    = 2
	staleDays    = 7
	manyFailures = 3
)

// candidates gives the products that a rule on backups judges, or the verdict
// when there is none: what fails then is the check on the product.
func candidates(b checks.Backup) ([]checks.BackupTool, checks.Verdict, bool) {
	list := tools(b, yes, maybe)
	if len(list) > 0 {
		return list, checks.Verdict{}, true
	}
	if !b.Search.Known() {
		return nil, checks.Undecided(b.Search.Why()).Because(b.Search), false
	}
	return nil, checks.Skipped("no_product", nil).Because(b.Search), false
}

func judgeLastSuccess(m *checks.Machine) checks.Verdict {
	list, verdict, ok := candidates(m.Facts.Backup)
	if !ok {
		return verdict
	}
	var best checks.BackupTool
	var at time.Time
	var dark []checks.BackupTool
	for _, t := range list {
		moment, known := t.LastSuccess.Get()
		switch {
		case !known:
			dark = append(dark, t)
			continue
		case !moment.Never && moment.At.After(at):
			best, at = t, moment.At
		}
		if halfSeen(t) {
			dark = append(dark, t)
		}
	}
	days := int(m.Taken.Sub(at).Hours() / 24)
	args := checks.Args{"product": best.Name, "date": at, "days": days, "products": names(list)}
	switch {
	case !at.IsZero() && days <= freshDays:
		return checks.Passed("fresh", args).Because(best.LastSuccess)
	case len(dark) > 0:
		return dateUnknown(best, at, dark)
	case at.IsZero():
		v := checks.Failed("never", args)
		for _, t := range list {
			v = v.Because(t.LastSuccess)
		}
		return v
	case days <= staleDays:
		return checks.Warned("stale", args).Because(best.LastSuccess)
	}
	return checks.Failed("old", args).Because(best.LastSuccess)
}

// halfSeen tells whether one of several destinations has kept its date to itself.
func halfSeen(t checks.BackupTool) bool {
	for _, d := range t.Destinations.Or(nil) {
		if !d.LastSuccess.Known() && !d.LastSuccess.IsZero() {
			return true
		}
	}
	return false
}

// dateUnknown is the verdict when a product may have a newer success than the
// best one that was read.
func dateUnknown(best checks.BackupTool, at time.Time, dark []checks.BackupTool) checks.Verdict {
	var readings []checks.Fact[checks.BackupMoment]
	for _, t := range dark {
		if !t.LastSuccess.Known() {
			readings = append(readings, t.LastSuccess)
		}
		for _, d := range t.Destinations.Or(nil) {
			if !d.LastSuccess.Known() && !d.LastSuccess.IsZero() {
				readings = append(readings, d.LastSuccess)
			}
		}
	}
	why := checks.First(readings...)
	v := checks.Undecided(why.Why()).Because(evidenceOf(dark)...).Because(why)
	v.Args = products(dark)
	switch {
	case !at.IsZero():
		v.Say, v.Args["product"], v.Args["date"] = "older_known", best.Name, at
	case why.Why().Reason == checks.Denied:
		v.Say = "denied"
	case why.Why().Reason == checks.TimedOut, why.Why().Reason == checks.Stopped, why.Why().Reason == checks.Conflicting:
	default:
		v.Say = "date_unknown"
	}
	return v
}

func judgeFailures(m *checks.Machine) checks.Verdict {
	list, verdict, ok := candidates(m.Facts.Backup)
	if !ok {
		return verdict
	}
	worst, known := 0, 0
	var tool checks.BackupTool
	var readings []checks.Fact[int]
	for _, t := range list {
		readings = append(readings, t.Failures)
		n, ok := t.Failures.Get()
		if !ok {
			continue
		}
		if known++; known == 1 || n > worst {
			worst, tool = n, t
		}
	}
	args := checks.Args{"product": tool.Name, "count": worst}
	switch {
	case worst >= manyFailures:
		return checks.Failed("many", args).Because(tool.Failures)
	case worst > 0:
		return checks.Warned("some", args).Because(tool.Failures)
	case known < len(list):
		return unreadOf(list, func(t checks.BackupTool) checks.Unknown { return t.Failures.Why() }, func(t checks.BackupTool) bool { return t.Failures.Known() })
	}
	v := checks.Passed("none", args)
	for _, f := range readings {
		v = v.Because(f)
	}
	return v
}

// unreadOf is the verdict when something was not read of products: it names
// them, and says denied where rights would help.
func unreadOf(list []checks.BackupTool, why func(checks.BackupTool) checks.Unknown, known func(checks.BackupTool) bool) checks.Verdict {
	var dark []checks.BackupTool
	reason := checks.Unknown{Reason: checks.Unsupported}
	for _, t := range list {
		if known(t) {
			continue
		}
		dark = append(dark, t)
		if w := why(t); w.Reason == checks.Denied || (len(dark) == 1 && w.Reason != "") {
			reason = w
		}
	}
	if reason.Reason == checks.Unsupported {
		return undecided("not_readable", reason, dark)
	}
	v := checks.Undecided(reason).Because(evidenceOf(dark)...)
	v.Args = products(dark)
	if reason.Reason == checks.Denied { // other rights than an administrator's may be missing, as Full Disk Access
		v.Say = "denied"
	}
	return v
}

// judgeTruth judges a truth value of every product: one good product suffices,
// a bad verdict needs to know all of them.
func judgeTruth(m *checks.Machine, of func(checks.BackupTool) checks.Fact[bool], good bool, bad func(string, checks.Args) checks.Verdict) checks.Verdict {
	list, verdict, ok := candidates(m.Facts.Backup)
	if !ok {
		return verdict
	}
	var fine, poor []checks.BackupTool
	for _, t := range list {
		value, known := of(t).Get()
		switch {
		case known && value == good:
			fine = append(fine, t)
		case known:
			poor = append(poor, t)
		}
	}
	because := func(v checks.Verdict, list []checks.BackupTool) checks.Verdict {
		for _, t := range list {
			v = v.Because(of(t))
		}
		return v
	}
	switch {
	case len(fine) > 0:
		return because(checks.Passed("good", products(fine)), fine)
	case len(poor) == len(list):
		return because(bad("bad", products(poor)), poor)
	}
	return unreadOf(list, func(t checks.BackupTool) checks.Unknown { return of(t).Why() }, func(t checks.BackupTool) bool { return of(t).Known() })
}

func judgeAutomatic(m *checks.Machine) checks.Verdict {
	return judgeTruth(m, func(t checks.BackupTool) checks.Fact[bool] { return t.Automatic }, true, checks.Failed)
}

func judgePaused(m *checks.Machine) checks.Verdict {
	return judgeTruth(m, func(t checks.BackupTool) checks.Fact[bool] { return t.Paused }, false, checks.Failed)
}

func judgeEncrypted(m *checks.Machine) checks.Verdict {
	return judgeTruth(m, func(t checks.BackupTool) checks.Fact[bool] { return t.Encrypted }, true, checks.Warned)
}

func judgeCoverage(m *checks.Machine) checks.Verdict {
	return judgeTruth(m, func(t checks.BackupTool) checks.Fact[bool] { return t.Home }, true, checks.Failed)
}

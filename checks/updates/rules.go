package updates

import (
	"time"

	"ounce/checks"
)

// Days after which something is worth a word, and after which it must be done.
const (
	supportNear  = 90
	tableOld     = 90
	installFine  = 35
	installFail  = 60
	macQuiet     = 120
	pendingFail  = 14
	restartFail  = 14
	listFine     = 14
	listFail     = 30
	delayFine    = 14
	delayFail    = 30
	browserFine  = 60
	browserFail  = 180
	failuresMany = 3
	pointFail    = 14
)

// daysSince counts whole days, none for what is to come.
func daysSince(t, now time.Time) int { return max(0, int(now.Sub(t)/(24*time.Hour))) }

func osSupport(m *checks.Machine) checks.Verdict {
	f := m.Facts.Updates.Support
	s, verdict, ok := checks.Need(f)
	if !ok {
		return verdict
	}
	name := s.Label
	if name == "" {
		name = m.Facts.Platform.Product.Or("This system")
	}
	args := checks.Args{"system": name, "until": s.Until, "programme": s.Programme, "table": s.TableDate}
	old := daysSince(s.TableDate, m.Taken) > tableOld
	left := int(s.Until.Sub(m.Taken)/(24*time.Hour)) + 1
	switch s.State {
	case checks.SupportEnded:
		return checks.Failed("ended", args).Because(f)
	case checks.SupportExtended:
		return checks.Warned("extended", args).Because(f)
	case checks.SupportPresumedEnded:
		return checks.Warned("presumed_ended", args).Because(f)
	case checks.SupportOpen:
		return checks.Passed(pick(old, "open_old_table", "open"), args).Because(f)
	case checks.Supported:
		args["days"] = left
		if left < supportNear {
			return checks.Warned("ends_soon", args).Because(f)
		}
		return checks.Passed(pick(old, "supported_old_table", "supported"), args).Because(f)
	}
	return checks.Undecided(checks.Unknown{Reason: checks.Unsupported, Detail: name}).Because(f)
}

func pick(first bool, yes, no string) string {
	if first {
		return yes
	}
	return no
}

// nothingWaits tells that a fresh look found no update to install.
func nothingWaits(m *checks.Machine) bool {
	u := m.Facts.Updates
	p, known := u.Pending.Get()
	checked, known2 := u.LastCheck.Get()
	return known && known2 && p.All == 0 && daysSince(checked, m.Taken) <= listFine
}

func lastInstall(m *checks.Machine) checks.Verdict {
	f := m.Facts.Updates.LastInstall
	l, verdict, ok := checks.Need(f)
	if !ok {
		return verdict
	}
	newest := l.At
	if l.Single.After(newest) {
		newest = l.Single
	}
	days := daysSince(l.At, m.Taken)
	args := checks.Args{"days": days, "date": newest, "all": l.At}
	switch {
	case days <= installFine:
		return checks.Passed("recent", args).Because(f)
	case !l.Complete:
		v := checks.Undecided(checks.Unknown{Reason: checks.Missing, Detail: "one record of two"}).Because(f)
		v.Say, v.Args = "one_record", args
		return v
	case nothingWaits(m):
		return checks.Passed("nothing_newer", args).Because(f, m.Facts.Updates.Pending)
	case l.At.IsZero():
		v := checks.Undecided(checks.Unknown{Reason: checks.Missing, Detail: "no run of all updates"}).Because(f)
		v.Say, v.Args = "only_some", args
		return v
	case l.Single.After(l.At):
		return checks.Warned("some_since", args).Because(f)
	case days <= installFail:
		return checks.Warned("late", args).Because(f)
	case m.Facts.Platform.System == checks.MacOS && !m.Facts.Updates.Pending.Known() && days <= macQuiet:
		// Months can pass between two updates of macOS.
		v := checks.Undecided(m.Facts.Updates.Pending.Why()).Because(f, m.Facts.Updates.Pending)
		v.Say, v.Args = "quiet_maker", args
		return v
	}
	return checks.Failed("long_ago", args).Because(f)
}

func pending(m *checks.Machine) checks.Verdict {
	f := m.Facts.Updates.Pending
	p, verdict, ok := checks.Need(f)
	if !ok {
		return verdict
	}
	args := checks.Args{"security": p.Security, "all": p.All, "since": p.Since}
	switch {
	case p.Security > 0 && !p.Since.IsZero() && daysSince(p.Since, m.Taken) > pendingFail:
		return checks.Failed("waiting_long", args).Because(f)
	case p.Security > 0:
		return checks.Warned("waiting", args).Because(f)
	case p.Security < 0:
		return checks.Warned("some_waiting", args).Because(f)
	}
	checked, verdict, ok := checks.Need(m.Facts.Updates.LastCheck)
	if !ok {
		return verdict
	}
	if daysSince(checked, m.Taken) > listFine {
		v := checks.Undecided(checks.Unknown{Reason: checks.Unreadable, Detail: "an old list"}).Because(f, m.Facts.Updates.LastCheck)
		v.Say, v.Args = "old_list", checks.Args{"date": checked}
		return v
	}
	return checks.Passed(pick(p.All == 0, "none", "no_security"), args).Because(f, m.Facts.Updates.LastCheck)
}

func restartPending(m *checks.Machine) checks.Verdict {
	f := m.Facts.Updates.Restart
	waits, verdict, ok := checks.Need(f)
	switch {
	case !ok:
		return verdict
	case !waits:
		return checks.Passed("none", nil).Because(f)
	}
	since, known := m.Facts.Updates.RestartSince.Get()
	days := daysSince(since, m.Taken)
	if known && days > restartFail {
		return checks.Failed("waits_long", checks.Args{"days": days}).Because(f, m.Facts.Updates.RestartSince)
	}
	return checks.Warned("waits", nil).Because(f)
}

func automatic(m *checks.Machine) checks.Verdict {
	f := m.Facts.Updates.Automatic
	a, verdict, ok := checks.Need(f)
	switch {
	case !ok:
		return verdict
	case a.Mode == checks.UpdatesOn:
		return checks.Passed(pick(a.Policy, "on_policy", "on"), nil).Because(f)
	case a.Mode == checks.UpdatesAsk:
		return checks.Warned(pick(a.Policy, "ask_policy", "ask"), nil).Because(f)
	case a.Policy:
		return checks.Warned("off_policy", nil).Because(f)
	}
	return checks.Failed("off", nil).Because(f)
}

func heldBack(m *checks.Machine) checks.Verdict {
	f := m.Facts.Updates.HeldBack
	h, verdict, ok := checks.Need(f)
	if !ok {
		return verdict
	}
	args := checks.Args{"days": h.Days, "until": h.PausedUntil}
	pause := 0
	if h.PausedUntil.After(m.Taken) {
		pause = int(h.PausedUntil.Sub(m.Taken) / (24 * time.Hour))
	}
	switch {
	case pause > installFine:
		return checks.Failed("paused_long", args).Because(f)
	case h.Days > delayFail:
		return checks.Failed("delayed_long", args).Because(f)
	case h.PausedUntil.After(m.Taken):
		return checks.Warned("paused", args).Because(f)
	case h.Days > delayFine:
		return checks.Warned("delayed", args).Because(f)
	}
	return checks.Passed(pick(h.Days == 0, "none", "short"), args).Because(f)
}

func listAge(m *checks.Machine) checks.Verdict {
	f := m.Facts.Updates.LastCheck
	checked, verdict, ok := checks.Need(f)
	if !ok {
		return verdict
	}
	days := daysSince(checked, m.Taken)
	args := checks.Args{"days": days, "date": checked}
	switch {
	case days <= listFine:
		return checks.Passed("fresh", args).Because(f)
	case days <= listFail:
		return checks.Warned("stale", args).Because(f)
	case m.Facts.Updates.UpdateServer.Or(false):
		return checks.Failed("server_silent", args).Because(f, m.Facts.Updates.UpdateServer)
	}
	return checks.Failed("old", args).Because(f)
}

func installErrors(m *checks.Machine) checks.Verdict {
	f := m.Facts.Updates.Failing
	n, verdict, ok := checks.Need(f)
	args := checks.Args{"count": n}
	switch {
	case !ok:
		return verdict
	case n == 0:
		return checks.Passed("none", nil).Because(f)
	case n < failuresMany:
		return checks.Warned("some", args).Because(f)
	}
	return checks.Failed("many", args).Because(f)
}

func pointRelease(m *checks.Machine) checks.Verdict {
	f := m.Facts.Updates.PointRelease
	p, known := f.Get()
	if !known && f.Why().Reason == checks.Unsupported {
		return checks.Skipped("no_points", nil).Because(f)
	}
	p, verdict, ok := checks.Need(f)
	args := checks.Args{"installed": p.Installed, "newest": p.Newest, "table": p.TableDate}
	switch {
	case !ok:
		return verdict
	case !p.Behind:
		return checks.Passed("current", args).Because(f)
	case daysSince(p.TableDate, m.Taken) > pointFail:
		return checks.Failed("behind", args).Because(f)
	}
	return checks.Warned("behind", args).Because(f)
}

func securityData(m *checks.Machine) checks.Verdict {
	f := m.Facts.Updates.SecurityData
	on, verdict, ok := checks.Need(f)
	switch {
	case !ok:
		return verdict
	case on:
		return checks.Passed("on", nil).Because(f)
	}
	return checks.Failed("off", nil).Because(f)
}

func officeSupport(m *checks.Machine) checks.Verdict {
	f := m.Facts.Updates.Programs
	list, verdict, ok := checks.Need(f)
	if !ok {
		return verdict
	}
	worst := map[checks.SupportState][]string{}
	for _, s := range list {
		state := s.State
		if state == checks.Supported && int(s.Until.Sub(m.Taken)/(24*time.Hour)) < supportNear {
			state = checks.SupportPresumedEnded
		}
		worst[state] = append(worst[state], s.Label)
	}
	args := func(s checks.SupportState) checks.Args { return checks.Args{"programs": worst[s]} }
	switch {
	case len(list) == 0:
		return checks.Skipped("none", nil).Because(f)
	case len(worst[checks.SupportEnded]) > 0:
		return checks.Failed("ended", args(checks.SupportEnded)).Because(f)
	case len(worst[checks.SupportExtended]) > 0:
		return checks.Warned("extended", args(checks.SupportExtended)).Because(f)
	case len(worst[checks.SupportPresumedEnded]) > 0:
		return checks.Warned("ends_soon", args(checks.SupportPresumedEnded)).Because(f)
	case len(worst[""]) > 0:
		return checks.Undecided(checks.Unknown{Reason: checks.Unsupported, Detail: worst[""][0]}).Because(f)
	}
	names := append(worst[checks.Supported], worst[checks.SupportOpen]...)
	return checks.Passed("supported", checks.Args{"programs": names}).Because(f)
}

func browserCurrent(m *checks.Machine) checks.Verdict {
	f := m.Facts.Updates.Browsers
	list, verdict, ok := checks.Need(f)
	switch {
	case !ok:
		return verdict
	case len(list) == 0:
		return checks.Skipped("none", nil).Because(f)
	}
	oldest := list[0]
	for _, b := range list {
		if b.Dated.Before(oldest.Dated) {
			oldest = b
		}
	}
	args := checks.Args{"browser": oldest.Name, "date": oldest.Dated}
	switch days := daysSince(oldest.Dated, m.Taken); {
	case days <= browserFine:
		return checks.Passed("current", args).Because(f)
	case days <= browserFail:
		return checks.Warned("old", args).Because(f)
	}
	return checks.Failed("very_old", args).Because(f)
}

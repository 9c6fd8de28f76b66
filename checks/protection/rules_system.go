package protection

import (
	"time"

	"ounce/checks"
)

// xprotectFine is how long a Mac may go without new definitions of its own
// scanner; Apple has published some every two to six weeks.
const xprotectFine = 60 * 24 * time.Hour

func gatekeeper(m *checks.Machine) checks.Verdict {
	f := m.Facts.Protection.Gatekeeper
	on, verdict, ok := checks.Need(f)
	if !ok {
		return verdict
	}
	if on {
		return checks.Passed("on", nil).Because(f)
	}
	return checks.Failed("off", nil).Because(f)
}

func systemIntegrity(m *checks.Machine) checks.Verdict {
	f := m.Facts.Protection.SystemIntegrity
	on, verdict, ok := checks.Need(f)
	if !ok {
		return verdict
	}
	if on {
		return checks.Passed("on", nil).Because(f)
	}
	return checks.Failed("off", nil).Because(f)
}

func xprotect(m *checks.Machine) checks.Verdict {
	f := m.Facts.Protection.BuiltInUpdated
	updated, verdict, ok := checks.Need(f)
	if !ok {
		return verdict
	}
	age := m.Taken.Sub(updated)
	switch {
	case age < -24*time.Hour:
		return checks.Undecided(checks.Unknown{Reason: checks.Unreadable, Detail: "a date in the future"}).Because(f)
	case age <= xprotectFine:
		return checks.Passed("fresh", checks.Args{"date": updated}).Because(f)
	default:
		return checks.Warned("old", checks.Args{"date": updated}).Because(f)
	}
}

func startupSecurity(m *checks.Machine) checks.Verdict {
	f := m.Facts.Protection.StartupSecurity
	level, verdict, ok := checks.Need(f)
	if !ok {
		return verdict
	}
	if level == checks.StartupFull {
		return checks.Passed("full", nil).Because(f)
	}
	return checks.Warned(string(level), nil).Because(f)
}

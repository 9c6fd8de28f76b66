package hardware

import (
	"ounce/checks"
)

// longRun is after how many days without a restart updates are likely to wait.
const longRun = 30

func uptime(m *checks.Machine) checks.Verdict {
	up, verdict, ok := checks.Need(m.Facts.Hardware.Uptime)
	if !ok {
		return verdict
	}
	args := checks.Args{"days": up.Days, "boot": up.Boot}
	switch {
	case up.Days < 0:
		return checks.Undecided(checks.Unknown{Reason: checks.Unreadable}).Because(m.Facts.Hardware.Uptime)
	case up.Days > longRun:
		verdict = checks.Warned("long", args)
	case up.Days == 0:
		verdict = checks.Passed("today", args)
	default:
		verdict = checks.Passed("recent", args)
	}
	return verdict.Because(m.Facts.Hardware.Uptime)
}

// oftenOff is from how many times on going off by itself is no chance. One power
// cut, empty battery or held power button looks the same.
const oftenOff = 3

func unexpectedRestarts(m *checks.Machine) checks.Verdict {
	stops, verdict, ok := checks.Need(m.Facts.Hardware.Stops)
	if !ok {
		return verdict
	}
	args := checks.Args{"count": stops.Count, "since": stops.Since, "last": stops.Last}
	switch {
	case stops.Count >= oftenOff:
		verdict = checks.Warned("often", args)
	case stops.Count > 0:
		verdict = checks.Passed("seldom", args)
	default:
		verdict = checks.Passed("never", args)
	}
	return verdict.Because(m.Facts.Hardware.Stops)
}

// manyCrashes is from how many on crashes of the system need somebody.
const manyCrashes = 3

func crashes(m *checks.Machine) checks.Verdict {
	crashed, verdict, ok := checks.Need(m.Facts.Hardware.Crashes)
	if !ok {
		return verdict
	}
	args := checks.Args{"count": crashed.Count, "since": crashed.Since, "last": crashed.Last}
	switch {
	case crashed.Count >= manyCrashes:
		verdict = checks.Failed("many", args)
	case crashed.Count > 0:
		verdict = checks.Warned("some", args)
	default:
		verdict = checks.Passed("none", args)
	}
	return verdict.Because(m.Facts.Hardware.Crashes)
}

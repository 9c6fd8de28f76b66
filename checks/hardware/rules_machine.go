package hardware

import (
	"ounce/checks"
)

// The sizes of memory below which a system crawls, and below which it swaps with
// a browser open, in bytes. They leave room for what graphics take: of 8 GB at
// least 5.5 are seen.
var memoryNeeds = map[checks.System]struct{ least, good int64 }{
	checks.Windows: {3 * gb, 11 * gb / 2},
	checks.MacOS:   {3 * gb, 11 * gb / 2},
	checks.Linux:   {gb, 3 * gb},
}

func memory(m *checks.Machine) checks.Verdict {
	size, verdict, ok := checks.Need(m.Facts.Hardware.Memory)
	if !ok {
		return verdict
	}
	need := memoryNeeds[m.Facts.Platform.System]
	args := checks.Args{"size": gigabytes(size.Total)}
	switch {
	case size.Total <= 0:
		return checks.Undecided(checks.Unknown{Reason: checks.Unreadable}).Because(m.Facts.Hardware.Memory)
	case size.Total < need.least:
		verdict = checks.Failed("far_too_little", args)
	case size.Total < need.good:
		verdict = checks.Warned("little", args)
	default:
		verdict = checks.Passed("enough", args)
	}
	return verdict.Because(m.Facts.Hardware.Memory)
}

// fewThreads is below how many things at once a processor is slow for office
// work with a browser and a video call.
const fewThreads = 4

func processor(m *checks.Machine) checks.Verdict {
	if virtual(m) {
		return onHost(m)
	}
	p, verdict, ok := checks.Need(m.Facts.Hardware.Processor)
	if !ok {
		return verdict
	}
	args := checks.Args{"name": p.Name, "threads": p.Threads}
	switch {
	case p.Threads <= 0:
		return checks.Undecided(checks.Unknown{Reason: checks.Unreadable}).Because(m.Facts.Hardware.Processor)
	case p.Threads < fewThreads:
		verdict = checks.Warned("weak", args)
	default:
		verdict = checks.Passed("enough", args)
	}
	return verdict.Because(m.Facts.Hardware.Processor)
}

func model(m *checks.Machine) checks.Verdict {
	named, verdict, ok := checks.Need(m.Facts.Hardware.Model)
	if !ok {
		return verdict
	}
	say := "named"
	if named.Board {
		say = "board"
	}
	return checks.Passed(say, checks.Args{"model": named.Text()}).Because(m.Facts.Hardware.Model)
}

// old is the age in years from which replacing is due.
const old = 5

// age compares a range of years: it is old when even its youngest possible age
// is, young when even its oldest possible age is, and else open.
func age(m *checks.Machine) checks.Verdict {
	if verdict, ok := physical(m); !ok {
		return verdict
	}
	span, verdict, ok := checks.Need(m.Facts.Hardware.Built)
	if !ok {
		return verdict
	}
	least, greatest, leastKnown, greatestKnown := span.Ages(m.Taken)
	args := checks.Args{"least": least, "greatest": greatest, "from": span.From, "to": span.To}
	switch {
	case leastKnown && least >= old && greatestKnown && greatest > least:
		verdict = checks.Warned("old_between", args)
	case leastKnown && least >= old:
		verdict = checks.Warned("old", args)
	case greatestKnown && greatest < old:
		verdict = checks.Passed("young", args)
	default:
		verdict = checks.Undecided(checks.Unknown{Reason: checks.Unsupported})
		verdict.Args = args
		switch {
		case leastKnown && greatestKnown:
			verdict.Say = "between"
		case leastKnown:
			verdict.Say = "at_least"
		case greatestKnown:
			verdict.Say = "at_most"
		}
	}
	return verdict.Because(m.Facts.Hardware.Built)
}

// The limits of a battery's capacity, in percent of the designed one.
const (
	wornBattery = 80
	deadBattery = 50
)

func battery(m *checks.Machine) checks.Verdict {
	batteries, verdict, ok := checks.Need(m.Facts.Hardware.Batteries)
	if !ok {
		if virtual(m) {
			return onHost(m)
		}
		return verdict
	}
	if len(batteries) == 0 {
		if portable, known := m.Facts.Platform.Portable.Get(); known && portable && !virtual(m) {
			verdict = checks.Undecided(checks.Unknown{Reason: checks.Unsupported})
			verdict.Say = "laptop_without"
			return verdict.Because(m.Facts.Hardware.Batteries, m.Facts.Platform.Portable)
		}
		return checks.Skipped("none", nil).Because(m.Facts.Hardware.Batteries)
	}
	worst, service, unread := 101, false, checks.Unknown{}
	all := checks.Verdict{}.Because(m.Facts.Hardware.Batteries)
	for _, b := range batteries {
		all = all.Because(b.Capacity, b.Service)
		capacity, known := b.Capacity.Get()
		wanted, asked := b.Service.Get()
		service = service || asked && wanted
		if known {
			worst = min(worst, capacity)
		} else if !asked {
			unread = b.Capacity.Why()
		}
	}
	args := checks.Args{"capacity": worst}
	switch {
	case worst < deadBattery:
		verdict = checks.Failed("dead", args)
	case worst < wornBattery:
		verdict = checks.Warned("worn", args)
	case service:
		verdict = checks.Warned("service", nil)
	case unread.Reason != "":
		verdict = checks.Undecided(unread)
	case worst > 100:
		verdict = checks.Passed("good", nil)
	default:
		verdict = checks.Passed("fine", args)
	}
	verdict.Evidence = all.Evidence
	return verdict
}

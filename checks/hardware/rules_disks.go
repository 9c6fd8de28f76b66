package hardware

import (
	"math"

	"ounce/checks"
)

// The limits of free space. A share alone would blame large disks with plenty
// of room, an amount alone small ones.
const (
	tightShare = 15 // percent
	tightBytes = 50 * gb
	fullShare  = 5
	fullBytes  = 20 * gb
)

func diskFree(m *checks.Machine) checks.Verdict {
	volumes, verdict, ok := checks.Need(m.Facts.Hardware.Volumes)
	if !ok {
		return verdict
	}
	var system, worst checks.Volume
	worstLevel := 0
	for _, v := range volumes {
		if v.Total <= 0 || v.Free < 0 || v.Free > v.Total {
			return checks.Undecided(checks.Unknown{Reason: checks.Unreadable}).Because(m.Facts.Hardware.Volumes)
		}
		if v.System {
			system = v
		}
		if level := fullness(v); level > worstLevel || level == worstLevel && level > 0 && v.System {
			worst, worstLevel = v, level
		}
	}
	if system.Total == 0 {
		return checks.Undecided(checks.Unknown{Reason: checks.Missing}).Because(m.Facts.Hardware.Volumes)
	}
	said := worst
	if worstLevel == 0 {
		said = system
	}
	args := checks.Args{"volume": said.Mount, "free": said.Free / gb, "percent": percentFree(said)}
	switch {
	case worstLevel == 0:
		verdict = checks.Passed("room", args)
	case worst.System && worstLevel == 2:
		verdict = checks.Failed("system_full", args)
	case worst.System:
		verdict = checks.Warned("system_tight", args)
	case worstLevel == 2:
		verdict = checks.Warned("other_full", args)
	default:
		verdict = checks.Warned("other_tight", args)
	}
	return verdict.Because(m.Facts.Hardware.Volumes)
}

func percentFree(v checks.Volume) int64 {
	return int64(math.Floor(float64(v.Free) / float64(v.Total) * 100))
}

// fullness is 0 for room enough, 1 for little, 2 for nearly none.
func fullness(v checks.Volume) int {
	switch share := percentFree(v); {
	case share < fullShare && v.Free < fullBytes:
		return 2
	case share < tightShare && v.Free < tightBytes:
		return 1
	}
	return 0
}

func diskHealth(m *checks.Machine) checks.Verdict {
	if verdict, ok := physical(m); !ok {
		return verdict
	}
	disks, verdict, ok := checks.Need(m.Facts.Hardware.Disks)
	if !ok {
		return verdict
	}
	state, sectors, name := checks.Healthy, int64(0), ""
	var unread checks.Fact[checks.DiskHealth]
	all := checks.Verdict{}
	for _, d := range disks {
		h, known := d.Health.Get()
		all = all.Because(d.Health)
		switch {
		case !known:
			unread = d.Health
		case rank(h.State) > rank(state):
			state, sectors, name = h.State, h.Sectors, label(d)
		}
	}
	args := checks.Args{"disk": name, "sectors": sectors, "count": len(disks)}
	switch {
	case state == checks.Failing:
		verdict = checks.Failed("failing", args)
	case state == checks.Weak && sectors > 0:
		verdict = checks.Warned("sectors", args)
	case state == checks.Weak:
		verdict = checks.Warned("weak", args)
	case len(disks) == 0:
		return checks.Undecided(checks.Unknown{Reason: checks.Missing}).Because(m.Facts.Hardware.Disks)
	case !unread.IsZero():
		verdict = checks.Undecided(unread.Why())
	default:
		verdict = checks.Passed("fine", args)
	}
	verdict.Evidence = all.Evidence
	return verdict
}

// label names a disk as people find it.
func label(d checks.Disk) string {
	if d.Model != "" {
		return d.Model
	}
	return d.Name
}

// The limits of wear, in percent of the life that the maker names.
const (
	wornSoon = 80
	wornOut  = 95
)

func diskWear(m *checks.Machine) checks.Verdict {
	if verdict, ok := physical(m); !ok {
		return verdict
	}
	disks, verdict, ok := checks.Need(m.Facts.Hardware.Disks)
	if !ok {
		return verdict
	}
	most, name, told := -1, "", 0
	var unread checks.Fact[int]
	flash := 0
	all := checks.Verdict{}
	for _, d := range disks {
		// A hard disk has no such limit.
		if spinning, known := d.Spinning.Get(); known && spinning {
			continue
		}
		flash++
		all = all.Because(d.Wear)
		used, known := d.Wear.Get()
		if !known {
			unread = d.Wear
			continue
		}
		told++
		if used > most {
			most, name = used, label(d)
		}
	}
	args := checks.Args{"disk": name, "used": most}
	switch {
	case len(disks) == 0:
		return checks.Undecided(checks.Unknown{Reason: checks.Missing}).Because(m.Facts.Hardware.Disks)
	case flash == 0:
		return checks.Skipped("no_flash", nil).Because(m.Facts.Hardware.Disks)
	case most >= wornOut:
		verdict = checks.Failed("worn_out", args)
	case most >= wornSoon:
		verdict = checks.Warned("worn", args)
	case told < flash:
		verdict = checks.Undecided(unread.Why())
	default:
		verdict = checks.Passed("fine", args)
	}
	verdict.Evidence = all.Evidence
	return verdict
}

// manyErrors is from how many on disk errors are no chance.
const manyErrors = 10

// manyRetries is from how many on reads that worked at the second try are worth
// a look.
const manyRetries = 5

func diskErrors(m *checks.Machine) checks.Verdict {
	e, verdict, ok := checks.Need(m.Facts.Hardware.DiskErrors)
	if !ok {
		return verdict
	}
	args := checks.Args{"count": e.Damage, "retries": e.Retries, "since": e.Since, "last": e.Last}
	switch {
	case e.Damage >= manyErrors:
		verdict = checks.Failed("many", args)
	case e.Damage > 0:
		verdict = checks.Warned("some", args)
	case e.Retries >= manyRetries:
		verdict = checks.Warned("retries", args)
	default:
		verdict = checks.Passed("none", args)
	}
	return verdict.Because(m.Facts.Hardware.DiskErrors)
}

// diskType looks at the disk with the system on it: a spinning one there is what
// makes a computer feel slow.
func diskType(m *checks.Machine) checks.Verdict {
	if verdict, ok := physical(m); !ok {
		return verdict
	}
	disks, verdict, ok := checks.Need(m.Facts.Hardware.Disks)
	if !ok {
		return verdict
	}
	spinning, still := 0, 0
	for _, d := range disks {
		turns, known := d.Spinning.Get()
		if on, sure := d.System.Get(); sure && on && known {
			return diskTypeVerdict(turns, d).Because(d.System, d.Spinning)
		}
		switch {
		case known && turns:
			spinning++
		case known:
			still++
		}
	}
	// Where nothing tells which disk it is, disks of one kind still do.
	if n := len(disks); n > 0 && (spinning == n || still == n) {
		return diskTypeVerdict(spinning == n, disks[0]).Because(m.Facts.Hardware.Disks)
	}
	return checks.Undecided(checks.Unknown{Reason: checks.Unsupported}).Because(m.Facts.Hardware.Disks)
}

func diskTypeVerdict(spinning bool, d checks.Disk) checks.Verdict {
	args := checks.Args{"disk": label(d)}
	if spinning {
		return checks.Warned("spinning", args)
	}
	return checks.Passed("solid", args)
}

func diskArray(m *checks.Machine) checks.Verdict {
	arrays, verdict, ok := checks.Need(m.Facts.Hardware.Arrays)
	if !ok {
		return verdict
	}
	if len(arrays) == 0 {
		return checks.Skipped("none", nil).Because(m.Facts.Hardware.Arrays)
	}
	worst := arrays[0]
	for _, a := range arrays {
		if rank(a.State) > rank(worst.State) {
			worst = a
		}
	}
	args := checks.Args{"array": worst.Name, "count": len(arrays)}
	switch worst.State {
	case checks.Failing:
		verdict = checks.Failed("degraded", args)
	case checks.Weak:
		verdict = checks.Warned("weak", args)
	default:
		verdict = checks.Passed("complete", args)
	}
	return verdict.Because(m.Facts.Hardware.Arrays)
}

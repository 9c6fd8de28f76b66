package assessment

import (
	"fmt"
	"time"

	"ounce/checks"
)

// bootsApart is how far the starts of one computer may lie apart in what two
// programs note of it: clocks are set, and counters of seconds drift.
const bootsApart = 2 * time.Minute

// seenTwice leaves out what another program noted of a computer that Ounce looked
// at itself, and tells of it. The id that the other program gives is its own, so
// what shows that the two are one is the name, the system and the moment of the
// last start together. Where one of them is not known, or two would fit, both
// stay.
func seenTwice(machines []checks.Machine) (kept []checks.Machine, twice []Superseded) {
	for i := range machines {
		noted := &machines[i]
		own := -1
		if noted.Source != "" {
			own = theOnly(machines, func(m *checks.Machine) bool { return m.Source == "" && oneStart(m, noted) })
		}
		if own < 0 {
			kept = append(kept, *noted)
			continue
		}
		twice = append(twice, Superseded{Machine: machines[own].ID, Name: noted.Name, Taken: noted.Taken, By: machines[own].Taken, Source: noted.Source})
	}
	return kept, twice
}

// theOnly is the place of the only machine of a kind, below zero where there is
// none or more than one.
func theOnly(machines []checks.Machine, is func(*checks.Machine) bool) int {
	found := -1
	for i := range machines {
		switch {
		case !is(&machines[i]):
		case found >= 0:
			return -1
		default:
			found = i
		}
	}
	return found
}

// oneStart tells whether two machines have one name and one system and started at
// one moment.
func oneStart(a, b *checks.Machine) bool {
	one, ok1 := a.Facts.Hardware.Uptime.Get()
	other, ok2 := b.Facts.Hardware.Uptime.Get()
	return ok1 && ok2 && one.Boot.Sub(other.Boot).Abs() <= bootsApart &&
		checks.PlainName(a.Name) == checks.PlainName(b.Name) && a.Facts.Platform.System == b.Facts.Platform.System
}

// Words say which of two visits counts.
func (s Superseded) Words() string {
	if s.Source != "" {
		return fmt.Sprintf("%s was seen by Ounce and by %s: Ounce looks closer, so its own check counts.", s.Name, s.Source)
	}
	const day = "2 January 2006"
	by, taken := s.By.Format(day), s.Taken.Format(day)
	if by == taken {
		by, taken = s.By.Format(day+", 15:04"), s.Taken.Format(day+", 15:04")
	}
	return fmt.Sprintf("%s was checked more than once: the check of %s counts, not that of %s.", s.Name, by, taken)
}

package hardware

import (
	"fmt"
	"time"

	"ounce/checks"
)

// builtBy is what the date of a firmware or of an installation says: the
// machine was there by then. Firmware is written up to a year before the
// machine that it ships in, so a year is added to its date.
func builtBy(date time.Time, lead int, now time.Time, seen checks.Evidence) checks.Fact[checks.YearRange] {
	if !plausible(date, now) {
		return checks.Unseen[checks.YearRange](checks.Unreadable, "no plausible date", seen)
	}
	return checks.Known(checks.YearRange{To: min(date.Year()+lead, now.Year())}, seen)
}

// builtFrom is the first year of a series of machines.
func builtFrom(year int, seen ...checks.Evidence) checks.Fact[checks.YearRange] {
	return checks.Known(checks.YearRange{From: year}, seen...)
}

// narrow joins what several sources say of the same machine: the latest start
// and the earliest end.
func narrow(readings ...checks.Fact[checks.YearRange]) checks.Fact[checks.YearRange] {
	var joined checks.YearRange
	var seen []checks.Evidence
	for _, reading := range readings {
		span, ok := reading.Get()
		if !ok {
			continue
		}
		seen = append(seen, reading.Evidence()...)
		joined.From = max(joined.From, span.From)
		if span.To != 0 && (joined.To == 0 || span.To < joined.To) {
			joined.To = span.To
		}
	}
	switch {
	case joined == checks.YearRange{}:
		return checks.First(readings...)
	case joined.To != 0 && joined.From > joined.To:
		return checks.Unseen[checks.YearRange](checks.Conflicting,
			fmt.Sprintf("not before %d and not after %d", joined.From, joined.To), seen...)
	}
	return checks.Known(joined, seen...)
}

// built adds to the dates what the processor says: no machine is older than its
// processor's series.
func built(dates checks.Fact[checks.YearRange], processor checks.Fact[checks.Processor], now time.Time) checks.Fact[checks.YearRange] {
	p, ok := processor.Get()
	if !ok || p.Launched == 0 || p.Launched > now.Year() {
		return dates
	}
	return narrow(dates, builtFrom(p.Launched, processor.Evidence()...))
}

package assessment

import (
	"math"
	"slices"
)

// band is how much dearer a smaller tier may be and still be preferred: prices
// are less certain than that.
const band = 1.10

// field is what a choice is made from: every tier and today, each with what it
// stands on. Only the model's inputs are missing.
type field struct {
	business *Business
	tiers    []Tier
	today    footing
	under    []footing // by tier
	// feasible are the tiers that close as many open gaps as any.
	feasible []bool
	stay     int
	// free tells that everything open can be closed for nothing.
	free bool
}

// fieldOf lays out the choice at some scores.
func (c *Case) fieldOf(s AreaScores) field {
	n := len(c.catalogue.Tiers)
	f := field{business: &c.business, tiers: c.catalogue.Tiers, today: c.footing(s, -1),
		under: make([]footing, n), feasible: make([]bool, n), free: c.ownFixes() == len(c.open)}
	most := 0
	for i := range f.tiers {
		f.under[i] = c.footing(s, i)
		most = max(most, c.closed(&f.tiers[i]))
		if f.tiers[i].Step == 0 {
			f.stay = i
		}
	}
	e := eventsOf(&c.figures.value, &c.business)
	f.today.keep(&e)
	for i := range f.tiers {
		f.feasible[i] = c.closed(&f.tiers[i]) == most
		f.under[i].keep(&e)
	}
	return f
}

// closed counts the open gaps that a tier closes. The tier of step 0 closes
// those that people can close themselves and a check can confirm.
func (c *Case) closed(t *Tier) int {
	n := 0
	for _, id := range c.open {
		if question := c.questions.at(id); slices.Contains(t.Closes, id) || (question.Fix != nil && question.Fix.Confirmed) {
			n++
		}
	}
	return n
}

// ownFixes counts the open gaps that people can close themselves for nothing.
func (c *Case) ownFixes() int {
	n := 0
	for _, id := range c.open {
		if c.questions.at(id).Fix != nil {
			n++
		}
	}
	return n
}

// choice is the tiers that the rules pick, by place.
type choice struct {
	start, target int
	stay          bool
	today         float64
	totals        [maxTiers]float64 // a year, by tier
	feasible      []bool
}

func (ch *choice) same(other *choice) bool {
	return ch.start == other.start && ch.target == other.target
}

// choose applies the rules: lowest risk-adjusted cost among the tiers that
// close the open critical gaps, then the smallest of those within the band.
// Staying counts as what it costs today, since advice that nobody has followed
// yet saves nothing. And nothing that costs more than today is bought for gaps
// that can all be closed for nothing.
func (f *field) choose(p *Params) choice {
	e := eventsOf(p, f.business)
	now := e.year(&f.today)
	ch := choice{today: now.total(), feasible: f.feasible}
	var years [maxTiers]lines
	for i := range f.under {
		years[i] = e.year(&f.under[i])
		ch.totals[i] = years[i].total()
	}
	best, least := f.cheapest(&e, &years, &ch)
	if f.stays(&e, &now, &ch, best, least) {
		ch.start, ch.target, ch.stay = f.stay, f.stay, true
		return ch
	}
	ch.start, ch.target = best, best
	for i := range f.tiers {
		t, at := &f.tiers[i], &f.tiers[ch.start]
		if i == f.stay || !f.feasible[i] || ch.totals[i] > band*ch.totals[best] {
			continue
		}
		if t.Step < at.Step || (t.Step == at.Step && ch.totals[i] < ch.totals[ch.start] && ch.start != best) {
			ch.start = i
		}
	}
	return ch
}

// cheapest finds the feasible tier with the lowest risk-adjusted cost. That is
// never below the mean, so a tier whose mean is already too high is not looked
// at further.
func (f *field) cheapest(e *events, years *[maxTiers]lines, ch *choice) (best int, least float64) {
	var order [maxTiers]int
	n := 0
	for i := range f.under {
		if !f.feasible[i] {
			continue
		}
		at := n
		for ; at > 0 && ch.totals[order[at-1]] > ch.totals[i]; at-- {
			order[at] = order[at-1]
		}
		order[at] = i
		n++
	}
	best, least = -1, math.Inf(1)
	for _, i := range order[:n] {
		if ch.totals[i] > least {
			break
		}
		if risk := e.riskAdjusted(&f.under[i], &years[i]); risk < least || risk == least && i < best {
			best, least = i, risk
		}
	}
	return best, least
}

// stays tells whether going on as today is the choice.
func (f *field) stays(e *events, now *lines, ch *choice, best int, least float64) bool {
	if f.free && ch.today <= ch.totals[best] {
		return true
	}
	if !f.feasible[f.stay] {
		return false
	}
	return best == f.stay || ch.today <= band*ch.totals[best] || ch.today <= least && e.riskAdjusted(&f.today, now) <= least
}

package assessment

import (
	"math"
	"slices"
)

// Today is the id under which break-fix as it is stands beside the tiers.
const Today = "today"

// Case is one company laid out for the cost model: its size, its figures, its
// scores and the tiers on offer. Its methods are pure and fast, for screens
// that follow a slider.
type Case struct {
	business       Business
	figures        figures
	low, mid, high AreaScores
	open           []string // critical questions that are open
	catalogue      *Catalogue
	questions      *Questionnaire
	prices         []Price // by tier
	scale          float64 // of the prices
	fed            said    // the client's own figures
}

// Change is what a person tries out; nil leaves as it is.
type Change struct {
	Wage    *float64 // cost of a staff hour
	Jobs    *float64 // paid repairs for each computer and year, at score 50
	Outages *float64 // a year
	Rate    *float64 // break-fix hour
	Price   *float64 // factor on the prices of all tiers
}

// With gives the case with a change.
func (c Case) With(change Change) Case {
	for _, one := range []struct {
		input input
		value *float64
	}{{inWage, change.Wage}, {inJobs, change.Jobs}, {inOutages, change.Outages}, {inRate, change.Rate}} {
		if one.value != nil {
			c.figures.value[one.input] = *one.value
		}
	}
	if change.Price != nil {
		c.scale = *change.Price
	}
	return c
}

// Values gives what a Change replaces, as it stands.
func (c Case) Values() Change {
	v := c.figures.value
	wage, jobs, outages, rate, price := v[inWage], v[inJobs], v[inOutages], v[inRate], c.scale
	return Change{Wage: &wage, Jobs: &jobs, Outages: &outages, Rate: &rate, Price: &price}
}

// Cost is the money of a year by the closed form, without the months.
func (c Case) Cost() Cost {
	cost := Cost{Tiers: map[string]Bill{}}
	cost.BreakFix = c.bill(-1)
	for i, t := range c.catalogue.Tiers {
		cost.Tiers[t.ID] = c.bill(i)
	}
	return cost
}

// Advice gives the tiers that the case speaks for, without words.
func (c Case) Advice() (start, target string) {
	ch := c.choose(&c.figures.value, c.mid)
	return c.name(ch.start), c.name(ch.target)
}

func (c *Case) name(i int) string { return c.catalogue.Tiers[i].ID }

// offer is the tier in place i, or today for -1.
func (c *Case) offer(i int) offer {
	if i < 0 {
		return today(&c.business)
	}
	return offerOf(&c.catalogue.Tiers[i], c.prices[i], c.scale, &c.business)
}

func (c *Case) lines(p *Params, s AreaScores, i int) lines {
	o := c.offer(i)
	return expected(p, &c.business, s, &o)
}

func (c *Case) bill(i int) Bill {
	p, o := &c.figures.value, c.offer(i)
	l := expected(p, &c.business, c.mid, &o)
	b := Bill{Total: l.total(), Hard: l.hard(), Lines: make(map[string]float64, lineCount), FeeMonth: o.fee + o.keptFee}
	b.Lost = b.Total - b.Hard
	for n, name := range CostLines() {
		b.Lines[name] = l[n]
	}
	low, high := c.lines(p, c.low, i), c.lines(p, c.high, i)
	b.Band = Range{Low: math.Min(high.total(), b.Total), Mid: b.Total, High: math.Max(low.total(), b.Total)}
	b.RiskAdj = riskAdjusted(p, &c.business, c.mid, &o, &l)
	return b
}

// band is how much dearer a smaller tier may be and still be preferred: prices
// are less certain than that.
const band = 1.10

// choice is the tiers that the rules pick, by place.
type choice struct {
	start, target, best int
	stay                bool
	totals              []float64 // by tier
	risks               []float64 // by tier, of the feasible ones
	today, todayRisk    float64
	// feasible are the tiers that close as many open gaps as any.
	feasible []bool
}

// choose applies the rules: lowest risk-adjusted cost among the tiers that
// close the open critical gaps, then the smallest of those within the band.
// Staying counts as what it costs today, since advice that nobody has followed
// yet saves nothing.
func (c *Case) choose(p *Params, s AreaScores) choice {
	n := len(c.catalogue.Tiers)
	ch := choice{totals: make([]float64, n), risks: make([]float64, n), feasible: make([]bool, n), best: -1}
	stay := 0
	most := -1
	for i := range c.catalogue.Tiers {
		t := &c.catalogue.Tiers[i]
		o := c.offer(i)
		l := expected(p, &c.business, s, &o)
		ch.totals[i] = l.total()
		most = max(most, c.closed(t))
		if t.Step == 0 {
			stay = i
		}
	}
	o := today(&c.business)
	l := expected(p, &c.business, s, &o)
	ch.today, ch.todayRisk = l.total(), riskAdjusted(p, &c.business, s, &o, &l)
	for i := range c.catalogue.Tiers {
		ch.feasible[i] = c.closed(&c.catalogue.Tiers[i]) == most
		if !ch.feasible[i] {
			continue
		}
		o := c.offer(i)
		l := expected(p, &c.business, s, &o)
		ch.risks[i] = riskAdjusted(p, &c.business, s, &o, &l)
		if ch.feasible[i] && (ch.best < 0 || ch.risks[i] < ch.risks[ch.best]) {
			ch.best = i
		}
	}
	ch.target = ch.best
	stayRisk := math.Min(ch.risks[stay], ch.todayRisk)
	if ch.feasible[stay] && (ch.best == stay || stayRisk <= ch.risks[ch.best] || ch.today <= band*ch.totals[ch.best]) {
		ch.start, ch.target, ch.stay = stay, stay, true
		return ch
	}
	ch.start = ch.best
	for i := range c.catalogue.Tiers {
		t, at := &c.catalogue.Tiers[i], &c.catalogue.Tiers[ch.start]
		if i == stay || !ch.feasible[i] || ch.totals[i] > band*ch.totals[ch.best] {
			continue
		}
		if t.Step < at.Step || (t.Step == at.Step && ch.totals[i] < ch.totals[ch.start] && ch.start != ch.best) {
			ch.start = i
		}
	}
	return ch
}

// closed counts the open gaps that a tier closes. The tier of step 0 closes
// those that people can close themselves and a check can confirm.
func (c *Case) closed(t *Tier) int {
	n := 0
	for _, id := range c.open {
		question, _ := c.questions.Get(id)
		if slices.Contains(t.Closes, id) || (question.Fix != nil && question.Fix.Confirmed) {
			n++
		}
	}
	return n
}

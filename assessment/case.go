package assessment

import (
	"maps"
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
	fees           map[string]float64
	fed            said // the client's own figures
	assumed        map[string]bool
}

// Change is what a person tries out; nil leaves as it is.
type Change struct {
	Wage    *float64 // cost of a staff hour
	Jobs    *float64 // paid repairs for each computer and year, at score 50
	Outages *float64 // a year
	Rate    *float64 // break-fix hour
	Price   *float64 // factor on the prices of all tiers
	// JobHours are the billed hours of a usual repair, OutageHours how long a
	// usual outage lasts; both are medians.
	JobHours, OutageHours *float64
	// Fees is what a tier costs a month, by its id, whatever Price says; a tier
	// that is not in it keeps its price.
	Fees map[string]float64
}

// With gives the case with a change.
func (c Case) With(change Change) Case {
	for _, one := range []struct {
		input input
		value *float64
	}{{inWage, change.Wage}, {inJobs, change.Jobs}, {inOutages, change.Outages}, {inRate, change.Rate},
		{inJobMedian, change.JobHours}, {inOutageMedian, change.OutageHours}} {
		if one.value != nil {
			c.figures.value[one.input] = *one.value
		}
	}
	if change.Price != nil {
		c.scale = *change.Price
	}
	if len(change.Fees) > 0 {
		fees := maps.Clone(change.Fees)
		for id, fee := range c.fees {
			if _, changed := fees[id]; !changed {
				fees[id] = fee
			}
		}
		c.fees = fees
	}
	return c
}

// Values gives what a Change replaces, as it stands.
func (c Case) Values() Change {
	v := c.figures.value
	wage, jobs, outages, rate, price := v[inWage], v[inJobs], v[inOutages], v[inRate], c.scale
	return Change{Wage: &wage, Jobs: &jobs, Outages: &outages, Rate: &rate, Price: &price,
		JobHours: &v[inJobMedian], OutageHours: &v[inOutageMedian], Fees: maps.Clone(c.fees)}
}

// Help is how help comes under a tier, or today.
type Help struct {
	Wait float64 // for it, against what is usual; 1 is as long
	// RepairHours and OutageHours are billed, on average.
	RepairHours, OutageHours float64
}

// Help gives how help comes under a tier, or Today.
func (c Case) Help(id string) Help {
	e := eventsOf(&c.figures.value, &c.business)
	f := c.footing(c.mid, slices.IndexFunc(c.catalogue.Tiers, func(t Tier) bool { return t.ID == id }))
	return Help{Wait: f.wait, RepairHours: e.jobHours.mean, OutageHours: e.outageHours(&f)}
}

// Cost is the money of a year by the closed form, without the months.
func (c Case) Cost() Cost {
	cost := Cost{Tiers: map[string]Bill{}}
	e := eventsOf(&c.figures.value, &c.business)
	cost.BreakFix = c.bill(&e, -1)
	for i, t := range c.catalogue.Tiers {
		cost.Tiers[t.ID] = c.bill(&e, i)
	}
	return cost
}

// Advice gives the tiers that the case speaks for, without words.
func (c Case) Advice() (start, target string) {
	field := c.fieldOf(c.mid)
	ch := field.choose(&c.figures.value)
	return c.name(ch.start), c.name(ch.target)
}

func (c *Case) name(i int) string { return c.catalogue.Tiers[i].ID }

// offer is the tier in place i, or today for -1.
func (c *Case) offer(i int) offer {
	if i < 0 {
		return today(&c.business)
	}
	t := &c.catalogue.Tiers[i]
	o := offerOf(t, c.prices[i], c.scale, &c.business)
	if fee, ok := c.fees[t.ID]; ok {
		o.fee = fee
	}
	return o
}

// footing lays the offer in place i and scores together.
func (c *Case) footing(s AreaScores, i int) footing {
	o := c.offer(i)
	return footingOf(&o, &c.business, s)
}

func (c *Case) lines(p *Params, s AreaScores, i int) lines {
	e, f := eventsOf(p, &c.business), c.footing(s, i)
	return e.year(&f)
}

func (c *Case) bill(e *events, i int) Bill {
	f := c.footing(c.mid, i)
	l := e.year(&f)
	b := Bill{Total: l.total(), Hard: l.hard(), Lines: make(map[string]float64, lineCount), FeeMonth: f.fee + f.keptFee, KeptMonth: f.keptFee}
	b.Lost = b.Total - b.Hard
	for n, name := range CostLines() {
		b.Lines[name] = l[n]
	}
	worse, better := c.footing(c.low, i), c.footing(c.high, i)
	low, high := e.year(&worse), e.year(&better)
	b.Band = Range{Low: math.Min(high.total(), b.Total), Mid: b.Total, High: math.Max(low.total(), b.Total)}
	b.RiskAdj = e.riskAdjusted(&f, &l)
	return b
}

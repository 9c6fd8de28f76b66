package assessment

import (
	"cmp"
	"math"
	"slices"
)

// mostJobs is how many paid repairs for each computer and year still count as a
// break-even point.
const mostJobs = 40

// breakEven finds where each tier costs as much as today. Cost is linear in the
// fee and in the number of repairs, so two points give the line.
func (c *Case) breakEven() map[string]Even {
	even := map[string]Even{}
	p := &c.figures.value
	with, none := eventsOf(p, &c.business), *p
	none[inJobs] = 0
	without := eventsOf(&none, &c.business)
	today := c.footing(c.mid, -1)
	now, calm := with.year(&today), without.year(&today)
	for i, t := range c.catalogue.Tiers {
		if t.Step == 0 {
			continue
		}
		f := c.footing(c.mid, i)
		l, calmer := with.year(&f), without.year(&f)
		months := 12 + f.onboarding/2
		var e Even
		if price := (now.total() - l.total() + f.fee*months) / (months * c.business.Staff); price >= 0 {
			e.PricePerUser = &price
		}
		base := calm.total() - calmer.total()
		slope := (now.total() - l.total() - base) / p[inJobs]
		if jobs := -base / slope; slope > 0 && jobs <= mostJobs {
			jobs = math.Max(0, jobs)
			e.JobsPerPC = &jobs
		}
		even[t.ID] = e
	}
	return even
}

// shown is how many inputs of each tier's tornado are shown.
const shown = 12

// tornado shows what each input does to each tier's saving, the strongest
// first. order lists the inputs by the most that they do to any tier.
func (c *Case) tornado(m *Model) (all []Sensitivity, order []input) {
	all = []Sensitivity{}
	p := &c.figures.value
	e := eventsOf(p, &c.business)
	today := c.footing(c.mid, -1)
	today.keep(&e)
	now := e.year(&today)
	var ends [inputCount][2]events
	var before [inputCount][2]float64
	var moves []int // the inputs that have a range
	for n := range ends {
		if c.figures.low[n] == c.figures.high[n] {
			continue
		}
		moves = append(moves, n)
		for side, v := range [2]float64{c.figures.low[n], c.figures.high[n]} {
			q := *p
			q[n] = v
			ends[n][side] = eventsOf(&q, &c.business)
			l := ends[n][side].year(&today)
			before[n][side] = l.total()
		}
	}
	var most [inputCount]float64
	for i, t := range c.catalogue.Tiers {
		if t.Step == 0 {
			continue
		}
		f := c.footing(c.mid, i)
		f.keep(&e)
		l := e.year(&f)
		base := now.total() - l.total()
		rows := make([]Sensitivity, 0, len(moves)+1)
		for _, n := range moves {
			low, high := ends[n][0].year(&f), ends[n][1].year(&f)
			row := Sensitivity{Input: m.Inputs[n].Key, Label: m.Inputs[n].Label, Tier: t.ID, Base: base,
				Low: before[n][0] - low.total(), High: before[n][1] - high.total()}
			most[n] = math.Max(most[n], row.swing())
			if row.Low != row.High {
				rows = append(rows, row)
			}
		}
		price := Sensitivity{Input: "price", Label: priceLabel, Tier: t.ID, Base: base}
		for side, v := range [2]float64{.7, 1.3} { // how far prices may lie beside the list
			dearer := *c
			dearer.scale *= v
			f := dearer.footing(c.mid, i)
			l := e.year(&f)
			*[]*float64{&price.Low, &price.High}[side] = now.total() - l.total()
		}
		rows = append(rows, price)
		all = append(all, strongest(rows)...)
	}
	for n, swing := range most {
		if swing > 0 {
			order = append(order, input(n))
		}
	}
	slices.SortStableFunc(order, func(a, b input) int { return cmp.Compare(most[b], most[a]) })
	return all, order
}

// strongest gives the rows that move a saving most, the strongest first.
func strongest(rows []Sensitivity) []Sensitivity {
	order := make([]int, len(rows))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(rows[b].swing(), rows[a].swing()) })
	top := make([]Sensitivity, 0, shown)
	for _, i := range order[:min(shown, len(order))] {
		top = append(top, rows[i])
	}
	return top
}

// swing is how much an input moves a saving from end to end.
func (s Sensitivity) swing() float64 { return math.Abs(s.High - s.Low) }

// priceLabel names the prices among the inputs.
const priceLabel = "The provider's prices"

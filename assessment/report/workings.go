package report

import (
	"maps"
	"math"
	"slices"

	"ounce/assessment"
)

// working is what a year holds for each unit of a figure that a reader can
// change.
type working int

const (
	smallHours  working = iota // billed, for each repair a computer and year
	smallTrips                 // money, likewise
	smallStuck                 // staff hours, likewise
	outageHours                // billed, for each outage
	outageTrips
	outageStuck
	outageMargin // for each unit of lost work
	hardwareMoney
	hardwareHours
	hardwareStuck
	lossMoney
	lossHours
	lossStuck
	incidents // money
	ownHours
	waiting  // staff hours
	keptFee  // a month, of a contract that goes on
	starting // months of the fee
	workingCount
)

// workingWords names the workings with their unit; {} is the currency.
func workingWords() [workingCount]string {
	return [workingCount]string{
		"Small repairs, billed hours, for one repair a computer", "Small repairs, travel, for one repair a computer ({})",
		"Small repairs, staff hours, for one repair a computer", "Outages, billed hours each", "Outages, travel each ({})",
		"Outages, staff hours each", "Lost margin, share of the work lost in outages", "Sudden hardware failures, extra money ({})",
		"Sudden hardware failures, billed hours", "Sudden hardware failures, staff hours", "Lost data, recovery by a lab ({})",
		"Lost data, billed hours", "Lost data, staff hours", "Serious security incidents ({})", "Own people's hours on IT",
		"Hours of waiting and restarting", "Fee of today's contract that goes on ({} a month)", "Getting started, months of the fee each year",
	}
}

// column is one way to run the IT: today or a tier.
type column struct {
	id, name string
	bill     assessment.Bill
	fee      float64 // of the tier itself, a month
	works    [workingCount]float64
}

// columns gives today and the tiers in the order of the catalogue.
func (b *book) columns() []column {
	cost := b.result.Cost
	all := []column{{id: assessment.Today, name: "Today", bill: cost.BreakFix}}
	add := func(id, name string) {
		if bill, ok := cost.Tiers[id]; ok && !slices.ContainsFunc(all, func(c column) bool { return c.id == id }) {
			all = append(all, column{id: id, name: line(name), bill: bill})
		}
	}
	for _, t := range b.catalogue.Tiers {
		add(t.ID, t.Name)
	}
	for _, id := range slices.Sorted(maps.Keys(cost.Tiers)) {
		add(id, id)
	}
	if b.living != nil {
		measure(*b.living, all)
	}
	return all
}

// measure finds the workings. A year's cost is linear in each figure that a
// reader can change, so the model's cost at none and at one of each gives them
// without loss.
func measure(c assessment.Case, all []column) {
	at := func(wage, rate float64) []assessment.Bill {
		one := 1.0
		return bills(c.With(assessment.Change{Wage: &wage, Rate: &rate, Jobs: &one, Outages: &one}).Cost(), all)
	}
	none, rated, waged := at(0, 0), at(0, 1), at(1, 0)
	kept := keptFees(c, all)
	for i := range all {
		money := func(name string) float64 { return none[i].Lines[name] }
		hours := func(name string) float64 { return rated[i].Lines[name] - none[i].Lines[name] }
		stuck := func(name string) float64 { return waged[i].Lines[name] - none[i].Lines[name] }
		fee := all[i].bill.FeeMonth - kept[i]
		all[i].fee = fee
		all[i].works = [workingCount]float64{
			smallHours: hours("invoices_small"), smallTrips: money("invoices_small"), smallStuck: stuck("lost_small"),
			outageHours: hours("invoices_outage"), outageTrips: money("invoices_outage"), outageStuck: stuck("lost_outage"),
			outageMargin:  share(stuck("lost_margin"), stuck("lost_outage")),
			hardwareMoney: money("hardware_premium"), hardwareHours: hours("hardware_premium"), hardwareStuck: stuck("hardware_premium"),
			lossMoney: money("data_loss"), lossHours: hours("data_loss"), lossStuck: stuck("data_loss"),
			incidents: money("cyber"), ownHours: stuck("own_staff_time"), waiting: stuck("annoyance"),
			keptFee: kept[i], starting: share(all[i].bill.Lines["onboarding"], fee),
		}
	}
}

func share(part, whole float64) float64 {
	if whole == 0 {
		return 0
	}
	return part / whole
}

func bills(cost assessment.Cost, all []column) []assessment.Bill {
	var out []assessment.Bill
	for _, c := range all {
		if c.id == assessment.Today {
			out = append(out, cost.BreakFix)
		} else {
			out = append(out, cost.Tiers[c.id])
		}
	}
	return out
}

// keptFees tells which tiers come on top of a contract of today: what they
// cost at two prices far above every minimum leads back to what they cost at
// none.
func keptFees(c assessment.Case, all []column) []float64 {
	at := func(price float64) []assessment.Bill {
		return bills(c.With(assessment.Change{Price: &price}).Cost(), all)
	}
	once, twice := at(1e4), at(2e4)
	today := all[0].bill.FeeMonth
	kept := make([]float64, len(all))
	for i := range all {
		if rest := 2*once[i].FeeMonth - twice[i].FeeMonth; math.Abs(rest-today) < math.Abs(rest) {
			kept[i] = today
		}
	}
	return kept
}

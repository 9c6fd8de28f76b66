package report

import (
	"fmt"
	"maps"
	"slices"

	"ounce/assessment"
)

// working is what a year holds for each unit of a figure that a reader can
// change.
type working int

const (
	smallBilled  working = iota // repairs, for each repair a computer and year
	smallTrips                  // money, likewise
	smallStuck                  // staff hours, likewise
	outageBilled                // outages, for each outage
	outageTrips
	outageStuck  // staff hours, for each outage and hour of its usual length
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
	shortestVisit
	repairSpread
	outageSpread
	outageLength // billed, for each hour of the usual length
	workingCount
)

// workingWords names the workings with their unit; {} is the currency.
func workingWords() [workingCount]string {
	return [workingCount]string{
		"Small repairs that are billed, for one repair a computer", "Small repairs, travel, for one repair a computer ({})",
		"Small repairs, staff hours, for one repair a computer", "Outages that are billed, for one outage", "Outages, travel each ({})",
		"Outages, staff hours for each hour of the usual length", "Lost margin, share of the work lost in outages", "Sudden hardware failures, extra money ({})",
		"Sudden hardware failures, billed hours", "Sudden hardware failures, staff hours", "Lost data, recovery by a lab ({})",
		"Lost data, billed hours", "Lost data, staff hours", "Serious security incidents ({})", "Own people's hours on IT",
		"Hours of waiting and restarting", "Fee of today's contract that goes on ({} a month)", "Getting started, months of the fee each year",
		"Shortest billed visit (hours)", "Spread of a repair's hours", "Spread of an outage's length", "Billed for each hour of an outage, with the wait for help",
	}
}

// column is one way to run the IT: today or a tier.
type column struct {
	id, name string
	bill     assessment.Bill
	fee      float64 // of the tier itself, a month
	works    [workingCount]float64
	hours    [2]float64 // billed for a repair and for an outage, on average
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
		measure(*b.living, b.inputs(), all)
	}
	return all
}

// inputs are the model's inputs by their key.
func (b *book) inputs() map[string]assessment.CostInput {
	inputs := map[string]assessment.CostInput{}
	for _, in := range b.result.Cost.Inputs {
		inputs[in.Key] = in
	}
	return inputs
}

// measure finds the workings. A year's cost is linear in the wage, the hourly
// rate, the fees, and how many repairs and outages there are, so the model's
// cost at none and at one of each gives their factors without loss. The mean of
// billed hours is no line over the usual ones, since no visit is shorter than
// the shortest: the sheet works it out as the model does, by hoursOf.
func measure(c assessment.Case, inputs map[string]assessment.CostInput, all []column) {
	at := func(wage, rate float64) []assessment.Bill {
		one := 1.0
		return bills(c.With(assessment.Change{Wage: &wage, Rate: &rate, Jobs: &one, Outages: &one}).Cost(), all)
	}
	none, rated, waged := at(0, 0), at(0, 1), at(1, 0)
	outage := *c.Values().OutageHours
	for i := range all {
		money := func(name string) float64 { return none[i].Lines[name] }
		hours := func(name string) float64 { return rated[i].Lines[name] - none[i].Lines[name] }
		stuck := func(name string) float64 { return waged[i].Lines[name] - none[i].Lines[name] }
		kept := all[i].bill.KeptMonth
		fee := all[i].bill.FeeMonth - kept
		help := c.Help(all[i].id)
		all[i].fee = fee
		all[i].works = [workingCount]float64{
			smallBilled: share(hours("invoices_small"), help.RepairHours), smallTrips: money("invoices_small"), smallStuck: stuck("lost_small"),
			outageBilled: share(hours("invoices_outage"), help.OutageHours), outageTrips: money("invoices_outage"), outageStuck: share(stuck("lost_outage"), outage),
			outageMargin:  share(stuck("lost_margin"), stuck("lost_outage")),
			hardwareMoney: money("hardware_premium"), hardwareHours: hours("hardware_premium"), hardwareStuck: stuck("hardware_premium"),
			lossMoney: money("data_loss"), lossHours: hours("data_loss"), lossStuck: stuck("data_loss"),
			incidents: money("cyber"), ownHours: stuck("own_staff_time"), waiting: stuck("annoyance"),
			keptFee: kept, starting: share(all[i].bill.Lines["onboarding"], fee),
			shortestVisit: inputs["min_h"].Value, repairSpread: inputs["h1_sig"].Value, outageSpread: inputs["d2_sig"].Value,
			outageLength: inputs["h2_share"].Value * help.Wait,
		}
		all[i].hours = [2]float64{help.RepairHours, help.OutageHours}
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

// hoursOf is the mean of billed hours of which none are fewer than least, as a
// formula: they are spread as a lognormal around the median.
func hoursOf(least, median, spread string) string {
	median = "MAX(" + median + ",0.000001)"
	z := fmt.Sprintf("LN(%s/%s)/%s", least, median, spread)
	return fmt.Sprintf("%s*NORMSDIST(%s)+%s*EXP(%s*%s/2)*NORMSDIST(%s-%s)", least, z, median, spread, spread, spread, z)
}

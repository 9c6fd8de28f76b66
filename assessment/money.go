package assessment

import (
	"fmt"
	"math"

	"ounce/checks"
)

// fillCost puts the money of a year into the result, and gives the inputs by
// what they do to the tiers.
func (d *Definitions) fillCost(c *Case, r *Result, withMonths bool) (order []input) {
	cost := c.Cost()
	cost.Currency = r.Currency
	cost.Even = c.breakEven()
	cost.Tornado, order = c.tornado(d.Model)
	cost.Monthly, cost.Worlds = map[string]Months{}, map[string]float64{}
	cost.Repair = map[string]float64{}
	if share, ok := repairShare(cost.BreakFix); ok {
		cost.Repair[Today] = share
	}
	cost.Actual = map[string]*float64{}
	for _, key := range []string{"invoices", "largest_invoice", "hurried_devices", "jobs", "outages", "outage_hours", "fee_now", "turnover"} {
		if v, ok := c.fed[key]; ok {
			cost.Actual[key] = &v
		}
	}
	f, own := &c.figures, d.say("own_source", nil)
	cost.Inputs = make([]CostInput, len(d.Model.Inputs))
	for i, in := range d.Model.Inputs {
		one := CostInput{Key: in.Key, Label: in.Label, Value: f.value[i], Low: f.low[i], High: f.high[i], Unit: in.Unit, Assumed: !f.own[i], Source: in.Source}
		if f.own[i] {
			one.Source = own
		}
		cost.Inputs[i] = one
	}
	if withMonths {
		cost.Monthly = c.months(simulatedYears)
		if largest, ok := c.fed["largest_invoice"]; ok && largest > cost.Monthly[Today].Cash.P99 {
			wide := c.widened()
			cost.Monthly = wide.months(simulatedYears)
			r.Assumptions = append(r.Assumptions, Assumption{Text: d.say("largest_invoice", checks.Args{"amount": money(largest)}), Value: money(largest), Source: own})
		}
		cost.Worlds = c.worlds(simulatedWorlds)
	}
	r.Cost = &cost
	return order
}

// repairShare is the share of an outage's cost that is the bill; ok is false
// where outages cost nothing.
func repairShare(today Bill) (share float64, ok bool) {
	bill := today.Lines["invoices_outage"]
	all := bill + today.Lines["lost_outage"] + today.Lines["lost_margin"]
	return bill / all, all > 0
}

// widened gives the case with more spread in repairs and outages, at the same
// means.
func (c *Case) widened() Case {
	const more = 0.2
	wide := *c
	v := &wide.figures.value
	for _, one := range [][2]input{{inJobMedian, inJobSigma}, {inOutageMedian, inOutageSigma}} {
		before := v[one[1]]
		v[one[1]] += more
		v[one[0]] *= logMean(1, before) / logMean(1, v[one[1]])
	}
	return wide
}

// Rounded is an amount to what the model knows: tens below 1,000, hundreds below
// 10,000, thousands below a million, and three figures above.
func Rounded(v float64) float64 {
	step := 100000.0
	switch size := math.Abs(v); {
	case size < 1000:
		step = 10
	case size < 10000:
		step = 100
	case size < 1e6:
		step = 1000
	case size < 1e7:
		step = 10000
	}
	return math.Round(v/step) * step
}

// money writes an amount without its sign, rounded.
func money(v float64) string { return grouped(Rounded(v)) }

func grouped(v float64) string {
	text := fmt.Sprintf("%.0f", math.Abs(v))
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

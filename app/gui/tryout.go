package gui

import (
	"math"

	"fyne.io/fyne/v2/lang"

	"ounce/assessment"
)

// The levers by id: keys of the cost model's inputs, and the price of all tiers.
const (
	leverWage  = "w"
	leverJobs  = "l1"
	leverPrice = "price"
)

// LeversOf are the figures that people try other values of: what an hour costs,
// how often a computer needs a paid repair, and what the tiers cost. The price
// is in percent of the catalogue's.
func LeversOf(r assessment.Result) []Lever {
	if r.Cost == nil {
		return nil
	}
	var list []Lever
	for _, in := range r.Cost.Inputs {
		switch in.Key {
		case leverWage:
			list = append(list, Lever{ID: leverWage, Label: lang.L("Cost of a working hour"), Unit: r.Currency,
				Min: math.Floor(in.Value / 2), Max: math.Ceil(in.Value * 2), Step: 1, Value: in.Value})
		case leverJobs:
			list = append(list, Lever{ID: leverJobs, Label: lang.L("Paid repairs a year for each PC"),
				Max: math.Max(6, math.Ceil(in.Value*2)), Step: 0.1, Value: in.Value})
		}
	}
	return append(list, Lever{ID: leverPrice, Label: lang.L("Price of the service"), Unit: "%", Min: 50, Max: 200, Step: 5, Value: 100})
}

// ChangeOf turns the values of levers, by id, into a change of the case.
func ChangeOf(values map[string]float64) assessment.Change {
	var change assessment.Change
	if v, ok := values[leverWage]; ok {
		change.Wage = &v
	}
	if v, ok := values[leverJobs]; ok {
		change.Jobs = &v
	}
	if v, ok := values[leverPrice]; ok {
		factor := v / 100
		change.Price = &factor
	}
	return change
}

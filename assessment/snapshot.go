package assessment

import (
	"fmt"
	"maps"
	"math"
	"slices"
)

// Snapshot is a case as a file carries it: sizes, figures, scores and tiers,
// and no name of a person or machine. Restore makes a case of it again.
type Snapshot struct {
	Model    string             `json:"model"` // date of the cost model
	Currency string             `json:"currency"`
	Business Business           `json:"business"`
	Values   map[string]float64 `json:"values"` // by key of the input
	Low      AreaScores         `json:"low"`
	Mid      AreaScores         `json:"mid"`
	High     AreaScores         `json:"high"`
	Open     []string           `json:"open"` // critical questions
	Tiers    []Tier             `json:"tiers"`
	Scale    float64            `json:"scale"`          // of the prices
	Fees     map[string]float64 `json:"fees,omitempty"` // in the place of prices, by tier
	// Today is what a year costs today, as the program that wrote it works it
	// out.
	Today float64 `json:"today"`
}

// Snapshot gives the case as a file carries it.
func (c Case) Snapshot(currency, model string) Snapshot {
	s := Snapshot{Model: model, Currency: currency, Business: c.business, Values: map[string]float64{}, Low: c.low, Mid: c.mid, High: c.high,
		Open: notNil(c.open), Scale: c.scale, Fees: c.fees, Today: c.Cost().BreakFix.Total}
	for i, key := range inputKeys() {
		s.Values[key] = c.figures.value[i]
	}
	for i, t := range c.catalogue.Tiers {
		price := c.prices[i]
		price.Range = nil
		s.Tiers = append(s.Tiers, Tier{
			ID: t.ID, Name: t.Name, InWords: t.InWords, Step: t.Step, Next: t.Next, Price: map[string]Price{currency: price},
			Coverage: t.Coverage, Closes: t.Closes, Response: t.Response, Included: t.Included, Discount: t.Discount,
			FrictionCut: t.FrictionCut, OwnTimeCut: t.OwnTimeCut, Planned: t.Planned, Onboarding: t.Onboarding, OwnWork: t.OwnWork,
		})
	}
	return s
}

// mostMachines bounds the sizes of a snapshot.
const mostMachines = 1e5

// Restore makes a case of a snapshot. What could not come from this program is
// refused, as is what it would work out in another way.
func (d *Definitions) Restore(s Snapshot) (Case, error) {
	within := func(low, high float64, values ...float64) bool {
		return !slices.ContainsFunc(values, func(v float64) bool { return !(v >= low && v <= high) })
	}
	b := s.Business
	sizes := slices.Concat([]float64{b.PCs, b.Servers, b.Sites}, b.PCAges[:], b.ServerAges[:])
	scores := slices.Concat(s.Low[:], s.Mid[:], s.High[:], []float64{b.Included.Small, b.Included.Outage})
	if !within(0.5, mostMachines, b.Staff) || !within(0, mostMachines, sizes...) || !within(0.01, 100, b.Response) ||
		!within(0, 1e9, b.Fee) || !within(0, 1e4, b.Billed) || !within(0, 1, scores...) {
		return Case{}, fmt.Errorf("the sizes or scores lie outside what can be")
	}
	if !within(0, 1e6, s.Scale) || !within(0, 1e9, slices.Collect(maps.Values(s.Fees))...) {
		return Case{}, fmt.Errorf("the prices lie outside what can be")
	}
	c := Case{business: b, low: s.Low, mid: s.Mid, high: s.High, questions: d.Questions, scale: s.Scale, fees: s.Fees}
	for i, key := range inputKeys() {
		v, ok := s.Values[key]
		if !ok || !within(0, 1e9, v) {
			return Case{}, fmt.Errorf("the figure %s is missing or lies outside what can be", key)
		}
		c.figures.value[i] = v
	}
	if len(s.Values) != int(inputCount) {
		return Case{}, fmt.Errorf("it has %d figures; the model has %d", len(s.Values), inputCount)
	}
	c.figures.low, c.figures.high = c.figures.value, c.figures.value
	for _, id := range s.Open {
		if question, ok := d.Questions.Get(id); !ok || !question.Critical() {
			return Case{}, fmt.Errorf("%s is no critical question", quoted(id))
		}
		c.open = append(c.open, id)
	}
	c.catalogue = &Catalogue{Version: 1, Date: s.Model, Tiers: slices.Clone(s.Tiers)}
	if err := c.catalogue.validate(d.Questions); err != nil {
		return Case{}, err
	}
	for _, t := range c.catalogue.Tiers {
		if names := slices.Collect(maps.Keys(t.Price)); len(names) != 1 || names[0] != s.Currency {
			return Case{}, fmt.Errorf("tier %s has no price in %s", t.ID, quoted(s.Currency))
		}
		c.prices = append(c.prices, t.Price[s.Currency])
	}
	if now := c.Cost().BreakFix.Total; math.Abs(now-s.Today) > 1e-9*math.Max(1, now) {
		return Case{}, fmt.Errorf("this Ounce works out today's cost in another way")
	}
	return c, nil
}

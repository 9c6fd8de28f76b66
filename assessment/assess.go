package assessment

import (
	"fmt"
	"slices"
	"time"

	"ounce/checks"
)

// Input is everything a judgement rests on.
type Input struct {
	Answers   Answers
	Machines  []checks.Machine
	Catalogue *Catalogue          // nil takes the built-in one
	Checks    *checks.Definitions // for what to do about findings; nil leaves the steps out
	Now       time.Time
	Version   string // of the program
	// Simulate adds the months, the plausible worlds and the worst years. It
	// takes a quarter of a second.
	Simulate bool
	// Change is what a person tries out; nil judges the company as it is.
	Change *Change
}

// Assess judges one company. It refuses answers that cannot be right, a
// currency that the catalogue does not have, and machines from the future.
func (d *Definitions) Assess(in Input) (Result, error) {
	c, r, err := d.prepare(in)
	if err != nil {
		return Result{}, err
	}
	if c == nil {
		r.Recommendation = Recommendation{Verdict: d.say("no_size", nil), Provisional: true, Settle: []string{"B01"},
			SettleWords: []string{d.Questions.at("B01").Text}, Reasons: []string{}, WhyNot: map[string]string{}, Yourself: r.Recommendation.Yourself}
		return r, nil
	}
	if in.Change != nil {
		*c = c.With(*in.Change)
	}
	order := d.fillCost(c, &r, in.Simulate)
	d.advise(c, &r, order)
	return r, nil
}

// Case lays a company out for the what-if methods; ok is false when the number
// of people is not known.
func (d *Definitions) Case(in Input) (c Case, ok bool, err error) {
	made, _, err := d.prepare(in)
	if err != nil || made == nil {
		return Case{}, false, err
	}
	return *made, true, nil
}

func (d *Definitions) prepare(in Input) (*Case, Result, error) {
	if err := d.Questions.Check(in.Answers); err != nil {
		return nil, Result{}, fmt.Errorf("the answers have mistakes:\n%w", err)
	}
	catalogue := in.Catalogue
	if catalogue == nil {
		catalogue = d.Catalogue
	}
	currency := d.Questions.currency(in.Answers)
	if !catalogue.HasCurrency(currency) && (catalogue.Provider != "" || !catalogue.HasCurrency("USD")) {
		return nil, Result{}, fmt.Errorf("the catalogue has no prices in %s, the currency of the answers", currency)
	}
	for _, m := range in.Machines {
		if m.Taken.After(in.Now.Add(24 * time.Hour)) {
			return nil, Result{}, fmt.Errorf("taken: the checks of %s are dated %s, which lies after today, %s", m.Name, m.Taken.Format(time.DateOnly), in.Now.Format(time.DateOnly))
		}
	}
	machines, office := Survey(in.Machines)
	answers, tooMany := d.bySize(d.Questions.complete(in.Answers), machines)
	fed, exact := d.Questions.feeds(answers)
	business, assumed, sized := d.Questions.businessOf(answers, fed, machines)
	f := newFleet(machines, business.PCs)
	all, contradictions := judge(d, answers, f, tooMany)
	gaps := findGaps(all)
	s := score(d, all, gaps)

	r := Result{
		Schema: 1, App: App{in.Version}, Generated: in.Now.UTC(), Company: in.Answers.Company, Currency: currency,
		Complete: true, Machines: machines, Office: office, Contradictions: notNil(contradictions), Scores: s.scores, Gaps: notNil(gaps),
		Roadmap: []RoadmapStep{}, Assumptions: []Assumption{},
		Data: map[string]string{"questions": d.Questions.Date, "tiers": catalogue.Date, "model": d.Model.Date},
	}
	for _, j := range all {
		r.Answers = append(r.Answers, d.view(j, in.Answers, s.share[j.question.ID]))
		if j.state == StateNotAsked && !j.question.Optional {
			r.Complete = false
		}
	}
	if !sized {
		todo := actions(d, in.Checks, &r, nil)
		r.First, r.Replacements = todo[:min(3, len(todo))], []Replacement{}
		r.Recommendation.Yourself = todo
		return nil, r, nil
	}
	c := &Case{business: business, low: s.low, mid: s.mid, high: s.high, catalogue: catalogue, questions: d.Questions, scale: 1, fed: fed, assumed: assumed}
	for _, t := range catalogue.Tiers {
		r.Tiers = append(r.Tiers, TierView{t.ID, t.Name, t.Says, t.Step, d.services(catalogue, t), t.NotIncluded, t.Fits})
	}
	c.figures = d.Model.blend(fed, &c.business, s.mid, currency, in.Answers.PerUSD)
	c.figures.know(exact)
	for _, t := range catalogue.Tiers {
		c.prices = append(c.prices, d.Model.price(t, currency, in.Answers.PerUSD))
	}
	for _, g := range gaps {
		if g.State == GapOpen {
			c.open = append(c.open, g.Question)
		}
	}
	todo := actions(d, in.Checks, &r, c.savings())
	r.First = todo[:min(3, len(todo))]
	r.Recommendation.Yourself = todo
	r.Replacements = d.replacements(c, answers, machines, in.Now)
	r.Assumptions = d.assumptions(c, currency)
	return c, r, nil
}

// price gives a tier's price in a currency; a tier of no named provider without
// it takes the dollar price times what a dollar buys.
func (m *Model) price(t Tier, currency string, perUSD float64) Price {
	if p, ok := t.Price[currency]; ok {
		return p
	}
	if known, ok := m.PerUSD[currency]; ok {
		perUSD = known
	}
	p := t.Price["USD"]
	return Price{PC: p.PC * perUSD, User: p.User * perUSD, Server: p.Server * perUSD, Site: p.Site * perUSD,
		Flat: p.Flat * perUSD, Minimum: p.Minimum * perUSD}
}

// services names the lines that a tier is made of.
func (d *Definitions) services(c *Catalogue, t Tier) []string {
	names := []string{}
	for _, line := range c.Lines {
		if slices.Contains(t.Lines, line.ID) {
			names = append(names, line.Name)
		}
	}
	return names
}

func notNil[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

func (d *Definitions) view(j judged, a Answers, share float64) AnsweredView {
	given := a.Given[j.question.ID]
	v := AnsweredView{Question: j.question.ID, Area: j.question.Area, Text: j.question.Text, State: j.state,
		Evidence: j.evidence, Checks: j.checks, Note: given.Note, Critical: j.question.Critical()}
	v.Answer = d.Questions.words(j.question, given)
	if choice, ok := j.question.choice(given.Choice); ok {
		v.todo = choice.Todo
	}
	if j.state == StateSkipped {
		v.Answer = d.Questions.Labels["skipped"]
	}
	if j.counts {
		v.MaxPoints = share
		v.Points = Range{share * j.value.Low, share * j.value.Mean, share * j.value.High}
	}
	return v
}

package assessment

import (
	"fmt"
	"math"
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
			Reasons: []string{}, WhyNot: map[string]string{}, Yourself: r.First}
		return r, nil
	}
	if in.Change != nil {
		*c = c.With(*in.Change)
	}
	ch := c.choose(&c.figures.value, c.mid)
	d.fillCost(c, &r, in.Simulate)
	d.advise(c, &r, ch)
	d.roadmap(c, &r, ch)
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
	machines := mergeMachines(in.Machines)
	fed := d.Questions.feeds(in.Answers)
	business, assumed, sized := d.Questions.businessOf(in.Answers, fed)
	f := newFleet(machines, business.PCs)
	all, contradictions := judge(d, in.Answers, f)
	gaps := findGaps(all)
	s := score(d, all, gaps)

	r := Result{
		Schema: 1, App: App{in.Version}, Generated: in.Now.UTC(), Company: in.Answers.Company, Currency: currency,
		Complete: true, Machines: machines, Contradictions: notNil(contradictions), Scores: s.scores, Gaps: notNil(gaps),
		Roadmap: []RoadmapStep{}, Assumptions: []Assumption{},
		Data: map[string]string{"questions": d.Questions.Date, "tiers": catalogue.Date, "model": d.Model.Date},
	}
	for _, j := range all {
		r.Answers = append(r.Answers, d.view(j, in.Answers, s.share[j.question.ID]))
		if j.state == StateNotAsked && !j.question.Optional {
			r.Complete = false
		}
	}
	todo := actions(d, in.Checks, &r)
	r.First = todo[:min(3, len(todo))]
	if !sized {
		r.Replacements = []Replacement{}
		return nil, r, nil
	}
	c := &Case{business: business, low: s.low, mid: s.mid, high: s.high, catalogue: catalogue, questions: d.Questions, scale: 1, fed: fed}
	for _, t := range catalogue.Tiers {
		r.Tiers = append(r.Tiers, TierView{t.ID, t.Name, t.Says, t.Step, d.services(catalogue, t), t.NotIncluded, t.Fits})
	}
	c.figures = d.Model.blend(fed, &c.business, s.mid, currency, in.Answers.PerUSD)
	for _, t := range catalogue.Tiers {
		c.prices = append(c.prices, d.Model.price(t, currency, in.Answers.PerUSD))
	}
	for _, g := range gaps {
		if g.State == GapOpen {
			c.open = append(c.open, g.Question)
		}
	}
	r.Recommendation.Yourself = todo
	r.Replacements = d.replacements(machines, c.figures.value[inPCPrice], in.Now)
	r.Assumptions = d.assumptions(c, assumed)
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
		Evidence: j.evidence, Note: given.Note, Critical: j.question.Critical()}
	v.Answer = d.Questions.words(j.question, given)
	if j.state == StateSkipped {
		v.Answer = d.Questions.Labels["skipped"]
	}
	if j.counts {
		v.MaxPoints = share
		v.Points = Range{share * j.value.Low, share * j.value.Mean, share * j.value.High}
	}
	return v
}

// actions is the to-do list, the most urgent first: contradictions and open
// gaps, then critical questions that nobody could answer, then failed checks.
func actions(d *Definitions, defs *checks.Definitions, r *Result) []Action {
	var list []Action
	done := map[string]bool{}
	add := func(id string, make func() Action) {
		if !done[id] {
			done[id] = true
			list = append(list, make())
		}
	}
	check := func(id, title string) {
		add(id, func() Action { return d.findingAction(defs, r.Machines, id, title) })
	}
	gap := func(state string) {
		for _, g := range r.Gaps {
			if g.State != state {
				continue
			}
			question, _ := d.Questions.Get(g.Question)
			add(g.Question, func() Action { return d.questionAction(question, state) })
		}
	}
	for _, c := range r.Contradictions {
		if c.Critical {
			check(c.Check, d.say("do_contradiction", checks.Args{"words": c.Words}))
		}
	}
	gap(GapOpen)
	gap(GapUnchecked)
	for _, c := range r.Contradictions {
		check(c.Check, d.say("do_contradiction", checks.Args{"words": c.Words}))
	}
	for _, status := range []checks.Status{checks.Fail, checks.Warn} {
		for _, severity := range checks.Severities() {
			var ids []string
			for _, m := range r.Machines {
				for _, f := range m.Findings {
					if f.Status == status && f.Severity == severity && !slices.Contains(ids, f.Check) {
						ids = append(ids, f.Check)
					}
				}
			}
			slices.Sort(ids)
			for _, id := range ids {
				check(id, "")
			}
		}
	}
	for _, a := range r.Answers {
		question, _ := d.Questions.Get(a.Question)
		if question.Fix != nil && a.State == StateAnswered && a.Points.Mid <= a.MaxPoints/2 {
			add(a.Question, func() Action { return d.questionAction(question, "") })
		}
	}
	return notNil(list)
}

// questionAction is what to do about a question: close its gap, find out, or
// better a weak answer for nothing.
func (d *Definitions) questionAction(question Question, state string) Action {
	a := Action{ID: question.ID, Why: question.Why, Who: "provider", Severity: checks.Critical}
	switch {
	case state == GapUnchecked:
		a.Title, a.Who = d.say("do_unchecked", checks.Args{"question": question.Text}), "yourself"
		return a
	case state == GapOpen:
		a.Title = d.say("do_gap", checks.Args{"todo": question.Todo})
	default:
		a.Title, a.Severity = d.say("do_free", checks.Args{"todo": question.Todo}), checks.Medium
	}
	if question.Fix != nil {
		a.Who, a.Minutes, a.Steps = "yourself", question.Fix.Minutes, question.Fix.Steps
	}
	return a
}

// findingAction is what to do about a check that some machines fail.
func (d *Definitions) findingAction(defs *checks.Definitions, machines []checks.Machine, id, title string) Action {
	a := Action{ID: id, Title: title, Who: "provider"}
	for i := range machines {
		for _, f := range machines[i].Findings {
			if f.Check != id || (f.Status != checks.Fail && f.Status != checks.Warn) {
				continue
			}
			a.Machines = append(a.Machines, machines[i].Name)
			a.Severity = f.Severity
			if a.Title == "" {
				a.Title = f.Title
			}
			if a.Why == "" {
				a.Why = f.Reason
			}
			if defs == nil {
				continue
			}
			if def, ok := defs.Get(id); ok {
				a.Who = def.Who
				if fix, ok := def.FixFor(machines[i].Facts.Platform.System); ok {
					a.Minutes, a.Steps = max(a.Minutes, fix.Minutes), fix.Steps
				}
			}
		}
	}
	slices.Sort(a.Machines)
	a.Machines = slices.Compact(a.Machines)
	return a
}

// money rounds to what the model knows: hundreds below 10,000, thousands above.
func money(v float64) string {
	step := 100.0
	if math.Abs(v) >= 10000 {
		step = 1000
	}
	if math.Abs(v) < 1000 {
		step = 10
	}
	return grouped(math.Round(v/step) * step)
}

func grouped(v float64) string {
	text := fmt.Sprintf("%.0f", math.Abs(v))
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

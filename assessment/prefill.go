package assessment

import (
	"slices"

	"ounce/checks"
)

// Suggestion is an answer that the checks offer beforehand: we saw this, is it
// right for the other computers too?
type Suggestion struct {
	Question string
	Answer   string // its id
	Label    string
	Check    string
	Machine  string // name
	Seen     string
}

// Prefill offers answers by what the checks saw, at most one for a question.
// Where machines differ, the worse answer is offered.
func (d *Definitions) Prefill(machines []checks.Machine) []Suggestion {
	f := newFleet(mergeMachines(machines), 0)
	var offers []Suggestion
	for _, question := range d.Questions.Questions {
		var best *Suggestion
		worst := 2.0
		for r := range d.Rules {
			rule := &d.Rules[r]
			if rule.Question != question.ID || len(rule.Suggests) == 0 {
				continue
			}
			for i := range f.machines {
				finding, ok := f.findings[i][rule.Check]
				if !ok || !rule.applies(&f.machines[i], nil) {
					continue
				}
				choice, ok := question.choice(rule.Suggests[finding.Status])
				if ok && choice.Score < worst {
					worst = choice.Score
					best = &Suggestion{question.ID, choice.ID, choice.Label, rule.Check, f.machines[i].Name, finding.Reason}
				}
			}
		}
		if best != nil {
			offers = append(offers, *best)
		}
	}
	return slices.Clip(offers)
}

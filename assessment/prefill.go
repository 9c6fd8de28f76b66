package assessment

import (
	"slices"
	"strings"

	"ounce/checks"
)

// Suggestion is an answer that the checks offer beforehand: we saw this, is it
// right for the other computers too?
type Suggestion struct {
	Question string
	Answer   string // its id; empty where numbers are offered
	Label    string
	// Fields are the numbers offered, by field.
	Fields  map[string]float64
	Check   string // empty where the machines as such are counted
	Machine string // name; empty where several are counted
	Seen    string
}

// Prefill offers answers by what the checks saw, at most one for a question.
// Where machines differ, the worse answer is offered; numbers count what was
// checked, and nothing more.
func (d *Definitions) Prefill(machines []checks.Machine) []Suggestion {
	machines, _ = Merge(machines)
	f := newFleet(machines, 0)
	var offers []Suggestion
	for i := range d.Questions.Questions {
		question := &d.Questions.Questions[i]
		var best *Suggestion
		worst := 2.0
		for r := range d.rules[question.ID] {
			rule := &d.rules[question.ID][r]
			if len(rule.Suggests) == 0 {
				continue
			}
			for i := range f.machines {
				finding, ok := f.findings[i][rule.Check]
				if !ok || !rule.applies(&f.machines[i], finding, nil) {
					continue
				}
				choice, ok := question.choice(rule.Suggests[finding.Status])
				if ok && choice.Score < worst {
					worst = choice.Score
					best = &Suggestion{Question: question.ID, Answer: choice.ID, Label: choice.Label, Check: rule.Check, Machine: f.machines[i].Name, Seen: finding.Reason}
				}
			}
		}
		if best != nil {
			offers = append(offers, *best)
		}
	}
	for _, offer := range []func([]checks.Machine) (Suggestion, bool){d.offerSize, d.offerAges} {
		if one, ok := offer(machines); ok {
			offers = append(offers, one)
		}
	}
	return slices.Clip(offers)
}

// offerSize counts the machines that were checked.
func (d *Definitions) offerSize(machines []checks.Machine) (Suggestion, bool) {
	if len(machines) == 0 {
		return Suggestion{}, false
	}
	pcs, laptops, servers := counted(machines)
	one := Suggestion{Question: "B01", Fields: map[string]float64{}, Seen: d.say("prefill_size", checks.Args{
		"n": len(machines), "laptops": int(laptops), "servers": int(servers)})}
	for key, n := range map[string]float64{"pcs": pcs, "laptops": laptops, "servers": servers} {
		if n > 0 {
			one.Fields[key] = n
		}
	}
	return one, true
}

// offerAges counts the checked machines by age: the computers by box, and the
// oldest server.
func (d *Definitions) offerAges(machines []checks.Machine) (Suggestion, bool) {
	question, boxes := d.Questions.ageBoxes()
	one := Suggestion{Question: question.ID, Fields: map[string]float64{}, Check: ageCheck}
	var parts []string
	for i, n := range d.Questions.seenAges(machines) {
		if n > 0 {
			one.Fields[boxes[i].Key] = n
			parts = append(parts, d.say("prefill_age", checks.Args{"n": int(n), "box": lowerFirst(boxes[i].Label)}))
		}
	}
	for i := range machines {
		years, ok := ageOf(&machines[i])
		if !ok || !machines[i].Facts.Platform.Server.Or(false) {
			continue
		}
		for k := range question.Fields {
			if f := &question.Fields[k]; f.Feeds == "server_age" && float64(years) >= one.Fields[f.Key] {
				one.Fields[f.Key] = float64(years)
			}
		}
		parts = append(parts, d.say("prefill_server", checks.Args{"years": years}))
	}
	one.Seen = d.say("prefill_ages", checks.Args{"list": strings.Join(parts, "; ")})
	return one, len(parts) > 0
}

package assessment

import (
	"cmp"
	"slices"

	"ounce/checks"
)

// todoList gathers what there is to do, each thing once.
type todoList struct {
	*Definitions
	checks *checks.Definitions
	r      *Result
	// saves gives what answering a question as well as can be saves a year; nil
	// where the size of the company is not known.
	saves func(a *AnsweredView) *Range
	spots map[string][]spot
	done  map[string]bool
	list  []Action
}

// spot is one machine with one finding that wants doing.
type spot struct {
	machine *checks.Machine
	finding *checks.Finding
}

// actions is the to-do list, the most urgent first: of each critical answer what
// contradicts it most, open gaps, critical checks that failed, then critical
// questions that nobody could answer, what else contradicts, the other checks,
// then what a weak answer costs most.
func actions(d *Definitions, defs *checks.Definitions, r *Result, saves func(a *AnsweredView) *Range) []Action {
	t := todoList{Definitions: d, checks: defs, r: r, saves: saves, spots: spotsOf(r.Machines), done: map[string]bool{}, list: []Action{}}
	contradicted := map[string]bool{} // one cause seldom contradicts an answer once only
	for _, c := range r.Contradictions {
		if c.Critical && !contradicted[c.Question] {
			contradicted[c.Question] = true
			t.contradiction(c)
		}
	}
	t.gaps(GapOpen)
	ranks := t.ranks()
	t.findings(ranks, func(r rank) bool { return r.status == 0 && r.severity == 0 })
	t.gaps(GapUnchecked)
	for _, c := range r.Contradictions {
		t.contradiction(c)
	}
	t.findings(ranks, func(rank) bool { return true })
	t.weakAnswers()
	return t.list
}

func spotsOf(machines []checks.Machine) map[string][]spot {
	spots := map[string][]spot{}
	for i := range machines {
		for k := range machines[i].Findings {
			if f := &machines[i].Findings[k]; f.Status == checks.Fail || f.Status == checks.Warn {
				spots[f.Check] = append(spots[f.Check], spot{&machines[i], f})
			}
		}
	}
	return spots
}

// first tells whether an id comes up for the first time.
func (t *todoList) first(id string) bool {
	if t.done[id] {
		return false
	}
	t.done[id] = true
	return true
}

// contradiction is what to do about what a check does not bear out: mend it, or
// where more was seen than said, answer again.
func (t *todoList) contradiction(c Contradiction) {
	id := cmp.Or(c.Check, c.Question) // their number contradicts without a check
	if !t.first(id) {
		return
	}
	if len(t.spots[c.Check]) == 0 {
		question := t.Questions.at(c.Question)
		t.list = append(t.list, Action{ID: id, Title: t.say("do_look_again", checks.Args{"question": question.Text}),
			Why: c.Words, Who: "yourself", Machines: []string{c.Name}, Severity: c.Severity})
		return
	}
	a := t.finding(c.Check)
	a.Why = t.say("why_contradiction", checks.Args{"words": c.Words, "seen": c.Seen})
	t.list = append(t.list, a)
}

func (t *todoList) gaps(state string) {
	for _, g := range t.r.Gaps {
		if g.State == state && t.first(g.Question) {
			t.list = append(t.list, t.question(t.answer(g.Question), state))
		}
	}
}

func (t *todoList) answer(id string) *AnsweredView {
	i := slices.IndexFunc(t.r.Answers, func(a AnsweredView) bool { return a.Question == id })
	return &t.r.Answers[i]
}

// rank is how urgent a check is that some machines do not pass: status 0 has
// failed, 1 warns; severity 0 is critical.
type rank struct {
	id               string
	status, severity int
}

// ranks are the checks that failed, then those that warn, each by severity.
func (t *todoList) ranks() []rank {
	ranks := make([]rank, 0, len(t.spots))
	for id, spots := range t.spots {
		one := rank{id, 1, len(checks.Severities())}
		for _, s := range spots {
			if s.finding.Status == checks.Fail {
				one.status = 0
			}
			one.severity = min(one.severity, slices.Index(checks.Severities(), s.finding.Severity))
		}
		ranks = append(ranks, one)
	}
	slices.SortFunc(ranks, func(a, b rank) int {
		return cmp.Or(cmp.Compare(a.status, b.status), cmp.Compare(a.severity, b.severity), cmp.Compare(a.id, b.id))
	})
	return ranks
}

func (t *todoList) findings(ranks []rank, which func(rank) bool) {
	for _, one := range ranks {
		if which(one) && t.first(one.id) {
			t.list = append(t.list, t.finding(one.id))
		}
	}
}

// weakAnswers are the answers worth at most half that people can better
// themselves, by what that saves.
func (t *todoList) weakAnswers() {
	var weak []Action
	for i := range t.r.Answers {
		a := &t.r.Answers[i]
		if t.Questions.at(a.Question).Fix != nil && a.State == StateAnswered && a.MaxPoints > 0 && a.Points.Mid <= a.MaxPoints/2 && t.first(a.Question) {
			weak = append(weak, t.question(a, ""))
		}
	}
	slices.SortStableFunc(weak, func(a, b Action) int {
		if a.Saves == nil || b.Saves == nil {
			return 0
		}
		return cmp.Compare(b.Saves.Mid, a.Saves.Mid)
	})
	t.list = append(t.list, weak...)
}

// question is what to do about a question: close its gap, find out, or better
// a weak answer for nothing.
func (t *todoList) question(answer *AnsweredView, state string) Action {
	question := t.Questions.at(answer.Question)
	a := Action{ID: question.ID, Why: question.Why, Who: "provider", Severity: checks.Critical}
	switch {
	case state == GapUnchecked:
		a.Title, a.Who = t.say("do_unchecked", checks.Args{"question": question.Text}), "yourself"
		return a
	case state == GapOpen:
		a.Title = t.say("do_gap", checks.Args{"todo": question.Todo})
	default:
		a.Title, a.Severity = t.say("do_free", checks.Args{"todo": cmp.Or(answer.todo, question.Todo)}), checks.Medium
	}
	if question.Fix != nil {
		a.Who, a.Minutes, a.Steps = "yourself", question.Fix.Minutes, question.Fix.Steps
	}
	if t.saves != nil {
		a.Saves = t.saves(answer)
	}
	return a
}

// finding is what to do about a check that some machines do not pass.
func (t *todoList) finding(id string) Action {
	a := Action{ID: id, Who: "provider"}
	if t.checks != nil {
		if def, ok := t.checks.Get(id); ok {
			a.Title = def.Do
		}
	}
	for _, s := range t.spots[id] {
		a.Machines = append(a.Machines, s.machine.Name)
		a.Severity = s.finding.Severity
		a.Title, a.Why = cmp.Or(a.Title, s.finding.Title), cmp.Or(a.Why, s.finding.Reason)
		if t.checks == nil {
			continue
		}
		if def, ok := t.checks.Get(id); ok {
			a.Who = def.Who
			if fix, ok := def.FixFor(s.machine.Facts.Platform.System); ok {
				a.Minutes, a.Steps = max(a.Minutes, fix.Minutes), fix.Steps
			}
		}
	}
	slices.Sort(a.Machines)
	a.Machines = slices.Compact(a.Machines)
	return a
}

// savings gives what a question's best answer would save a year, at the worst,
// the middle and the best of what is unknown; nil where that is nothing.
func (c *Case) savings() func(a *AnsweredView) *Range {
	e := eventsOf(&c.figures.value, &c.business)
	scores := [3]AreaScores{c.high, c.mid, c.low}
	var before [3]float64
	for i, s := range scores {
		f := c.footing(s, -1)
		l := e.year(&f)
		before[i] = l.total()
	}
	return func(a *AnsweredView) *Range {
		i := slices.Index(checks.Areas(), a.Area)
		weight := c.questions.areaWeight(a.Area)
		if i < 0 || weight == 0 {
			return nil
		}
		lost := [3]float64{a.MaxPoints - a.Points.High, a.MaxPoints - a.Points.Mid, a.MaxPoints - a.Points.Low}
		var saved [3]float64
		for k, s := range scores {
			s[i] = min(1, s[i]+lost[k]/100/weight)
			f := c.footing(s, -1)
			l := e.year(&f)
			saved[k] = before[k] - l.total()
		}
		slices.Sort(saved[:])
		if saved[1] < 1 {
			return nil
		}
		return &Range{saved[0], saved[1], saved[2]}
	}
}

package assessment

import (
	"cmp"
	"slices"

	"ounce/checks"
)

// Turn says what became of a finding or answer between two results.
type Turn string

// The turns. Gone is what the newer result no longer sees: neither fixed nor
// fine.
const (
	TurnNew    Turn = "new"
	TurnFixed  Turn = "fixed"
	TurnBetter Turn = "better"
	TurnWorse  Turn = "worse"
	TurnSame   Turn = "same"
	TurnGone   Turn = "no_longer_seen"
)

// Difference is what changed from an older result to a newer one.
type Difference struct {
	Turns []Turned `json:"turns"`
	// Points is the change of the overall score; it is absent when one of the
	// two has no number.
	Points *float64 `json:"points,omitempty"`
	// Money is the change of what today costs a year, likewise.
	Money *float64 `json:"money,omitempty"`
}

// Turned is one finding or answer with what became of it.
type Turned struct {
	ID      string `json:"id"`                // of the check or question
	Machine string `json:"machine,omitempty"` // its id, or its name where it has none
	Name    string `json:"machine_name,omitempty"`
	Title   string `json:"title"`
	Turn    Turn   `json:"turn"`
	Was     string `json:"was,omitempty"`
	Is      string `json:"is,omitempty"`
	// Points is what an answer's turn does to the overall score, Money its part
	// of the change in what today costs a year. A finding that turned has its
	// part of the answers that it bears on; it is in theirs and not beside it.
	Points float64 `json:"points,omitempty"`
	Money  float64 `json:"money,omitempty"`
}

// Compare tells what changed from an older result to a newer one, by the ids of
// checks, questions and machines.
func Compare(older, newer Result) Difference {
	var d Difference
	if a, b := older.Scores.Overall.Range, newer.Scores.Overall.Range; a != nil && b != nil {
		points := b.Mid - a.Mid
		d.Points = &points
	}
	if older.Cost != nil && newer.Cost != nil && older.Currency == newer.Currency {
		money := newer.Cost.BreakFix.Total - older.Cost.BreakFix.Total
		d.Money = &money
	}
	findings, answers := turnedFindings(older, newer), turnedAnswers(older, newer, d)
	attribute(newer, findings, answers)
	d.Turns = append(findings, answers...)
	order := []Turn{TurnNew, TurnWorse, TurnGone, TurnBetter, TurnFixed, TurnSame}
	slices.SortStableFunc(d.Turns, func(a, b Turned) int {
		return cmp.Or(cmp.Compare(slices.Index(order, a.Turn), slices.Index(order, b.Turn)),
			cmp.Compare(a.ID, b.ID), cmp.Compare(a.Machine, b.Machine), cmp.Compare(a.Name, b.Name))
	})
	return d
}

type findingKey struct {
	machine int // its place among the newer ones, or after them
	check   string
}

func findingsOf(machines []checks.Machine, place func(int) int) map[findingKey]Turned {
	found := map[findingKey]Turned{}
	for i, m := range machines {
		for _, f := range m.Findings {
			found[findingKey{place(i), f.Check}] = Turned{ID: f.Check, Machine: cmp.Or(m.ID, m.Name), Name: m.Name, Title: f.Title, Is: string(f.Status)}
		}
	}
	return found
}

// pair gives for each older machine its place among the newer ones: by id and
// name, by id, by name and system, then by the name where one of the two does not
// say its system, each time only where it is the only one. A machine that is not
// there any more gets a place of its own.
func pair(older, newer []checks.Machine) []int {
	places := make([]int, len(older))
	taken := map[int]bool{}
	for i := range places {
		places[i] = -1
	}
	nameOnly := func(m *checks.Machine) string { return checks.PlainName(m.Name) }
	for pass, key := range []func(*checks.Machine) string{
		func(m *checks.Machine) string { identity, _ := m.Identity(); return identity },
		func(m *checks.Machine) string { return m.ID },
		func(m *checks.Machine) string {
			return checks.PlainName(m.Name) + " " + string(m.Facts.Platform.System)
		},
		nameOnly,
	} {
		was, is := map[string][]int{}, map[string][]int{}
		for i := range older {
			if k := key(&older[i]); k != "" && places[i] < 0 {
				was[k] = append(was[k], i)
			}
		}
		for i := range newer {
			if k := key(&newer[i]); k != "" && !taken[i] {
				is[k] = append(is[k], i)
			}
		}
		for k, one := range was {
			other := is[k]
			if len(one) != 1 || len(other) != 1 {
				continue
			}
			if pass < byName || unsaid(older[one[0]]) || unsaid(newer[other[0]]) {
				places[one[0]], taken[other[0]] = other[0], true
			}
		}
	}
	for i := range places {
		if places[i] < 0 {
			places[i] = len(newer) + i
		}
	}
	return places
}

// byName is the pass of pair that goes by the name alone.
const byName = 3

// unsaid tells that a machine does not say its system, as results that were kept
// without it.
func unsaid(m checks.Machine) bool { return m.Facts.Platform.System == "" }

func turnedFindings(older, newer Result) []Turned {
	places := pair(older.Machines, newer.Machines)
	was := findingsOf(older.Machines, func(i int) int { return places[i] })
	is := findingsOf(newer.Machines, func(i int) int { return i })
	turns := []Turned{}
	for key, now := range is {
		before, had := was[key]
		now.Was = before.Is
		now.Turn = turnOf(checks.Status(before.Is), checks.Status(now.Is), had)
		turns = append(turns, now)
	}
	for key, before := range was {
		if _, still := is[key]; !still {
			before.Was, before.Is, before.Turn = before.Is, "", TurnGone
			turns = append(turns, before)
		}
	}
	return turns
}

// turnOf compares two verdicts. A verdict that became unknown is no longer
// seen, and one that was unknown and is bad now is new.
func turnOf(was, is checks.Status, had bool) Turn {
	bad := func(s checks.Status) int {
		switch s {
		case checks.Fail:
			return 2
		case checks.Warn:
			return 1
		default:
			return 0
		}
	}
	switch {
	case had && was == is:
		return TurnSame
	case had && seen(was) && !seen(is):
		return TurnGone
	case !had || !seen(was):
		if bad(is) > 0 {
			return TurnNew
		}
		return TurnSame
	case bad(is) > bad(was):
		return TurnWorse
	case bad(is) == 0:
		return TurnFixed
	default:
		return TurnBetter
	}
}

// attribute gives each finding that turned its part of what the answers that it
// bears on moved. Where people answered otherwise than before, the answer moved
// and no finding did.
func attribute(newer Result, findings, answers []Turned) {
	checksOf := map[string][]string{}
	for _, a := range newer.Answers {
		checksOf[a.Question] = a.Checks
	}
	for _, answer := range answers {
		if answer.Was != answer.Is || answer.Points == 0 {
			continue
		}
		var turned []*Turned
		for i := range findings {
			if f := &findings[i]; f.Turn != TurnSame && slices.Contains(checksOf[answer.ID], f.ID) {
				turned = append(turned, f)
			}
		}
		for _, f := range turned {
			f.Points += answer.Points / float64(len(turned))
			f.Money += answer.Money / float64(len(turned))
		}
	}
}

func turnedAnswers(older, newer Result, d Difference) []Turned {
	was := map[string]AnsweredView{}
	for _, a := range older.Answers {
		was[a.Question] = a
	}
	var turns []Turned
	moved := 0.0
	for _, now := range newer.Answers {
		before, had := was[now.Question]
		if !had || now.MaxPoints == 0 && before.MaxPoints == 0 {
			continue
		}
		t := Turned{ID: now.Question, Title: now.Text, Was: before.Answer, Is: now.Answer, Points: now.Points.Mid - before.Points.Mid, Turn: TurnSame}
		switch {
		case t.Points > 1e-9:
			t.Turn = TurnBetter
		case t.Points < -1e-9:
			t.Turn = TurnWorse
		}
		moved += t.Points
		turns = append(turns, t)
	}
	if d.Money != nil && moved != 0 {
		for i := range turns {
			turns[i].Money = *d.Money * turns[i].Points / moved
		}
	}
	return turns
}

package assessment

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ounce/checks"
)

// overallOf gives the overall scores without the rule that too little may be
// known.
func overallOf(d *Definitions, c *Case) (low, mid, high float64) {
	for _, area := range d.Questions.Areas {
		i := slices.Index(checks.Areas(), area.ID)
		low, mid, high = low+area.Weight*c.low[i], mid+area.Weight*c.mid[i], high+area.Weight*c.high[i]
	}
	return low, mid, high
}

const slack = 1e-9

// notWorse holds a better company beside a worse one: its score is not lower
// and its year not dearer. Where invoices were reported, what a tier leaves of
// them is in proportion to today, so that today alone is held.
func notWorse(t *rapid.T, d *Definitions, worse, better *Case, what string) {
	_, was, _ := overallOf(d, worse)
	_, is, _ := overallOf(d, better)
	if is < was-slack {
		t.Fatalf("%s lowered the score from %v to %v", what, was, is)
	}
	tiers := len(worse.catalogue.Tiers)
	if _, reported := worse.fed["invoices"]; reported {
		tiers = 0
	}
	for i := -1; i < tiers; i++ {
		old, now := worse.lines(&worse.figures.value, worse.mid, i), better.lines(&better.figures.value, better.mid, i)
		if now.total() > old.total()*(1+slack) {
			t.Fatalf("%s raised the cost of tier %d from %v to %v", what, i, old.total(), now.total())
		}
	}
}

// twoAnswers draws a question that is answered, and another answer to it: a
// worse and a better sheet. B10 is a purchase and no repair, and FW1 d another
// trade: an office without a network.
func twoAnswers(t *rapid.T, q *Questionnaire, a Answers) (worse, better Answers, what string) {
	rng := luck(t, "question")
	var open []*Question
	for i := range q.Questions {
		question := &q.Questions[i]
		if question.Area != "" && question.ID != "B10" && (a.Given[question.ID].Choice != "" || question.ID == "B09" && len(a.Given["B09"].Fields) > 0) {
			open = append(open, question)
		}
	}
	if len(open) == 0 {
		return a, a, "nothing"
	}
	question := one(rng, open)
	was := a.Given[question.ID]
	other := a
	other.Given = maps.Clone(a.Given)
	if question.ID == "B09" {
		younger := maps.Clone(was.Fields)
		if rng.IntN(2) == 0 {
			younger["fw_age"] = 0
		} else {
			younger["age_0_2"], younger["age_7p"] = younger["age_0_2"]+younger["age_7p"], 0
		}
		other.Given["B09"] = Answer{Fields: younger}
		return a, other, "B09"
	}
	choices := slices.DeleteFunc(slices.Clone(question.Answers), func(c Choice) bool { return question.ID == "FW1" && c.ID == "d" })
	now := one(rng, choices)
	if question.ID == "FW1" && was.Choice == "d" {
		return a, a, "nothing"
	}
	other.Given[question.ID] = Answer{Choice: now.ID}
	if before, _ := question.choice(was.Choice); now.Score < before.Score {
		return other, a, question.ID
	}
	return a, other, question.ID
}

func TestFixingAnAnswerNeverHurtsAndBreakingNeverHelps(t *testing.T) {
	t.Parallel()
	d := load(t)
	ids := checkIDs(d)
	rapid.Check(t, func(t *rapid.T) {
		machines := anyMachines(t, ids, 2)
		worse, better, what := twoAnswers(t, d.Questions, anyAnswers(t, d.Questions))
		before, _ := prepared(t, d, worse, machines)
		after, _ := prepared(t, d, better, machines)
		notWorse(t, d, before, after, "fixing "+what)
	})
}

func TestFixingAFindingNeverHurtsAndBreakingNeverHelps(t *testing.T) {
	t.Parallel()
	d := load(t)
	ids := checkIDs(d)
	rapid.Check(t, func(t *rapid.T) {
		a, machines := anyAnswers(t, d.Questions), anyMachines(t, ids, 2)
		if len(machines) == 0 {
			machines = append(machines, machine("0", finding(ids[0], checks.Fail)))
		}
		rng := luck(t, "finding")
		at := rng.IntN(len(machines[0].Findings))
		set := func(status checks.Status) *Case {
			changed := slices.Clone(machines)
			changed[0].Findings = slices.Clone(machines[0].Findings)
			changed[0].Findings[at].Status = status
			c, _ := prepared(t, d, a, changed)
			return c
		}
		notWorse(t, d, set(one(rng, []checks.Status{checks.Fail, checks.Warn})), set(checks.Pass), "fixing "+machines[0].Findings[at].Check)
	})
}

// A branch that another trade brings (FW1 d) changes which questions count, so
// it is no answer to an unknown.
func TestAnsweringAnUnknownNeverWidensABand(t *testing.T) {
	t.Parallel()
	d := load(t)
	ids := checkIDs(d)
	rapid.Check(t, func(t *rapid.T) {
		a, machines := anyAnswers(t, d.Questions), anyMachines(t, ids, 2)
		rng := luck(t, "question")
		var open []*Question
		for i := range d.Questions.Questions {
			if question := &d.Questions.Questions[i]; question.Area != "" && question.Kind == KindChoice && a.Given[question.ID].Choice == "" {
				open = append(open, question)
			}
		}
		if len(open) == 0 {
			return
		}
		question := one(rng, open)
		answer := one(rng, question.Answers)
		if question.ID == "FW1" && answer.ID == "d" {
			return
		}
		before := scoredOf(d, a, machines)
		a.Given[question.ID] = Answer{Choice: answer.ID}
		after := scoredOf(d, a, machines)
		for i := range before.mid {
			if after.high[i]-after.low[i] > before.high[i]-before.low[i]+slack {
				t.Fatalf("answering %s with %s widened %s", question.ID, answer.ID, checks.Areas()[i])
			}
		}
	})
}

func TestScoresStayInRange(t *testing.T) {
	t.Parallel()
	d := load(t)
	ids := checkIDs(d)
	rapid.Check(t, func(t *rapid.T) {
		s := scoredOf(d, anyAnswers(t, d.Questions), anyMachines(t, ids, 2)).scores
		for area, one := range s.Areas {
			if one.Range != nil && !(0 <= one.Low && one.Low <= one.Mid && one.Mid <= one.High && one.High <= 100) {
				t.Fatalf("%s: %+v", area, *one.Range)
			}
			if !(one.Answered >= 0 && one.Answered <= 1+slack && one.Confirmed >= 0 && one.Confirmed <= 1+slack) {
				t.Fatalf("%s: answered %v, confirmed %v", area, one.Answered, one.Confirmed)
			}
		}
		o := s.Overall
		if o.Range == nil && (o.Why == "" || o.Answered >= enough) {
			t.Fatalf("no number, no reason: %+v", o)
		}
		if o.Range != nil && !(o.Answered >= enough-slack && 0 <= o.Low && o.Low <= o.Mid && o.Mid <= o.High && o.High <= 100) {
			t.Fatalf("%+v", *o.Range)
		}
	})
}

// The points lead from 100 to the score without a rest, not even of rounding.
func TestTheWaterfallAddsUp(t *testing.T) {
	t.Parallel()
	d := load(t)
	ids := checkIDs(d)
	rapid.Check(t, func(t *rapid.T) {
		s := scoredOf(d, anyAnswers(t, d.Questions), anyMachines(t, ids, 2)).scores
		if s.Overall.Range == nil {
			return
		}
		sum := 100.0
		for _, step := range s.Waterfall {
			sum += step.Points
		}
		if sum != s.Overall.Mid {
			t.Fatalf("the waterfall ends at %v; the score is %v", sum, s.Overall.Mid)
		}
	})
}

func bytesOf(t *rapid.T, d *Definitions, a Answers, machines []checks.Machine) string {
	r, err := d.Assess(Input{Answers: a, Machines: machines, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	ids := ""
	for _, m := range r.Machines {
		ids += m.ID + " "
	}
	r.Machines = nil // what was put in, and most of the bytes
	text, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return ids + string(text)
}

// A map of answers is walked in another order each time, so that the same
// bytes twice also tell that the order of answers is nothing.
func TestSameInputSameBytesInAnyOrder(t *testing.T) {
	t.Parallel()
	d := load(t)
	ids := checkIDs(d)
	rapid.Check(t, func(t *rapid.T) {
		a, machines := anyAnswers(t, d.Questions), anyMachines(t, ids, 2)
		mixed := slices.Clone(machines)
		slices.Reverse(mixed)
		if bytesOf(t, d, a, machines) != bytesOf(t, d, Answers{Country: a.Country, Currency: a.Currency, Given: maps.Clone(a.Given)}, mixed) {
			t.Fatal("the same input in another order gave other bytes")
		}
	})
}

func TestTheSameMachineTwiceChangesNothing(t *testing.T) {
	t.Parallel()
	d := load(t)
	ids := checkIDs(d)
	rapid.Check(t, func(t *rapid.T) {
		a, machines := anyAnswers(t, d.Questions), anyMachines(t, ids, 2)
		_, r := prepared(t, d, a, machines)
		_, again := prepared(t, d, a, append(slices.Clone(machines), machines...))
		if len(again.Machines) != len(machines) {
			t.Fatalf("%d machines of %d", len(again.Machines), len(machines))
		}
		was, _ := json.Marshal(r.Scores)
		is, _ := json.Marshal(again.Scores)
		if string(was) != string(is) || len(r.Contradictions) != len(again.Contradictions) {
			t.Fatal("the same machine twice changed the result")
		}
	})
}

// An answers file says the same in any order of its lines.
func TestOrderOfAnswersInAFileIsNothing(t *testing.T) {
	t.Parallel()
	d := load(t)
	rapid.Check(t, func(t *rapid.T) {
		a := anyAnswers(t, d.Questions)
		rng := luck(t, "order")
		lines := []string{}
		for id, given := range a.Given {
			if given.Choice != "" {
				lines = append(lines, fmt.Sprintf("  %s: %s\n", id, given.Choice))
			}
		}
		slices.Sort(lines)
		lines = lines[:min(8, len(lines))]
		read := func() string {
			parsed, err := ParseAnswers("a.yaml", []byte("ounce_answers: 1\nanswers:\n"+strings.Join(lines, "")), d.Questions)
			if err != nil {
				t.Fatal(err)
			}
			text, _ := json.Marshal(parsed)
			return string(text)
		}
		before := read()
		rng.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
		if read() != before {
			t.Fatal("the order of the lines changed the answers")
		}
	})
}

// A company whose computers are all checked and all alike scores the same
// whether it has 5 or 50.
func TestEqualMachinesScoreTheSame(t *testing.T) {
	t.Parallel()
	d := load(t)
	ids := checkIDs(d)
	rapid.Check(t, func(t *rapid.T) {
		a := anyAnswers(t, d.Questions)
		delete(a.Given, "B09") // counts computers
		alike := anyMachines(t, ids, 1)
		if len(alike) == 0 {
			return
		}
		var scores [2]scored
		for i, n := range []int{5, 50} {
			a.Given["B01"] = Answer{Fields: map[string]float64{"staff": float64(n), "pcs": float64(n), "laptops": 1, "servers": 1}}
			f := newFleet(alike, float64(n))
			for len(f.machines) < n {
				f.machines, f.findings = append(f.machines, f.machines[0]), append(f.findings, f.findings[0])
			}
			all, _ := judge(d, a, f, nil)
			scores[i] = score(d, all, nil)
		}
		for i := range scores[0].mid {
			if math.Abs(scores[0].mid[i]-scores[1].mid[i]) > 1e-9 {
				t.Fatalf("%s: 5 machines %v, 50 machines %v", checks.Areas()[i], scores[0].mid[i], scores[1].mid[i])
			}
		}
	})
}

func TestNoInputGivesAbsurdFigures(t *testing.T) {
	t.Parallel()
	d := load(t)
	rapid.Check(t, func(t *rapid.T) {
		a, rng := anyAnswers(t, d.Questions), luck(t, "absurd")
		for _, id := range []string{"B01", "B02", "B03", "B05", "B06", "B09", "B10"} {
			question := d.Questions.at(id)
			given := Answer{Fields: map[string]float64{}, Choice: a.Given[id].Choice}
			for i := range question.Fields {
				f := &question.Fields[i]
				if len(f.Answers) > 0 || !f.Required && rng.IntN(2) == 0 {
					continue
				}
				given.Fields[f.Key] = one(rng, []float64{f.Min, f.Max, math.Floor((f.Min + math.Min(f.Max, 50)) / 2), f.Min + 1})
				if rng.IntN(40) == 0 {
					given.Fields[f.Key] = one(rng, []float64{-1, math.Inf(1), math.NaN(), 1e308, .5})
				}
			}
			if question.Kind == KindChoiceOrNumber {
				v := one(rng, []float64{question.Min, question.Max, 40, math.NaN()})
				given = Answer{Number: &v}
			}
			a.Given[id] = given
		}
		r, err := d.Assess(Input{Answers: a, Now: now})
		if err != nil {
			return // refused in words
		}
		if _, err := json.Marshal(r); err != nil {
			t.Fatalf("a figure is no number: %v", err)
		}
		if r.Cost == nil {
			t.Fatal("no cost for a company of known size")
		}
		bills := maps.Clone(r.Cost.Tiers)
		bills[Today] = r.Cost.BreakFix
		for id, bill := range bills {
			for name, v := range bill.Lines {
				if v < 0 {
					t.Fatalf("%s: %s costs %v", id, name, v)
				}
			}
			if bill.Total < 0 || bill.RiskAdj < bill.Total*(1-slack) || bill.Band.Low > bill.Band.Mid || bill.Band.Mid > bill.Band.High {
				t.Fatalf("%s: %+v", id, bill)
			}
		}
	})
}

func TestTiersNeverMoveAScore(t *testing.T) {
	t.Parallel()
	d := load(t)
	ids := checkIDs(d)
	rapid.Check(t, func(t *rapid.T) {
		a, machines := anyAnswers(t, d.Questions), anyMachines(t, ids, 1)
		_, r := prepared(t, d, a, machines)
		own, rng := *d.Catalogue, luck(t, "tiers")
		own.Tiers = slices.Clone(own.Tiers)
		for i := range own.Tiers[1:] {
			tier := &own.Tiers[i+1]
			p := Price{User: 1 + 500*rng.Float64()}
			tier.Price = map[string]Price{"USD": p, "GBP": p, "EUR": p}
			tier.areas = AreaScores{areaBackup: rng.Float64()}
		}
		_, other, err := d.prepare(Input{Answers: a, Machines: machines, Now: now, Catalogue: &own})
		if err != nil {
			t.Fatal(err)
		}
		was, _ := json.Marshal(r.Scores)
		is, _ := json.Marshal(other.Scores)
		if string(was) != string(is) {
			t.Fatal("a catalogue moved a score")
		}
	})
}

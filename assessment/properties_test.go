package assessment

import (
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"ounce/checks"
)

func TestMain(m *testing.M) {
	flag.Parse()
	set := false
	flag.Visit(func(f *flag.Flag) { set = set || f.Name == "rapid.checks" })
	if !set {
		if err := flag.Set("rapid.checks", "10000"); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}

// anyAnswers draws a sheet: a size, and any answer, unknown or none to each
// question with choices.
func anyAnswers(t *rapid.T, q *Questionnaire) Answers {
	staff := float64(rapid.IntRange(1, 60).Draw(t, "staff"))
	pcs := float64(rapid.IntRange(1, 60).Draw(t, "pcs"))
	a := Answers{Currency: rapid.SampledFrom([]string{"USD", "GBP", "EUR"}).Draw(t, "currency"), Given: map[string]Answer{
		"B01": {Fields: map[string]float64{"staff": staff, "pcs": pcs, "laptops": 1, "servers": float64(rapid.IntRange(0, 3).Draw(t, "servers"))}},
	}}
	for _, question := range q.Questions {
		if question.Kind != KindChoice {
			continue
		}
		n := rapid.IntRange(-2, len(question.Answers)-1).Draw(t, question.ID)
		switch {
		case n >= 0:
			a.Given[question.ID] = Answer{Choice: question.Answers[n].ID}
		case n == -1:
			a.Given[question.ID] = Answer{Unknown: true}
		}
	}
	return a
}

// anyMachines draws machines with findings of the checks that rules name.
func anyMachines(t *rapid.T, d *Definitions, most int) []checks.Machine {
	var machines []checks.Machine
	for i := range rapid.IntRange(0, most).Draw(t, "machines") {
		m := machine(fmt.Sprint(i))
		for _, id := range checkIDs(d) {
			m.Findings = append(m.Findings, finding(id, rapid.SampledFrom(checks.Statuses()).Draw(t, id)))
		}
		machines = append(machines, m)
	}
	return machines
}

func checkIDs(d *Definitions) []string {
	var ids []string
	for _, r := range d.Rules {
		ids = append(ids, r.Check)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

func prepared(t *rapid.T, d *Definitions, a Answers, machines []checks.Machine) (*Case, Result) {
	c, r, err := d.prepare(Input{Answers: a, Machines: machines, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	return c, r
}

// mids are the middle scores without the rule that too little may be known.
func overallMid(d *Definitions, c *Case) (low, mid, high float64) {
	for _, area := range d.Questions.Areas {
		i := slices.Index(checks.Areas(), area.ID)
		low, mid, high = low+area.Weight*c.low[i], mid+area.Weight*c.mid[i], high+area.Weight*c.high[i]
	}
	return low, mid, high
}

const slack = 1e-9

func notWorse(t *rapid.T, d *Definitions, before, after *Case, what string) {
	_, was, _ := overallMid(d, before)
	_, is, _ := overallMid(d, after)
	if is < was-slack {
		t.Fatalf("%s lowered the score from %v to %v", what, was, is)
	}
	for i := -1; i < len(before.catalogue.Tiers); i++ {
		old, now := before.lines(&before.figures.value, before.mid, i), after.lines(&after.figures.value, after.mid, i)
		if now.total() > old.total()*(1+slack) {
			t.Fatalf("%s raised the cost of tier %d from %v to %v", what, i, old.total(), now.total())
		}
	}
}

// B10 is a purchase, not a repair, and FW1 d a change of trade: an office
// without a network.
func TestFixingAnAnswerNeverHurts(t *testing.T) {
	t.Parallel()
	d := load(t)
	rapid.Check(t, func(t *rapid.T) {
		a, machines := anyAnswers(t, d.Questions), anyMachines(t, d, 2)
		question := rapid.SampledFrom(d.Questions.Questions).Draw(t, "question")
		given := a.Given[question.ID]
		if question.Area == "" || question.Kind != KindChoice || question.ID == "B10" || question.ID == "FW1" || given.Choice == "" {
			t.Skip("nothing to fix")
		}
		was, _ := question.choice(given.Choice)
		better := rapid.SampledFrom(question.Answers).Draw(t, "better")
		if better.Score < was.Score {
			t.Skip("no better answer")
		}
		before, _ := prepared(t, d, a, machines)
		a.Given[question.ID] = Answer{Choice: better.ID}
		after, _ := prepared(t, d, a, machines)
		notWorse(t, d, before, after, "fixing "+question.ID)
	})
}

func TestFixingAFindingNeverHurts(t *testing.T) {
	t.Parallel()
	d := load(t)
	rapid.Check(t, func(t *rapid.T) {
		a, machines := anyAnswers(t, d.Questions), anyMachines(t, d, 3)
		if len(machines) == 0 {
			t.Skip("no machine")
		}
		before, _ := prepared(t, d, a, machines)
		f := &machines[0].Findings[rapid.IntRange(0, len(machines[0].Findings)-1).Draw(t, "finding")]
		if f.Status != checks.Fail {
			t.Skip("nothing to fix")
		}
		machines[0].Findings = slices.Clone(machines[0].Findings)
		f = &machines[0].Findings[slices.IndexFunc(machines[0].Findings, func(x checks.Finding) bool { return x.Check == f.Check })]
		f.Status = checks.Pass
		after, _ := prepared(t, d, a, machines)
		notWorse(t, d, before, after, "fixing "+f.Check)
	})
}

func TestAnsweringNeverWidensABand(t *testing.T) {
	t.Parallel()
	d := load(t)
	rapid.Check(t, func(t *rapid.T) {
		a, machines := anyAnswers(t, d.Questions), anyMachines(t, d, 2)
		question := rapid.SampledFrom(d.Questions.Questions).Draw(t, "question")
		if question.Area == "" || question.Kind != KindChoice || a.Given[question.ID].Choice != "" || question.ID == "BK1" || question.ID == "FW1" {
			t.Skip("nothing unknown, or a branch")
		}
		before, _ := prepared(t, d, a, machines)
		a.Given[question.ID] = Answer{Choice: rapid.SampledFrom(question.Answers).Draw(t, "answer").ID}
		after, _ := prepared(t, d, a, machines)
		for i := range before.mid {
			if after.high[i]-after.low[i] > before.high[i]-before.low[i]+slack {
				t.Fatalf("answering %s widened %s", question.ID, checks.Areas()[i])
			}
		}
	})
}

func TestScoresStayInRangeAndAddUp(t *testing.T) {
	t.Parallel()
	d := load(t)
	rapid.Check(t, func(t *rapid.T) {
		_, r := prepared(t, d, anyAnswers(t, d.Questions), anyMachines(t, d, 2))
		for area, s := range r.Scores.Areas {
			if s.Range != nil && !(0 <= s.Low && s.Low <= s.Mid && s.Mid <= s.High && s.High <= 100) {
				t.Fatalf("%s: %+v", area, *s.Range)
			}
		}
		o := r.Scores.Overall
		if o.Range == nil {
			if o.Why == "" || o.Answered >= enough {
				t.Fatalf("no number, no reason: %+v", o)
			}
			return
		}
		sum := 100.0
		for _, step := range r.Scores.Waterfall {
			sum += step.Points
		}
		if sum != o.Mid || !(0 <= o.Low && o.Low <= o.Mid && o.Mid <= o.High && o.High <= 100) {
			t.Fatalf("the waterfall ends at %v; the score is %+v", sum, *o.Range)
		}
	})
}

func TestOrderAndRepetitionChangeNothing(t *testing.T) {
	t.Parallel()
	d := load(t)
	rapid.Check(t, func(t *rapid.T) {
		a, machines := anyAnswers(t, d.Questions), anyMachines(t, d, 3)
		_, r := prepared(t, d, a, machines)
		mixed := slices.Clone(machines)
		slices.Reverse(mixed)
		if len(mixed) > 0 {
			mixed = append(mixed, mixed[0])
		}
		_, again := prepared(t, d, a, mixed)
		one, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		two, err := json.Marshal(again)
		if err != nil || string(one) != string(two) {
			t.Fatalf("order or repetition changed the result (%v)", err)
		}
	})
}

// A company whose computers are all checked and all alike scores the same
// whether it has 5 or 50.
func TestEqualMachinesScoreTheSame(t *testing.T) {
	t.Parallel()
	d := load(t)
	rapid.Check(t, func(t *rapid.T) {
		a := anyAnswers(t, d.Questions)
		one := anyMachines(t, d, 1)
		if len(one) == 0 {
			t.Skip("no machine")
		}
		var scores [2]Scores
		for i, n := range []int{5, 50} {
			a.Given["B01"] = Answer{Fields: map[string]float64{"staff": float64(n), "pcs": float64(n), "laptops": 1, "servers": 1}}
			var all []checks.Machine
			for k := range n {
				m := one[0]
				m.ID = fmt.Sprint(k)
				all = append(all, m)
			}
			judgements, _ := judge(d, a, newFleet(mergeMachines(all), float64(n)))
			scores[i] = score(d, judgements, findGaps(judgements)).scores
		}
		a1, b1 := scores[0].Overall, scores[1].Overall
		if (a1.Range == nil) != (b1.Range == nil) || a1.Range != nil && math.Abs(a1.Mid-b1.Mid) > 1 {
			t.Fatalf("5 machines: %+v, 50 machines: %+v", a1, b1)
		}
		if a1.Range != nil && math.Abs(a1.Mid-b1.Mid) > 0.01 {
			t.Fatalf("5 machines: %v, 50 machines: %v", a1.Mid, b1.Mid)
		}
	})
}

func TestNoInputGivesAbsurdFigures(t *testing.T) {
	t.Parallel()
	d := load(t)
	rapid.Check(t, func(t *rapid.T) {
		a := anyAnswers(t, d.Questions)
		for _, id := range []string{"B01", "B05", "B06", "B09"} {
			question, _ := d.Questions.Get(id)
			fields := map[string]float64{}
			for _, f := range question.Fields {
				odd := []float64{f.Min, f.Max}
				if rapid.IntRange(0, 9).Draw(t, "absurd") == 0 {
					odd = []float64{-1, math.Inf(1), math.NaN(), 1e308}
				}
				if len(f.Answers) == 0 && (f.Required || rapid.Bool().Draw(t, f.Key)) {
					fields[f.Key] = rapid.OneOf(rapid.SampledFrom(odd), rapid.Map(rapid.IntRange(int(f.Min), int(min(f.Max, 500))), func(n int) float64 { return float64(n) })).Draw(t, f.Key)
				}
			}
			a.Given[id] = Answer{Fields: fields}
		}
		r, err := d.Assess(Input{Answers: a, Now: now})
		if err != nil {
			return
		}
		if _, err := json.Marshal(r); err != nil {
			t.Fatalf("a figure is no number: %v", err)
		}
		if r.Cost == nil {
			return
		}
		for id, bill := range r.Cost.Tiers {
			for name, v := range bill.Lines {
				if v < 0 {
					t.Fatalf("%s: %s costs %v", id, name, v)
				}
			}
			if bill.Total < 0 || bill.RiskAdj < bill.Total*(1-slack) {
				t.Fatalf("%s: %+v", id, bill)
			}
		}
	})
}

func TestTiersNeverMoveAScore(t *testing.T) {
	t.Parallel()
	d := load(t)
	rapid.Check(t, func(t *rapid.T) {
		a, machines := anyAnswers(t, d.Questions), anyMachines(t, d, 1)
		_, r := prepared(t, d, a, machines)
		own := *d.Catalogue
		own.Tiers = slices.Clone(own.Tiers)
		for i := range own.Tiers[1:] {
			tier := &own.Tiers[i+1]
			p := Price{User: rapid.Float64Range(1, 500).Draw(t, "price")}
			tier.Price = map[string]Price{"USD": p, "GBP": p, "EUR": p}
			tier.areas = AreaScores{areaBackup: rapid.Float64Range(0, 1).Draw(t, "coverage")}
		}
		_, other, err := d.prepare(Input{Answers: a, Machines: machines, Now: now, Catalogue: &own})
		if err != nil {
			t.Fatal(err)
		}
		one, _ := json.Marshal(r.Scores)
		two, _ := json.Marshal(other.Scores)
		if string(one) != string(two) {
			t.Fatal("a catalogue moved a score")
		}
	})
}

// A healthy firm of one to three computers is not told to buy.
func TestSmallHealthyFirmsStay(t *testing.T) {
	t.Parallel()
	d := load(t)
	rapid.Check(t, func(t *rapid.T) {
		n := float64(rapid.IntRange(1, 3).Draw(t, "pcs"))
		a := Answers{Currency: rapid.SampledFrom([]string{"USD", "GBP", "EUR"}).Draw(t, "currency"), Given: map[string]Answer{
			"B01": {Fields: map[string]float64{"staff": n, "pcs": n, "laptops": 0, "servers": 0, "sites": 1}},
			"B09": {Fields: map[string]float64{"age_0_2": n, "fw_age": 1}},
		}}
		for _, question := range d.Questions.Questions {
			if question.Kind != KindChoice || question.Area == "" || question.ID == "B10" {
				continue
			}
			var good []Choice
			for _, c := range question.Answers {
				if c.Score >= .7 {
					good = append(good, c)
				}
			}
			a.Given[question.ID] = Answer{Choice: rapid.SampledFrom(good).Draw(t, question.ID).ID}
		}
		c, _ := prepared(t, d, a, nil)
		if start, target := c.Advice(); start != "T0" || target != "T0" {
			t.Fatalf("%v computers: start %s, target %s", n, start, target)
		}
	})
}

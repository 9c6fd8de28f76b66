package assessment

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"ounce/checks"
)

// What no check can see has no rule: it is never confirmed and never contradicted.
func TestQuestionsThatNoCheckSees(t *testing.T) {
	d := load(t)
	unseen := []string{}
	for _, question := range d.Questions.Questions {
		if question.Area != "" && len(d.rules[question.ID]) == 0 {
			unseen = append(unseen, question.ID)
		}
	}
	want := []string{"B10", "BK4", "FW2", "HW1", "HW2", "AC1", "AC4", "PE1", "PE2", "PE3", "SU1"}
	if !slices.Equal(unseen, want) {
		t.Errorf("no rule for %v, want %v", unseen, want)
	}
}

// Each rule fires: a machine that shows what the rule names confirms or
// contradicts, with machine, both sides and source, and never raises the score.
func TestEachRuleFires(t *testing.T) {
	d := load(t)
	for i := range d.Rules {
		rule := &d.Rules[i]
		question := d.Questions.at(rule.Question)
		for status, answers := range rule.Contradicts {
			for _, choice := range answers {
				a := Answers{Given: map[string]Answer{"B01": {Fields: map[string]float64{"staff": 9, "pcs": 9, "laptops": 2}}, rule.Question: {Choice: choice}}}
				if question.Kind == KindNumbers {
					a.Given[rule.Question] = Answer{Fields: map[string]float64{"age_0_2": 9}}
				}
				m := machine("1")
				m.Facts.Platform.Portable = checks.Known(true)
				f := finding(rule.Check, status)
				f.Args = checks.Args{"least": 8, "greatest": 8}
				if len(rule.Says) > 0 {
					f.Say = rule.Says[0]
				}
				before := scoredOf(d, a, []checks.Machine{m})
				m.Findings = []checks.Finding{f}
				after := scoredOf(d, a, []checks.Machine{m})
				_, found := judge(d, d.Questions.complete(a), newFleet([]checks.Machine{m}, 9), nil)
				at := slices.IndexFunc(found, func(c Contradiction) bool { return c.Question == rule.Question && c.Check == rule.Check })
				name := fmt.Sprintf("rule %d: %s by %s at %s", i+1, rule.Question, rule.Check, status)
				if at < 0 {
					t.Errorf("%s does not fire", name)
					continue
				}
				if c := found[at]; c.Machine != "1" || c.Name != "PC-1" || c.Said == "" || c.Seen == "" || c.Source != "file /x" || c.Words == "" {
					t.Errorf("%s: %+v", name, c)
				}
				area := slices.Index(checks.Areas(), question.Area)
				lowest := len(question.Answers) > 0 && question.Answers[len(question.Answers)-1].ID == choice
				if after.mid[area] > before.mid[area]+slack || !lowest && after.mid[area] >= before.mid[area] {
					t.Errorf("%s: the score goes from %v to %v", name, before.mid[area], after.mid[area])
				}
			}
		}
	}
}

// A check speaks for the machine it ran on; the others are worth
// (4 s + seen) / (4 + checked).
func TestFleetFormula(t *testing.T) {
	d := load(t)
	a := Answers{Given: map[string]Answer{"B01": {Fields: map[string]float64{"staff": 10, "pcs": 10}}, "UP2": {Choice: "a"}}}
	machines := []checks.Machine{machine("1", finding("updates.automatic", checks.Fail)), machine("2", finding("updates.automatic", checks.Pass))}
	all, _ := judge(d, a, newFleet(machines, 10), nil)
	i := slices.IndexFunc(all, func(j judged) bool { return j.question.ID == "UP2" })
	// a is worth 1; contradicted, c is the best answer that fits: 0.3.
	sum := 1 + .3
	others := (4*1 + sum) / (4 + 2)
	if want := .2*sum/2 + .8*others; math.Abs(all[i].value.Mean-want) > 1e-12 || all[i].evidence != Contradicted {
		t.Errorf("worth %v and %s, want %v", all[i].value.Mean, all[i].evidence, want)
	}
	// All checked and all failed: nothing of the answer is left.
	everybody := []checks.Machine{}
	for k := range 10 {
		everybody = append(everybody, machine(fmt.Sprint(k), finding("updates.automatic", checks.Fail)))
	}
	all, found := judge(d, a, newFleet(everybody, 10), nil)
	if math.Abs(all[i].value.Mean-.3) > 1e-12 || len(found) != 10 {
		t.Errorf("worth %v with %d contradictions", all[i].value.Mean, len(found))
	}
}

// What could not be seen is no evidence at all.
func TestUnseenFindingsChangeNothing(t *testing.T) {
	d := load(t)
	a := example(t, d, "well-run")
	none := scoredOf(d, a, nil)
	m := machine("1")
	for _, id := range checkIDs(d) {
		m.Findings = append(m.Findings, finding(id, checks.Unclear))
	}
	if some := scoredOf(d, a, []checks.Machine{m}); some.mid != none.mid || some.scores.Overall.Confirmed != 0 {
		t.Errorf("what was not seen moved the score from %v to %v", none.mid, some.mid)
	}
}

func TestAgesOfTheReplacementPlan(t *testing.T) {
	d := load(t)
	a := example(t, d, "average")
	machines := []checks.Machine{aged("old", 2018, 2018, false, false), aged("open", 2019, 2025, false, false), aged("young", 2025, 2025, false, true)}
	r, err := d.Assess(Input{Answers: a, Machines: machines, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	text := ""
	for _, one := range r.Replacements {
		text += fmt.Sprintf("%s %s %.0f\n", one.Quarter, one.Name, one.Budget)
	}
	// Of three computers of seven years and more one was checked and stands by its name.
	want := `2027-Q1 1 computer of 7 years and more 1300
2027-Q1 PC-old 1300
2027-Q2 1 computer of 7 years and more 1300
2027-Q3 2 computers of 5 to 6 years 2600
2027-Q4 2 computers of 5 to 6 years 2600
 PC-open 0
`
	if text != want {
		t.Errorf("the plan is\n%swant\n%s", text, want)
	}
	// Without any word on ages every computer stands there, and none is young.
	delete(a.Given, "B09")
	r, err = d.Assess(Input{Answers: a, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	text = ""
	for _, one := range r.Replacements {
		text += fmt.Sprintf("%s|%s|%d\n", one.Quarter, one.Name, one.Count)
	}
	if text != "|20 computers of unknown age|20\n|The oldest server|1\n" {
		t.Errorf("without ages the plan is\n%s", text)
	}
}

// A system that reaches the end of its updates within the year stands in its
// quarter; one that can be upgraded for nothing has no budget.
func TestSystemsInTheReplacementPlan(t *testing.T) {
	d := load(t)
	system := func(id string, until string, status checks.Status, more ...checks.Finding) checks.Machine {
		m := machine(id, append(more, finding("updates.os_support", status))...)
		day, err := timeOf(until)
		if err != nil {
			t.Fatal(err)
		}
		m.Facts.Updates.Support = checks.Known(checks.Support{State: checks.Supported, Label: "Windows", Until: day})
		return m
	}
	outgrown := finding("hardware.windows11_ready", checks.Warn)
	outgrown.Say = "processor"
	r, err := d.Assess(Input{Answers: example(t, d, "well-run"), Now: now, Machines: []checks.Machine{
		system("ended", "2026-10-13", checks.Fail), system("stuck", "2026-10-13", checks.Fail, outgrown),
		system("soon", "2027-01-12", checks.Warn), system("later", "2027-10-12", checks.Pass), system("far", "2029-10-12", checks.Pass)}})
	if err != nil {
		t.Fatal(err)
	}
	var plan []string
	for _, one := range r.Replacements {
		plan = append(plan, fmt.Sprintf("%s %s %.0f", one.Quarter, one.Name, one.Budget))
	}
	if got := strings.Join(plan, "; "); got != "2026-Q4 PC-ended 0; 2026-Q4 PC-stuck 1300; 2027-Q1 PC-soon 0; 2027-Q4 PC-later 0" {
		t.Errorf("the plan is %s", got)
	}
}

func timeOf(day string) (time.Time, error) { return time.Parse(time.DateOnly, day) }

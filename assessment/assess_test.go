package assessment

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"ounce/assets"
	"ounce/checks"
)

var now = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

func example(t testing.TB, d *Definitions, name string) Answers {
	t.Helper()
	data, err := assets.Files.ReadFile("examples/" + name + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	a, err := ParseAnswers(name, data, d.Questions)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestExampleCompanies(t *testing.T) {
	d := load(t)
	for name, want := range map[string][2]string{
		"neglected": {"T2", "T2"}, "average": {"T1e", "T2"}, "well-run": {"T0", "T0"},
	} {
		r, err := d.Assess(Input{Answers: example(t, d, name), Now: now, Simulate: true})
		if err != nil {
			t.Fatal(err)
		}
		rec := r.Recommendation
		text := fmt.Sprintf("%s: %s %.0f %s\n  %s\n  %s\n", name, r.Scores.Overall.Grade, r.Scores.Overall.Mid, rec.Verdict, strings.Join(rec.Reasons, "\n  "), rec.Prices)
		for id, why := range rec.WhyNot {
			text += fmt.Sprintf("  not %s: %s\n", id, why)
		}
		for _, step := range r.Roadmap {
			text += fmt.Sprintf("  %s: %s %s\n", step.When, step.What, step.Value)
		}
		text += fmt.Sprintf("  today %.0f", r.Cost.BreakFix.Total)
		for id, b := range r.Cost.Tiers {
			text += fmt.Sprintf(" %s %.0f (%.0f)", id, b.Total, b.RiskAdj)
		}
		t.Log(text, rec.Provisional, rec.Settle)
		if rec.Start != want[0] || rec.Target != want[1] {
			t.Errorf("%s: start %s, target %s; want %v", name, rec.Start, rec.Target, want)
		}
		for _, s := range append(rec.Reasons, rec.Verdict) {
			if strings.Contains(s, "{") || strings.HasPrefix(s, "(") {
				t.Errorf("%s: unfilled sentence %q", name, s)
			}
		}
		if len(rec.WhyNot) != len(d.Catalogue.Tiers)-1 {
			t.Errorf("%s: %d of %d tiers have a why not", name, len(rec.WhyNot), len(d.Catalogue.Tiers)-1)
		}
	}
}

func machine(id string, findings ...checks.Finding) checks.Machine {
	return checks.Machine{ID: id, Name: "PC-" + id, OS: "Windows 11 Pro", Taken: now, Findings: findings}
}

func finding(id string, status checks.Status) checks.Finding {
	return checks.Finding{Check: id, Status: status, Severity: checks.Critical, Title: id, Reason: "Seen: " + id,
		Evidence: []checks.Evidence{{Source: "file /x", Value: "y", Privilege: checks.User}}}
}

func TestContradictionComesFirstAndLowersTheScore(t *testing.T) {
	d := load(t)
	a := example(t, d, "well-run")
	before, err := d.Assess(Input{Answers: a, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	after, err := d.Assess(Input{Answers: a, Now: now, Machines: []checks.Machine{machine("1", finding("backup.last_success", checks.Fail))}})
	if err != nil {
		t.Fatal(err)
	}
	if len(after.Contradictions) == 0 || after.Contradictions[0].Question != "BK1" || after.Contradictions[0].Source != "file /x" {
		t.Fatalf("contradictions: %+v", after.Contradictions)
	}
	if after.First[0].ID != "backup.last_success" || !(after.Scores.Overall.Mid < before.Scores.Overall.Mid) {
		t.Errorf("first %+v, score %v to %v", after.First[0], before.Scores.Overall.Mid, after.Scores.Overall.Mid)
	}
}

func TestSameInputSameBytes(t *testing.T) {
	d := load(t)
	in := Input{Answers: example(t, d, "average"), Now: now, Simulate: true,
		Machines: []checks.Machine{machine("2", finding("firewall.rdp", checks.Fail)), machine("1", finding("updates.os_support", checks.Pass))}}
	first, err := d.Assess(in)
	if err != nil {
		t.Fatal(err)
	}
	in.Machines[0], in.Machines[1] = in.Machines[1], in.Machines[0]
	in.Machines = append(in.Machines, in.Machines[0])
	second, err := d.Assess(in)
	if err != nil {
		t.Fatal(err)
	}
	one, err := json.Marshal(first)
	if err != nil {
		t.Fatal(err)
	}
	two, _ := json.Marshal(second)
	if !bytes.Equal(one, two) {
		t.Error("order or repetition of machines changed the result")
	}
}

func TestWithoutSizeThereIsNoCost(t *testing.T) {
	d := load(t)
	r, err := d.Assess(Input{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	if r.Cost != nil || r.Scores.Overall.Range != nil || r.Scores.Overall.Why == "" || !r.Recommendation.Provisional {
		t.Errorf("an empty sheet gave %+v", r.Recommendation)
	}
	if len(r.Gaps) == 0 || r.Gaps[0].State != GapUnchecked {
		t.Errorf("gaps of an empty sheet: %+v", r.Gaps)
	}
}

func BenchmarkAssessOneMachine(b *testing.B) {
	d := load(b)
	in := Input{Answers: example(b, d, "average"), Now: now, Machines: []checks.Machine{machine("1", finding("backup.last_success", checks.Fail))}}
	for b.Loop() {
		if _, err := d.Assess(in); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAssess500Machines(b *testing.B) {
	d := load(b)
	in := Input{Answers: example(b, d, "average"), Now: now}
	for i := range 500 {
		var found []checks.Finding
		for _, r := range d.Rules {
			found = append(found, finding(r.Check, []checks.Status{checks.Pass, checks.Fail}[i%2]))
		}
		in.Machines = append(in.Machines, machine(fmt.Sprint(i), found...))
	}
	for b.Loop() {
		if _, err := d.Assess(in); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAssessWhatIf(b *testing.B) {
	d := load(b)
	c, _, err := d.Case(Input{Answers: example(b, d, "average"), Now: now})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		wage := 45.0
		changed := c.With(Change{Wage: &wage})
		changed.Cost()
		changed.Advice()
	}
}

func TestAssessFollowsAChange(t *testing.T) {
	d, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	in := Input{Answers: example(t, d, "average"), Now: now}
	as, err := d.Assess(in)
	if err != nil {
		t.Fatal(err)
	}
	wage, price := 90.0, 2.0
	in.Change = &Change{Wage: &wage, Price: &price}
	tried, err := d.Assess(in)
	if err != nil {
		t.Fatal(err)
	}
	c, _, err := d.Case(in)
	if err != nil {
		t.Fatal(err)
	}
	want := c.With(*in.Change).Cost()
	if tried.Cost.BreakFix.Total != want.BreakFix.Total || tried.Cost.BreakFix.Total <= as.Cost.BreakFix.Total {
		t.Errorf("today costs %v with a dearer hour, %v as it is; want %v", tried.Cost.BreakFix.Total, as.Cost.BreakFix.Total, want.BreakFix.Total)
	}
	for id, bill := range tried.Cost.Tiers {
		if bill.Total != want.Tiers[id].Total {
			t.Errorf("%s costs %v, want %v", id, bill.Total, want.Tiers[id].Total)
		}
	}
}

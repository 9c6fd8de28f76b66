package gui

import (
	"testing"

	"ounce/assessment"
	"ounce/assets"
)

func sampleInput(t testing.TB) (*assessment.Definitions, assessment.Input) {
	t.Helper()
	d, err := assessment.Load()
	if err != nil {
		t.Fatal(err)
	}
	data, err := assets.Files.ReadFile("examples/average.yaml")
	if err != nil {
		t.Fatal(err)
	}
	a, err := assessment.ParseAnswers("average", data, d.Questions)
	if err != nil {
		t.Fatal(err)
	}
	return d, assessment.Input{Answers: a, Now: taken}
}

func TestLeversStartWhereTheResultStands(t *testing.T) {
	d, in := sampleInput(t)
	own, err := d.Assess(in)
	if err != nil {
		t.Fatal(err)
	}
	levers := LeversOf(own)
	if len(levers) != 3 {
		t.Fatalf("there are %d levers", len(levers))
	}
	values := map[string]float64{}
	for _, l := range levers {
		values[l.ID] = l.Value
		if l.Value < l.Min || l.Value > l.Max {
			t.Errorf("%s stands at %v, outside %v to %v", l.ID, l.Value, l.Min, l.Max)
		}
	}
	change := ChangeOf(values)
	in.Change = &change
	same, err := d.Assess(in)
	if err != nil {
		t.Fatal(err)
	}
	if same.Cost.BreakFix.Total != own.Cost.BreakFix.Total || same.Recommendation.Verdict != own.Recommendation.Verdict {
		t.Error("levers that nobody moved change the result")
	}
	for _, l := range levers {
		values[l.ID] = l.Max
		change := ChangeOf(values)
		in.Change = &change
		if r, err := d.Assess(in); err != nil || r.Cost.Tiers["T3"].Total <= own.Cost.Tiers["T3"].Total {
			t.Errorf("%s at its most leaves the cost at %v (%v)", l.ID, r.Cost.Tiers["T3"].Total, err)
		}
		values[l.ID] = l.Value
	}
}

func BenchmarkTry(b *testing.B) {
	d, in := sampleInput(b)
	change := ChangeOf(map[string]float64{leverWage: 50})
	in.Change = &change
	for b.Loop() {
		if _, err := d.Assess(in); err != nil {
			b.Fatal(err)
		}
	}
}

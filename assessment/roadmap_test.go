package assessment

import (
	"slices"
	"strings"
	"testing"

	"ounce/checks"
)

// What is to be done first stands on the roadmap, whoever does it, unless the
// service to start with brings it.
func TestTheRoadmapBeginsWithWhatComesFirst(t *testing.T) {
	d := load(t)
	defs, err := checks.LoadDefinitions()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"neglected", "average", "well-run"} {
		seen := machine("1", finding("backup.product", checks.Fail), finding("updates.os_support", checks.Fail))
		r, err := d.Assess(Input{Answers: example(t, d, name), Machines: []checks.Machine{seen}, Checks: defs, Now: now})
		if err != nil {
			t.Fatal(err)
		}
		for _, step := range r.Roadmap {
			if urgent := step.When == "now" && step.Who == "provider"; urgent && !slices.ContainsFunc(r.Recommendation.Reasons, func(s string) bool { return strings.Contains(s, lowerFirst(step.What)) }) {
				t.Errorf("%s: no reason speaks of %q: %q", name, step.What, r.Recommendation.Reasons)
			}
		}
		start := slices.IndexFunc(r.Tiers, func(v TierView) bool { return v.ID == r.Recommendation.Start })
		if start < 0 {
			t.Fatalf("%s: no tier %s", name, r.Recommendation.Start)
		}
		for _, first := range r.First {
			planned := slices.ContainsFunc(r.Roadmap, func(s RoadmapStep) bool {
				return slices.Contains(s.Closes, first.ID) || slices.ContainsFunc(r.Contradictions, func(c Contradiction) bool {
					return c.Check == first.ID && slices.Contains(s.Closes, c.Question)
				})
			})
			if !planned {
				t.Errorf("%s: %q comes first and stands nowhere on the roadmap %+v", name, first.Title, r.Roadmap)
			}
		}
	}
}

// Staying is no "all is well" where machines show that it is not.
func TestTheVerdictToStayNamesWhatWasFoundOtherwise(t *testing.T) {
	d := load(t)
	for _, one := range []struct {
		words  string
		status checks.Status
	}{
		{"Stay as you are. ", checks.Pass}, {"Stay as you are, but first put right 1 urgent thing ", checks.Fail},
	} {
		seen := machine("1", finding("backup.product", one.status)) // two questions rest on it
		r, err := d.Assess(Input{Answers: example(t, d, "well-run"), Machines: []checks.Machine{seen}, Now: now})
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(r.Recommendation.Verdict, one.words) {
			t.Errorf("%s: the verdict is %q", one.status, r.Recommendation.Verdict)
		}
	}
}

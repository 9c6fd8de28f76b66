package assessment

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"ounce/checks"
)

// adviceText writes what a result advises as people read it.
func adviceText(r Result) string {
	var b strings.Builder
	say := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	rec := r.Recommendation
	say("%s: %s", r.Company, rec.Verdict)
	if rec.Provisional {
		say("Provisional: %s What would settle it: %s", rec.ProvisionalWhy, strings.Join(rec.SettleWords, " "))
	}
	say("\nFirst")
	for _, a := range r.First {
		say("  %s", a.Title)
	}
	say("\nBecause")
	for _, reason := range rec.Reasons {
		say("  %s", reason)
	}
	say("\nWhy nothing else")
	for _, t := range r.Tiers {
		if why, ok := rec.WhyNot[t.ID]; ok {
			say("  %s: %s", t.Name, why)
		}
	}
	say("\nRoadmap")
	for _, step := range r.Roadmap {
		say("  %-8s %s %s", step.When, step.What, step.Value)
	}
	if len(r.Replacements) > 0 {
		say("\nReplacements")
	}
	for _, one := range r.Replacements {
		say("  %-8s %s, budget %.0f. %s", one.Quarter, one.Name, one.Budget, one.Why)
	}
	say("\nWhat no invoice shows")
	for _, one := range r.Hidden {
		say("  %s. %s", one.Title, one.Text)
	}
	say("\n%s", rec.Prices)
	return b.String()
}

// The words of the three example companies, and of one with a machine that
// contradicts. OUNCE_UPDATE=1 writes them anew: read them before they land.
func TestWordsOfTheExamples(t *testing.T) {
	d := load(t)
	text := ""
	for _, name := range []string{"neglected", "average", "well-run"} {
		r, err := d.Assess(Input{Answers: example(t, d, name), Now: now, Simulate: true})
		if err != nil {
			t.Fatal(err)
		}
		text += adviceText(r) + "\n----\n\n"
	}
	seen := []checks.Machine{machine("1", finding("backup.last_success", checks.Fail), finding("protection.licence", checks.Fail))}
	defs, err := checks.LoadDefinitions()
	if err != nil {
		t.Fatal(err)
	}
	r, err := d.Assess(Input{Answers: example(t, d, "well-run"), Machines: seen, Checks: defs, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	text += adviceText(r)
	for _, c := range r.Contradictions {
		text += fmt.Sprintf("\n%s on %s: said %q, seen %q by %s", c.Words, c.Name, c.Said, c.Seen, c.Source)
	}
	const golden = "testdata/advice.txt"
	if os.Getenv("OUNCE_UPDATE") != "" {
		if err := os.WriteFile(golden, []byte(text+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if text+"\n" != string(want) {
		got, old := strings.Split(text, "\n"), strings.Split(string(want), "\n")
		for i := range got {
			if i >= len(old) || got[i] != old[i] {
				t.Fatalf("line %d is\n%s\nwant\n%s", i+1, got[i], old[min(i, len(old)-1)])
			}
		}
		t.Fatal("the words are fewer than before")
	}
}

// Every sentence that may be said is found, and every sentence is said
// somewhere: none is left over.
func TestSentencesAreFilled(t *testing.T) {
	d := load(t)
	ids := checkIDs(d)
	for _, name := range []string{"neglected", "average", "well-run"} {
		for _, status := range []checks.Status{checks.Pass, checks.Warn, checks.Fail} {
			for _, scale := range []float64{.3, 1, 3} {
				m := machine("1")
				for _, id := range ids {
					m.Findings = append(m.Findings, finding(id, status))
				}
				r, err := d.Assess(Input{Answers: example(t, d, name), Machines: []checks.Machine{m}, Now: now, Change: &Change{Price: &scale}})
				if err != nil {
					t.Fatal(err)
				}
				text := adviceText(r)
				if at := strings.IndexAny(text, "{}"); at >= 0 || strings.Contains(text, "NaN") || strings.Contains(text, "((") {
					t.Errorf("%s: unfilled: %s", name, text[max(0, at-80):min(len(text), max(at, 0)+40)])
				}
				if others := len(r.Tiers) - 1; len(r.Recommendation.WhyNot) != others || slices.Contains(r.Recommendation.Reasons, "") {
					t.Errorf("%s: %d of %d tiers have a why not", name, len(r.Recommendation.WhyNot), others)
				}
			}
		}
	}
}

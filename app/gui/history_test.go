package gui

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"ounce/app/gui/parts"
	"ounce/assessment"
	"ounce/checks"
)

// TestTwoVisitsAreCompared shows what turned between two results.
func TestTwoVisitsAreCompared(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(&parts.Theme{})
	before := fakeResult(assessment.Answers{}, []checks.Machine{fakeMachine()})
	later := fakeMachine()
	later.Findings[0].Status = checks.Pass
	later.Findings = later.Findings[:8]
	after := fakeResult(assessment.Answers{}, []checks.Machine{later})
	after.Scores.Overall.Range = &assessment.Range{Low: 55, Mid: 62, High: 70}
	visit := func(at time.Time, r assessment.Result) Visit {
		return Visit{At: at, Score: r.Scores.Overall.Range, Result: func() (assessment.Result, error) { return r, nil }}
	}
	s := newShell(fakeDeps(t.TempDir()), "en-GB", atOnce)
	w := test.NewTempWindow(t, s)
	h := newHistory([]Visit{visit(taken, before), visit(taken.AddDate(0, 3, 0), after)}, s.deps.Words, s.compareAside)
	s.put(h, stepHome)
	settle(w, fyne.NewSize(1024, 640))
	var all []string
	drawnTexts(s, fyne.NewPos(0, 0), func(text *canvas.Text, _ fyne.Position) { all = append(all, text.Text) })
	page := strings.Join(all, "\n")
	for _, want := range []string{"+12 points", "Mended", "No longer seen", "Last backup", "was: act, is: fine", "System updates"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	h.older, h.newer = 1, 1
	h.fill()
	if len(h.shown.Objects) == 0 {
		t.Error("a result compared with itself shows nothing")
	}
}

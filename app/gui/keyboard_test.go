package gui

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"ounce/app/gui/parts"
	"ounce/checks"
)

// typist uses the window without a mouse.
type typist struct {
	t *testing.T
	w fyne.Window
}

// tabTo presses Tab until a fitting widget has the focus.
func (p typist) tabTo(what string, fits func(fyne.Focusable) bool) fyne.Focusable {
	p.t.Helper()
	for range 300 {
		p.w.Canvas().FocusNext()
		if f := p.w.Canvas().Focused(); f != nil && fits(f) {
			return f
		}
	}
	p.t.Fatalf("Tab never comes to %s", what)
	return nil
}

// press tabs to a button and presses Space.
func (p typist) press(label string) {
	p.t.Helper()
	p.tabTo(label, func(f fyne.Focusable) bool {
		b, ok := f.(*parts.Button)
		return ok && strings.HasPrefix(b.Text, label)
	}).TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
}

func TestJourneyByKeyboardAlone(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(&parts.Theme{})
	if err := addTranslations(); err != nil {
		t.Fatal(err)
	}
	s := newShell(fakeDeps(t.TempDir()), "en-GB", atOnce)
	w := test.NewTempWindow(t, s)
	w.Resize(fyne.NewSize(1024, 640))
	p := typist{t, w}
	p.press("Start")
	staff := s.screen.(*questions).views[0].fields["staff"].Entry
	p.tabTo("the staff", func(f fyne.Focusable) bool { return f == fyne.Focusable(staff) })
	for _, r := range "12" {
		w.Canvas().Focused().TypedRune(r)
	}
	p.press("Next")
	p.press("Next")
	if s.here != stepQuestions || s.journey.given("B01").Fields["staff"] != 12 {
		t.Fatalf("at %v with %v", s.here, s.journey.answers.Given)
	}
	s.typedRune('1')
	p.press("Next")
	s.typedRune('2')
	p.press("Next")
	p.press("Next")
	p.press("Save")
	if s.here != stepReport || s.journey.saved == "" {
		t.Errorf("at %v the report is saved as %q", s.here, s.journey.saved)
	}
	s.typedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if s.here != stepResult {
		t.Errorf("Escape leads to %v", s.here)
	}
}

func TestClosingDuringAScanEndsItAndKeepsAll(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(&parts.Theme{})
	deps := fakeDeps(t.TempDir())
	store := testStore(t, t.TempDir())
	deps.Store = store
	began := make(chan struct{})
	deps.Scan = func(ctx context.Context, _ func(int, int, checks.Finding)) (checks.Machine, error) {
		close(began)
		<-ctx.Done()
		return checks.Machine{}, ctx.Err()
	}
	var scan sync.WaitGroup
	s := newShell(deps, "en-GB", atOnce)
	test.NewTempWindow(t, s).Resize(fyne.NewSize(1024, 640))
	s.begin(Assessment{}, stepBusiness)
	s.screen.(*questions).views[1].choices.Pick("c")
	s.aside = func(work func()) { scan.Go(work) }
	s.goTo(stepComputer)
	<-began
	s.close()
	ended := make(chan struct{})
	go func() { scan.Wait(); close(ended) }()
	select {
	case <-ended:
	case <-time.After(5 * time.Second):
		t.Fatal("the scan goes on after the window was closed")
	}
	list, err := store.Recent()
	if err != nil || len(list) != 1 {
		t.Fatalf("kept: %v (%v)", list, err)
	}
	if a, err := store.Open(list[0].ID); err != nil || a.Answers.Given["B02"].Choice != "c" {
		t.Errorf("kept: %v (%v)", a.Answers, err)
	}
}

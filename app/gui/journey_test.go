package gui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"ounce/app/gui/parts"
	"ounce/checks"
)

func TestJourneyFromHomeToTheSavedReport(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(&parts.Theme{})
	if err := addTranslations(); err != nil {
		t.Fatal(err)
	}
	deps := fakeDeps(t.TempDir())
	s := newShell(deps, "en-GB", atOnce)
	w := test.NewTempWindow(t, s)
	w.Resize(fyne.NewSize(1024, 640))

	s.screen.(*home).onStart()
	business := s.screen.(*questions)
	business.views[0].fields["staff"].Entry.SetText("0")
	business.forward()
	if s.here != stepBusiness || business.views[0].fields["staff"].Error() == "" {
		t.Fatal("a figure that cannot be right must keep the page and say why")
	}
	business.views[0].fields["staff"].Entry.SetText("12")
	business.views[1].choices.Pick("c")
	business.forward()

	if s.computer.running() || len(s.journey.machines) != 1 {
		t.Fatal("the scan has not ended")
	}

	if got := s.computer.rows["backup.last_success"].finding; got == nil || got.Status != checks.Fail {
		t.Errorf("the row shows %v", got)
	}
	s.typedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})

	page := s.screen.(*questions)
	s.typedRune('4') // nothing is backed up, so the other questions go
	if len(page.views) != 1 || s.journey.answers.Given["BK1"].Choice != "d" {
		t.Errorf("after 4 there are %d questions and %v", len(page.views), s.journey.answers.Given["BK1"])
	}
	s.typedRune('1')
	s.typedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	s.typedRune('9')
	s.typedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})

	s.screen.(*result).onNext()
	r := s.screen.(*report)
	r.start(false)
	if s.journey.saved == "" {
		t.Fatalf("the report was not saved: %s", r.path.Error())
	}

	s.goTo(stepBusiness)
	if got := s.screen.(*questions).views[0].fields["staff"].Entry.Text; got != "12" {
		t.Errorf("going back lost the staff: %q", got)
	}
	s.close()
	if deps.Store.(*fakeStore).saves == 0 {
		t.Error("nothing was kept")
	}
}

func TestParseNumber(t *testing.T) {
	for _, c := range []struct {
		text  string
		comma bool
		want  float64
		ok    bool
	}{
		{"12", false, 12, true}, {" 1 200 ", false, 1200, true}, {"1,200", false, 1200, true}, {"1.200", true, 1200, true},
		{"1,5", false, 1.5, true}, {"1,5", true, 1.5, true}, {"1.5", true, 1.5, true}, {"1,200.50", true, 1200.5, true},
		{"1.200,50", false, 1200.5, true}, {"€ 45", false, 45, true}, {"45 $", false, 45, true}, {"1,234,567", false, 1234567, true},
		{"-3", false, -3, true}, {"twelve", false, 0, false}, {"12 people", false, 0, false}, {"1e9", false, 0, false}, {"", false, 0, false}, {"NaN", false, 0, false}, {"😀", false, 0, false},
	} {
		got, ok := parseNumber(c.text, c.comma)
		if got != c.want || ok != c.ok {
			t.Errorf("parseNumber(%q, %v) = %v, %v; want %v, %v", c.text, c.comma, got, ok, c.want, c.ok)
		}
	}
}

func TestMoneyIsRoundedToWhatTheModelKnows(t *testing.T) {
	for amount, want := range map[float64]string{7712: "7,700 EUR", 38749: "39,000 EUR", 432: "430 EUR", 12.4: "10 EUR", -7712: "–7,700 EUR", 1234567: "1,230,000 EUR", 73823882: "73,800,000 EUR"} {
		if got := money(amount, "EUR"); got != want {
			t.Errorf("money(%v) = %q, want %q", amount, got, want)
		}
	}
}

// atOnce runs what takes time on the test's own goroutine: the test driver has
// no interface thread to come back to.
func atOnce(work func()) { work() }

func TestEveryNumberFollowsTheLevers(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(&parts.Theme{})
	s := newShell(fakeDeps(t.TempDir()), "en-GB", atOnce)
	w := test.NewTempWindow(t, s)
	s.begin(Assessment{}, stepResult)
	settle(w, fyne.NewSize(1024, 640))
	screen := s.screen.(*result)
	own := screen.result.Cost.BreakFix.Total
	l := s.levers(screen.try).(*levers)
	l.sliders[0].SetValue(84)
	if got := screen.result.Cost.BreakFix.Total; got != 2*own {
		t.Errorf("twice the wage makes %v out of %v", got, own)
	}
	if s.journey.result.Cost.BreakFix.Total != own {
		t.Error("trying a figure changed the result that the report shows")
	}
	l.back()
	if got := screen.result.Cost.BreakFix.Total; got != own || l.sliders[0].Value != 42 {
		t.Errorf("going back gives %v and %v", got, l.sliders[0].Value)
	}
}

func BenchmarkLeverMoved(b *testing.B) {
	test.NewTempApp(b).Settings().SetTheme(&parts.Theme{})
	s := newShell(fakeDeps(b.TempDir()), "en-GB", atOnce)
	w := test.NewTempWindow(b, s)
	s.begin(Assessment{}, stepResult)
	settle(w, fyne.NewSize(1024, 640))
	l := s.levers(s.screen.(*result).try).(*levers)
	for i := 0; b.Loop(); i++ {
		l.sliders[0].SetValue(float64(20 + i%100))
	}
}

func TestQuickModeAsksLessAndForgetsNothing(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(&parts.Theme{})
	s := newShell(fakeDeps(t.TempDir()), "en-GB", atOnce)
	test.NewTempWindow(t, s).Resize(fyne.NewSize(1024, 640))
	s.begin(Assessment{}, stepBusiness)
	s.screen.(*questions).views[1].choices.Pick("c")
	s.journey.quick = true
	s.goTo(stepBusiness)
	if views := s.screen.(*questions).views; len(views) != 1 || views[0].question.ID != "B01" {
		t.Errorf("quick mode asks %d questions about the business", len(views))
	}
	if pages := s.journey.pages(false); len(pages) != 1 || len(pages[0].Questions) != 1 {
		t.Errorf("quick mode asks %v", pages)
	}
	if s.journey.answers.Given["B02"].Choice != "c" {
		t.Error("quick mode took an answer back")
	}
}

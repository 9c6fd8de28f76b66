package gui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"ounce/app/gui/parts"
	"ounce/assessment"
)

// TestRealQuestions answers the whole questionnaire by its number keys.
func TestRealQuestions(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(&parts.Theme{})
	if err := addTranslations(); err != nil {
		t.Fatal(err)
	}
	d, err := assessment.Load()
	if err != nil {
		t.Fatal(err)
	}
	deps := fakeDeps(t.TempDir())
	deps.Countries, deps.Currencies, deps.Tiers = nil, nil, nil
	deps.Ask(d)
	s := newShell(deps, "en-GB", atOnce)
	w := test.NewTempWindow(t, s)
	w.Resize(fyne.NewSize(1024, 640))
	s.begin(Assessment{}, stepBusiness)
	business := s.screen.(*questions)
	for _, v := range business.views {
		switch {
		case v.fields["staff"] != nil:
			v.fields["staff"].Entry.SetText("12")
		case v.choices != nil:
			v.choices.PickNumber('2')
		default:
			v.unknown.SetChecked(true)
		}
	}
	if mistakes := deps.Mistakes(s.journey.answers); len(mistakes) > 0 {
		t.Fatalf("the answers have mistakes: %v", mistakes)
	}
	s.goTo(stepQuestions)
	for pages := 0; s.here == stepQuestions && pages < 20; pages++ {
		page := s.screen.(*questions)
		for range len(page.views) {
			s.typedRune('1')
		}
		s.typedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	}
	if s.here != stepResult {
		t.Fatal("the last page does not lead to the result")
	}
	if answered, total := s.journey.answered(s.journey.pages(false)); answered != total || total < 20 {
		t.Errorf("%d of %d questions are answered", answered, total)
	}
	if _, err := d.Assess(assessment.Input{Answers: s.journey.answers, Now: taken}); err != nil {
		t.Errorf("what was answered cannot be judged: %v", err)
	}
}

func TestQuickModeIsTwelveQuestionsAndThreeInputs(t *testing.T) {
	d, in := sampleInput(t)
	asked := 0
	for _, page := range pagesOf(d, in.Answers, nil) {
		for _, q := range page.Questions {
			if q.Quick {
				asked++
			}
		}
	}
	if asked != 15 {
		t.Errorf("quick mode asks %d questions, and the window says 15", asked)
	}
}

package gui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"ounce/app/gui/parts"
	"ounce/assessment"
)

func TestUndoTakesAnswersBackOneByOne(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(&parts.Theme{})
	s := newShell(fakeDeps(t.TempDir()), "en-GB", atOnce)
	test.NewTempWindow(t, s).Resize(fyne.NewSize(1024, 640))
	s.undo() // nothing is open
	s.begin(Assessment{}, stepBusiness)
	s.undo() // nothing was said
	staff := s.screen.(*questions).views[0].fields["staff"]
	staff.Entry.SetText("1")
	staff.Entry.SetText("12")
	s.screen.(*questions).views[1].choices.Pick("c")
	s.screen.(*questions).views[1].choices.Pick("d")
	s.goTo(stepQuestions)
	s.typedRune('2')

	s.undo()
	if s.here != stepQuestions || isAnswered(s.journey.given("BK1")) {
		t.Errorf("at %v with %v", s.here, s.journey.given("BK1"))
	}
	s.undo()
	if got := s.journey.given("B02").Choice; got != "c" || s.here != stepBusiness {
		t.Errorf("at %v with %q, want c", s.here, got)
	}
	if got := s.screen.(*questions).views[1].choices.Picked(); got != "c" {
		t.Errorf("the screen shows %q", got)
	}
	s.undo()
	s.undo()
	if len(s.journey.answers.Given) != 0 {
		t.Errorf("what was typed in one go is undone in one go, but there is %v", s.journey.answers.Given)
	}
	s.undo()
}

func TestUndoForgetsNothingElse(t *testing.T) {
	j := newJourney(fakeDeps(t.TempDir()), Assessment{})
	j.answer("BK1", assessment.Answer{Choice: "a"})
	j.answer("BK4", assessment.Answer{Choice: "b"})
	if id, ok := j.undo(); id != "BK4" || !ok || j.given("BK1").Choice != "a" {
		t.Errorf("undone %q, left %v", id, j.answers.Given)
	}
}

func TestMenusShowTheirShortcuts(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(&parts.Theme{})
	s := newShell(fakeDeps(t.TempDir()), "en-GB", atOnce)
	names := map[string]bool{}
	for _, menu := range s.menu().Items {
		for _, item := range menu.Items {
			if item.IsSeparator {
				continue
			}
			if item.Shortcut == nil {
				t.Errorf("%s has no shortcut", item.Label)
			} else if names[item.Shortcut.ShortcutName()] {
				t.Errorf("%s has the shortcut of another", item.Label)
			} else {
				names[item.Shortcut.ShortcutName()] = true
			}
			item.Action() // also before anything is open
		}
	}
}

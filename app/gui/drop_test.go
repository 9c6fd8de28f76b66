package gui

import (
	"errors"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"ounce/app/gui/parts"
	"ounce/assessment"
	"ounce/checks"
)

func TestFilesAreDroppedOntoTheWindow(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(&parts.Theme{})
	if err := addTranslations(); err != nil {
		t.Fatal(err)
	}
	other := checks.Machine{ID: "77", Name: "OFFICE-9", Taken: taken}
	deps := fakeDeps(t.TempDir())
	deps.ReadDropped = func(path string) (Dropped, error) {
		switch path {
		case "machine.json":
			return Dropped{Machines: []checks.Machine{other}}, nil
		case "answers.yaml":
			return Dropped{Answers: &assessment.Answers{Company: "Bakery Ruiz", Given: map[string]assessment.Answer{"BK1": {Choice: "a"}}}}, nil
		}
		return Dropped{}, errors.New("it is a picture.")
	}
	s := newShell(deps, "en-GB", atOnce)
	test.NewTempWindow(t, s).Resize(fyne.NewSize(1024, 640))

	s.dropped([]string{"holiday.jpg"})
	if s.journey != nil || !s.notice.Visible() {
		t.Error("a picture is no assessment, and one sentence says so")
	}
	s.dropped([]string{"machine.json"})
	if len(s.journey.machines) != 1 || s.here != stepComputer {
		t.Fatalf("there are %d machines at %v", len(s.journey.machines), s.here)
	}
	s.goTo(stepComputer)
	if own, ok := s.journey.ownMachine(); !ok || own.Name != "OFFICE-3" || len(s.journey.machines) != 2 {
		t.Errorf("this computer is %q among %d: a machine from a file must not stand for it", own.Name, len(s.journey.machines))
	}
	if s.notice.Visible() {
		t.Error("the sentence stays when somebody goes on")
	}
	s.dropped([]string{"machine.json"})
	if len(s.journey.machines) != 2 {
		t.Errorf("dropped twice, counted twice: %d", len(s.journey.machines))
	}
	s.dropped([]string{"answers.yaml"})
	if s.journey.answers.Company != "Bakery Ruiz" || len(s.journey.machines) != 0 {
		t.Errorf("the answers of a file began %+v", s.journey.answers)
	}
}

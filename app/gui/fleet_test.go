package gui

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"ounce/app/gui/parts"
	"ounce/assessment"
	"ounce/checks"
)

// words are all words on the screen.
func wordsOn(s *shell) string {
	var all []string
	drawnTexts(s, fyne.NewPos(0, 0), func(text *canvas.Text, _ fyne.Position) { all = append(all, text.Text) })
	return strings.Join(all, "\n")
}

func TestOfTwoVisitsTheNewerOneCounts(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(&parts.Theme{})
	if err := addTranslations(); err != nil {
		t.Fatal(err)
	}
	spring, autumn := fakeMachine(), fakeMachine()
	spring.Taken = taken.AddDate(0, -6, 0)
	spring.Findings = spring.Findings[:3]
	var judged []checks.Machine
	deps := fakeDeps(t.TempDir())
	deps.Assess = func(_ context.Context, a assessment.Answers, machines []checks.Machine) (assessment.Result, error) {
		judged = machines
		return fakeResult(a, machines), nil
	}
	deps.ReadDropped = func(path string) (Dropped, error) {
		if path == "spring" {
			return Dropped{Machines: []checks.Machine{spring}, Left: []string{"x.json is damaged."}}, nil
		}
		return Dropped{Machines: []checks.Machine{autumn}}, nil
	}
	for _, order := range [][]string{{"spring", "autumn"}, {"autumn", "spring"}, {"autumn", "spring", "autumn"}} {
		s := newShell(deps, "en-GB", atOnce)
		test.NewTempWindow(t, s).Resize(fyne.NewSize(1024, 640))
		s.dropped(order)
		if len(s.journey.machines) != 1 || !s.journey.machines[0].Taken.Equal(autumn.Taken) || len(s.journey.visits) != 2 {
			t.Fatalf("%v leave %d computers out of %d visits", order, len(s.journey.machines), len(s.journey.visits))
		}
		page := wordsOn(s)
		for _, want := range []string{"checked more than once", "23 November 2026", "x.json is damaged."} {
			if !strings.Contains(page, want) {
				t.Errorf("%v: the page lacks %q:\n%s", order, want, page)
			}
		}
		s.goTo(stepResult)
		if len(judged) != 2 {
			t.Errorf("%v: %d visits were judged; the report has to tell of both", order, len(judged))
		}
	}
}

func TestOfSeveralFilesTheBrokenOnesAreNamed(t *testing.T) {
	read := func(path string) (Dropped, error) {
		if path == "broken" {
			return Dropped{}, context.DeadlineExceeded
		}
		return Dropped{Machines: []checks.Machine{{ID: path, Name: path}}}, nil
	}
	d, err := readAll(read, []string{"one", "broken", "two"})
	if err != nil || len(d.Machines) != 2 || len(d.Left) != 1 {
		t.Errorf("%+v, %v", d, err)
	}
	if _, err := readAll(read, []string{"broken"}); err == nil {
		t.Error("nothing could be read, and nobody says so")
	}
}

func TestAComputerIsLeftOut(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(&parts.Theme{})
	s := newShell(fakeDeps(t.TempDir()), "en-GB", atOnce)
	test.NewTempWindow(t, s).Resize(fyne.NewSize(1024, 640))
	m := fakeMachine()
	s.begin(Assessment{Own: machineKey(m), Machines: append(fakeOffice(m), m)}, stepComputer)
	s.showFleet()
	s.screen.(*fleet).onLeaveOut(m)
	if _, checked := s.journey.ownMachine(); checked || len(s.journey.machines) != 3 {
		t.Errorf("%d computers are left", len(s.journey.machines))
	}
}

package gui

import (
	"context"
	"errors"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"ounce/assessment"
	"ounce/checks"
)

// scene is what the screens show: fakes that never change, or the real
// questionnaire.
type scene struct {
	deps func() Deps
	open Assessment
}

func fakeScene() scene {
	return scene{
		deps: func() Deps { return fakeDeps("/home/sam/Documents") },
		open: Assessment{Answers: assessment.Answers{Company: "Miller & Sons", Country: "EU", Currency: "EUR"},
			Own: "4f2a", Machines: []checks.Machine{fakeMachine()}},
	}
}

func realScene(t testing.TB) scene {
	deps := realDeps(t, "/home/sam/Documents")
	open, err := deps.Sample(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return scene{deps: func() Deps { return deps }, open: open}
}

// screenAt is a screen in one of its states.
type screenAt struct {
	name string
	// with changes what the window stands on; nil changes nothing.
	with func(*Deps)
	// to leads there from the first step, or from Home for home.
	to func(*shell)
}

// never does nothing of what takes time, so that a screen stays busy.
func never(func()) {}

func screensAt() []screenAt {
	fails := errors.New("the disk is full")
	return []screenAt{
		{"home", nil, func(s *shell) { s.goHome() }},
		{"home-first-start", func(d *Deps) { d.Store = nil }, func(s *shell) { s.journey = nil; s.goHome() }},
		{"home-problem", nil, func(s *shell) { s.goHome(); s.screen.(*home).onOpen("1") }},
		{"business", nil, func(s *shell) {}},
		{"business-wrong", nil, func(s *shell) {
			view := s.screen.(*questions).views[0]
			view.fields["staff"].Entry.SetText("0")
			view.fields["pcs"].Entry.SetText("a dozen")
			s.screen.(*questions).forward()
		}},
		{"business-money", nil, func(s *shell) { s.screen.(*questions).show(len(s.journey.pages(true)) - 1) }},
		{"computer-empty", nil, func(s *shell) { s.journey.sample, s.journey.own = true, ""; s.goTo(stepComputer) }},
		{"computer-checking", nil, func(s *shell) {
			s.aside = never
			s.journey.own = ""
			s.goTo(stepComputer)
			m := s.journey.machines[0]
			for i, f := range m.Findings[:5] {
				s.computer.landed(i+1, len(m.Findings), f)
			}
		}},
		{"computer", nil, func(s *shell) { s.goTo(stepComputer) }},
		{"computer-detail", nil, func(s *shell) {
			s.goTo(stepComputer)
			for _, row := range s.computer.rows {
				if f := row.finding; f != nil && f.Check == s.journey.machines[0].Findings[0].Check {
					s.computer.groups[0].disclosure.SetOpen(true)
					row.disclosure.SetOpen(true)
				}
			}
		}},
		{"computer-failed", func(d *Deps) {
			d.Scan = func(context.Context, func(int, int, checks.Finding)) (checks.Machine, error) {
				return checks.Machine{}, fails
			}
		}, func(s *shell) { s.journey.own = ""; s.goTo(stepComputer) }},
		{"fleet-empty", nil, func(s *shell) { s.journey.setVisits(nil); s.showFleet() }},
		{"fleet-busy", nil, func(s *shell) { s.aside = never; s.showFleet() }},
		{"fleet", nil, func(s *shell) {
			s.takeIn(Dropped{Machines: fakeOffice(s.journey.machines[0]), Left: []string{"holiday.json holds no computer.", "pc9.ounce-machine ends in the middle: it was not copied completely."}}, nil)
			s.showFleet()
		}},
		{"questions", nil, func(s *shell) { s.goTo(stepQuestions); s.screen.(*questions).show(0) }},
		{"questions-answered", nil, func(s *shell) {
			s.goTo(stepQuestions)
			s.screen.(*questions).show(0)
			s.typedRune('1')
			view := s.screen.(*questions).views[0]
			view.why.Show()
			view.note.Show()
			view.Refresh()
		}},
		{"result-busy", nil, func(s *shell) { s.aside = never; s.goTo(stepResult) }},
		{"result-failed", func(d *Deps) {
			d.Assess = func(context.Context, assessment.Answers, []checks.Machine) (assessment.Result, error) {
				return assessment.Result{}, fails
			}
		}, func(s *shell) { s.goTo(stepResult) }},
		{"result", nil, func(s *shell) { s.goTo(stepResult) }},
		{"result-office", nil, func(s *shell) { s.journey.addMachines(fakeOffice(s.journey.machines[0])); s.goTo(stepResult) }},
		{"result-areas", nil, func(s *shell) { s.goTo(stepResult) }},
		{"result-cost", nil, func(s *shell) { s.goTo(stepResult) }},
		{"result-advice", nil, func(s *shell) { s.goTo(stepResult) }},
		{"result-roadmap", nil, func(s *shell) { s.goTo(stepResult) }},
		{"result-findings", nil, func(s *shell) {
			s.goTo(stepResult)
			s.screen.(*result).allFindings.SetOpen(true)
		}},
		{"report", nil, func(s *shell) { s.goTo(stepReport) }},
		{"report-below", nil, func(s *shell) {
			s.goTo(stepReport)
			r := s.screen.(*report)
			r.secret.wanted.SetChecked(true)
			r.secret.first.Entry.SetText("one")
			r.start(false)
		}},
		{"report-exists", func(d *Deps) {
			d.SaveReport = func(context.Context, ReportWish, assessment.Result) (bool, error) { return true, nil }
		}, func(s *shell) { s.goTo(stepReport); s.screen.(*report).start(false) }},
		{"report-failed", func(d *Deps) {
			d.SaveReport = func(context.Context, ReportWish, assessment.Result) (bool, error) { return false, fails }
		}, func(s *shell) { s.goTo(stepReport); s.screen.(*report).start(false) }},
		{"report-saved", nil, func(s *shell) { s.goTo(stepReport); s.screen.(*report).start(false) }},
		{"dropped", nil, func(s *shell) { s.takeIn(Dropped{Machines: []checks.Machine{{ID: "7", Name: "OFFICE-4"}}}, nil) }},
	}
}

// scrolled are the screens that are looked at further down, and how far.
func scrolled(s *shell, name string) {
	r, ok := s.screen.(*result)
	if !ok {
		return
	}
	for _, w := range r.sections {
		if "result-"+w.name == name {
			r.frame.goTo(w.section)
		}
	}
}

type namedWindow struct {
	name   string
	window fyne.Window
	shell  *shell
}

// everyScreen opens each screen of the journey in a window of its own.
func everyScreen(t *testing.T, size fyne.Size, on scene) []namedWindow {
	t.Helper()
	if err := addTranslations(); err != nil {
		t.Fatal(err)
	}
	var all []namedWindow
	for _, screen := range screensAt() {
		deps := on.deps()
		if screen.with != nil {
			screen.with(&deps)
		}
		s := newShell(deps, "en-GB", atOnce)
		w := test.NewTempWindow(t, s)
		s.dialogs = windowDialogs{w, deps.Opens}
		w.SetPadded(false)
		w.Resize(size)
		open := on.open
		open.Machines = append([]checks.Machine(nil), open.Machines...)
		open.Answers.Given = nil
		s.begin(open, stepBusiness)
		for id, a := range on.open.Answers.Given {
			s.journey.answers.Given[id] = a
		}
		screen.to(s)
		settle(w, size)
		scrolled(s, screen.name)
		all = append(all, namedWindow{screen.name, w, s})
	}
	return all
}

// settle lets the layout come to rest.
func settle(w fyne.Window, size fyne.Size) {
	for range 3 {
		w.Resize(size.AddWidthHeight(1, 1))
		w.Resize(size)
	}
}

package gui

import (
	"context"
	"errors"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"ounce/app/gui/parts"
	"ounce/app/settings"
	"ounce/app/store"
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
		{"home-more", func(d *Deps) { d.Store = &dueStore{} }, func(s *shell) {
			s.goHome()
			openMore(s)
		}},
		{"home-locked", func(d *Deps) { d.Store = lockedStore{New: false} }, func(s *shell) { s.goHome() }},
		{"home-no-keychain", func(d *Deps) { d.Store = lockedStore{New: true} }, func(s *shell) { s.goHome() }},
		{"history", nil, func(s *shell) { s.showHistoryOf("1", s.goHome) }},
		{"history-one", nil, func(s *shell) {
			h := newHistory(fakeVisits()[:1], s.deps.Words, s.compareAside)
			s.put(h, stepHome)
		}},
		{"history-failed", nil, func(s *shell) {
			visits := fakeVisits()
			visits[0].Result = func() (assessment.Result, error) { return assessment.Result{}, fails }
			s.put(newHistory(visits, s.deps.Words, s.compareAside), stepHome)
		}},
		{"sealing", nil, func(s *shell) { s.sealCopy("1", "Miller & Sons", s.goHome, nil, "") }},
		{"sealing-wrong", nil, func(s *shell) { s.sealCopy("1", "Miller & Sons", s.goHome, nil, ""); s.screen.(*sealing).start(false) }},
		{"sealing-exists", nil, func(s *shell) { seal(s, "/there/copy.ounce") }},
		{"sealing-failed", nil, func(s *shell) { seal(s, "/full/copy.ounce") }},
		{"sealing-busy", nil, func(s *shell) { s.aside = never; seal(s, "/home/sam/copy") }},
		{"sealing-done", nil, func(s *shell) { seal(s, "/home/sam/copy") }},
		{"opening", nil, func(s *shell) { s.openCopy("/mail/miller.ounce") }},
		{"opening-wrong", nil, func(s *shell) { unseal(s, "three loud words") }},
		{"opening-busy", nil, func(s *shell) { s.aside = never; unseal(s, "three quiet words") }},
		{"opening-failed", nil, func(s *shell) { unseal(s, "three quiet words") }},
		{"settings", nil, func(s *shell) { s.showSettings() }},
		{"settings-busy", nil, func(s *shell) { s.aside = never; s.showSettings() }},
		{"settings-wrong", nil, func(s *shell) {
			s.showSettings()
			v := s.screen.(*settingsView)
			v.fields["brand.primary"].Entry.SetText("teal")
			v.start()
		}},
		{"settings-saved", nil, func(s *shell) { s.showSettings(); s.screen.(*settingsView).start() }},
		{"settings-unreadable", func(d *Deps) {
			d.Settings = func() (settings.Settings, error) {
				return settings.Settings{}, errors.New("settings.yaml, line 3: there is no key curency; did you mean currency?")
			}
		}, func(s *shell) { s.showSettings() }},
		{"settings-failed", func(d *Deps) {
			d.SaveSettings = func(settings.Settings) ([]settings.Problem, error) { return nil, fails }
		}, func(s *shell) { s.showSettings(); s.screen.(*settingsView).start() }},
		{"wiping", nil, func(s *shell) { s.showWiping() }},
		{"wiping-busy", nil, func(s *shell) { s.aside = never; s.showWiping() }},
		{"wiping-empty", func(d *Deps) { d.WipeList = func() ([]string, error) { return nil, nil } }, func(s *shell) { s.showWiping() }},
		{"wiping-asked", nil, func(s *shell) { s.showWiping(); s.screen.(*wiping).ask() }},
		{"wiping-done", func(d *Deps) {
			looks := 0
			list := d.WipeList
			d.WipeList = func() ([]string, error) {
				if looks++; looks > 1 {
					return nil, nil
				}
				return list()
			}
		}, func(s *shell) { s.showWiping(); s.screen.(*wiping).start() }},
		{"wiping-failed", func(d *Deps) {
			d.Wipe = func() error { return errors.New("this is still there: /home/sam/.config/ounce/settings.yaml") }
		}, func(s *shell) { s.showWiping(); s.screen.(*wiping).start() }},
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
		{"report-mailed", nil, func(s *shell) {
			s.goTo(stepReport)
			r := s.screen.(*report)
			r.start(false)
			r.show(r.mail)
		}},
		{"sealing-mailed", nil, func(s *shell) {
			seal(s, "/home/sam/copy")
			s.screen.(*sealing).mail("/home/sam/copy.ounce")
		}},
		{"parted", nil, func(s *shell) {
			s.goTo(stepBusiness)
			s.parted(s.journey, &store.ChangedError{Head: store.Head{Changed: taken}})
		}},
		{"foreign", nil, func(s *shell) { s.takeIn(Dropped{}, &ForeignError{Path: "/home/sam/holiday.jpg"}) }},
		{"dropped", nil, func(s *shell) { s.takeIn(Dropped{Machines: []checks.Machine{{ID: "7", Name: "OFFICE-4"}}}, nil) }},
	}
}

// seal writes a copy to a path.
func seal(s *shell, path string) {
	s.sealCopy("1", "Miller & Sons", s.goHome, nil, "")
	screen := s.screen.(*sealing)
	screen.first.Entry.SetText("three quiet words")
	screen.again.Entry.SetText("three quiet words")
	screen.path.Entry.SetText(path)
	screen.start(false)
}

// unseal opens a copy with a passphrase.
func unseal(s *shell, passphrase string) {
	s.openCopy("/mail/miller.ounce")
	screen := s.screen.(*opening)
	screen.field.Entry.SetText(passphrase)
	screen.start()
}

// dueStore keeps an assessment that it is time to check again.
type dueStore struct{ fakeStore }

func (*dueStore) Recent() ([]Recent, error) {
	return []Recent{{ID: "2", Company: "Bakery Ruiz", Changed: taken, Says: "70–74 of 100", Due: taken.AddDate(0, 3, 0), Results: 1},
		{ID: "1", Company: "Miller & Sons", Changed: taken.AddDate(0, -4, 0), Says: "41–58 of 100", Due: taken.AddDate(0, -1, 0), Results: 2}}, nil
}

func (*dueStore) Save(Assessment) (string, error) { return "1", nil }

// openMore opens what can be done with the assessment that is listed last.
func openMore(s *shell) {
	var dots *parts.Pressable
	pressables(s, func(p *parts.Pressable) {
		if strings.HasPrefix(p.Name, "More about") {
			dots = p
		}
	})
	dots.OnPressed()
}

// pressables calls visit for each thing to press below an object.
func pressables(o fyne.CanvasObject, visit func(*parts.Pressable)) {
	switch o := o.(type) {
	case *parts.Pressable:
		visit(o)
	case *fyne.Container:
		for _, child := range o.Objects {
			pressables(child, visit)
		}
	case *container.Scroll:
		pressables(o.Content, visit)
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(o).Objects() {
			pressables(child, visit)
		}
	}
}

// lockedStore is a store that needs a passphrase.
type lockedStore struct{ New bool }

func (l lockedStore) Recent() ([]Recent, error)       { return nil, &Locked{New: l.New} }
func (l lockedStore) Open(string) (Assessment, error) { return Assessment{}, &Locked{New: l.New} }
func (l lockedStore) Save(Assessment) (string, error) { return "", &Locked{New: l.New} }
func (l lockedStore) Unlock(string) error             { return store.ErrPassphrase }

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

// everyScreen opens each screen of the journey in a window of its own, and lets
// visit look at it before the next one opens: the toolkit forgets how things are
// drawn that nobody has looked at for a minute.
func everyScreen(t *testing.T, size fyne.Size, on scene, visit func(namedWindow)) {
	t.Helper()
	if err := addTranslations(); err != nil {
		t.Fatal(err)
	}
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
		visit(namedWindow{screen.name, w, s})
	}
}

// settle lets the layout come to rest.
func settle(w fyne.Window, size fyne.Size) {
	for range 3 {
		w.Resize(size.AddWidthHeight(1, 1))
		w.Resize(size)
	}
}

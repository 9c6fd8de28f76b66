package gui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"ounce/app/gui/parts"
)

// step is a place of the journey.
type step int

const (
	stepBusiness step = iota
	stepComputer
	stepQuestions
	stepResult
	stepReport
	stepHome step = -1
	// stepLeft is wherever somebody left an assessment.
	stepLeft step = -2
)

// shell is the window's content: the rail at the left, the screen beside it.
type shell struct {
	widget.BaseWidget
	deps     Deps
	comma    bool // the language's decimal sign
	aside    func(func())
	after    func(time.Duration, func()) // nil never does what is asked for later
	journey  *journey
	computer *computer
	keepers  []*keeper // the last one keeps the journey that is open

	rail    *parts.Rail
	place   *fyne.Container
	notice  *fyne.Container // a sentence above the screen
	beside  *fyne.Container // notice and place
	screen  fyne.CanvasObject
	here    step
	dialogs dialogs            // nil where there is no window to show them in
	asking  *lockPanel         // asked last for a passphrase
	later   bool               // nobody wants to be asked for a passphrase again
	judged  context.CancelFunc // ends the judging that runs
}

// dialogs ask the person for a file or a folder; chosen is called on the
// interface thread, and not at all when nothing was chosen.
type dialogs interface {
	// openFile asks for one of some endings, as ".json"; nil are those that the
	// window takes in.
	openFile(endings []string, chosen func(path string))
	chooseFolder(at string, chosen func(path string))
}

// scrolling is a screen whose body scrolls.
type scrolling interface{ body() *frame }

// keyTaker is a screen that takes keys which no widget wanted.
type keyTaker interface{ TypedKey(*fyne.KeyEvent) }

// runeTaker is a screen that takes letters which no widget wanted.
type runeTaker interface{ TypedRune(rune) }

// newShell is the content of a window; aside runs what takes time beside the
// interface thread.
func newShell(deps Deps, locale string, aside func(func())) *shell {
	s := &shell{deps: deps, aside: aside, comma: usesDecimalComma(locale), place: container.NewStack(), here: stepHome}
	s.notice = container.NewStack()
	s.notice.Hide()
	s.beside = container.New(belowLayout{}, s.notice, s.place)
	brand := parts.NewPressable(lang.L("Ounce, home"), parts.NewStrong("Ounce", parts.Section, parts.Primary), s.goHome).StandOut()
	s.rail = parts.NewRail(brand, s.steps())
	s.rail.OnStep = func(index int) { s.goTo(step(index)) }
	s.ExtendBaseWidget(s)
	s.goHome()
	return s
}

// steps says how the steps stand.
func (s *shell) steps() []parts.Step {
	names := []string{lang.L("Your business"), lang.L("This computer"), lang.L("Questions"), lang.L("Result"), lang.L("Report")}
	steps := make([]parts.Step, len(names))
	for i, name := range names {
		steps[i] = parts.Step{Name: name}
		if s.journey != nil {
			steps[i].State = s.state(step(i))
		}
	}
	return steps
}

func (s *shell) state(at step) parts.StepState {
	j := s.journey
	done := false
	switch at {
	case stepBusiness, stepQuestions:
		answered, total := j.answered(j.pages(at == stepBusiness))
		done = total > 0 && answered == total
	case stepComputer:
		_, done = j.ownMachine()
	case stepResult:
		done = j.result != nil
	case stepReport:
		done = j.saved != ""
	}
	if done {
		return parts.StepDone
	}
	return parts.StepOpen
}

// left is the first step that is not done.
func (s *shell) left() step {
	for _, at := range []step{stepBusiness, stepComputer, stepQuestions} {
		if s.state(at) != parts.StepDone {
			return at
		}
	}
	return stepResult
}

// fresh is what a new assessment begins with.
func (s *shell) fresh() Assessment {
	if s.deps.Fresh == nil {
		return Assessment{}
	}
	return s.deps.Fresh()
}

// begin opens an assessment at its first step.
func (s *shell) begin(a Assessment, at step) {
	s.endScan()
	if s.journey != nil {
		s.journey.changed = nil
	}
	j := newJourney(s.deps, a)
	s.journey, s.computer = j, nil
	keeper := newKeeper(s.deps.Store, s.aside, func(id string, err error) (again bool) { return s.kept(j, id, err) })
	keeper.after = s.after
	s.keepers = append(s.keepers, keeper)
	j.changed = func() { s.changed(keeper) }
	s.rail.SetSaved("", parts.Muted)
	s.rail.SetCompany(a.Answers.Company)
	s.goTo(at)
}

// changed keeps what was said, and shows it in the rail.
func (s *shell) changed(keeper *keeper) {
	s.rail.SetCompany(s.journey.answers.Company)
	s.rail.SetSteps(s.steps(), int(s.here))
	if !s.journey.sample {
		keeper.keep(s.journey.assessment())
	}
}

// kept shows how the saving went, and tells whether another try may help; it
// comes on the interface thread.
func (s *shell) kept(j *journey, id string, err error) (again bool) {
	if j != s.journey {
		return false
	}
	if locked, ok := s.asLocked(err); ok {
		s.rail.SetSaved(lang.L("Not saved yet"), parts.Look)
		if !s.later && (s.asking == nil || !s.notice.Visible()) {
			s.asking = s.unlock(locked, func() {
				s.untell()
				j.changed()
			})
			s.asking.onLater = func() {
				s.later = true
				s.untell()
			}
			s.show(s.asking)
		}
		return false
	}
	if s.parted(j, err) {
		return false
	}
	if err != nil {
		s.rail.SetSaved(lang.L("Not saved: {{.Problem}}", map[string]any{"Problem": sentence(err)}), parts.Act)
		return true
	}
	j.id = id
	s.rail.SetSaved(lang.L("Saved"), parts.Fine)
	return false
}

func (s *shell) endScan() {
	if s.computer != nil && s.computer.running() {
		s.computer.stop()
	}
}

func (s *shell) put(screen fyne.CanvasObject, here step) {
	if s.judged != nil {
		s.judged()
		s.judged = nil
	}
	s.untell()
	s.screen, s.here = screen, here
	s.place.RemoveAll()
	s.place.Add(screen)
	s.rail.SetSteps(s.steps(), int(here))
	if c := fyne.CurrentApp().Driver().CanvasForObject(s.place); c != nil {
		c.Unfocus()
	}
}

func (s *shell) goHome() {
	company := ""
	if s.journey != nil {
		if company = s.journey.answers.Company; company == "" {
			company = lang.L("your assessment")
		}
	}
	h := newHome(company, s.deps.Version)
	h.onStart = func() { s.begin(s.fresh(), stepBusiness) }
	h.onContinue = func() { s.goTo(stepLeft) }
	h.onOpen = func(id string) {
		s.open(h, func(context.Context) (Assessment, error) { return s.deps.Store.Open(id) }, stepLeft)
	}
	s.offerMore(h)
	if s.deps.Sample != nil {
		h.onSample = func() { s.open(h, s.deps.Sample, stepResult) }
	}
	if s.dialogs != nil && s.deps.ReadDropped != nil {
		h.onFile = s.chooseFile
	}
	if s.deps.Notice != "" {
		h.setProblem(lang.L("The settings are not used: {{.Problem}}. Prices and names are Ounce's own until that is mended.", map[string]any{"Problem": s.deps.Notice}))
	}
	s.put(h, stepHome)
	s.offerCrash()
	if s.deps.Store != nil {
		s.aside(func() { s.listRecent(h) })
	}
}

func (s *shell) listRecent(h *home) {
	list, err := s.deps.Store.Recent()
	fyne.Do(func() {
		h.setRecent(list, s.deps.Today())
		if locked, ok := s.asLocked(err); ok {
			h.setNotice(s.unlock(locked, func() {
				h.setNotice(nil)
				s.aside(func() { s.listRecent(h) })
			}))
		} else if err != nil {
			h.setProblem(lang.L("Earlier assessments could not be listed: {{.Problem}}", map[string]any{"Problem": sentence(err)}))
		}
	})
}

// open fetches an assessment off the interface thread and begins with it.
func (s *shell) open(h *home, fetch func(context.Context) (Assessment, error), at step) {
	s.aside(func() {
		a, err := fetch(context.Background())
		fyne.Do(func() {
			if err != nil {
				h.setProblem(lang.L("It could not be opened: {{.Problem}}", map[string]any{"Problem": sentence(err)}))
				return
			}
			s.begin(a, at)
		})
	})
}

func (s *shell) goTo(at step) {
	if s.journey == nil {
		return
	}
	switch at {
	case stepHome:
		s.goHome()
	case stepLeft:
		s.goTo(s.left())
	case stepBusiness:
		s.put(s.business(), at)
	case stepComputer:
		s.showComputer()
	case stepQuestions:
		q := newQuestions(s.journey, false, nil, s.comma)
		q.setDone(lang.L("Result"))
		q.onBack, q.onDone = func() { s.goTo(stepComputer) }, func() { s.goTo(stepResult) }
		s.put(q, at)
	case stepResult:
		s.judge(stepResult)
	case stepReport:
		s.judge(stepReport)
	}
}

func (s *shell) business() fyne.CanvasObject {
	j := s.journey
	var q *questions
	quick := parts.NewCheck(lang.L("Quick look: only the 15 questions that matter most, about four minutes"), j.quick, func(on bool) {
		j.quick = on
		j.touch()
		q.sync()
	})
	company := newCompany(s.journey.answers, s.deps.Countries, s.deps.Currencies, func(company, country, currency string) {
		a := &s.journey.answers
		a.Company, a.Country, a.Currency = company, country, currency
		s.journey.touch()
	}, quick)
	q = newQuestions(s.journey, true, company, s.comma)
	q.setDone(lang.L("This computer"))
	q.onBack, q.onDone = s.goHome, func() { s.goTo(stepComputer) }
	return q
}

func (s *shell) showComputer() {
	first := s.computer == nil
	if first {
		s.computer = newComputer(s.deps.Checks, s.deps.Words, s.deps.Scan, s.aside)
		s.computer.onBack, s.computer.onNext, s.computer.onOthers = func() { s.goTo(stepBusiness) }, func() { s.goTo(stepQuestions) }, s.showFleet
		journey := s.journey
		s.computer.onScanned = journey.setMachine
	}
	s.put(s.computer, stepComputer)
	own, checked := s.journey.ownMachine()
	switch {
	case first && checked:
		s.computer.show(own)
	case first && !s.journey.sample:
		s.computer.start()
	}
}

// typedKey hands a key that no widget wanted to the screen.
func (s *shell) typedKey(key *fyne.KeyEvent) {
	if taker, ok := s.screen.(keyTaker); ok {
		taker.TypedKey(key)
	}
}

// typedRune hands a letter that no widget wanted to the screen.
func (s *shell) typedRune(r rune) {
	if taker, ok := s.screen.(runeTaker); ok {
		taker.TypedRune(r)
	}
}

// Reveal scrolls the screen until what has gained the focus is in sight.
func (s *shell) Reveal(o fyne.CanvasObject) {
	at := fyne.CurrentApp().Driver().CanvasForObject(s)
	if screen, ok := s.screen.(scrolling); ok && (at == nil || at.Overlays().Top() == nil) {
		screen.body().reveal(o)
	}
}

// Roll scrolls the screen by the mouse wheel.
func (s *shell) Roll(event *fyne.ScrollEvent) {
	if screen, ok := s.screen.(scrolling); ok {
		screen.body().scroll.Scrolled(event)
	}
}

// close ends what still runs and waits until all is kept.
func (s *shell) close() {
	s.endScan()
	for _, k := range s.keepers {
		k.close()
	}
}

// CreateRenderer sets the screen beside the rail.
func (s *shell) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.New(besideLayout{}, s.beside, s.rail))
}

// besideLayout gives the second object its own width at the left and the first
// the rest: the screen comes first when people go on by Tab.
type besideLayout struct{}

func (besideLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := objects[1].MinSize().Width
	objects[1].Move(fyne.NewPos(0, 0))
	objects[1].Resize(fyne.NewSize(width, size.Height))
	objects[0].Move(fyne.NewPos(width, 0))
	objects[0].Resize(fyne.NewSize(size.Width-width, size.Height))
}

func (besideLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	left, right := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(left.Width+right.Width, max(left.Height, right.Height))
}

package gui

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"ounce/app/gui/parts"
	"ounce/assessment"
)

// judge judges what was said and seen, if that is not done yet, and then shows
// the result or the report.
func (s *shell) judge(at step) {
	if s.journey.result != nil {
		s.showJudged(at)
		return
	}
	s.put(newBusy(s.steps()[at].Name, lang.L("Putting it all together …")), at)
	ctx, cancel := context.WithCancel(context.Background())
	s.judged = cancel
	answers, visits := s.journey.assessment().Answers, slices.Clone(s.journey.visits)
	s.aside(func() {
		r, err := s.deps.Assess(ctx, answers, visits)
		fyne.Do(func() { s.judgedAs(ctx, r, err, at) })
	})
}

func (s *shell) judgedAs(ctx context.Context, r assessment.Result, err error, at step) {
	if ctx.Err() != nil {
		return // somebody went elsewhere meanwhile
	}
	if err != nil {
		s.put(newSorry(lang.L("The result could not be worked out: {{.Problem}} Your answers are safe.", map[string]any{"Problem": sentence(err)}),
			func() { s.goTo(stepQuestions) }, func() { s.goTo(at) }), at)
		return
	}
	s.journey.judged(r)
	s.showJudged(at)
}

func (s *shell) showJudged(at step) {
	if at == stepReport {
		s.put(s.report(), at)
		return
	}
	var screen *result
	screen = newResult(s.journey.result, s.deps.Words, tiersOf(s.journey.result, s.deps.Tiers), s.journey.definition, s.levers(func(r *assessment.Result) { screen.try(r) }))
	screen.onBack, screen.onNext, screen.onFleet = func() { s.goTo(stepQuestions) }, func() { s.goTo(stepReport) }, s.showFleet
	s.put(screen, at)
}

func (s *shell) report() *report {
	j := s.journey
	if j.wish.Path == "" {
		if s.deps.Wish != nil {
			j.wish = s.deps.Wish()
		}
		j.wish.Path = s.deps.ReportPath(j.answers.Company)
	}
	offers := s.deps.Offers
	offers.Mail = s.deps.MailDraft != nil
	if _, ok := s.deps.Store.(copier); ok && s.deps.CopyPath != nil && !j.sample {
		offers.Seal = s.sealOpen
	}
	r := newReport(reportOf{s.deps, *j.result, s.earlier(j.id, j.result.Generated), s.tellAside}, offers, s.aside, &j.wish, j.saved)
	if s.dialogs != nil {
		r.onFolder = s.dialogs.chooseFolder
	}
	r.onBack, r.onHome = func() { s.goTo(stepResult) }, s.goHome
	r.onSaved = func(path string) {
		j.saved = path
		s.rail.SetSteps(s.steps(), int(s.here))
	}
	return r
}

// levers are the sliders below the cost, or nil where there is nothing to try.
func (s *shell) levers(show func(*assessment.Result)) fyne.CanvasObject {
	if s.deps.Levers == nil || s.deps.Try == nil {
		return nil
	}
	j := s.journey
	list := s.deps.Levers(*j.result)
	if len(list) == 0 {
		return nil
	}
	var l *levers
	l = newLevers(list, func(values map[string]float64) {
		l.setProblem("")
		if values == nil {
			show(j.result)
			return
		}
		r, err := s.deps.Try(j.answers, j.machines, values)
		if err != nil {
			l.setProblem(lang.L("These figures could not be tried: {{.Problem}}", map[string]any{"Problem": sentence(err)}))
			return
		}
		show(&r)
	})
	return l
}

// tiersOf are the tiers that were judged: those of the settings may be others
// than Ounce's own.
func tiersOf(r *assessment.Result, own []Tier) []Tier {
	if len(r.Tiers) == 0 {
		return own
	}
	var list []Tier
	for _, t := range r.Tiers {
		list = append(list, Tier{t.ID, t.Name, t.Says})
	}
	return list
}

// chronicler is a store that gives the results of earlier visits.
type chronicler interface {
	Earlier(id string, than time.Time) ([]assessment.Result, error)
}

// earlier reads the results of the visits before this one. What was never kept
// has none.
func (s *shell) earlier(id string, than time.Time) func() ([]assessment.Result, error) {
	from, ok := s.deps.Store.(chronicler)
	if !ok || id == "" {
		return func() ([]assessment.Result, error) { return nil, nil }
	}
	return func() ([]assessment.Result, error) { return from.Earlier(id, than) }
}

// tellAside shows a warning from beside the interface thread.
func (s *shell) tellAside(text string) {
	fyne.Do(func() { s.tell(parts.Look, parts.IconWarn, text) })
}

// reportOf writes the report of one result.
type reportOf struct {
	deps   Deps
	result assessment.Result
	// earlier gives the results of earlier visits; warn says what is missing from
	// a report that was written all the same.
	earlier func() ([]assessment.Result, error)
	warn    func(text string)
}

func (r reportOf) save(ctx context.Context, wish ReportWish) (bool, error) {
	earlier, err := r.earlier()
	if err != nil {
		r.warn(lang.L("The report is without what has changed, because earlier results could not be read: {{.Problem}}", map[string]any{"Problem": sentence(err)}))
	}
	wish.Earlier = earlier
	return r.deps.SaveReport(ctx, wish, r.result)
}
func (r reportOf) open(path string) error           { return r.deps.OpenFile(path) }
func (r reportOf) showInFolder(path string) error   { return r.deps.ShowInFolder(path) }
func (r reportOf) mail(path string) (string, error) { return r.deps.MailDraft(&r.result, path) }

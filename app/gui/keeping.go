package gui

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"ounce/app/gui/parts"
	"ounce/app/store"
)

// remover is a store that gives up what it keeps.
type remover interface{ Remove(id string) error }

// offerMore lets the home screen offer what the store can do with what it keeps.
func (s *shell) offerMore(h *home) {
	if s.deps.Settings != nil {
		h.ways = append(h.ways, parts.NewLink(lang.L("Settings"), s.showSettings))
	}
	if s.deps.WipeList != nil {
		h.ways = append(h.ways, parts.NewLink(lang.L("Remove everything …"), s.showWiping))
	}
	h.onAgain = func(id string) {
		s.open(h, func(context.Context) (Assessment, error) { return s.deps.Store.Open(id) }, stepComputer)
	}
	if _, ok := s.deps.Store.(historian); ok {
		h.onHistory = func(one Recent) { s.showHistoryOf(one.ID, s.goHome) }
	}
	if _, ok := s.deps.Store.(copier); ok && s.deps.CopyPath != nil {
		h.onSeal = func(one Recent) { s.sealCopy(one.ID, one.Company, s.goHome, nil, "") }
	}
	if from, ok := s.deps.Store.(remover); ok {
		h.onRemove = func(id string) { s.remove(h, from, id) }
	}
}

// remove removes a kept assessment, and closes it if it is open.
func (s *shell) remove(h *home, from remover, id string) {
	if s.journey != nil && s.journey.id == id {
		s.leave()
	}
	s.aside(func() {
		err := from.Remove(id)
		fyne.Do(func() {
			if err != nil {
				h.setProblem(lang.L("It could not be removed: {{.Problem}}", map[string]any{"Problem": sentence(err)}))
				return
			}
			s.goHome()
		})
	})
}

// leave closes the assessment that is open, so that nothing of it is saved any
// more.
func (s *shell) leave() {
	s.endScan()
	if s.journey != nil {
		s.journey.changed = nil
	}
	s.journey, s.computer = nil, nil
	s.rail.SetCompany("")
	s.rail.SetSaved("", parts.Muted)
	s.rail.SetSteps(s.steps(), int(s.here))
}

// parted says, once, that another Ounce saved the assessment meanwhile, and
// offers to keep both or to go on with the other one. It tells whether that is
// what err says.
func (s *shell) parted(j *journey, err error) bool {
	var changed *store.ChangedError
	if !errors.As(err, &changed) {
		return false
	}
	s.rail.SetSaved(lang.L("Not saved: changed elsewhere"), parts.Act)
	if j.parted {
		return true
	}
	j.parted = true
	at := changed.Head.Changed.Local().Format("15:04")
	s.tell(parts.Look, parts.IconWarn, lang.L("Another window of Ounce saved this assessment at {{.Time}}. What you say here is not saved until you choose.", map[string]any{"Time": at}),
		parts.NewButton(lang.L("Keep both"), func() { s.keepBoth(j) }),
		parts.NewButton(lang.L("Open the other one"), func() { s.openOther(j) }))
	return true
}

// keepBoth goes on with what is said here, as an assessment of its own.
func (s *shell) keepBoth(j *journey) {
	own, here := j.assessment(), s.here
	own.ID = ""
	s.begin(own, here)
	s.journey.touch()
}

// openOther goes on with what the other Ounce saved.
func (s *shell) openOther(j *journey) {
	s.aside(func() {
		a, err := s.deps.Store.Open(j.id)
		fyne.Do(func() {
			if err != nil {
				s.tell(parts.Act, parts.IconFail, lang.L("It could not be opened: {{.Problem}}", map[string]any{"Problem": sentence(err)}))
				return
			}
			s.begin(a, s.here)
		})
	})
}

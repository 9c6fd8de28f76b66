package gui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"ounce/app/gui/parts"
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

package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"ounce/app/gui/parts"
)

// offerCrash offers the details of a run that ended in the middle, on the home
// screen until somebody answers.
func (s *shell) offerCrash() {
	if s.deps.Crash == "" || s.deps.SaveCrash == nil {
		return
	}
	words := parts.NewText(lang.L("Ounce ended unexpectedly the last time. Your answers are safe. Shall we save the details, so that you can send them to whoever gave you Ounce? Your name and this computer’s are taken out."), parts.Body, parts.Text)
	save := parts.NewQuietButton(lang.L("Save the details"), s.saveCrash)
	closing := parts.NewQuietButton(lang.L("Not now"), func() {
		s.deps.Crash = ""
		s.untell()
	})
	s.show(parts.NewNotice(parts.Look, parts.Row(parts.Gap2, words, parts.NewMark(parts.IconWarn, parts.Look), words, save, closing)))
}

func (s *shell) saveCrash() {
	details := s.deps.Crash
	s.deps.Crash = ""
	s.aside(func() {
		path, err := s.deps.SaveCrash(details)
		fyne.Do(func() {
			if err != nil {
				s.tell(parts.Act, parts.IconFail, lang.L("The details could not be saved: {{.Problem}}", map[string]any{"Problem": sentence(err)}))
				return
			}
			s.tell(parts.Fine, parts.IconPass, lang.L("The details are in {{.Path}}", map[string]any{"Path": path}))
		})
	})
}

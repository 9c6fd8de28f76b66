package gui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"ounce/app/gui/parts"
	"ounce/assessment"
	"ounce/checks"
)

// Dropped is what a file holds that somebody dragged onto the window: answers or
// checked machines.
type Dropped struct {
	Answers  *assessment.Answers
	Machines []checks.Machine
	// Left says which files of a folder were left out, and why.
	Left []string
}

// dropped reads files off the interface thread and takes in what they hold.
func (s *shell) dropped(paths []string) {
	if s.deps.ReadDropped == nil {
		return
	}
	for _, path := range paths {
		s.aside(func() {
			d, err := s.deps.ReadDropped(path)
			fyne.Do(func() { s.takeIn(d, err) })
		})
	}
}

func (s *shell) takeIn(d Dropped, err error) {
	switch {
	case err != nil:
		s.tell(parts.Act, parts.IconFail, lang.L("That file could not be taken in: {{.Problem}}", map[string]any{"Problem": sentence(err)}))
	case d.Answers != nil:
		s.begin(Assessment{Answers: *d.Answers}, stepLeft)
		s.journey.touch()
		s.tell(parts.Fine, parts.IconPass, lang.L("The answers of the file are in place, as an assessment of their own."))
	case len(d.Machines) > 0:
		if s.journey == nil {
			s.begin(s.fresh(), stepBusiness)
		}
		for _, m := range d.Machines {
			s.journey.addMachine(m)
		}
		if s.here == stepResult || s.here == stepReport {
			s.goTo(s.here)
		}
		said := counted("{{.Count}} checked computers are part of the assessment now", len(d.Machines))
		if len(d.Left) == 0 {
			s.tell(parts.Fine, parts.IconPass, said)
			return
		}
		s.tell(parts.Look, parts.IconWarn, said+"\n"+counted("{{.Count}} files were left out:", len(d.Left))+"\n"+strings.Join(d.Left[:min(5, len(d.Left))], "\n"))
	}
}

// tell shows a sentence above the screen until somebody goes on.
func (s *shell) tell(tone parts.Tone, icon parts.Icon, text string) {
	words := parts.NewText(text, parts.Body, parts.Text)
	closing := parts.NewQuietButton(lang.L("Close"), s.untell)
	s.show(parts.NewNotice(tone, parts.Row(parts.Gap2, words, parts.NewMark(icon, tone), words, closing)))
}

// show sets a notice above the screen.
func (s *shell) show(notice fyne.CanvasObject) {
	s.notice.RemoveAll()
	s.notice.Add(container.New(sheetLayout{room: parts.Gap3}, notice))
	s.notice.Show()
	s.beside.Refresh()
}

func (s *shell) untell() {
	s.notice.RemoveAll()
	s.notice.Hide()
	s.beside.Refresh()
}

// belowLayout gives the first object, if it is shown, the height it needs and
// the second the rest.
type belowLayout struct{}

func (belowLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	top := float32(0)
	if objects[0].Visible() {
		objects[0].Move(fyne.NewPos(0, 0))
		top = heightAt(objects[0], size.Width)
	}
	objects[1].Move(fyne.NewPos(0, top))
	objects[1].Resize(fyne.NewSize(size.Width, size.Height-top))
}

func (belowLayout) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[1].MinSize() }

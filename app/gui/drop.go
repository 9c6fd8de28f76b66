package gui

import (
	"errors"
	"path/filepath"
	"slices"
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

// ForeignError is a file that is of none of the kinds that the window takes in.
type ForeignError struct{ Path string }

func (e *ForeignError) Error() string {
	return lang.L("{{.File}} is nothing that Ounce reads", e.file())
}

func (e *ForeignError) file() map[string]any {
	return map[string]any{"File": shorten(filepath.Base(e.Path), 60)}
}

// dropped reads files off the interface thread and takes in what they hold. Of
// several files those that cannot be read are left out and named.
func (s *shell) dropped(paths []string) {
	if copied := slices.IndexFunc(paths, isCopy); copied >= 0 {
		s.openCopy(paths[copied])
		return
	}
	if s.deps.ReadDropped == nil || len(paths) == 0 {
		return
	}
	s.tell(parts.Line, parts.IconOpen, lang.L("Reading {{.File}} …", map[string]any{"File": shorten(filepath.Base(paths[0]), 40)}))
	s.aside(func() {
		d, err := readAll(s.deps.ReadDropped, paths)
		fyne.Do(func() {
			s.untell()
			s.takeIn(d, err)
		})
	})
}

// readAll reads files one after another. It fails when none can be read.
func readAll(read func(path string) (Dropped, error), paths []string) (Dropped, error) {
	var all Dropped
	var first error
	for _, path := range paths {
		d, err := read(path)
		if err != nil {
			if first == nil {
				first = err
			}
			all.Left = append(all.Left, err.Error())
			continue
		}
		if d.Answers != nil {
			all.Answers = d.Answers
		}
		all.Machines, all.Left = append(all.Machines, d.Machines...), append(all.Left, d.Left...)
	}
	if all.Answers == nil && len(all.Machines) == 0 {
		return all, first
	}
	return all, nil
}

func (s *shell) takeIn(d Dropped, err error) {
	var foreign *ForeignError
	if errors.As(err, &foreign) {
		s.tell(parts.Look, parts.IconWarn, lang.L("{{.File}} is nothing that Ounce reads. It takes answer sheets, checked computers, folders of them, and sealed copies.", foreign.file()))
		return
	}
	if err != nil {
		s.tell(parts.Act, parts.IconFail, lang.L("That file could not be taken in: {{.Problem}}", map[string]any{"Problem": sentence(err)}))
		return
	}
	if d.Answers != nil {
		s.begin(Assessment{Answers: *d.Answers}, stepLeft)
		s.journey.touch()
		s.tell(parts.Fine, parts.IconPass, lang.L("The answers of the file are in place, as an assessment of their own."))
	}
	if len(d.Machines) == 0 {
		return
	}
	first := s.journey == nil
	if first {
		s.begin(s.fresh(), stepBusiness)
	}
	s.journey.addMachines(d.Machines)
	s.journey.leftOut = d.Left
	if first || s.here == stepComputer {
		s.showFleet()
	} else if s.here == stepResult || s.here == stepReport {
		s.goTo(s.here)
	}
	s.tellTakenIn(d)
}

// mostNamed is how many files are named in a notice at most.
const mostNamed = 5

// tellTakenIn says how many computers a file brought, and which files were left
// out.
func (s *shell) tellTakenIn(d Dropped) {
	said, tone, icon := counted("{{.Count}} checked computers are part of the assessment now", len(d.Machines)), parts.Fine, parts.IconPass
	_, there := s.screen.(*fleet)
	if there { // it names what was left out
		s.tell(tone, icon, said)
		return
	}
	if len(d.Left) > 0 {
		tone, icon = parts.Look, parts.IconWarn
		said += "\n" + counted("{{.Count}} files were left out:", len(d.Left)) + "\n" + strings.Join(d.Left[:min(mostNamed, len(d.Left))], "\n")
		if more := len(d.Left) - mostNamed; more > 0 {
			said += "\n" + counted("and {{.Count}} more", more)
		}
	}
	s.tell(tone, icon, said, parts.NewQuietButton(lang.L("Show the computers"), s.showFleet))
}

// tell shows a sentence above the screen until somebody goes on, with what can
// be done about it.
func (s *shell) tell(tone parts.Tone, icon parts.Icon, text string, ways ...fyne.CanvasObject) {
	words := parts.NewText(text, parts.Body, parts.Text)
	line := parts.Row(parts.Gap2, words, parts.NewMark(icon, tone), words)
	for _, way := range ways {
		line.Add(way)
	}
	line.Add(parts.NewQuietButton(lang.L("Close"), s.untell))
	s.show(parts.NewNotice(tone, line))
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

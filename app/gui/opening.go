package gui

import (
	"errors"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"ounce/app/gui/parts"
	"ounce/app/store"
	"ounce/assessment"
)

// copier seals copies of what is kept, and takes in those of others.
type copier interface {
	Share(id, passphrase, path string, overwrite bool) (exists bool, err error)
	Take(path, passphrase string) (id string, took store.Took, err error)
}

// opening is the screen that asks for the passphrase of a sealed copy.
type opening struct {
	widget.BaseWidget
	onBack func()

	// take opens the copy, off the interface thread, and says what is wrong.
	take   func(passphrase string, failed func(error))
	field  *parts.Field
	button *parts.Button
	status *fyne.Container
	frame  *frame
}

func newOpening(path string, take func(passphrase string, failed func(error))) *opening {
	o := &opening{take: take, status: parts.Column(0),
		field: parts.NewSecret(lang.L("Its passphrase"), lang.L("Whoever sealed the copy chose it, and tells you. Upper and lower case count."), 0)}
	o.status.Hide()
	o.field.OnChanged = func(string) { o.field.SetError("") }
	o.field.Entry.OnSubmitted = func(string) { o.start() }
	o.button = parts.NewMainButton(lang.L("Open the copy"), o.start)
	o.frame = newFrame(heading(lang.L("A sealed copy"), filepath.Base(path)), parts.Column(parts.Gap4, o.status, parts.NewPanel(parts.Narrow(420, o.field)),
		parts.NewPanel(parts.NewText(lang.L("It becomes one of your own assessments on this computer. The file stays as it is, and nothing here is overwritten: if both were changed, both are kept."), parts.Body, parts.Muted))),
		foot(parts.NewButton(lang.L("Back"), func() { o.onBack() }), o.button))
	o.ExtendBaseWidget(o)
	return o
}

func (o *opening) start() {
	if o.button.Disabled() {
		return
	}
	if o.field.Entry.Text == "" {
		o.field.SetError(lang.L("Please write the passphrase."))
		return
	}
	o.button.Disable()
	o.setStatus(parts.NewPanel(parts.NewText(lang.L("Opening …"), parts.Body, parts.Muted)))
	o.take(o.field.Entry.Text, o.failed)
}

// failed says why the copy does not open; nil takes the sentence back.
func (o *opening) failed(err error) {
	o.button.Enable()
	o.setStatus(nil)
	switch {
	case err == nil:
	case errors.Is(err, store.ErrPassphrase):
		o.field.SetError(lang.L("This passphrase does not open it, or the file is damaged."))
	default:
		o.setStatus(problem(lang.L("It could not be opened: {{.Problem}}", map[string]any{"Problem": sentence(err)})))
	}
}

func (o *opening) setStatus(status fyne.CanvasObject) {
	o.status.RemoveAll()
	o.status.Hide()
	if status != nil {
		o.status.Add(status)
		o.status.Show()
	}
	o.frame.settle()
	o.frame.Refresh()
}

// TypedKey goes back with Escape.
func (o *opening) TypedKey(key *fyne.KeyEvent) {
	if key.Name == fyne.KeyEscape {
		o.onBack()
	}
}

func (o *opening) body() *frame { return o.frame }

// CreateRenderer shows the frame.
func (o *opening) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(o.frame) }

// isCopy tells a sealed copy by its ending.
func isCopy(path string) bool { return strings.EqualFold(filepath.Ext(path), copyEnding) }

// openCopy asks for the passphrase of a sealed copy, takes it in, and goes on
// with it.
func (s *shell) openCopy(path string) {
	copies, ok := s.deps.Store.(copier)
	if !ok {
		s.tell(parts.Look, parts.IconUnknown, lang.L("Nothing can be kept on this computer, so a sealed copy cannot be opened here."))
		return
	}
	var screen *opening
	var take func(passphrase string, failed func(error))
	take = func(passphrase string, failed func(error)) {
		s.aside(func() {
			id, took, err := copies.Take(path, passphrase)
			var a Assessment
			if err == nil {
				a, err = s.deps.Store.Open(id)
			}
			fyne.Do(func() {
				if s.screen != fyne.CanvasObject(screen) {
					return // somebody went elsewhere meanwhile
				}
				if locked, ok := s.asLocked(err); ok {
					failed(nil)
					s.show(s.unlock(locked, func() {
						s.untell()
						take(passphrase, failed)
					}))
					return
				}
				if err != nil {
					failed(err)
					return
				}
				s.begin(a, stepLeft)
				s.tell(parts.Fine, parts.IconPass, tookWords(took))
			})
		})
	}
	screen = newOpening(path, take)
	screen.onBack = s.goHome
	s.put(screen, stepHome)
	if c := fyne.CurrentApp().Driver().CanvasForObject(s.place); c != nil {
		c.Focus(screen.field.Entry)
	}
}

// tookWords say what became of an assessment that came from elsewhere.
func tookWords(took store.Took) string {
	switch took {
	case store.TookNew:
		return lang.L("The copy is one of your assessments now.")
	case store.TookNewer:
		return lang.L("The copy goes on from the one that was here, and took its place.")
	case store.TookSame:
		return lang.L("This copy is here already, and nothing has changed.")
	case store.TookOlder:
		return lang.L("What is here already is newer than the copy, and stays.")
	}
	return lang.L("Both the copy and the one here were changed, so they are kept beside each other.")
}

// sealCopy shows the screen that seals a copy of a kept assessment. A mail with
// the copy holds the saved report, too, unless its path is empty, and says what
// the result came to, unless that is nil.
func (s *shell) sealCopy(id, company string, back func(), r *assessment.Result, report string) {
	copies, ok := s.deps.Store.(copier)
	if ok && id == "" && s.later && s.journey != nil && !s.journey.sample {
		s.later = false // nobody wanted to give a passphrase; now there is a reason to
		s.journey.changed()
		return
	}
	if !ok || id == "" || s.deps.CopyPath == nil {
		s.tell(parts.Look, parts.IconUnknown, lang.L("Nothing is kept of this assessment yet, so there is nothing to copy."))
		return
	}
	seal := func(passphrase, path string, overwrite bool) (bool, error) {
		return copies.Share(id, passphrase, path, overwrite)
	}
	screen := newSealing(company, s.deps.CopyPath(company), seal, s.aside)
	screen.onBack = back
	if s.dialogs != nil {
		screen.onFolder = s.dialogs.chooseFolder
	}
	if s.deps.MailDraft != nil {
		screen.onMail = func(path string) (string, error) { return s.mailAll(r, path, report) }
	}
	screen.onShow = func(path string) {
		s.aside(func() {
			if err := s.deps.ShowInFolder(path); err != nil {
				fyne.Do(func() {
					s.tell(parts.Look, parts.IconWarn, lang.L("That did not work from here: {{.Problem}}", map[string]any{"Problem": sentence(err)}))
				})
			}
		})
	}
	s.put(screen, stepHome)
}

// sealOpen seals a copy of the assessment that is open.
func (s *shell) sealOpen() {
	if s.journey == nil {
		s.tell(parts.Look, parts.IconUnknown, lang.L("No assessment is open. The list on the home screen has a copy for each."))
		return
	}
	back := s.here
	j := s.journey
	s.sealCopy(j.id, j.answers.Company, func() { s.goTo(back) }, j.result, j.saved)
}

// mailAll makes a mail with files in it and opens it; empty paths are none.
func (s *shell) mailAll(r *assessment.Result, paths ...string) (string, error) {
	draft, err := s.deps.MailDraft(r, paths...)
	if err != nil {
		return "", err
	}
	return draft, s.deps.OpenFile(draft)
}

// openFirst opens a file that the program was started with.
func (s *shell) openFirst(path string) {
	if path != "" {
		s.dropped([]string{path})
	}
}

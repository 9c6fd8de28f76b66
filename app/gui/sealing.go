package gui

import (
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"ounce/app/gui/parts"
	"ounce/app/store"
)

// copyEnding is the ending of sealed copies.
const copyEnding = ".ounce"

// sealing is the screen that writes a sealed copy of an assessment for somebody
// else.
type sealing struct {
	widget.BaseWidget
	onBack   func()
	onFolder func(at string, chosen func(folder string))
	// onShow shows where the copy lies.
	onShow func(path string)
	// onMail makes a mail with the copy in it and opens it, off the interface
	// thread; nil offers none.
	onMail func(path string) (draft string, err error)

	// seal writes the copy; it takes a while.
	seal         func(passphrase, path string, overwrite bool) (exists bool, err error)
	aside        func(func())
	first, again *parts.Field
	path         *parts.Field
	button       *parts.Button
	status       *fyne.Container
	frame        *frame
}

func newSealing(company, path string, seal func(passphrase, path string, overwrite bool) (bool, error), aside func(func())) *sealing {
	s := &sealing{seal: seal, aside: aside, status: parts.Column(0),
		first: parts.NewSecret(lang.L("Passphrase"), lang.L("At least 8 letters; three or four words are easy to keep in mind. It cannot be found again."), 0),
		again: parts.NewSecret(lang.L("The same once more"), "", 0),
		path:  parts.NewField(lang.L("Save as"), path, lang.L("A file name with its folder."), 0)}
	s.status.Hide()
	for _, f := range []*parts.Field{s.first, s.again, s.path} {
		f.OnChanged = func(string) {
			f.SetError("")
			s.setStatus(nil)
		}
	}
	s.path.Entry.OnSubmitted = func(string) { s.start(false) }
	s.button = parts.NewMainButton(lang.L("Seal the copy"), func() { s.start(false) })
	body := parts.Column(parts.Gap4, s.status,
		parts.NewPanel(parts.Column(parts.Gap3, sectionHead(lang.L("What opens it"), lang.L("Please tell it another way than you send the file, as by phone.")),
			parts.Shares(parts.Gap4, 240, s.first, s.again))),
		parts.NewPanel(parts.Column(parts.Gap3, sectionHead(lang.L("Where it goes"), ""),
			withFolder(s.path, func(at string, chosen func(string)) { s.onFolder(at, chosen) }))),
		parts.NewPanel(bullets(lang.L("What is in it"), []string{
			lang.L("All answers with their notes, and all that was seen on the computers, with their names."),
			lang.L("The results of earlier visits, so that the two of you see what changed."),
			lang.L("Not your settings, and no key of this computer."),
		})))
	if company == "" {
		company = lang.L("this assessment")
	}
	s.frame = newFrame(heading(lang.L("A sealed copy of {{.Company}}", map[string]any{"Company": shorten(company, 40)}), lang.L("For your provider, or for another computer of yours. Ounce opens it there with all it holds.")), body,
		foot(parts.NewButton(lang.L("Back"), func() { s.onBack() }), s.button))
	s.ExtendBaseWidget(s)
	return s
}

// start seals, off the interface thread.
func (s *sealing) start(overwrite bool) {
	if s.button.Disabled() {
		return
	}
	passphrase, path := s.first.Entry.Text, s.path.Entry.Text
	if err := store.CheckPassphrase(passphrase); err != nil {
		s.wrong(s.first, capitalized(sentence(err)))
		return
	}
	if passphrase != s.again.Entry.Text {
		s.wrong(s.again, lang.L("The two are not the same. Please write both once more."))
		return
	}
	if name := filepath.Base(path); path == "" || name == "." || name == string(filepath.Separator) {
		s.wrong(s.path, lang.L("Please write a file name, such as copy.ounce."))
		return
	}
	if filepath.Ext(path) == "" {
		path += copyEnding
	}
	s.button.Disable()
	s.setStatus(parts.NewPanel(parts.NewText(lang.L("Sealing …"), parts.Body, parts.Muted)))
	s.aside(func() {
		exists, err := s.seal(passphrase, path, overwrite)
		fyne.Do(func() { s.done(path, exists, err) })
	})
}

func (s *sealing) done(path string, exists bool, err error) {
	s.button.Enable()
	s.setStatus(nil)
	switch {
	case err != nil:
		s.wrong(s.path, lang.L("The copy could not be sealed: {{.Problem}} The assessment itself is safe.", map[string]any{"Problem": sentence(err)}))
	case exists:
		text := parts.NewText(lang.L("There is a file of that name already. Replace it, or write another name below."), parts.Body, parts.Text)
		s.setStatus(parts.NewNotice(parts.Look, parts.Row(parts.Gap3, text, parts.NewMark(parts.IconWarn, parts.Look), text,
			parts.NewButton(lang.L("Replace it"), func() { s.start(true) }))))
	default:
		s.finish(path, "")
	}
}

// finish shows that the copy is sealed, what can be done with it, and what was
// done with it; empty is nothing yet.
func (s *sealing) finish(path, done string) {
	next := parts.Flow(parts.Gap2, parts.NewButton(lang.L("Show in folder"), func() { s.onShow(path) }))
	if s.onMail != nil {
		next.Add(parts.NewButton(lang.L("Write a mail"), func() { s.mail(path) }))
	}
	s.setStatus(written(lang.L("Sealed: {{.Path}}", map[string]any{"Path": path}), done, next))
}

// mail makes a mail with the copy in it.
func (s *sealing) mail(path string) {
	s.aside(func() {
		draft, err := s.onMail(path)
		fyne.Do(func() {
			switch {
			case draft != "":
				s.finish(path, mailWords(draft))
			case err != nil:
				s.setStatus(problem(lang.L("The copy is sealed as {{.Path}}, but no mail could be made of it: {{.Problem}}", map[string]any{"Path": path, "Problem": sentence(err)})))
			}
		})
	})
}

// wrong says what is wrong below its box, and shows the box.
func (s *sealing) wrong(at *parts.Field, text string) {
	at.SetError(text)
	s.frame.reveal(at)
}

func (s *sealing) setStatus(o fyne.CanvasObject) {
	if o == nil && !s.status.Visible() {
		return
	}
	s.status.RemoveAll()
	s.status.Hide()
	if o != nil {
		s.status.Add(o)
		s.status.Show()
		s.frame.toTop()
	}
	s.frame.settle()
	s.frame.Refresh()
}

// TypedKey goes back with Escape.
func (s *sealing) TypedKey(key *fyne.KeyEvent) {
	if key.Name == fyne.KeyEscape {
		s.onBack()
	}
}

func (s *sealing) body() *frame { return s.frame }

// CreateRenderer shows the frame.
func (s *sealing) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.frame) }

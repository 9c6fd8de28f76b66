package gui

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"ounce/app/gui/parts"
)

// reportFile writes and shows the report.
type reportFile interface {
	save(ctx context.Context, wish ReportWish) (exists bool, err error)
	open(path string) error
	showInFolder(path string) error
	// mail makes a mail with the report in it, to be opened and sent by hand.
	mail(path string) (draft string, err error)
}

// report is the screen that saves the report and opens it.
type report struct {
	widget.BaseWidget
	onBack, onHome func()
	onSaved        func(path string)
	// onFolder asks for another folder; nil offers none.
	onFolder func(at string, chosen func(folder string))

	file    reportFile
	offers  ReportOffers
	aside   func(func()) // runs beside the interface thread
	wish    *ReportWish
	levels  *parts.Choices
	path    *parts.Field
	button  *parts.Button
	replace *parts.Button
	secret  *secretFields
	status  *fyne.Container
	busy    bool
	saved   string
	frame   *frame
}

// newReport begins with what was wished last and changes it; saved is the path of the report
// if there is one already.
func newReport(file reportFile, offers ReportOffers, aside func(func()), wish *ReportWish, saved string) *report {
	r := &report{file: file, offers: offers, aside: aside, wish: wish, status: parts.Column(0), saved: saved}
	if r.wish.Privacy == "" {
		r.wish.Privacy = PrivacyClient
	}
	r.button = parts.NewMainButton(lang.L("Save the report"), func() { r.start(false) })
	r.replace = parts.NewButton(lang.L("Replace it"), func() { r.start(true) })
	body := parts.Column(parts.Gap4, r.status, r.readers())
	if offers.Names {
		body.Add(r.names())
	}
	body.Add(r.target())
	body.Add(whatIsInIt())
	r.frame = newFrame(heading(lang.L("Report"), lang.L("One Excel file to keep, to mail, or to talk over with a provider.")), body,
		foot(parts.NewButton(lang.L("Back"), func() { r.onBack() }), parts.NewQuietButton(lang.L("Home"), func() { r.onHome() }), r.button))
	r.ExtendBaseWidget(r)
	r.status.Hide()
	if saved != "" {
		r.finish("")
	}
	return r
}

// readers asks who will read it: that decides what is left out.
func (r *report) readers() fyne.CanvasObject {
	levels := []parts.Choice{
		{ID: PrivacyClient, Label: lang.L("The company and its provider"), Hint: lang.L("Leaves out serial numbers, user names, mail addresses and network addresses.")},
		{ID: PrivacyPublic, Label: lang.L("Anybody"), Hint: lang.L("Leaves out the company's name, your notes and the computers' names as well.")},
		{ID: PrivacyInternal, Label: lang.L("Only those who look after the computers"), Hint: lang.L("Leaves out nothing that was read.")},
	}
	r.levels = parts.NewChoices(levels, r.wish.Privacy, func(id string) {
		r.wish.Privacy = id
		r.changed()
	})
	return parts.NewPanel(parts.Column(parts.Gap2, sectionHead(lang.L("Who will read it?"), ""), r.levels))
}

// names are who prepared the report.
func (r *report) names() fyne.CanvasObject {
	field := func(label, hint string, into *string) fyne.CanvasObject {
		f := parts.NewField(label, *into, hint, 0)
		f.OnChanged = func(text string) {
			*into = text
			r.changed()
		}
		return f
	}
	return parts.NewPanel(parts.Column(parts.Gap2, sectionHead(lang.L("Who prepared it?"), lang.L("It stands on the first page, and may stay empty.")),
		parts.Shares(parts.Gap4, 220,
			field(lang.L("Prepared by"), lang.L("The provider's name, if there is one."), &r.wish.Provider),
			field(lang.L("How to reach them"), lang.L("A person, a telephone number, an address."), &r.wish.ProviderContact))))
}

// target is where the file goes, and its password.
func (r *report) target() fyne.CanvasObject {
	r.path = parts.NewField(lang.L("Save as"), r.wish.Path, lang.L("A file name with its folder."), 0)
	r.path.OnChanged = func(path string) {
		r.wish.Path = path
		r.path.SetError("")
		r.changed()
	}
	r.path.Entry.OnSubmitted = func(string) { r.start(false) }
	box := parts.Column(parts.Gap3, sectionHead(lang.L("Where it goes"), ""),
		withFolder(r.path, func(at string, chosen func(string)) { r.onFolder(at, chosen) }))
	if r.offers.Password {
		r.secret = newSecretFields(r.changed)
		box.Add(r.secret)
	}
	return parts.NewPanel(box)
}

// withFolder puts a button beside the box of a file's path that asks for another
// folder.
func withFolder(path *parts.Field, ask func(at string, chosen func(folder string))) fyne.CanvasObject {
	other := parts.NewButton(lang.L("Other folder …"), func() {
		ask(filepath.Dir(path.Entry.Text), func(folder string) {
			path.Entry.SetText(filepath.Join(folder, filepath.Base(path.Entry.Text)))
		})
	})
	return parts.TopRow(parts.Gap3, path, path, parts.Below(path.Label(), other))
}

func whatIsInIt() fyne.CanvasObject {
	return parts.NewPanel(bullets(lang.L("What is in it"), []string{
		lang.L("One page for the boss: the verdict, three things first, and what they are worth."),
		lang.L("Every finding with what was seen, where it was read, and what to do."),
		lang.L("Your answers, and each figure with its source, so that everybody can check."),
		lang.L("Figures to play with: change a wage or a price, and the workbook follows."),
	}))
}

// changed takes back what was said about a saved file: it is another one now.
func (r *report) changed() {
	if r.saved == "" && !r.status.Visible() {
		return
	}
	r.saved = ""
	r.setStatus(nil)
}

// start saves, off the interface thread.
func (r *report) start(overwrite bool) {
	if r.busy {
		return
	}
	wish := *r.wish
	wish.Overwrite = overwrite
	if name := filepath.Base(wish.Path); wish.Path == "" || name == "." || name == string(filepath.Separator) {
		r.wrongPath(lang.L("Please write a file name, such as report.xlsx."))
		return
	}
	if filepath.Ext(wish.Path) == "" {
		wish.Path += ".xlsx"
	}
	if r.secret != nil {
		password, ok := r.secret.read()
		if !ok {
			parts.IntoSight(r.secret)
			return
		}
		wish.Password = password
	}
	r.busy = true
	r.button.Disable()
	r.setStatus(parts.NewPanel(parts.NewText(lang.L("Saving …"), parts.Body, parts.Muted)))
	r.aside(func() { r.run(wish) })
}

func (r *report) run(wish ReportWish) {
	exists, err := r.file.save(context.Background(), wish)
	fyne.Do(func() { r.done(wish.Path, exists, err) })
}

func (r *report) done(path string, exists bool, err error) {
	r.busy = false
	r.button.Enable()
	r.setStatus(nil)
	switch {
	case err != nil:
		r.wrongPath(lang.L("The report could not be saved: {{.Problem}} Your answers are safe. Please try another folder.", map[string]any{"Problem": sentence(err)}))
	case exists:
		text := parts.NewText(lang.L("There is a file of that name already. Replace it, or write another name below."), parts.Body, parts.Text)
		r.setStatus(parts.NewNotice(parts.Look, parts.Row(parts.Gap3, text, parts.NewMark(parts.IconWarn, parts.Look), text, r.replace)))
	default:
		r.saved = path
		r.finish("")
		if r.onSaved != nil {
			r.onSaved(path)
		}
	}
}

// wrongPath says what is wrong below the box, and shows the box.
func (r *report) wrongPath(text string) {
	r.path.SetError(text)
	r.frame.reveal(r.path)
}

// finish shows that the report is saved, what can be done with it, and what was
// done with it; empty is nothing yet.
func (r *report) finish(done string) {
	next := parts.Flow(parts.Gap2, parts.NewButton(lang.L("Open the report"), func() { r.show(r.file.open) }),
		parts.NewButton(lang.L("Show in folder"), func() { r.show(r.file.showInFolder) }))
	if r.offers.Mail {
		next.Add(parts.NewButton(lang.L("Write a mail"), func() { r.show(r.mail) }))
	}
	if r.offers.Seal != nil {
		next.Add(parts.NewButton(lang.L("Seal a copy …"), r.offers.Seal))
	}
	r.setStatus(written(lang.L("Saved: {{.Path}}", map[string]any{"Path": r.saved}), done, next))
}

// written is a notice of a file that was written, with what can be done with it
// and what was done with it; empty is nothing yet.
func written(what, done string, next fyne.CanvasObject) fyne.CanvasObject {
	text := parts.NewText(what, parts.Body, parts.Text)
	lines := parts.Column(parts.Gap3, parts.TopRow(parts.Gap2, text, parts.NewMark(parts.IconPass, parts.Fine), text), next)
	if done != "" {
		lines.Add(parts.NewText(done, parts.Body, parts.Text))
	}
	return parts.NewNotice(parts.Fine, lines)
}

// mail makes a draft beside the report and opens it in the mail program.
func (r *report) mail(path string) error {
	draft, err := r.file.mail(path)
	if err != nil {
		return err
	}
	fyne.Do(func() {
		if r.saved == path {
			r.finish(mailWords(draft))
		}
	})
	return r.file.open(draft)
}

// mailWords say where a mail lies, for where no mail program opens it.
func mailWords(draft string) string {
	return lang.L("The mail is {{.Path}}. Your mail program opens it; nothing is sent until you send it.", map[string]any{"Path": draft})
}

// show opens the report, its folder or a mail, off the interface thread.
func (r *report) show(open func(string) error) {
	path := r.saved
	r.aside(func() {
		if err := open(path); err != nil {
			fyne.Do(func() {
				r.setStatus(problem(lang.L("The report is saved as {{.Path}}, but that did not work from here: {{.Problem}}", map[string]any{"Path": path, "Problem": sentence(err)})))
			})
		}
	})
}

func (r *report) setStatus(o fyne.CanvasObject) {
	r.status.RemoveAll()
	r.status.Hide()
	if o != nil {
		r.status.Add(o)
		r.status.Show()
		r.frame.toTop()
	}
	r.frame.Refresh()
}

// TypedKey saves on Enter and goes back on Escape.
func (r *report) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		if r.saved == "" {
			r.start(false)
		}
	case fyne.KeyEscape:
		r.onBack()
	}
}

// TypedRune chooses who will read it.
func (r *report) TypedRune(letter rune) { r.levels.PickNumber(letter) }

func (r *report) body() *frame { return r.frame }

// CreateRenderer shows the frame.
func (r *report) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.frame) }

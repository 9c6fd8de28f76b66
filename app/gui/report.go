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
	save(ctx context.Context, path string, overwrite bool) (exists bool, err error)
	open(path string) error
	showInFolder(path string) error
}

// report is the screen that saves the report and opens it.
type report struct {
	widget.BaseWidget
	onBack, onHome func()
	onSaved        func(path string)

	file    reportFile
	aside   func(func()) // runs beside the interface thread
	path    *parts.Field
	button  *widget.Button
	open    *widget.Button
	folder  *widget.Button
	replace *widget.Button
	status  *fyne.Container
	busy    bool
	saved   string
	frame   *frame
}

func newReport(file reportFile, aside func(func()), suggested, saved string) *report {
	r := &report{file: file, aside: aside, status: parts.Column(0), saved: saved}
	if saved != "" {
		suggested = saved
	}
	r.path = parts.NewField(lang.L("Save as"), suggested, lang.L("A file name with its folder. The folder is made if it is not there."), 0)
	r.path.OnChanged = func(string) { r.path.SetError("") }
	r.path.OnDone = func() { r.start(false) }
	r.button = mainButton(lang.L("Save the report"), func() { r.start(false) })
	r.replace = widget.NewButton(lang.L("Replace it"), func() { r.start(true) })
	r.open = widget.NewButton(lang.L("Open the report"), func() { r.show(r.file.open) })
	r.folder = widget.NewButton(lang.L("Show in folder"), func() { r.show(r.file.showInFolder) })
	content := parts.NewPanel(parts.Column(parts.Gap3, r.path,
		bullets(lang.L("What is in it"), []string{
			lang.L("One page for the boss: the verdict, three things first, and what they are worth."),
			lang.L("Every finding with what was seen, where it was read, and what to do."),
			lang.L("Your answers, and each figure with its source, so that everybody can check."),
		}),
		bullets(lang.L("What is not in it"), []string{lang.L("Serial numbers, user names, network addresses and passwords.")})))
	r.frame = newFrame(heading(lang.L("Report"), lang.L("One Excel file to keep, to mail, or to talk over with a provider.")),
		parts.Column(parts.Gap4, content, r.status),
		foot(widget.NewButton(lang.L("Back"), func() { r.onBack() }), linkButton(lang.L("Home"), func() { r.onHome() }), r.button))
	r.ExtendBaseWidget(r)
	if saved != "" {
		r.finish()
	}
	return r
}

// start saves, off the interface thread.
func (r *report) start(overwrite bool) {
	if r.busy {
		return
	}
	path := r.path.Entry.Text
	if filepath.Base(path) == "." || path == "" {
		r.path.SetError(lang.L("Please write a file name, such as report.xlsx."))
		return
	}
	if filepath.Ext(path) == "" {
		path += ".xlsx"
	}
	r.busy = true
	r.button.Disable()
	r.setStatus(parts.NewText(lang.L("Saving …"), parts.Body, parts.Muted))
	r.aside(func() { r.run(path, overwrite) })
}

func (r *report) run(path string, overwrite bool) {
	exists, err := r.file.save(context.Background(), path, overwrite)
	fyne.Do(func() { r.done(path, exists, err) })
}

func (r *report) done(path string, exists bool, err error) {
	r.busy = false
	r.button.Enable()
	r.setStatus(nil)
	switch {
	case err != nil:
		r.path.SetError(lang.L("The report could not be saved: {{.Problem}} Your answers are safe. Please try another folder.", map[string]any{"Problem": err.Error()}))
	case exists:
		text := parts.NewText(lang.L("There is a file of that name already. Replace it, or write another name above."), parts.Body, parts.Text)
		r.setStatus(parts.NewNotice(parts.Look, parts.Row(parts.Gap3, text, parts.NewMark(parts.IconWarn, parts.Look), text, r.replace)))
	default:
		r.saved = path
		r.finish()
		if r.onSaved != nil {
			r.onSaved(path)
		}
	}
}

// finish shows that the report is saved, and what can be done with it.
func (r *report) finish() {
	text := parts.NewText(lang.L("Saved: {{.Path}}", map[string]any{"Path": r.saved}), parts.Body, parts.Text)
	r.setStatus(parts.NewNotice(parts.Fine, parts.Row(parts.Gap3, text, parts.NewMark(parts.IconPass, parts.Fine), text, r.folder, r.open)))
}

// show opens the report or its folder, off the interface thread.
func (r *report) show(open func(string) error) {
	path := r.saved
	r.aside(func() {
		if err := open(path); err != nil {
			fyne.Do(func() {
				r.path.SetError(lang.L("The report is saved, but could not be opened from here: {{.Problem}}", map[string]any{"Problem": err.Error()}))
			})
		}
	})
}

func (r *report) setStatus(o fyne.CanvasObject) {
	r.status.RemoveAll()
	if o != nil {
		r.status.Add(o)
	}
	r.frame.Refresh()
}

// TypedKey goes back with Escape.
func (r *report) TypedKey(key *fyne.KeyEvent) {
	if key.Name == fyne.KeyEscape {
		r.onBack()
	}
}

// CreateRenderer shows the frame.
func (r *report) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.frame) }

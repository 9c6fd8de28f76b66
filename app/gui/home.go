package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"ounce/app/gui/parts"
)

// home is the first screen: start, continue, or try with a sample company.
type home struct {
	widget.BaseWidget
	onStart, onContinue, onSample func()
	onOpen                        func(id string)

	company string // of the assessment that is open; empty is none
	recent  *fyne.Container
	notice  *fyne.Container
	version string
}

func newHome(company, version string, sample bool) *home {
	h := &home{company: company, version: version, recent: parts.Column(0), notice: parts.Column(0)}
	if sample {
		h.onSample = func() {}
	}
	h.ExtendBaseWidget(h)
	return h
}

// setRecent lists kept assessments.
func (h *home) setRecent(list []Recent) {
	h.recent.RemoveAll()
	if len(list) == 0 {
		return
	}
	rows := parts.Column(0)
	for i, r := range list {
		if i > 0 {
			rows.Add(parts.Rule())
		}
		says := r.Says
		if says == "" {
			says = lang.L("not finished yet")
		}
		company := r.Company
		if company == "" {
			company = lang.L("No name yet")
		}
		name := parts.NewStrong(company, parts.Body, parts.Text)
		line := parts.Row(parts.Gap4, name, name, parts.NewLine(r.Changed.Format("2 Jan 2006"), parts.Body, parts.Muted),
			parts.NewLine(says, parts.Body, parts.Muted), parts.NewMark(parts.IconRight, parts.Muted))
		rows.Add(parts.NewPressable(company, parts.InsetBy(parts.Gap3, parts.Gap4, line), func() { h.onOpen(r.ID) }))
	}
	h.recent.Add(parts.Column(parts.Gap2, parts.NewStrong(lang.L("Recent assessments"), parts.Lead, parts.Text), parts.NewSlimPanel(rows)))
}

// setProblem says what went wrong; empty takes it back.
func (h *home) setProblem(text string) {
	h.notice.RemoveAll()
	if text != "" {
		h.notice.Add(problem(text))
	}
}

// problem is a notice that something went wrong.
func problem(text string) fyne.CanvasObject {
	words := parts.NewText(text, parts.Body, parts.Text)
	return parts.NewNotice(parts.Act, parts.TopRow(parts.Gap2, words, parts.NewMark(parts.IconFail, parts.Act), words))
}

// CreateRenderer lays the screen out.
func (h *home) CreateRenderer() fyne.WidgetRenderer {
	start := mainButton(lang.L("Start an assessment"), func() { h.onStart() })
	space := parts.Space()
	buttons := []fyne.CanvasObject{start}
	if h.company != "" {
		start = widget.NewButton(lang.L("Start a new assessment"), func() { h.onStart() })
		buttons = []fyne.CanvasObject{
			mainButton(lang.L("Continue with {{.Company}}", map[string]any{"Company": h.company}), func() { h.onContinue() }), start}
	}
	if h.onSample != nil {
		buttons = append(buttons, parts.NewLink(lang.L("Try it with a sample company"), func() { h.onSample() }))
	}
	promises := parts.Shares(parts.Gap4, 220,
		promise(lang.L("It only looks"), lang.L("Ounce changes nothing on this computer and needs no administrator.")),
		promise(lang.L("It stays here"), lang.L("Nothing you say and nothing Ounce sees leaves this computer.")),
		promise(lang.L("It says what it could not see"), lang.L("What cannot be read counts neither as good nor as bad.")))
	body := parts.Column(parts.Gap5,
		parts.Column(parts.Gap2,
			parts.NewStrong(lang.L("What does your IT really cost, and is it safe?"), parts.Title, parts.Text),
			parts.Narrow(parts.LineLength, parts.NewText(lang.L("Fifteen minutes: a look at this computer, a few questions in plain words, and one Excel report with what to do first and what it is worth."), parts.Lead, parts.Muted))),
		parts.Row(parts.Gap3, space, append(buttons, space)...),
		h.notice, promises, h.recent,
		parts.NewText(lang.L("Version {{.Version}}", map[string]any{"Version": h.version}), parts.Hint, parts.Muted))
	return widget.NewSimpleRenderer(container.NewVScroll(container.New(homeLayout{}, body)))
}

func promise(title, text string) fyne.CanvasObject {
	return parts.NewPanel(parts.Column(parts.Gap1, parts.NewStrong(title, parts.Body, parts.Text), parts.NewText(text, parts.Body, parts.Muted)))
}

// homeLayout sets the content into the upper third of the window.
type homeLayout struct{}

func (homeLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := min(sheetWidth, size.Width-2*parts.Gap6)
	height := heightAt(objects[0], width)
	objects[0].Move(fyne.NewPos((size.Width-width)/2, max(parts.Gap6, (size.Height-height)/3)))
}

func (homeLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := objects[0].MinSize()
	return fyne.NewSize(size.Width+2*parts.Gap6, size.Height+2*parts.Gap6)
}

package gui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"ounce/app/gui/parts"
)

// home is the first screen: start, continue, or try with a sample company.
type home struct {
	widget.BaseWidget
	onStart, onContinue func()
	onSample, onFile    func() // nil offers none
	onOpen              func(id string)
	onAgain             func(id string)     // checks one again
	onHistory, onSeal   func(one Recent)    // nil offers none
	onRemove            func(id string)     // nil offers none
	ways                []fyne.CanvasObject // further places to go to, at the end

	company string // of the assessment that is open; empty is none
	recent  *fyne.Container
	notice  *fyne.Container
	version string
	frame   *frame // of which only the part that scrolls is shown
}

func newHome(company, version string) *home {
	h := &home{company: company, version: version, recent: parts.Column(parts.Gap4), notice: parts.Column(0)}
	h.frame = &frame{scroll: container.NewVScroll(parts.Column(0))}
	h.recent.Hide()
	h.notice.Hide()
	h.ExtendBaseWidget(h)
	return h
}

// setRecent lists kept assessments.
func (h *home) setRecent(list []Recent, today time.Time) {
	h.recent.RemoveAll()
	if len(list) == 0 {
		h.recent.Hide()
		return
	}
	rows := parts.Column(0)
	for i, r := range list {
		if i > 0 {
			rows.Add(parts.Rule())
		}
		rows.Add(h.recentRow(r, today))
	}
	h.recent.Show()
	if due := h.due(list, today); due != nil {
		h.recent.Add(due)
	}
	h.recent.Add(parts.Column(parts.Gap2, parts.NewStrong(lang.L("Recent assessments"), parts.Lead, parts.Text), parts.NewSlimPanel(rows)))
}

// due says which assessment it is time to check again; nil for none.
func (h *home) due(list []Recent, today time.Time) fyne.CanvasObject {
	var late []Recent
	for _, r := range list {
		if r.due(today) {
			late = append(late, r)
		}
	}
	if len(late) == 0 || h.onAgain == nil {
		return nil
	}
	first := late[len(late)-1] // the list begins with the newest
	text := lang.L("It is time to check {{.Company}} again: what was found is three months old.", map[string]any{"Company": first.name()})
	if more := len(late) - 1; more > 0 {
		text += " " + counted("The same goes for {{.Count}} more.", more)
	}
	words := parts.NewText(text, parts.Body, parts.Text)
	return parts.NewNotice(parts.Look, parts.Row(parts.Gap2, words, parts.NewMark(parts.IconWarn, parts.Look), words,
		parts.NewQuietButton(lang.L("Check it again"), func() { h.onAgain(first.ID) })))
}

func (r Recent) due(today time.Time) bool { return !r.Due.IsZero() && !today.Before(r.Due) }

// name is what people call it.
func (r Recent) name() string {
	if r.Company == "" {
		return lang.L("No name yet")
	}
	return r.Company
}

func (h *home) recentRow(r Recent, today time.Time) fyne.CanvasObject {
	says, tone := r.Says, parts.Text
	if says == "" {
		says, tone = lang.L("not finished yet"), parts.Muted
	}
	if r.due(today) {
		says, tone = lang.L("{{.Says}}: time to check again", map[string]any{"Says": says}), parts.Look
	}
	name := parts.NewStrong(r.name(), parts.Body, parts.Text)
	came := parts.NewText(says, parts.Body, tone)
	line := parts.Pair(250, parts.Gap4, name, parts.Row(parts.Gap4, came, came,
		parts.Wide(85, parts.NewText(r.Changed.Format("2 Jan 2006"), parts.Body, parts.Muted)), parts.NewMark(parts.IconRight, parts.Muted)))
	row := parts.NewPressable(r.name(), parts.InsetBy(parts.Gap3, parts.Gap4, line), func() { h.onOpen(r.ID) })
	more := h.more(r)
	if more == nil {
		return row
	}
	more.Hide()
	dots := parts.NewPressable(lang.L("More about {{.Company}}", map[string]any{"Company": r.name()}), parts.Inset(parts.Gap3, parts.NewMark(parts.IconMore, parts.Muted)), func() {
		if more.Visible() {
			more.Hide()
		} else {
			more.Show()
		}
		h.Refresh()
	})
	return parts.Column(0, parts.Row(parts.Gap1, row, row, dots), more)
}

// more is what can be done with a kept assessment beside opening it; nil when
// nothing.
func (h *home) more(r Recent) *fyne.Container {
	if h.onHistory == nil && h.onSeal == nil && h.onRemove == nil {
		return nil
	}
	box := parts.Column(0)
	ways := parts.Flow(parts.Gap3)
	if h.onHistory != nil && r.Results > 1 {
		ways.Add(parts.NewLink(lang.L("What has changed"), func() { h.onHistory(r) }))
	}
	if h.onSeal != nil {
		ways.Add(parts.NewLink(lang.L("Seal a copy …"), func() { h.onSeal(r) }))
	}
	if h.onRemove != nil {
		ways.Add(parts.NewLink(lang.L("Remove …"), func() {
			box.Objects = []fyne.CanvasObject{parts.InsetBy(parts.Gap2, parts.Gap4, h.askToRemove(r, func() {
				box.Objects = []fyne.CanvasObject{parts.InsetBy(parts.Gap2, parts.Gap2, ways)}
				h.Refresh()
			}))}
			h.Refresh()
		}))
	}
	box.Add(parts.InsetBy(parts.Gap2, parts.Gap2, ways))
	return box
}

func (h *home) askToRemove(r Recent, keep func()) fyne.CanvasObject {
	words := parts.NewText(lang.L("Remove {{.Company}} with all its earlier versions? Nobody can bring it back. Reports that you saved stay.", map[string]any{"Company": r.name()}), parts.Body, parts.Text)
	return parts.Row(parts.Gap2, words, parts.NewMark(parts.IconWarn, parts.Look), words,
		parts.NewQuietButton(lang.L("Keep it"), keep), parts.NewButton(lang.L("Remove it"), func() { h.onRemove(r.ID) }))
}

// setProblem says what went wrong; empty takes it back.
func (h *home) setProblem(text string) {
	if text == "" {
		h.setNotice(nil)
		return
	}
	h.setNotice(problem(text))
}

// setNotice sets something above the list; nil takes it back.
func (h *home) setNotice(o fyne.CanvasObject) {
	h.notice.RemoveAll()
	h.notice.Hide()
	if o != nil {
		h.notice.Add(o)
		h.notice.Show()
	}
	h.Refresh()
}

// problem is a notice that something went wrong.
func problem(text string) fyne.CanvasObject {
	words := parts.NewText(text, parts.Body, parts.Text)
	return parts.NewNotice(parts.Act, parts.TopRow(parts.Gap2, words, parts.NewMark(parts.IconFail, parts.Act), words))
}

// CreateRenderer lays the screen out.
func (h *home) CreateRenderer() fyne.WidgetRenderer {
	buttons := parts.Flow(parts.Gap3)
	start := parts.NewMainButton(lang.L("Start an assessment"), func() { h.onStart() })
	if h.company != "" {
		start = parts.NewButton(lang.L("Start another"), func() { h.onStart() })
		buttons.Add(parts.NewMainButton(lang.L("Continue with {{.Company}}", map[string]any{"Company": shorten(h.company, 30)}), func() { h.onContinue() }))
	}
	buttons.Add(start)
	if h.onSample != nil {
		buttons.Add(parts.NewQuietButton(lang.L("Try it with a sample company"), func() { h.onSample() }))
	}
	if h.onFile != nil {
		buttons.Add(parts.NewQuietButton(lang.L("Open a file …"), func() { h.onFile() }))
	}
	promises := parts.Shares(parts.Gap4, 220,
		promise(lang.L("It only looks"), lang.L("Ounce changes nothing on this computer and needs no administrator.")),
		promise(lang.L("It stays here"), lang.L("Nothing you say and nothing Ounce sees leaves this computer.")),
		promise(lang.L("It says what it could not see"), lang.L("What cannot be read counts neither as good nor as bad.")))
	body := parts.Column(parts.Gap5,
		parts.Column(parts.Gap2,
			parts.NewStrong(lang.L("What does your IT really cost, and is it safe?"), parts.Title, parts.Text),
			parts.Narrow(parts.LineLength, parts.NewText(lang.L("Fifteen minutes: a look at this computer, a few questions in plain words, and one Excel report with what to do first and what it is worth."), parts.Lead, parts.Muted))),
		buttons, h.notice, h.recent, promises, h.end())
	h.frame.scroll.Content = container.New(homeLayout{}, body)
	return widget.NewSimpleRenderer(h.frame.scroll)
}

// end is the last line: the version, and further places to go to.
func (h *home) end() fyne.CanvasObject {
	version := parts.NewLine(lang.L("Version {{.Version}}", map[string]any{"Version": h.version}), parts.Hint, parts.Muted)
	space := parts.Space()
	return parts.Row(parts.Gap1, space, append([]fyne.CanvasObject{version, space}, h.ways...)...)
}

func (h *home) body() *frame { return h.frame }

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

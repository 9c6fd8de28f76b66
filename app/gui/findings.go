package gui

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"ounce/app/gui/parts"
	"ounce/checks"
)

// findingRow is one check: waiting, or with its verdict and the detail below.
type findingRow struct {
	widget.BaseWidget
	definition checks.Definition
	system     checks.System
	finding    *checks.Finding
	mark       *parts.Mark
	title      *parts.Words
	says       *parts.Words
	disclosure *parts.Disclosure
}

func newFindingRow(def checks.Definition) *findingRow {
	r := &findingRow{definition: def, mark: parts.NewMark(parts.IconOpen, parts.Line),
		title: parts.NewText(def.Title, parts.Body, parts.Muted), says: parts.NewText("", parts.Body, parts.Muted)}
	head := parts.TopRow(parts.Gap2, r.says, r.mark, parts.Wide(250, r.title), r.says)
	r.disclosure = parts.NewDisclosure(def.Title, head, func() fyne.CanvasObject {
		if r.finding == nil {
			return parts.Column(0)
		}
		return newDetail(*r.finding, r.definition, r.system)
	})
	r.disclosure.SetEmpty(true)
	r.ExtendBaseWidget(r)
	return r
}

// land shows a verdict.
func (r *findingRow) land(f checks.Finding, system checks.System) {
	r.finding, r.system = &f, system
	r.disclosure.SetEmpty(false)
	icon, tone := statusMark(f.Status)
	r.mark.Set(icon, tone)
	r.title.SetToned(r.definition.Title, parts.Text)
	r.says.SetToned(f.Reason, parts.Muted)
	if f.Status == checks.Fail || f.Status == checks.Warn {
		r.says.SetToned(f.Reason, parts.Text)
	}
	r.disclosure.Renew()
}

// wait shows that the verdict has not come yet.
func (r *findingRow) wait() {
	r.finding = nil
	r.mark.Set(parts.IconOpen, parts.Line)
	r.title.SetToned(r.definition.Title, parts.Muted)
	r.says.Set("")
	r.disclosure.SetEmpty(true)
	r.disclosure.Renew()
}

// CreateRenderer shows the line.
func (r *findingRow) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(r.disclosure)
}

// tally counts statuses.
type tally map[checks.Status]int

// tallyView shows how many checks of each status there are: icon, count, and
// the word for screen readers.
type tallyView struct {
	widget.BaseWidget
	box *fyne.Container
}

func newTallyView() *tallyView {
	v := &tallyView{box: parts.Row(parts.Gap3, nil)}
	v.ExtendBaseWidget(v)
	return v
}

func (v *tallyView) show(t tally) {
	v.box.RemoveAll()
	for _, status := range []checks.Status{checks.Fail, checks.Warn, checks.Unclear, checks.Pass} {
		if t[status] == 0 {
			continue
		}
		icon, tone := statusMark(status)
		v.box.Add(parts.Row(parts.Gap1, nil, parts.NewMark(icon, tone),
			parts.NewStrongLine(strconv.Itoa(t[status]), parts.Body, tone)))
	}
	v.box.Refresh()
	v.Refresh()
}

// CreateRenderer shows the counts.
func (v *tallyView) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(v.box) }

package gui

import (
	"slices"
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
	words      checks.Words
	system     checks.System
	finding    *checks.Finding
	mark       *parts.Mark
	word       *parts.Words
	title      *parts.Words
	says       *parts.Words
	disclosure *parts.Disclosure
}

func newFindingRow(def checks.Definition, words checks.Words) *findingRow {
	r := &findingRow{definition: def, words: words, mark: parts.NewMark(parts.IconOpen, parts.Line), word: parts.NewText("", parts.Hint, parts.Muted),
		title: parts.NewText(def.Title, parts.Body, parts.Muted), says: parts.NewText("", parts.Body, parts.Muted)}
	both := parts.Pair(titleWidth, parts.Gap3, r.title, r.says)
	head := parts.TopRow(parts.Gap2, both, r.mark, parts.Wide(wordWidth, parts.InsetBy(1, 0, r.word)), both)
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

// The columns of a row: the word of the status, and the check's title.
const (
	wordWidth  float32 = 62
	titleWidth float32 = 230
)

// land shows a verdict.
func (r *findingRow) land(f checks.Finding, system checks.System) {
	r.finding, r.system = &f, system
	r.disclosure.SetEmpty(false)
	icon, tone := statusMark(f.Status)
	r.mark.Set(icon, tone)
	r.word.SetToned(r.words.Statuses[f.Status], tone)
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
	r.word.Set("")
	r.title.SetToned(r.definition.Title, parts.Muted)
	r.says.Set("")
	r.disclosure.SetEmpty(true)
	r.disclosure.Renew()
}

// rank orders rows by what they say: what wants doing first, what is still to
// come last.
func (r *findingRow) rank() int {
	if r.finding == nil {
		return len(checks.Statuses())
	}
	return slices.Index(checks.Statuses(), r.finding.Status)
}

// waits sets rows that would be told of something else that fails below one
// line.
func waits(count int, rows func() fyne.CanvasObject) fyne.CanvasObject {
	title := parts.NewText(counted("{{.Count}} more wait for one of these to be mended, and are not told twice", count), parts.Body, parts.Muted)
	return parts.NewDisclosure(title.Content(), title, rows)
}

// CreateRenderer shows the line.
func (r *findingRow) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(r.disclosure)
}

// tally counts statuses.
type tally map[checks.Status]int

// tallyView shows how many checks of each status there are: icon, count and,
// where there is room, the word.
type tallyView struct {
	widget.BaseWidget
	words *checks.Words // nil leaves them out
	box   *fyne.Container
}

// newTallyView shows counts; with words it says what they count.
func newTallyView(words *checks.Words) *tallyView {
	v := &tallyView{words: words, box: parts.Flow(parts.Gap3)}
	if words == nil {
		v.box = parts.Row(parts.Gap3, nil) // takes no more width than it needs
	}
	v.ExtendBaseWidget(v)
	return v
}

func (v *tallyView) show(t tally) {
	v.box.Objects = nil
	for _, status := range []checks.Status{checks.Fail, checks.Warn, checks.Unclear, checks.Pass} {
		if t[status] == 0 {
			continue
		}
		icon, tone := statusMark(status)
		one := parts.Row(parts.Gap1, nil, parts.NewMark(icon, tone), parts.NewStrongLine(strconv.Itoa(t[status]), parts.Body, tone))
		if v.words != nil {
			one.Add(parts.NewLine(v.words.Statuses[status], parts.Body, parts.Text))
		}
		v.box.Add(one)
	}
	v.box.Refresh()
	v.Refresh()
}

// CreateRenderer shows the counts.
func (v *tallyView) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(v.box) }

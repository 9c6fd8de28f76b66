package gui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"ounce/app/gui/parts"
	"ounce/assessment"
)

// sheet is what a screen of questions reads and writes.
type sheet interface {
	pages(business bool) []Page
	answer(id string, a assessment.Answer)
	mistakes(question string) []Mistake
	given(id string) assessment.Answer
	answered(pages []Page) (answered, total int)
	minutesLeft(pages []Page) int
}

func (j *journey) given(id string) assessment.Answer { return j.answers.Given[id] }

// questions is the screen of questions: one page at a time, of the business or
// of the areas.
type questions struct {
	widget.BaseWidget
	onBack, onDone func()
	doneLabel      string

	sheet    sheet
	business bool
	comma    bool
	at       int
	active   int
	views    []*questionView
	top      fyne.CanvasObject // above the questions; nil is nothing
	frame    *frame
	title    *parts.Words
	lead     *parts.Words
	left     *parts.Words
	done     *parts.Progress
	column   *fyne.Container
	next     *parts.Button
}

func newQuestions(s sheet, business bool, top fyne.CanvasObject, decimalComma bool) *questions {
	q := &questions{sheet: s, business: business, comma: decimalComma, top: top,
		title: parts.NewStrong("", parts.Section, parts.Text), lead: parts.NewText("", parts.Body, parts.Muted),
		left: parts.NewLine("", parts.Body, parts.Muted), done: parts.NewProgress(), column: parts.Column(parts.Gap4)}
	q.next = parts.NewMainButton("", q.forward)
	head := parts.Column(parts.Gap2, parts.Row(parts.Gap4, q.title, q.title, q.left), q.lead, q.done)
	q.frame = newFrame(head, q.column, foot(parts.NewButton(lang.L("Back"), q.back), q.next))
	q.ExtendBaseWidget(q)
	q.show(q.firstOpen())
	return q
}

// firstOpen is the first page with a question that nobody has answered.
func (q *questions) firstOpen() int {
	for at, page := range q.sheet.pages(q.business) {
		for _, question := range page.Questions {
			if !isAnswered(q.sheet.given(question.ID)) {
				return at
			}
		}
	}
	return 0
}

// showQuestion turns to the page of a question and makes it the active one.
func (q *questions) showQuestion(id string) {
	for at, page := range q.sheet.pages(q.business) {
		for i, question := range page.Questions {
			if question.ID == id {
				q.show(at)
				q.setActive(i)
				parts.IntoSight(q.views[i])
			}
		}
	}
}

// show turns to a page.
func (q *questions) show(at int) {
	q.at, q.views, q.active = at, nil, -1
	q.sync()
	q.frame.toTop()
	for i, v := range q.views {
		if v.choices != nil && !isAnswered(v.answer) {
			q.setActive(i)
			break
		}
	}
}

// sync lays out the questions that concern the company now; views that stay
// are kept, so that nobody loses the box they are typing in.
func (q *questions) sync() {
	pages := q.sheet.pages(q.business)
	if len(pages) == 0 {
		return
	}
	q.at = min(q.at, len(pages)-1)
	page := pages[q.at]
	q.title.Set(page.Title)
	q.lead.Set(q.leadFor(len(pages)))
	if minutes := q.sheet.minutesLeft(pages); minutes > 0 {
		q.left.Set(counted("about {{.Count}} minutes left", minutes))
	} else {
		q.left.Set(lang.L("all answered"))
	}
	answered, total := q.sheet.answered(pages)
	q.done.Set(float64(answered) / float64(max(total, 1)))
	q.next.SetText(q.nextLabel(pages))

	var views []*questionView
	for _, question := range page.Questions {
		at := slices.IndexFunc(q.views, func(v *questionView) bool { return v.question.ID == question.ID })
		if at >= 0 && slices.EqualFunc(q.views[at].question.Fields, question.Fields, func(a, b Field) bool { return a.Key == b.Key }) {
			views = append(views, q.views[at])
			continue
		}
		views = append(views, q.newView(question))
	}
	if slices.Equal(views, q.views) && len(q.column.Objects) > 0 {
		return
	}
	q.views = views
	q.column.RemoveAll()
	if q.top != nil && q.at == 0 {
		q.column.Add(q.top)
	}
	for i, v := range views {
		v.onActive = func() { q.setActive(i) }
		q.column.Add(v)
	}
}

func (q *questions) leadFor(pages int) string {
	if q.business && q.at == 0 {
		return lang.L("Rough figures are fine. “I don't know” is an answer too: the result then shows a range.")
	}
	return lang.L("Page {{.Page}} of {{.Pages}}. Press a number to answer.", map[string]any{"Page": q.at + 1, "Pages": pages})
}

func (q *questions) nextLabel(pages []Page) string {
	name := q.doneLabel
	if q.at+1 < len(pages) {
		name = pages[q.at+1].Title
	}
	if name == pages[q.at].Title {
		return lang.L("Next page")
	}
	return lang.L("Next: {{.Page}}", map[string]any{"Page": name})
}

func (q *questions) newView(question Question) *questionView {
	v := newQuestionView(question, q.sheet.given(question.ID), q.comma)
	v.setMistakes(q.sheet.mistakes(question.ID))
	v.onAnswer = func(a assessment.Answer) {
		before := isAnswered(q.sheet.given(question.ID))
		q.sheet.answer(question.ID, a)
		v.setMistakes(q.sheet.mistakes(question.ID))
		q.sync()
		if v.choices != nil && !before && isAnswered(a) && a.Number == nil {
			q.advance(v)
		}
	}
	return v
}

// advance makes the question behind v the active one, unless the answer brought
// other boxes: then these are shown.
func (q *questions) advance(v *questionView) {
	at := slices.Index(q.views, v)
	if at < 0 { // made anew, with its boxes
		at = slices.IndexFunc(q.views, func(other *questionView) bool { return other.question.ID == v.question.ID })
		if at >= 0 {
			q.setActive(at)
			parts.IntoSight(q.views[at])
		}
		return
	}
	for i := at + 1; i < len(q.views); i++ {
		if q.views[i].choices != nil {
			q.setActive(i)
			q.frame.reveal(q.views[i])
			return
		}
	}
}

func (q *questions) setActive(index int) {
	q.active = index
	for i, v := range q.views {
		v.setActive(i == index)
	}
}

// TypedRune answers the active question by number, or the next one that has
// answers to choose from.
func (q *questions) TypedRune(r rune) {
	for i := max(q.active, 0); i < len(q.views); i++ {
		if q.views[i].choices != nil {
			q.views[i].choices.PickNumber(r)
			return
		}
	}
}

// TypedKey goes on with Enter and back with Escape.
func (q *questions) TypedKey(key *fyne.KeyEvent) {
	onOrBack(key, q.forward, q.back)
}

func (q *questions) forward() {
	for _, v := range q.views {
		if !v.ready() || len(q.sheet.mistakes(v.question.ID)) > 0 {
			q.showWrong(v)
			return
		}
	}
	if q.at+1 < len(q.sheet.pages(q.business)) {
		q.show(q.at + 1)
		return
	}
	q.onDone()
}

// showWrong leads to what is wrong in a question: the box, ready to be mended.
func (q *questions) showWrong(v *questionView) {
	box := v.wrongBox()
	if box == nil {
		q.frame.reveal(v)
		return
	}
	q.frame.reveal(box)
	if c := fyne.CurrentApp().Driver().CanvasForObject(box); c != nil {
		c.Focus(box.Entry)
	}
}

func (q *questions) back() {
	if q.at > 0 {
		q.show(q.at - 1)
		return
	}
	q.onBack()
}

// setDone names the step behind the last page.
func (q *questions) setDone(label string) {
	q.doneLabel = label
	q.sync()
}

func (q *questions) body() *frame { return q.frame }

// CreateRenderer shows the frame.
func (q *questions) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(q.frame) }

package gui

import (
	"maps"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"ounce/app/gui/parts"
	"ounce/assessment"
)

// unknownID is the choice "I don't know" in the window.
const unknownID = "?"

// questionView shows one question and reports each change of its answer.
type questionView struct {
	widget.BaseWidget
	onAnswer func(assessment.Answer)
	onActive func()

	question Question
	answer   assessment.Answer
	before   assessment.Answer // what was said before “I don't know”
	comma    bool              // the language's decimal sign
	choices  *parts.Choices
	number   *parts.Field
	fields   map[string]*parts.Field
	pickers  map[string]*parts.Select
	unknown  *parts.Check
	mistake  *parts.Words
	why      fyne.CanvasObject // shown on demand, as is note
	note     fyne.CanvasObject
	noteBox  *parts.Entry
	wrong    map[string]string // what cannot be read, by field; "" is the number
	quiet    bool              // while the view itself changes a box
	panel    *parts.Panel
}

func newQuestionView(q Question, a assessment.Answer, decimalComma bool) *questionView {
	v := &questionView{question: q, answer: a, comma: decimalComma, fields: map[string]*parts.Field{}, pickers: map[string]*parts.Select{},
		mistake: parts.NewText("", parts.Hint, parts.Act), wrong: map[string]string{}}
	v.mistake.Hide()
	v.ExtendBaseWidget(v)
	v.panel = parts.NewPanel(nil)
	v.why = parts.NewCard(parts.NewText(q.Why, parts.Body, parts.Text))
	v.why.Hide()
	v.note = v.makeNote()
	if q.Kind != KindNumbers {
		v.makeChoices()
	}
	if len(q.Fields) > 0 {
		v.makeFields()
	}
	return v
}

func (v *questionView) makeChoices() {
	list := make([]parts.Choice, 0, len(v.question.Choices)+1)
	for _, c := range v.question.Choices {
		list = append(list, parts.Choice{ID: c.ID, Label: c.Label})
	}
	list = append(list, parts.Choice{ID: unknownID, Label: lang.L("I don't know")})
	v.choices = parts.NewChoices(list, pickedOf(v.answer), v.pick)
	v.choices.OnFocus = v.activated
	if v.question.Kind != KindChoiceOrNumber {
		return
	}
	v.number = parts.NewFieldRow(lang.L("or your own figure"), writeOptional(v.answer.Number, v.comma)).SetUnit(v.question.Unit)
	v.number.Entry.OnFocus = v.activated
	v.number.OnChanged = v.typeNumber
}

func pickedOf(a assessment.Answer) string {
	if a.Unknown {
		return unknownID
	}
	return a.Choice
}

func (v *questionView) pick(id string) {
	v.activated()
	v.answer.Unknown, v.answer.Choice, v.answer.Number = id == unknownID, id, nil
	if id == unknownID {
		v.answer.Choice = ""
		v.emptyBoxes()
	}
	if v.number != nil {
		v.quietly(func() { v.number.Entry.SetText("") })
		v.number.SetError("")
	}
	delete(v.wrong, "")
	v.tell()
}

func (v *questionView) quietly(change func()) {
	v.quiet = true
	change()
	v.quiet = false
}

func (v *questionView) tell() {
	if v.onAnswer != nil {
		v.onAnswer(v.answer)
	}
}

func (v *questionView) activated() {
	if v.onActive != nil {
		v.onActive()
	}
}

// setMistakes shows what cannot be right, below the box that each one names.
func (v *questionView) setMistakes(mistakes []Mistake) {
	own := ""
	byField := map[string]string{}
	for _, m := range mistakes {
		if v.fields[m.Field] != nil || v.number != nil && m.Field == "" {
			byField[m.Field] = m.Text
		} else {
			own = m.Text
		}
	}
	for key, box := range v.boxes() {
		text := byField[key]
		if wrong := v.wrong[key]; wrong != "" {
			text = wrong
		}
		box.SetError(text)
	}
	v.mistake.Set(own)
	if own == "" {
		v.mistake.Hide()
	} else {
		v.mistake.Show()
	}
}

// setActive shows that the number keys answer this question.
func (v *questionView) setActive(active bool) {
	if active {
		v.panel.SetEdge(parts.Primary)
	} else {
		v.panel.SetEdge(parts.Line)
	}
}

// wrongBox is the first box that has a mistake; nil when it is none of a box.
func (v *questionView) wrongBox() *parts.Field {
	boxes := v.boxes()
	for _, f := range append([]Field{{}}, v.question.Fields...) {
		if box := boxes[f.Key]; box != nil && box.Error() != "" {
			return box
		}
	}
	return nil
}

// boxes are all that are written in, by field; "" is that of the number.
func (v *questionView) boxes() map[string]*parts.Field {
	boxes := maps.Clone(v.fields)
	if v.number != nil {
		boxes[""] = v.number
	}
	return boxes
}

// ready tells whether every box can be read.
func (v *questionView) ready() bool { return len(v.wrong) == 0 }

// CreateRenderer stacks question, help, answers, what was seen and the note.
func (v *questionView) CreateRenderer() fyne.WidgetRenderer {
	q := v.question
	text := parts.NewStrong(q.Text, parts.Lead, parts.Text)
	noteButton := parts.NewLink(lang.L("Note"), v.openNote)
	whyButton := parts.NewLink(lang.L("Why?"), func() { toggle(v.why, v) })
	head := parts.TopRow(parts.Gap1, text, text, whyButton, noteButton)
	if q.Why == "" {
		whyButton.Hide()
	}
	objects := []fyne.CanvasObject{head, v.why}
	if q.Help != "" {
		objects = append(objects, parts.Narrow(parts.LineLength, parts.NewText(q.Help, parts.Body, parts.Muted)))
	}
	if q.Saw != "" {
		objects = append(objects, v.makeSaw())
	}
	if v.choices != nil {
		objects = append(objects, v.choices)
	}
	if v.number != nil {
		objects = append(objects, v.number)
	}
	if len(q.Fields) > 0 {
		objects = append(objects, v.fieldRows())
	}
	if v.unknown != nil {
		objects = append(objects, v.unknown)
	}
	v.panel.SetContent(parts.Column(parts.Gap2, append(objects, v.mistake, v.note)...))
	return widget.NewSimpleRenderer(v.panel)
}

func toggle(o fyne.CanvasObject, around fyne.CanvasObject) {
	if o.Visible() {
		o.Hide()
	} else {
		o.Show()
	}
	around.Refresh()
}

// openNote shows the note, ready to be written, or hides it again.
func (v *questionView) openNote() {
	toggle(v.note, v)
	if c := fyne.CurrentApp().Driver().CanvasForObject(v); c != nil && v.note.Visible() {
		c.Focus(v.noteBox)
	}
}

func (v *questionView) makeNote() fyne.CanvasObject {
	entry := parts.NewMultiLineEntry(v.answer.Note, 2)
	entry.SetPlaceHolder(lang.L("A note for the report, in your own words"))
	entry.OnFocus = v.activated
	entry.OnChanged = func(text string) {
		v.answer.Note = text
		v.tell()
	}
	v.noteBox = entry
	box := parts.Narrow(parts.LineLength, entry)
	if v.answer.Note == "" {
		box.Hide()
	}
	return box
}

func (v *questionView) makeSaw() fyne.CanvasObject {
	words := parts.NewText(lang.L("We saw this: {{.Saw}}", map[string]any{"Saw": v.question.Saw}), parts.Body, parts.Text)
	row := []fyne.CanvasObject{parts.NewMark(parts.IconSeen, parts.Primary), words}
	if fits := labelOf(v.question.Choices, v.question.Suggests); fits != "" && v.choices != nil && pickedOf(v.answer) == "" {
		row = append(row, parts.NewLink(lang.L("That fits: {{.Answer}}", map[string]any{"Answer": shorten(fits, 30)}), func() { v.choices.Pick(v.question.Suggests) }))
	}
	if len(v.question.Fills) > 0 && len(v.answer.Fields) == 0 {
		row = append(row, parts.NewLink(lang.L("Fill in"), v.fillIn))
	}
	return parts.Row(parts.Gap2, words, row...)
}

// fillIn writes what was seen into the boxes.
func (v *questionView) fillIn() {
	for key, n := range v.question.Fills {
		if box := v.fields[key]; box != nil {
			box.Entry.SetText(writeNumber(n, v.comma))
		}
	}
}

// labelOf gives the words of a choice; empty when there is none of that id.
func labelOf(choices []Choice, id string) string {
	for _, c := range choices {
		if c.ID == id {
			return c.Label
		}
	}
	return ""
}

func writeOptional(n *float64, comma bool) string {
	if n == nil {
		return ""
	}
	return writeNumber(*n, comma)
}

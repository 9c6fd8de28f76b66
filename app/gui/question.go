package gui

import (
	"maps"
	"strings"

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
	comma    bool // the language's decimal sign
	choices  *parts.Choices
	number   *parts.Field
	fields   map[string]*parts.Field
	unknown  *widget.Check
	mistake  *parts.Words
	wrong    map[string]string // what cannot be read, by field; "" is the number
	quiet    bool              // while the view itself changes a box
	panel    *parts.Panel
}

func newQuestionView(q Question, a assessment.Answer, decimalComma bool) *questionView {
	v := &questionView{question: q, answer: a, comma: decimalComma, fields: map[string]*parts.Field{},
		mistake: parts.NewText("", parts.Hint, parts.Act), wrong: map[string]string{}}
	v.mistake.Hide()
	v.ExtendBaseWidget(v)
	v.panel = parts.NewPanel(nil)
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
		list = append(list, parts.Choice(c))
	}
	list = append(list, parts.Choice{ID: unknownID, Label: lang.L("I don't know")})
	v.choices = parts.NewChoices(list, pickedOf(v.answer), v.pick)
	v.choices.OnFocus = v.activated
	if v.question.Kind != KindChoiceOrNumber {
		return
	}
	v.number = parts.NewField(lang.L("or your own figure"), writeOptional(v.answer.Number, v.comma), "", 140).SetUnit(v.question.Unit)
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
		v.answer.Choice, v.answer.Fields, v.answer.Choices = "", nil, nil
	}
	if v.number != nil {
		v.quietly(func() { v.number.Entry.SetText("") })
		v.number.SetError("")
	}
	delete(v.wrong, "")
	v.tell()
}

func (v *questionView) typeNumber(text string) {
	if v.quiet {
		return
	}
	n, ok := v.read("", text, v.number)
	if !ok {
		return
	}
	v.answer.Number = n
	if n != nil {
		v.answer.Choice, v.answer.Unknown = "", false
		v.choices.Clear()
	}
	v.tell()
}

// read gives the number in a box, nil when it is empty; ok is false when it
// cannot be read, which then stands below the box.
func (v *questionView) read(key, text string, box *parts.Field) (number *float64, ok bool) {
	if strings.TrimSpace(text) == "" {
		delete(v.wrong, key)
		box.SetError("")
		return nil, true
	}
	n, ok := parseNumber(text, v.comma)
	if !ok {
		v.wrong[key] = lang.L("We could not read “{{.Text}}” as a number. Please write digits only.", map[string]any{"Text": shorten(text, 30)})
		box.SetError(v.wrong[key])
		return nil, false
	}
	delete(v.wrong, key)
	box.SetError("")
	return &n, true
}

// shorten cuts a text that is quoted in a sentence.
func shorten(text string, most int) string {
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	return string(runes[:most]) + "…"
}

func (v *questionView) makeFields() {
	for _, f := range v.question.Fields {
		if len(f.Choices) > 0 {
			continue
		}
		text := ""
		if n, ok := v.answer.Fields[f.Key]; ok {
			text = writeNumber(n, v.comma)
		}
		box := parts.NewField(f.Label, text, "", 110).SetUnit(f.Unit)
		box.OnChanged = func(text string) {
			if v.quiet {
				return
			}
			if n, ok := v.read(f.Key, text, box); ok {
				v.setField(f.Key, n)
			}
		}
		v.fields[f.Key] = box
	}
	if v.choices != nil {
		return // they hold “I don't know” already
	}
	v.unknown = widget.NewCheck(lang.L("I don't know"), func(on bool) {
		if v.quiet {
			return
		}
		v.answer.Unknown = on
		if on {
			v.answer.Fields, v.answer.Choices = nil, nil
			v.quietly(func() {
				for _, box := range v.fields {
					box.Entry.SetText("")
					box.SetError("")
				}
			})
		}
		v.tell()
	})
	v.quietly(func() { v.unknown.SetChecked(v.answer.Unknown) })
}

func (v *questionView) setField(key string, n *float64) {
	fields := maps.Clone(v.answer.Fields)
	if fields == nil {
		fields = map[string]float64{}
	}
	if n == nil {
		delete(fields, key)
	} else {
		fields[key] = *n
		v.answer.Unknown = false
		if v.unknown != nil {
			v.quietly(func() { v.unknown.SetChecked(false) })
		}
	}
	v.answer.Fields = fields
	v.tell()
}

func (v *questionView) setChoice(key, id string) {
	given := maps.Clone(v.answer.Choices)
	if given == nil {
		given = map[string]string{}
	}
	given[key] = id
	v.answer.Choices = given
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
		if v.fields[m.Field] != nil {
			byField[m.Field] = m.Text
		} else {
			own = m.Text
		}
	}
	for key, box := range v.fields {
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

// ready tells whether every box can be read.
func (v *questionView) ready() bool { return len(v.wrong) == 0 }

// CreateRenderer stacks question, help, answers, what was seen and the note.
func (v *questionView) CreateRenderer() fyne.WidgetRenderer {
	q := v.question
	text := parts.NewStrong(q.Text, parts.Lead, parts.Text)
	why := parts.NewNotice(parts.Line, parts.NewText(q.Why, parts.Body, parts.Text))
	why.Hide()
	note := v.makeNote()
	noteButton := parts.NewLink(lang.L("Note"), func() { toggle(note, v) })
	whyButton := parts.NewLink(lang.L("Why?"), func() { toggle(why, v) })
	head := parts.TopRow(parts.Gap1, text, text, whyButton, noteButton)
	if q.Why == "" {
		whyButton.Hide()
	}
	objects := []fyne.CanvasObject{head, why}
	if q.Help != "" {
		objects = append(objects, parts.Narrow(parts.LineLength, parts.NewText(q.Help, parts.Body, parts.Muted)))
	}
	if q.Saw != "" {
		objects = append(objects, v.makeSaw())
	}
	if v.choices != nil {
		objects = append(objects, parts.Narrow(parts.LineLength+60, v.choices))
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
	v.panel.SetContent(parts.Column(parts.Gap2, append(objects, v.mistake, note)...))
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

func (v *questionView) makeNote() fyne.CanvasObject {
	entry := widget.NewMultiLineEntry()
	entry.SetPlaceHolder(lang.L("A note for the report, in your own words"))
	entry.Wrapping = fyne.TextWrapWord
	entry.SetMinRowsVisible(2)
	entry.SetText(v.answer.Note)
	entry.OnChanged = func(text string) {
		v.answer.Note = text
		v.tell()
	}
	box := parts.Narrow(parts.LineLength, entry)
	if v.answer.Note == "" {
		box.Hide()
	}
	return box
}

func (v *questionView) makeSaw() fyne.CanvasObject {
	words := parts.NewText(lang.L("We saw: {{.Saw}}", map[string]any{"Saw": v.question.Saw}), parts.Body, parts.Text)
	row := []fyne.CanvasObject{parts.NewMark(parts.IconHere, parts.Primary), words}
	if v.question.Suggests != "" && v.choices != nil && pickedOf(v.answer) == "" {
		row = append(row, widget.NewButton(lang.L("Fits"), func() { v.choices.Pick(v.question.Suggests) }))
	}
	if len(v.question.Fills) > 0 && len(v.answer.Fields) == 0 {
		row = append(row, widget.NewButton(lang.L("Fill in"), v.fillIn))
	}
	return parts.Narrow(parts.LineLength+60, parts.Row(parts.Gap2, words, row...))
}

// fillIn writes what was seen into the boxes.
func (v *questionView) fillIn() {
	for key, n := range v.question.Fills {
		if box := v.fields[key]; box != nil {
			box.Entry.SetText(writeNumber(n, v.comma))
		}
	}
}

func (v *questionView) fieldRows() fyne.CanvasObject {
	var boxes []fyne.CanvasObject
	for _, f := range v.question.Fields {
		if box := v.fields[f.Key]; box != nil {
			boxes = append(boxes, box)
			continue
		}
		labels, ids := make([]string, len(f.Choices)), map[string]string{}
		picker := widget.NewSelect(nil, func(label string) { v.setChoice(f.Key, ids[label]) })
		for i, c := range f.Choices {
			labels[i], ids[c.Label] = c.Label, c.ID
			if v.answer.Choices[f.Key] == c.ID {
				picker.Selected = c.Label
			}
		}
		picker.Options = labels
		picker.PlaceHolder = lang.L("Choose …")
		boxes = append(boxes, parts.Labelled(f.Label, parts.Narrow(200, parts.Edged(picker))))
	}
	return parts.Shares(parts.Gap4, 230, boxes...)
}

func writeOptional(n *float64, comma bool) string {
	if n == nil {
		return ""
	}
	return writeNumber(*n, comma)
}

package gui

import (
	"maps"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"ounce/app/gui/parts"
	"ounce/assessment"
)

func (v *questionView) makeFields() {
	for _, f := range v.question.Fields {
		if len(f.Choices) > 0 {
			continue
		}
		text := ""
		if n, ok := v.answer.Fields[f.Key]; ok {
			text = writeNumber(n, v.comma)
		}
		box := parts.NewFieldRow(f.Label, text).SetUnit(f.Unit)
		box.Entry.OnFocus = v.activated
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
	v.unknown = parts.NewCheck(lang.L("I don't know"), v.answer.Unknown, func(on bool) {
		if v.quiet {
			return
		}
		if v.answer.Unknown = on; on {
			v.before = v.answer
			v.emptyBoxes()
		} else {
			v.fillBoxes(v.before)
		}
		v.tell()
	})
}

// emptyBoxes takes back what stands in the boxes, readable or not: nobody knows.
func (v *questionView) emptyBoxes() {
	v.answer.Fields, v.answer.Choices = nil, nil
	clear(v.wrong)
	v.quietly(func() {
		for _, box := range v.fields {
			box.Entry.SetText("")
			box.SetError("")
		}
		for _, picker := range v.pickers {
			picker.ClearSelected()
		}
	})
}

// fillBoxes brings back what stood in the boxes before nobody knew.
func (v *questionView) fillBoxes(a assessment.Answer) {
	v.answer.Fields, v.answer.Choices = a.Fields, a.Choices
	v.quietly(func() {
		for key, box := range v.fields {
			if n, ok := a.Fields[key]; ok {
				box.Entry.SetText(writeNumber(n, v.comma))
			}
		}
		for _, f := range v.question.Fields {
			if picker := v.pickers[f.Key]; picker != nil && a.Choices[f.Key] != "" {
				picker.SetSelected(labelOf(f.Choices, a.Choices[f.Key]))
			}
		}
	})
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
		v.known()
	}
	v.answer.Fields = fields
	v.tell()
}

// known takes “I don't know” back where it is a box to tick.
func (v *questionView) known() {
	if v.unknown != nil {
		v.answer.Unknown = false
		v.quietly(func() { v.unknown.SetChecked(false) })
	}
}

func (v *questionView) setChoice(key, id string) {
	given := maps.Clone(v.answer.Choices)
	if given == nil {
		given = map[string]string{}
	}
	given[key] = id
	v.answer.Choices = given
	v.known()
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

// fieldRows lists the boxes below one another, each with its label at the left.
func (v *questionView) fieldRows() fyne.CanvasObject {
	list := parts.Column(parts.Gap2)
	clear(v.pickers)
	for _, f := range v.question.Fields {
		if box := v.fields[f.Key]; box != nil {
			list.Add(box)
			continue
		}
		labels, ids := make([]string, len(f.Choices)), map[string]string{}
		for i, c := range f.Choices {
			labels[i], ids[c.Label] = c.Label, c.ID
		}
		picker := parts.NewSelect(labels, labelOf(f.Choices, v.answer.Choices[f.Key]), func(label string) {
			if !v.quiet {
				v.setChoice(f.Key, ids[label])
			}
		})
		v.pickers[f.Key] = picker
		picker.PlaceHolder = lang.L("Choose …")
		list.Add(parts.LabelledRow(f.Label, parts.Narrow(2*parts.BoxWidth, parts.Edged(picker))))
	}
	return list
}

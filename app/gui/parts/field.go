package parts

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Field is a box to fill in, with its label above, and below it a hint or, in
// its place, what is wrong.
type Field struct {
	widget.BaseWidget
	OnChanged func(text string)
	// OnDone is called on Enter.
	OnDone func()

	Entry *widget.Entry
	label *Words
	unit  *Words
	hint  string
	note  *Words
	width float32
}

// NewField is a field with its text; width is that of the box, 0 all there is.
func NewField(label, text, hint string, width float32) *Field {
	f := &Field{Entry: widget.NewEntry(), label: NewText(label, Body, Text), unit: NewLine("", Body, Muted),
		hint: hint, note: NewText(hint, Hint, Muted), width: width}
	f.Entry.SetText(text)
	f.Entry.Scroll = fyne.ScrollNone
	f.Entry.OnChanged = func(text string) {
		if f.OnChanged != nil {
			f.OnChanged(text)
		}
	}
	f.Entry.OnSubmitted = func(string) {
		if f.OnDone != nil {
			f.OnDone()
		}
	}
	if hint == "" {
		f.note.Hide()
	}
	f.ExtendBaseWidget(f)
	return f
}

// SetUnit shows a unit behind the box.
func (f *Field) SetUnit(unit string) *Field {
	f.unit.Set(unit)
	return f
}

// SetError says what is wrong, in words; empty takes it back.
func (f *Field) SetError(text string) {
	if text == "" {
		f.note.SetToned(f.hint, Muted)
	} else {
		f.note.SetToned(text, Act)
	}
	if f.note.text == "" {
		f.note.Hide()
	} else {
		f.note.Show()
	}
	f.Refresh()
}

// Error is what stands as wrong; empty is nothing.
func (f *Field) Error() string {
	if f.note.tone != Act {
		return ""
	}
	return f.note.text
}

// CreateRenderer stacks label, box and note.
func (f *Field) CreateRenderer() fyne.WidgetRenderer {
	var box fyne.CanvasObject = f.Entry
	if f.width > 0 {
		sized := Wide(f.width, f.Entry)
		box = Row(Gap2, f.unit, sized, f.unit)
	}
	return widget.NewSimpleRenderer(Column(Gap1, f.label, box, f.note))
}

// Edged draws the edge of an input around one that has none of its own.
func Edged(input fyne.CanvasObject) fyne.CanvasObject {
	e := &edged{input: input}
	e.ExtendBaseWidget(e)
	return e
}

type edged struct {
	widget.BaseWidget
	input fyne.CanvasObject
}

func (e *edged) CreateRenderer() fyne.WidgetRenderer {
	edge := canvas.NewRectangle(color.Transparent)
	edge.CornerRadius, edge.StrokeWidth = 6, 1
	r := &repainting{WidgetRenderer: widget.NewSimpleRenderer(container.NewStack(e.input, edge)), paint: func() {
		edge.StrokeColor = colorOf(Border)
		edge.Refresh()
	}}
	r.paint()
	return r
}

// Labelled puts a label above any input.
func Labelled(label string, input fyne.CanvasObject) fyne.CanvasObject {
	return Column(Gap1, NewText(label, Body, Text), input)
}

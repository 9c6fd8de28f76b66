package parts

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Field is a box to fill in with its label and, below the box, a hint or, in
// its place, what is wrong.
type Field struct {
	widget.BaseWidget
	OnChanged func(text string)

	Entry  *Entry
	label  *Words
	unit   *Words
	hint   string
	note   *Words
	width  float32
	beside bool
}

// NewField is a field with its label above; width is that of the box, 0 all
// there is.
func NewField(label, text, hint string, width float32) *Field {
	f := &Field{Entry: NewEntry(text), label: NewText(label, Body, Text), unit: NewLine("", Body, Muted),
		hint: hint, note: NewText(hint, Hint, Muted), width: width}
	f.Entry.OnChanged = func(text string) {
		if f.OnChanged != nil {
			f.OnChanged(text)
		}
	}
	if hint == "" {
		f.note.Hide()
	}
	f.ExtendBaseWidget(f)
	return f
}

// NewFieldRow is a field with its label at the left of a narrow box, for
// figures that stand below one another.
func NewFieldRow(label, text string) *Field {
	f := NewField(label, text, "", BoxWidth)
	f.beside = true
	return f
}

// NewSecret is a field that shows dots.
func NewSecret(label, hint string, width float32) *Field {
	f := NewField(label, "", hint, width)
	f.Entry.Password = true
	return f
}

// BoxWidth is the width of a box for a figure, LabelWidth that of the labels at
// its left.
const (
	BoxWidth   float32 = 110
	LabelWidth float32 = 300
)

// Label is the label's text.
func (f *Field) Label() *Words { return f.label }

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

// CreateRenderer lays out label, box and note.
func (f *Field) CreateRenderer() fyne.WidgetRenderer {
	var box fyne.CanvasObject = f.Entry
	if f.width > 0 {
		box = Row(Gap2, f.unit, Wide(f.width, f.Entry), f.unit)
	}
	if f.beside {
		return widget.NewSimpleRenderer(Pair(LabelWidth, Gap4, f.label, Column(Gap1, box, f.note)))
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

// LabelledRow puts a label at the left of any input, as NewFieldRow does.
func LabelledRow(label string, input fyne.CanvasObject) fyne.CanvasObject {
	return Pair(LabelWidth, Gap4, NewText(label, Body, Text), input)
}

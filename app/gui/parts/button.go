package parts

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Button is a button with room around its words, and with a ring while it has
// the focus.
type Button struct {
	widget.Button
	focused bool
}

// NewButton is a button beside the main one.
func NewButton(label string, tapped func()) *Button {
	b := &Button{}
	b.Text, b.OnTapped = label, tapped
	b.ExtendBaseWidget(b)
	return b
}

// NewMainButton is the one main button of a screen.
func NewMainButton(label string, tapped func()) *Button {
	b := NewButton(label, tapped)
	b.Importance = widget.HighImportance
	return b
}

// NewQuietButton is a button that looks like a link.
func NewQuietButton(label string, tapped func()) *Pressable {
	return NewPressable(label, InsetBy(Gap2, Gap3, NewStrongLine(label, Body, Primary)), tapped)
}

// FocusGained shows the ring, and the button if it is out of sight.
func (b *Button) FocusGained() {
	b.focused = true
	b.Button.FocusGained()
	IntoSight(b)
}

// FocusLost hides the ring.
func (b *Button) FocusLost() {
	b.focused = false
	b.Button.FocusLost()
}

// TypedKey presses on Space and Enter; other keys are the screen's.
func (b *Button) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		b.Tapped(nil)
	default:
		passKey(b, key)
	}
}

// TypedRune hands a letter to the screen.
func (b *Button) TypedRune(r rune) { passRune(b, r) }

// MinSize leaves room beside the words.
func (b *Button) MinSize() fyne.Size {
	b.ExtendBaseWidget(b)
	return b.BaseWidget.MinSize()
}

// CreateRenderer draws the ring over the button.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	ring := canvas.NewRectangle(color.Transparent)
	ring.CornerRadius, ring.StrokeWidth = 4, 2
	r := &buttonRenderer{WidgetRenderer: b.Button.CreateRenderer(), button: b, ring: ring}
	r.paint()
	return r
}

type buttonRenderer struct {
	fyne.WidgetRenderer
	button *Button
	ring   *canvas.Rectangle
}

// besideWords is the room at each side of a button's words, over the padding
// that the toolkit gives.
const besideWords = Gap2

func (r *buttonRenderer) MinSize() fyne.Size {
	return r.WidgetRenderer.MinSize().AddWidthHeight(2*besideWords, 0)
}

func (r *buttonRenderer) Layout(size fyne.Size) {
	r.WidgetRenderer.Layout(size)
	r.ring.Move(fyne.NewPos(2, 2))
	r.ring.Resize(size.SubtractWidthHeight(4, 4))
}

func (r *buttonRenderer) paint() {
	r.ring.StrokeColor = color.Transparent
	if r.button.focused {
		r.ring.StrokeColor = colorOf(Primary)
		if r.button.Importance == widget.HighImportance {
			r.ring.StrokeColor = colorOf(On)
		}
	}
}

func (r *buttonRenderer) Refresh() {
	r.paint()
	r.WidgetRenderer.Refresh()
	r.ring.Refresh()
}

func (r *buttonRenderer) Objects() []fyne.CanvasObject {
	return append(append([]fyne.CanvasObject{}, r.WidgetRenderer.Objects()...), r.ring)
}

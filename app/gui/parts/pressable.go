package parts

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Pressable makes a content something to press: by mouse, or by Space and Enter
// once it has the focus.
type Pressable struct {
	widget.BaseWidget
	OnPressed func()
	// Name says what pressing does, for screen readers.
	Name    string
	content fyne.CanvasObject
	radius  float32
	chosen  bool
	edged   bool
	outset  float32 // how far the ground stands out at either side

	focused, hovered bool
	self             fyne.CanvasObject // what the window knows it as: itself, or what it is part of
	keys             func(*fyne.KeyEvent) bool
	runes            func(rune) bool
}

const pressRadius float32 = 6

var (
	_ fyne.Tappable      = (*Pressable)(nil)
	_ fyne.Focusable     = (*Pressable)(nil)
	_ desktop.Hoverable  = (*Pressable)(nil)
	_ desktop.Cursorable = (*Pressable)(nil)
)

// NewPressable makes a content pressable.
func NewPressable(name string, content fyne.CanvasObject, pressed func()) *Pressable {
	p := &Pressable{Name: name, content: content, OnPressed: pressed, radius: pressRadius}
	p.ExtendBaseWidget(p)
	return p
}

// ExtendBaseWidget says what the window knows it as.
func (p *Pressable) ExtendBaseWidget(as fyne.Widget) {
	p.self = as
	p.BaseWidget.ExtendBaseWidget(as)
}

// NewLink is a text to press.
func NewLink(text string, pressed func()) *Pressable {
	return NewPressable(text, InsetBy(2, Gap2, NewStrongLine(text, Body, Primary)), pressed)
}

// StandOut gives the ground room at either side of a content that begins where
// its neighbours do.
func (p *Pressable) StandOut() *Pressable {
	p.outset = Gap2
	return p
}

// SetChosen marks it as the chosen one of several.
func (p *Pressable) SetChosen(chosen bool) {
	if p.chosen != chosen {
		p.chosen = chosen
		p.Refresh()
	}
}

// Tapped presses it.
func (p *Pressable) Tapped(*fyne.PointEvent) { p.press() }

func (p *Pressable) press() {
	if p.OnPressed != nil {
		p.OnPressed()
	}
}

// FocusGained shows the focus, and the content if it is out of sight.
func (p *Pressable) FocusGained() {
	p.focused = true
	p.Refresh()
	IntoSight(p.self)
}

// FocusLost hides it.
func (p *Pressable) FocusLost() { p.focused = false; p.Refresh() }

// TypedRune hands a letter on.
func (p *Pressable) TypedRune(r rune) {
	if p.runes == nil || !p.runes(r) {
		passRune(p.self, r)
	}
}

// TypedKey presses on Space and Enter; other keys are the screen's.
func (p *Pressable) TypedKey(key *fyne.KeyEvent) {
	if p.keys != nil && p.keys(key) {
		return
	}
	switch key.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		p.press()
	default:
		passKey(p.self, key)
	}
}

// MouseIn shows that it can be pressed.
func (p *Pressable) MouseIn(*desktop.MouseEvent) { p.hovered = true; p.Refresh() }

// MouseMoved does nothing.
func (p *Pressable) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends what MouseIn began.
func (p *Pressable) MouseOut() { p.hovered = false; p.Refresh() }

// Cursor is a hand.
func (p *Pressable) Cursor() desktop.Cursor { return desktop.PointerCursor }

// AccessibilityLabel is the name.
func (p *Pressable) AccessibilityLabel() string { return p.Name }

// AccessibilityRole is that of a button.
func (p *Pressable) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer draws a ground behind the content that shows hover, choice and
// focus.
func (p *Pressable) CreateRenderer() fyne.WidgetRenderer {
	ground := canvas.NewRectangle(color.Transparent)
	r := &repainting{WidgetRenderer: widget.NewSimpleRenderer(container.New(groundLayout{p.outset}, ground, p.content))}
	r.paint = func() {
		ground.CornerRadius = p.radius
		ground.FillColor, ground.StrokeColor, ground.StrokeWidth = color.Transparent, color.Transparent, 0
		switch {
		case p.chosen:
			ground.FillColor = colorOf(Veil)
		case p.hovered:
			ground.FillColor = colorOf(Hover)
		}
		switch {
		case p.focused:
			ground.StrokeColor, ground.StrokeWidth = colorOf(Primary), 2
		case p.chosen && p.edged:
			ground.StrokeColor, ground.StrokeWidth = colorOf(Primary), 1
		case p.edged:
			ground.StrokeColor, ground.StrokeWidth = fade(colorOf(Border), 0x90), 1
		}
		ground.Refresh()
	}
	r.paint()
	return r
}

// groundLayout lays the first object below the second one, wider by outset at
// either side.
type groundLayout struct{ outset float32 }

func (l groundLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Move(fyne.NewPos(-l.outset, 0))
	objects[0].Resize(size.AddWidthHeight(2*l.outset, 0))
	objects[1].Move(fyne.NewPos(0, 0))
	objects[1].Resize(size)
}

func (groundLayout) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[1].MinSize() }

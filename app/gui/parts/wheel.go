package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Roller is a window's content that scrolls by the mouse wheel.
type Roller interface{ Roll(*fyne.ScrollEvent) }

// wheel lies over a box and takes the mouse wheel alone: the page goes on
// scrolling where a box comes below the pointer, unless somebody writes in the
// box and its own text has more to show.
type wheel struct {
	widget.BaseWidget
	box *Entry
}

var _ fyne.Scrollable = (*wheel)(nil)

func newWheel(box *Entry) *wheel {
	w := &wheel{box: box}
	w.ExtendBaseWidget(w)
	return w
}

// Scrolled rolls the text of the box, or the page.
func (w *wheel) Scrolled(event *fyne.ScrollEvent) {
	c := fyne.CurrentApp().Driver().CanvasForObject(w.box)
	if c == nil {
		return
	}
	if inside := w.box.inside; inside != nil && c.Focused() == fyne.Focusable(w.box) && rolls(inside, event.Scrolled) {
		inside.Scrolled(event)
		return
	}
	if content, ok := c.Content().(Roller); ok {
		content.Roll(event)
	}
}

// rolls tells whether there is more to show in the way that the wheel turns.
func rolls(s *container.Scroll, by fyne.Delta) bool {
	rest := s.Content.MinSize().Subtract(s.Size())
	return by.DY > 0 && s.Offset.Y > 0 || by.DY < 0 && s.Offset.Y < rest.Height ||
		by.DX > 0 && s.Offset.X > 0 || by.DX < 0 && s.Offset.X < rest.Width
}

// CreateRenderer draws nothing.
func (w *wheel) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewWithoutLayout())
}

// overlaid is a renderer with an object above all others.
type overlaid struct {
	fyne.WidgetRenderer
	above fyne.CanvasObject
}

func (r *overlaid) Objects() []fyne.CanvasObject {
	below := r.WidgetRenderer.Objects()
	return append(below[:len(below):len(below)], r.above)
}

func (r *overlaid) Layout(size fyne.Size) {
	r.WidgetRenderer.Layout(size)
	r.above.Resize(size)
}

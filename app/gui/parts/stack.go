package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Part is one part of a stacked bar, as a share of the chart's full scale.
type Part struct {
	Share float64
	Tone  Tone
	Pale  bool
}

// StackBar shows parts end to end on a scale shared with the bars beside it.
type StackBar struct {
	widget.BaseWidget
	parts []Part
}

// NewStackBar is a bar of parts.
func NewStackBar(parts ...Part) *StackBar {
	s := &StackBar{parts: parts}
	s.ExtendBaseWidget(s)
	return s
}

// Set changes the parts.
func (s *StackBar) Set(parts ...Part) {
	s.parts = parts
	s.Refresh()
}

// CreateRenderer draws the parts.
func (s *StackBar) CreateRenderer() fyne.WidgetRenderer {
	r := &stackRenderer{bar: s}
	r.Refresh()
	return r
}

type stackRenderer struct {
	bar   *StackBar
	rects []fyne.CanvasObject
}

func (r *stackRenderer) Layout(size fyne.Size) {
	x := float32(0)
	for i, part := range r.bar.parts {
		width := size.Width * float32(part.Share)
		r.rects[i].Move(fyne.NewPos(x, 0))
		r.rects[i].Resize(fyne.NewSize(max(0, width-1), size.Height))
		x += width
	}
}

func (r *stackRenderer) MinSize() fyne.Size { return fyne.NewSize(80, 18) }

func (r *stackRenderer) Refresh() {
	r.rects = r.rects[:0]
	for _, part := range r.bar.parts {
		fill := colorOf(part.Tone)
		if part.Pale {
			fill = fade(fill, 0x70)
		}
		rect := canvas.NewRectangle(fill)
		rect.CornerRadius = 2
		r.rects = append(r.rects, rect)
	}
	r.Layout(r.bar.Size())
}

func (r *stackRenderer) Objects() []fyne.CanvasObject { return r.rects }
func (r *stackRenderer) Destroy()                     {}

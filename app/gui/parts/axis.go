package parts

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Scale is an axis from zero to a round figure.
type Scale struct {
	Top, Step float64
}

// mostTicks is how many steps an axis has at most.
const mostTicks = 5

// NewScale is the shortest axis in round steps that holds a figure.
func NewScale(most float64) Scale {
	if most <= 0 || math.IsInf(most, 0) || math.IsNaN(most) {
		return Scale{1, 1}
	}
	unit := math.Pow(10, math.Floor(math.Log10(most)))
	for _, factor := range []float64{0.1, 0.2, 0.25, 0.5, 1, 2, 2.5} {
		step := unit * factor
		if steps := math.Ceil(most/step - 1e-9); steps <= mostTicks {
			return Scale{steps * step, step}
		}
	}
	return Scale{10 * unit, 5 * unit}
}

// Share is where a figure stands on the axis, from 0 to 1.
func (s Scale) Share(figure float64) float64 { return figure / s.Top }

// Axis draws a Scale below bars that stand on it.
type Axis struct {
	widget.BaseWidget
	scale Scale
	say   func(figure float64) string
}

// NewAxis is an axis whose figures are written by say.
func NewAxis(scale Scale, say func(figure float64) string) *Axis {
	a := &Axis{scale: scale, say: say}
	a.ExtendBaseWidget(a)
	return a
}

// CreateRenderer draws the line, its ticks and their figures.
func (a *Axis) CreateRenderer() fyne.WidgetRenderer {
	r := &axisRenderer{axis: a, line: canvas.NewRectangle(colorOf(Border))}
	for i := 0; float64(i) <= a.scale.Top/a.scale.Step+1e-9; i++ {
		figure := canvas.NewText(a.say(float64(i)*a.scale.Step), colorOf(Muted))
		r.ticks, r.figures = append(r.ticks, canvas.NewRectangle(colorOf(Border))), append(r.figures, figure)
	}
	r.Refresh()
	return r
}

type axisRenderer struct {
	axis    *Axis
	line    *canvas.Rectangle
	ticks   []*canvas.Rectangle
	figures []*canvas.Text
}

const tickHeight float32 = 5

// Layout sets each figure below its tick; those that would touch the one before
// are left out.
func (r *axisRenderer) Layout(size fyne.Size) {
	r.line.Resize(fyne.NewSize(size.Width, 1))
	free := float32(0)
	for i, tick := range r.ticks {
		at := size.Width * float32(i) / float32(max(1, len(r.ticks)-1))
		tick.Resize(fyne.NewSize(1, tickHeight))
		tick.Move(fyne.NewPos(min(at, size.Width-1), 0))
		figure := r.figures[i]
		least := figure.MinSize()
		left := min(max(0, at-least.Width/2), size.Width-least.Width)
		figure.Resize(least)
		figure.Move(fyne.NewPos(left, tickHeight))
		if figure.Hidden = left < free || left < 0; !figure.Hidden {
			free = left + least.Width + Gap2
		}
	}
}

func (r *axisRenderer) MinSize() fyne.Size {
	return fyne.NewSize(80, tickHeight+r.figures[0].MinSize().Height)
}

func (r *axisRenderer) Refresh() {
	r.line.FillColor = colorOf(Border)
	for i, tick := range r.ticks {
		tick.FillColor = colorOf(Border)
		r.figures[i].Color, r.figures[i].TextSize = colorOf(Muted), sizeOf(Hint)
	}
	r.Layout(r.axis.Size())
	canvas.Refresh(r.axis)
}

func (r *axisRenderer) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{r.line}
	for i := range r.ticks {
		objects = append(objects, r.ticks[i], r.figures[i])
	}
	return objects
}

func (r *axisRenderer) Destroy() {}

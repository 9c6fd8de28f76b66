package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// StepState says how a step of the rail stands.
type StepState int

// The states of a step.
const (
	StepAhead StepState = iota // cannot be reached yet
	StepOpen                   // can be reached, not finished
	StepDone
)

// Step is one step of the rail.
type Step struct {
	Name  string
	State StepState
}

// Rail leads through the steps at the window's left.
type Rail struct {
	widget.BaseWidget
	OnStep func(index int)

	brand   fyne.CanvasObject
	company *Words
	saved   *Words
	tick    *Mark
	rows    []*railRow
}

type railRow struct {
	press *Pressable
	mark  *Mark
	name  *Words
	state StepState
}

const (
	railLeast float32 = 200
	// railGrowth is how far large text may widen the rail, so that the screen
	// keeps its room.
	railGrowth float32 = 1.4
)

// railWidth is the width that becomes the rail's once Wide has scaled it.
func railWidth() float32 {
	scale := scaled(1)
	return railLeast * min(scale, railGrowth) / scale
}

// NewRail is a rail with its brand on top.
func NewRail(brand fyne.CanvasObject, steps []Step) *Rail {
	r := &Rail{brand: brand, company: NewText("", Hint, Muted), saved: NewText("", Hint, Muted), tick: NewMark(IconSaved, Fine)}
	for i, step := range steps {
		row := &railRow{mark: NewMark(IconOpen, Muted), name: NewText(step.Name, Body, Muted), state: -1}
		row.press = NewPressable(step.Name, InsetBy(Gap2, Gap2, Row(Gap2, row.name, row.mark, row.name)), func() {
			if r.OnStep != nil && row.state != StepAhead {
				r.OnStep(i)
			}
		})
		r.rows = append(r.rows, row)
	}
	r.tick.Hide()
	r.ExtendBaseWidget(r)
	r.SetSteps(steps, -1)
	return r
}

// SetSteps shows how the steps stand, and which one is here; -1 is none.
func (r *Rail) SetSteps(steps []Step, here int) {
	for i, row := range r.rows {
		row.state = steps[i].State
		row.press.SetChosen(i == here)
		row.name.bold = i == here
		switch {
		case i == here:
			row.mark.Set(IconHere, Primary)
			row.name.SetToned(steps[i].Name, Text)
		case row.state == StepDone:
			row.mark.Set(IconPass, Fine)
			row.name.SetToned(steps[i].Name, Text)
		case row.state == StepOpen:
			row.mark.Set(IconOpen, Muted)
			row.name.SetToned(steps[i].Name, Text)
		default:
			row.mark.Set(IconOpen, Line)
			row.name.SetToned(steps[i].Name, Muted)
		}
		row.name.Refresh()
	}
}

// SetCompany shows whose assessment it is.
func (r *Rail) SetCompany(name string) { r.company.Set(name) }

// SetSaved shows how the saving stands; tone Fine adds a tick.
func (r *Rail) SetSaved(text string, tone Tone) {
	if tone == Fine {
		r.tick.Show()
		r.saved.SetToned(text, Muted)
		return
	}
	r.tick.Hide()
	r.saved.SetToned(text, tone)
}

// Saved is what the rail says about the saving.
func (r *Rail) Saved() string { return r.saved.Content() }

// CreateRenderer lays the steps out below the brand, with the saving at the
// bottom.
func (r *Rail) CreateRenderer() fyne.WidgetRenderer {
	ground := canvas.NewRectangle(colorOf(Surface))
	edge := canvas.NewRectangle(colorOf(Line))
	steps := make([]fyne.CanvasObject, len(r.rows))
	for i, row := range r.rows {
		steps[i] = row.press
	}
	top := Column(Gap4, InsetBy(Gap2, Gap2, Column(Gap1, r.brand, r.company)), Column(2, steps...))
	bottom := InsetBy(Gap2, Gap2, Row(Gap1, r.saved, r.tick, r.saved))
	box := container.New(endsLayout{}, top, bottom)
	all := container.NewStack(ground, container.New(railLayout{}, Wide(railWidth(), Inset(Gap2, box)), edge))
	return &repainting{WidgetRenderer: widget.NewSimpleRenderer(all), paint: func() {
		ground.FillColor, edge.FillColor = colorOf(Surface), colorOf(Line)
		ground.Refresh()
		edge.Refresh()
	}}
}

// railLayout puts a line one pixel wide at the right of the body.
type railLayout struct{}

func (railLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(size)
	objects[1].Move(fyne.NewPos(size.Width-1, 0))
	objects[1].Resize(fyne.NewSize(1, size.Height))
}

func (railLayout) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

// endsLayout puts one object at the top and one at the bottom.
type endsLayout struct{}

func (endsLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Move(fyne.NewPos(0, 0))
	fitHeight(objects[0], size.Width)
	height := fitHeight(objects[1], size.Width)
	objects[1].Move(fyne.NewPos(0, size.Height-height))
}

func (endsLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	top, bottom := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(max(top.Width, bottom.Width), top.Height+bottom.Height)
}

package parts

import (
	"image/color"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Choice is one answer to pick.
type Choice struct {
	ID    string
	Label string
	Hint  string // a second line; empty is none
}

// Choices is a list of answers of which one can be picked: by mouse, by its
// number, or by the arrow keys and Space.
type Choices struct {
	widget.BaseWidget
	OnPicked func(id string)
	// OnFocus is called when one of its rows gains the focus.
	OnFocus func()

	choices []Choice
	picked  string
	rows    []*choiceRow
}

type choiceRow struct {
	Pressable
	number *Words
	badge  *badge
	label  *Words
	gained func()
}

// FocusGained shows the focus and tells the list.
func (r *choiceRow) FocusGained() {
	r.Pressable.FocusGained()
	r.gained()
}

// NewChoices is a list with what is picked already; empty is nothing.
func NewChoices(choices []Choice, picked string, onPicked func(id string)) *Choices {
	c := &Choices{choices: choices, picked: picked, OnPicked: onPicked}
	for i, choice := range choices {
		row := &choiceRow{number: NewLine(strconv.Itoa(i+1), Hint, Muted), label: NewText(choice.Label, Body, Text)}
		row.badge = newBadge(row.number)
		row.Name, row.radius, row.edged = choice.Label, pressRadius, true
		var words fyne.CanvasObject = row.label
		if choice.Hint != "" {
			words = Column(2, row.label, NewText(choice.Hint, Hint, Muted))
		}
		words = InsetBy(1, 0, words) // beside the badge, which is higher
		row.content = InsetBy(6, Gap2, TopRow(Gap2, words, row.badge, words))
		row.OnPressed = func() { c.Pick(choice.ID) }
		row.gained = func() {
			if c.OnFocus != nil {
				c.OnFocus()
			}
		}
		row.runes, row.keys = c.PickNumber, func(key *fyne.KeyEvent) bool { return c.move(i, key) }
		row.ExtendBaseWidget(row)
		c.rows = append(c.rows, row)
	}
	c.ExtendBaseWidget(c)
	c.mark()
	return c
}

// Picked is the id of what is picked; empty is nothing.
func (c *Choices) Picked() string { return c.picked }

// Pick picks an answer and tells.
func (c *Choices) Pick(id string) {
	c.picked = id
	c.mark()
	if c.OnPicked != nil {
		c.OnPicked(id)
	}
}

// Clear takes the pick back without telling.
func (c *Choices) Clear() {
	c.picked = ""
	c.mark()
}

// PickNumber picks by the number of an answer, from '1'.
func (c *Choices) PickNumber(r rune) bool {
	index := int(r - '1')
	if index < 0 || index >= len(c.choices) {
		return false
	}
	c.Pick(c.choices[index].ID)
	return true
}

func (c *Choices) move(from int, key *fyne.KeyEvent) bool {
	to := from
	switch key.Name {
	case fyne.KeyRight:
		to++
	case fyne.KeyLeft:
		to--
	case fyne.KeyDown:
		to = c.below(from, 1)
	case fyne.KeyUp:
		to = c.below(from, -1)
	default:
		return false
	}
	if to >= 0 && to < len(c.rows) {
		if at := fyne.CurrentApp().Driver().CanvasForObject(c); at != nil {
			at.Focus(c.rows[to])
		}
	}
	return true
}

// below is the row under another one as they stand, or above it for a way of -1.
func (c *Choices) below(from, way int) int {
	column := c.rows[from].Position().X
	for to := from + way; to >= 0 && to < len(c.rows); to += way {
		if c.rows[to].Position().X == column {
			return to
		}
	}
	return from + way
}

func (c *Choices) mark() {
	for i, row := range c.rows {
		chosen := c.choices[i].ID == c.picked
		row.badge.setFilled(chosen)
		row.SetChosen(chosen)
	}
}

// choiceWidth is the width that lets choices stand in two columns.
const choiceWidth float32 = 350

// CreateRenderer lays the rows out.
func (c *Choices) CreateRenderer() fyne.WidgetRenderer {
	objects := make([]fyne.CanvasObject, len(c.rows))
	hints := false
	for i, row := range c.rows {
		objects[i] = row
		hints = hints || c.choices[i].Hint != ""
	}
	if hints {
		return widget.NewSimpleRenderer(Column(Gap1, objects...))
	}
	return widget.NewSimpleRenderer(Shares(Gap1, choiceWidth, objects...))
}

// badge is a small ring around a number; filled once chosen.
type badge struct {
	widget.BaseWidget
	number *Words
	filled bool
}

func newBadge(number *Words) *badge {
	b := &badge{number: number}
	b.ExtendBaseWidget(b)
	return b
}

func (b *badge) setFilled(filled bool) {
	b.filled = filled
	tone := Muted
	if filled {
		tone = On
	}
	b.number.SetToned(b.number.text, tone)
	b.Refresh()
}

func (b *badge) CreateRenderer() fyne.WidgetRenderer {
	ring := canvas.NewCircle(color.Transparent)
	side := 20 * sizeOf(Body) / 13
	box := container.NewStack(Fixed(fyne.NewSquareSize(side), ring), container.NewCenter(b.number))
	r := &repainting{WidgetRenderer: widget.NewSimpleRenderer(box), paint: func() {
		ring.StrokeWidth, ring.StrokeColor, ring.FillColor = 1.5, colorOf(Border), color.Transparent
		if b.filled {
			ring.StrokeColor, ring.FillColor = colorOf(Primary), colorOf(Primary)
		}
		ring.Refresh()
	}}
	r.paint()
	return r
}

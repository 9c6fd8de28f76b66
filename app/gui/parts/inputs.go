package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Entry is a box to write in. Escape leaves it; Enter goes on to what comes
// next, unless OnSubmitted is set or the box has several lines.
type Entry struct {
	widget.Entry
	// OnFocus is called when it gains the focus.
	OnFocus func()

	inside *container.Scroll // what is written; nil before it is drawn
}

// NewEntry is a box of one line.
func NewEntry(text string) *Entry {
	e := &Entry{}
	e.Wrapping, e.Scroll, e.Text = fyne.TextWrapOff, fyne.ScrollHorizontalOnly, text
	e.ExtendBaseWidget(e)
	return e
}

// NewMultiLineEntry is a box of several lines that wraps.
func NewMultiLineEntry(text string, lines int) *Entry {
	e := &Entry{}
	e.MultiLine, e.Wrapping, e.Text = true, fyne.TextWrapWord, text
	e.ExtendBaseWidget(e)
	e.SetMinRowsVisible(lines)
	return e
}

// NewPasswordEntry is a box that shows dots.
func NewPasswordEntry() *Entry {
	e := NewEntry("")
	e.Password = true
	return e
}

// CreateRenderer lays the wheel over the box.
func (e *Entry) CreateRenderer() fyne.WidgetRenderer {
	r := e.Entry.CreateRenderer()
	for _, o := range r.Objects() {
		if scroll, ok := o.(*container.Scroll); ok {
			e.inside = scroll
		}
	}
	return &overlaid{r, newWheel(e)}
}

// FocusGained shows the box if it is out of sight.
func (e *Entry) FocusGained() {
	e.Entry.FocusGained()
	IntoSight(e)
	if e.OnFocus != nil {
		e.OnFocus()
	}
}

// TypedKey leaves the box on Escape and goes on on Enter.
func (e *Entry) TypedKey(key *fyne.KeyEvent) {
	at := fyne.CurrentApp().Driver().CanvasForObject(e)
	enter := key.Name == fyne.KeyReturn || key.Name == fyne.KeyEnter
	switch {
	case at != nil && key.Name == fyne.KeyEscape:
		at.Unfocus()
	case at != nil && enter && !e.MultiLine && e.OnSubmitted == nil:
		at.FocusNext()
	default:
		e.Entry.TypedKey(key)
	}
}

// Select picks one of several from a list that opens.
type Select struct{ widget.Select }

// NewSelect shows what is selected; changed may be nil and be set later.
func NewSelect(options []string, selected string, changed func(string)) *Select {
	s := &Select{}
	s.Options, s.Selected, s.OnChanged = options, selected, changed
	s.ExtendBaseWidget(s)
	return s
}

// FocusGained shows the box if it is out of sight.
func (s *Select) FocusGained() {
	s.Select.FocusGained()
	IntoSight(s)
}

// TypedKey opens the list on Enter as on Space; Escape is the screen's.
func (s *Select) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		s.Select.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	case fyne.KeyEscape:
		passKey(s, key)
	default:
		s.Select.TypedKey(key)
	}
}

// Slider is a slider that is shown when it gains the focus.
type Slider struct{ widget.Slider }

// NewSlider runs from least to most in steps.
func NewSlider(least, most, step, value float64) *Slider {
	s := &Slider{}
	s.Min, s.Max, s.Step, s.Value = least, most, step, value
	s.ExtendBaseWidget(s)
	return s
}

// FocusGained shows the slider if it is out of sight.
func (s *Slider) FocusGained() {
	s.Slider.FocusGained()
	IntoSight(s)
}

// TypedKey moves by the arrow keys; Enter and Escape are the screen's.
func (s *Slider) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyEscape:
		passKey(s, key)
	default:
		s.Slider.TypedKey(key)
	}
}

// Check is a box to tick, with a sentence beside it that wraps.
type Check struct {
	Pressable
	OnChanged func(on bool)

	on   bool
	mark *Mark
}

// NewCheck is a box with its sentence.
func NewCheck(label string, on bool, changed func(on bool)) *Check {
	c := &Check{OnChanged: changed, on: on, mark: NewMark(IconBox, Muted)}
	words := NewText(label, Body, Text)
	c.Name, c.radius = label, pressRadius
	c.content = InsetBy(Gap1, 0, TopRow(Gap2, words, c.mark, words))
	c.OnPressed = func() { c.SetChecked(!c.on) }
	c.StandOut()
	c.ExtendBaseWidget(c)
	c.paint()
	return c
}

// Checked tells whether it is ticked.
func (c *Check) Checked() bool { return c.on }

// SetChecked ticks it or takes the tick away, and tells if that changed it.
func (c *Check) SetChecked(on bool) {
	if c.on == on {
		return
	}
	c.on = on
	c.paint()
	if c.OnChanged != nil {
		c.OnChanged(on)
	}
}

// TypedKey ticks on Space; Enter and Escape are the screen's, as in other boxes.
func (c *Check) TypedKey(key *fyne.KeyEvent) {
	if key.Name == fyne.KeySpace {
		c.press()
		return
	}
	passKey(c, key)
}

func (c *Check) paint() {
	if c.on {
		c.mark.Set(IconTicked, Primary)
	} else {
		c.mark.Set(IconBox, Muted)
	}
}

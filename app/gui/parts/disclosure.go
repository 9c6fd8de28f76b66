package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Disclosure is a line that opens what stands below it.
type Disclosure struct {
	widget.BaseWidget
	OnToggled func(open bool)

	head  *Pressable
	arrow *Mark
	body  fyne.CanvasObject
	make  func() fyne.CanvasObject
	box   *fyne.Container
	open  bool
	empty bool
}

// NewDisclosure is closed; body makes its content when it is first opened.
func NewDisclosure(name string, head fyne.CanvasObject, body func() fyne.CanvasObject) *Disclosure {
	d := &Disclosure{arrow: NewMark(IconRight, Muted), make: body}
	d.arrow.side = 12
	d.head = NewPressable(name, InsetBy(Gap2, Gap3, Row(Gap2, head, head, d.arrow)), func() { d.SetOpen(!d.open && !d.empty) })
	d.box = Column(0, d.head)
	d.ExtendBaseWidget(d)
	return d
}

// SetEmpty tells whether there is anything below the line.
func (d *Disclosure) SetEmpty(empty bool) {
	d.empty = empty
	if empty {
		d.SetOpen(false)
		d.arrow.Hide()
	} else {
		d.arrow.Show()
	}
}

// Open tells whether it is open.
func (d *Disclosure) Open() bool { return d.open }

// Tap opens or closes it.
func (d *Disclosure) Tap() { d.head.press() }

// SetOpen opens or closes it.
func (d *Disclosure) SetOpen(open bool) {
	if open == d.open {
		return
	}
	d.open = open
	if open && d.body == nil {
		d.body = d.make()
		d.box.Add(d.body)
	}
	if open {
		d.arrow.Set(IconDown, Muted)
		d.body.Show()
	} else {
		d.arrow.Set(IconRight, Muted)
		d.body.Hide()
	}
	d.box.Refresh()
	d.Refresh()
	if d.OnToggled != nil {
		d.OnToggled(open)
	}
}

// Renew drops the content, so that it is made anew.
func (d *Disclosure) Renew() {
	if d.body == nil {
		return
	}
	d.box.Remove(d.body)
	d.body = nil
	if d.open {
		d.body = d.make()
		d.box.Add(d.body)
	}
}

// CreateRenderer stacks line and content.
func (d *Disclosure) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(d.box) }

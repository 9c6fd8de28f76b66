package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
)

// Column stacks objects with a gap. Objects whose height depends on their
// width, such as wrapping texts, get their width first.
func Column(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(columnLayout{gap: gap}, objects...)
}

type columnLayout struct{ gap float32 }

func (l columnLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		o.Move(fyne.NewPos(0, y))
		y += fitHeight(o, size.Width) + l.gap
	}
}

// fitHeight gives an object its width and then the height that it needs there.
func fitHeight(o fyne.CanvasObject, width float32) float32 {
	o.Resize(fyne.NewSize(width, o.MinSize().Height))
	height := o.MinSize().Height
	o.Resize(fyne.NewSize(width, height))
	return height
}

func (l columnLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		if size.Height > 0 {
			size.Height += l.gap
		}
		least := o.MinSize()
		size.Height += least.Height
		size.Width = max(size.Width, least.Width)
	}
	return size
}

// Row sets objects side by side with a gap, centred on each other; the object
// grow takes the width that is left, nil leaves it empty.
func Row(gap float32, grow fyne.CanvasObject, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(rowLayout{gap: gap, grow: grow}, objects...)
}

// TopRow is a Row whose objects all start at the top.
func TopRow(gap float32, grow fyne.CanvasObject, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(rowLayout{gap: gap, grow: grow, top: true}, objects...)
}

type rowLayout struct {
	gap  float32
	grow fyne.CanvasObject
	top  bool
}

func (l rowLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	left := size.Width
	shown := 0
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		shown++
		if o != l.grow {
			left -= o.MinSize().Width
		}
	}
	left -= l.gap * float32(shown-1)
	x := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		width := o.MinSize().Width
		if o == l.grow {
			width = max(width, left)
		}
		height := fitHeight(o, width)
		y := float32(0)
		if !l.top {
			y = max(0, (size.Height-height)/2)
		}
		o.Move(fyne.NewPos(x, y))
		x += width + l.gap
	}
}

func (l rowLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		if size.Width > 0 {
			size.Width += l.gap
		}
		least := o.MinSize()
		size.Width += least.Width
		size.Height = max(size.Height, least.Height)
	}
	return size
}

// Shares sets objects side by side in columns of equal width and height, as many as
// fit with at least the given width; the rest go below.
func Shares(gap, least float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&sharesLayout{gap: gap, least: least}, objects...)
}

type sharesLayout struct {
	gap, least float32
	height     float32 // of the last layout
}

func (l *sharesLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	var shown []fyne.CanvasObject
	for _, o := range objects {
		if o.Visible() {
			shown = append(shown, o)
		}
	}
	if len(shown) == 0 {
		l.height = 0
		return
	}
	columns := max(1, min(len(shown), int((size.Width+l.gap)/(scaled(l.least)+l.gap))))
	width := (size.Width - l.gap*float32(columns-1)) / float32(columns)
	y := float32(0)
	for from := 0; from < len(shown); from += columns {
		row := shown[from:min(from+columns, len(shown))]
		height := float32(0)
		for _, o := range row {
			height = max(height, fitHeight(o, width))
		}
		for i, o := range row {
			o.Move(fyne.NewPos(float32(i)*(width+l.gap), y))
			o.Resize(fyne.NewSize(width, height))
		}
		y += height + l.gap
	}
	l.height = y - l.gap
}

func (l *sharesLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		if o.Visible() {
			size = size.Max(o.MinSize())
		}
	}
	size.Height = max(size.Height, l.height)
	return fyne.NewSize(min(size.Width, scaled(l.least)), size.Height)
}

// Narrow keeps an object no wider than the given width, which grows with the
// text, at the left.
func Narrow(most float32, object fyne.CanvasObject) *fyne.Container {
	return container.New(narrowLayout{most}, object)
}

type narrowLayout struct{ most float32 }

func (l narrowLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		fitHeight(o, min(scaled(l.most), size.Width))
		o.Move(fyne.NewPos(0, 0))
	}
}

func (l narrowLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		size = size.Max(o.MinSize())
	}
	return size
}

// Wide gives an object a fixed width, which grows with the text.
func Wide(width float32, object fyne.CanvasObject) *fyne.Container {
	return container.New(wideLayout{width}, object)
}

type wideLayout struct{ width float32 }

func (l wideLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		height := fitHeight(o, size.Width)
		o.Resize(fyne.NewSize(size.Width, max(height, size.Height)))
		o.Move(fyne.NewPos(0, 0))
	}
}

func (l wideLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(scaled(l.width), 0)
	for _, o := range objects {
		size = size.Max(o.MinSize())
	}
	return size
}

// Inset leaves the same room on all sides.
func Inset(room float32, object fyne.CanvasObject) *fyne.Container {
	return InsetBy(room, room, object)
}

// InsetBy leaves room above and below, and to the sides.
func InsetBy(above, beside float32, object fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedLayout(above, above, beside, beside), object)
}

// Fixed gives an object one size and no other.
func Fixed(size fyne.Size, object fyne.CanvasObject) *fyne.Container {
	return container.NewGridWrap(size, object)
}

// Space takes the width that is left in a Row.
func Space() fyne.CanvasObject { return layout.NewSpacer() }

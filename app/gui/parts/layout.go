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

// Flow sets objects side by side and goes on below where the width ends.
func Flow(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&flowLayout{gap: gap}, objects...)
}

type flowLayout struct {
	gap    float32
	height float32 // of the last layout
}

func (l *flowLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	x, y, line := float32(0), float32(0), float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		least := o.MinSize()
		width := min(least.Width, size.Width)
		if x > 0 && x+width > size.Width {
			x, y, line = 0, y+line+l.gap, 0
		}
		height := fitHeight(o, width)
		o.Move(fyne.NewPos(x, y))
		x += width + l.gap
		line = max(line, height)
	}
	l.height = y + line
}

func (l *flowLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		if o.Visible() {
			size = size.Max(o.MinSize())
		}
	}
	size.Height = max(size.Height, l.height)
	return size
}

// Pair sets the left object into a column of the given width, which grows with
// the text, and the right one into the rest, with their first lines beside each
// other. Where the rest would be narrower than the column, it goes below.
func Pair(width, gap float32, left, right fyne.CanvasObject) *fyne.Container {
	return container.New(&pairLayout{width: width, gap: gap}, left, right)
}

// MiddlePair is a Pair whose objects stand beside each other's middle.
func MiddlePair(width, gap float32, left, right fyne.CanvasObject) *fyne.Container {
	return container.New(&pairLayout{width: width, gap: gap, middle: true}, left, right)
}

type pairLayout struct {
	width, gap float32
	middle     bool
	height     float32 // of the last layout
}

func (l *pairLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	left, right := objects[0], objects[1]
	column := scaled(l.width)
	rest := size.Width - column - l.gap
	if rest < max(column, right.MinSize().Width) {
		left.Move(fyne.NewPos(0, 0))
		top := fitHeight(left, size.Width) + Gap1
		right.Move(fyne.NewPos(0, top))
		l.height = top + fitHeight(right, size.Width)
		return
	}
	one, two := fitHeight(left, column), fitHeight(right, rest)
	down := (firstLine(right) - firstLine(left)) / 2
	if l.middle {
		down = (two - one) / 2
	}
	left.Move(fyne.NewPos(0, max(0, down)))
	right.Move(fyne.NewPos(column+l.gap, max(0, -down)))
	l.height = max(one+max(0, down), two+max(0, -down))
}

// firstLine is the height of the first thing in an object.
func firstLine(o fyne.CanvasObject) float32 {
	switch o := o.(type) {
	case *Words:
		return o.measure("Mg").Height
	case *fyne.Container:
		for _, first := range o.Objects {
			if first.Visible() {
				return firstLine(first)
			}
		}
	}
	return o.MinSize().Height
}

func (l *pairLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	left, right := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(max(left.Width, right.Width), max(left.Height, right.Height, l.height))
}

// Below sets an object beside a field as if it had a label of that text, so that
// it stands in line with the field's box.
func Below(label *Words, object fyne.CanvasObject) *fyne.Container {
	return container.New(belowLabel{label}, object)
}

type belowLabel struct{ label *Words }

func (l belowLabel) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	top := l.label.measure("Mg").Height + Gap1
	objects[0].Move(fyne.NewPos(0, top))
	objects[0].Resize(fyne.NewSize(size.Width, objects[0].MinSize().Height))
}

func (l belowLabel) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().AddWidthHeight(0, l.label.measure("Mg").Height+Gap1)
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

// Outdent moves an object to the left, so that words which bring room of their
// own stand in line with those below.
func Outdent(by float32, object fyne.CanvasObject) *fyne.Container {
	return container.New(outdentLayout{by}, object)
}

type outdentLayout struct{ by float32 }

func (l outdentLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Move(fyne.NewPos(-l.by, 0))
	fitHeight(objects[0], size.Width+l.by)
}

func (l outdentLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().SubtractWidthHeight(l.by, 0)
}

// Inset leaves the same room on all sides.
func Inset(room float32, object fyne.CanvasObject) *fyne.Container {
	return InsetBy(room, room, object)
}

// InsetBy leaves room above and below, and to the sides.
func InsetBy(above, beside float32, object fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedLayout(above, above, beside, beside), object)
}

// Under sets what belongs to a line below it, further in.
func Under(in float32, object fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedLayout(Gap1, Gap4, in, Gap4), object)
}

// Fixed gives an object one size and no other.
func Fixed(size fyne.Size, object fyne.CanvasObject) *fyne.Container {
	return container.NewGridWrap(size, object)
}

// Space takes the width that is left in a Row.
func Space() fyne.CanvasObject { return layout.NewSpacer() }

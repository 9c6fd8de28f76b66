package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"ounce/app/gui/parts"
)

// frame is the layout of every screen: a head, a body that scrolls, and the
// foot with Back at the left and the one main button at the right.
type frame struct {
	widget.BaseWidget
	head, foot fyne.CanvasObject
	scroll     *container.Scroll
}

func newFrame(head, body, foot fyne.CanvasObject) *frame {
	f := &frame{head: head, foot: foot, scroll: container.NewVScroll(container.New(sheetLayout{room: parts.Gap1}, body))}
	f.ExtendBaseWidget(f)
	return f
}

// toTop scrolls to the top.
func (f *frame) toTop() { f.scroll.ScrollToTop() }

// settle lays the body out anew after a change in it.
func (f *frame) settle() {
	content, ok := f.scroll.Content.(*fyne.Container)
	if width := f.scroll.Size().Width; ok && width > 0 {
		heightAt(content, width)
		content.Layout.Layout(content.Objects, content.Size())
		heightAt(content, width)
	}
}

// goTo scrolls until a section of the body stands at the top.
func (f *frame) goTo(section fyne.CanvasObject) {
	driver := fyne.CurrentApp().Driver()
	top := driver.AbsolutePositionForObject(section).Y - driver.AbsolutePositionForObject(f.scroll).Y
	f.scroll.ScrollToOffset(f.scroll.Offset.AddXY(0, top-parts.Gap2))
}

// revealRoom is what stays in sight above and below something revealed.
const revealRoom = parts.Gap5

// reveal scrolls until an object of the body can be seen whole, or its top.
func (f *frame) reveal(o fyne.CanvasObject) {
	if holds(f.head, o) || holds(f.foot, o) {
		return
	}
	f.settle()
	driver := fyne.CurrentApp().Driver()
	top := driver.AbsolutePositionForObject(o).Y - driver.AbsolutePositionForObject(f.scroll).Y
	bottom := top + o.Size().Height
	offset, view := f.scroll.Offset, f.scroll.Size().Height
	if bottom+revealRoom > view {
		offset.Y += bottom + revealRoom - view
	}
	if moved := f.scroll.Offset.Y - offset.Y + top; moved < revealRoom {
		offset.Y -= revealRoom - moved
	}
	f.scroll.ScrollToOffset(offset)
}

// holds tells whether an object stands in a container, however deep.
func holds(in, o fyne.CanvasObject) bool {
	if in == o {
		return true
	}
	box, ok := in.(*fyne.Container)
	if !ok {
		return false
	}
	for _, child := range box.Objects {
		if holds(child, o) {
			return true
		}
	}
	return false
}

// CreateRenderer lays head, body and foot out.
func (f *frame) CreateRenderer() fyne.WidgetRenderer {
	foot := parts.Column(0, parts.Rule(), container.New(sheetLayout{room: parts.Gap3}, f.foot))
	return widget.NewSimpleRenderer(container.New(frameLayout{},
		container.New(sheetLayout{room: parts.Gap4}, f.head), f.scroll, foot))
}

type frameLayout struct{}

func (frameLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	head, body, foot := objects[0], objects[1], objects[2]
	top := heightAt(head, size.Width)
	bottom := heightAt(foot, size.Width)
	body.Move(fyne.NewPos(0, top))
	if scroll, ok := body.(*container.Scroll); ok {
		heightAt(scroll.Content, size.Width)
	}
	body.Resize(fyne.NewSize(size.Width, max(0, size.Height-top-bottom)))
	foot.Move(fyne.NewPos(0, size.Height-bottom))
}

func heightAt(o fyne.CanvasObject, width float32) float32 {
	o.Resize(fyne.NewSize(width, o.MinSize().Height))
	height := o.MinSize().Height
	o.Resize(fyne.NewSize(width, height))
	return height
}

func (frameLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(0, 120)
	for _, o := range objects {
		least := o.MinSize()
		size.Width = max(size.Width, least.Width)
	}
	size.Height += objects[0].MinSize().Height + objects[2].MinSize().Height
	return size
}

// sheetWidth is as wide as a screen's content grows.
const sheetWidth float32 = 1080

// sheetLayout gives the content its margins and keeps it readable on a wide
// window.
type sheetLayout struct{ room float32 } // above

func (l sheetLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := min(sheetWidth, size.Width-2*parts.Gap5)
	for _, o := range objects {
		heightAt(o, width)
		o.Move(fyne.NewPos((size.Width-width)/2, l.room))
	}
}

func (l sheetLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := objects[0].MinSize()
	return fyne.NewSize(size.Width+2*parts.Gap5, size.Height+l.room+l.below())
}

// below is the room at the end: more after what scrolls.
func (l sheetLayout) below() float32 {
	if l.room == parts.Gap1 {
		return parts.Gap5
	}
	return parts.Gap3
}

// heading is a screen's title with a line below it.
func heading(title, lead string) fyne.CanvasObject {
	objects := []fyne.CanvasObject{parts.NewStrong(title, parts.Section, parts.Text)}
	if lead != "" {
		objects = append(objects, parts.NewText(lead, parts.Body, parts.Muted))
	}
	return parts.Column(parts.Gap1, objects...)
}

// onOrBack goes on with Enter and back with Escape.
func onOrBack(key *fyne.KeyEvent, on, back func()) {
	switch key.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		on()
	case fyne.KeyEscape:
		back()
	}
}

// foot is the lower edge of a screen: back at the left, the rest at the right.
func foot(back fyne.CanvasObject, right ...fyne.CanvasObject) fyne.CanvasObject {
	space := parts.Space()
	objects := []fyne.CanvasObject{space}
	if back != nil {
		objects = []fyne.CanvasObject{back, space}
	}
	return parts.Row(parts.Gap2, space, append(objects, right...)...)
}

package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Panel is a sheet on the page: what is read stands on it.
type Panel struct {
	widget.BaseWidget
	content fyne.CanvasObject
	fill    Tone
	edge    Tone
	room    float32
}

// NewPanel is a panel around a content.
func NewPanel(content fyne.CanvasObject) *Panel {
	p := &Panel{content: content, fill: Surface, edge: Line, room: Gap4}
	p.ExtendBaseWidget(p)
	return p
}

// NewNotice is a panel whose edge has a tone, for what must not be overlooked.
func NewNotice(tone Tone, content fyne.CanvasObject) *Panel {
	p := NewPanel(content)
	p.edge = tone
	return p
}

// NewSlimPanel is a panel without room inside, for lists that bring their own.
func NewSlimPanel(content fyne.CanvasObject) *Panel {
	p := NewPanel(content)
	p.room = 0
	return p
}

// NewCard is a panel that stands on another one.
func NewCard(content fyne.CanvasObject) *Panel {
	p := NewPanel(content)
	p.fill = Page
	return p
}

// SetContent sets what stands on it, before it is first shown.
func (p *Panel) SetContent(content fyne.CanvasObject) { p.content = content }

// SetEdge gives the edge another tone.
func (p *Panel) SetEdge(tone Tone) {
	if p.edge != tone {
		p.edge = tone
		p.Refresh()
	}
}

// CreateRenderer draws the sheet behind the content.
func (p *Panel) CreateRenderer() fyne.WidgetRenderer {
	sheet := canvas.NewRectangle(colorOf(p.fill))
	sheet.CornerRadius, sheet.StrokeWidth, sheet.StrokeColor = Radius, 1, colorOf(p.edge)
	box := container.NewStack(sheet, Inset(p.room, p.content))
	return &repainting{WidgetRenderer: widget.NewSimpleRenderer(box), paint: func() {
		sheet.FillColor, sheet.StrokeColor = colorOf(p.fill), colorOf(p.edge)
		sheet.Refresh()
	}}
}

// repainting is a renderer that takes its colours from the theme anew at each
// refresh.
type repainting struct {
	fyne.WidgetRenderer
	paint func()
}

func (r *repainting) Refresh() {
	r.paint()
	r.WidgetRenderer.Refresh()
}

// Rule is a thin line across.
func Rule() fyne.CanvasObject { return widget.NewSeparator() }

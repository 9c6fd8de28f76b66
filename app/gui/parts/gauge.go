package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
	"image/color"
)

// Gauge shows a score's band on an arc of 240 degrees, with its figure and a
// line below it in the middle.
type Gauge struct {
	widget.BaseWidget
	band   *Band
	tone   Tone
	figure string
	below  string
}

// NewGauge is a gauge; a nil band shows an empty arc.
func NewGauge(band *Band, tone Tone, figure, below string) *Gauge {
	g := &Gauge{band: band, tone: tone, figure: figure, below: below}
	g.ExtendBaseWidget(g)
	return g
}

// GaugeSide is the width of a gauge.
const GaugeSide float32 = 200

// The arc runs from the lower left over the top to the lower right.
const (
	gaugeStart float32 = -120
	gaugeSweep float32 = 240
)

// CreateRenderer draws the arcs and the figure.
func (g *Gauge) CreateRenderer() fyne.WidgetRenderer {
	arc := func(from, to float64) *canvas.Arc {
		a := canvas.NewArc(gaugeStart+gaugeSweep*float32(from), gaugeStart+gaugeSweep*float32(to), 0.86, color.Transparent)
		a.CornerRadius = 4
		return a
	}
	track := arc(0, 1)
	arcs := []fyne.CanvasObject{track}
	var solid, pale *canvas.Arc
	if g.band != nil {
		pale = arc(g.band.Low, max(g.band.High, g.band.Low+0.01))
		solid = arc(0, max(g.band.Low, 0.005))
		arcs = append(arcs, pale, solid)
	}
	size := Figure
	if len([]rune(g.figure)) > 4 {
		size = Broad
	}
	middle := Column(0,
		NewStrong(g.figure, size, Text).Aligned(fyne.TextAlignCenter),
		NewText(g.below, Hint, Muted).Aligned(fyne.TextAlignCenter))
	square := fyne.NewSquareSize(scaled(GaugeSide))
	box := container.New(gaugeLayout{}, Fixed(square, container.NewStack(arcs...)), middle)
	r := &repainting{WidgetRenderer: widget.NewSimpleRenderer(box), paint: func() {
		track.FillColor = colorOf(Raised)
		track.Refresh()
		if solid != nil {
			solid.FillColor, pale.FillColor = colorOf(g.tone), fade(colorOf(g.tone), 0x66)
			solid.Refresh()
			pale.Refresh()
		}
	}}
	r.paint()
	return r
}

// gaugeLayout lays the words into the middle of the arc and cuts the empty room
// below it.
type gaugeLayout struct{}

const gaugeHeight = GaugeSide * 0.78 // the arc ends above the square

func (gaugeLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	side := scaled(GaugeSide)
	x := (size.Width - side) / 2
	objects[0].Move(fyne.NewPos(x, 0))
	objects[0].Resize(fyne.NewSquareSize(side))
	height := fitHeight(objects[1], side)
	objects[1].Move(fyne.NewPos(x, (side-height)/2+4))
}

func (gaugeLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(scaled(GaugeSide), scaled(gaugeHeight))
}

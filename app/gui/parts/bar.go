package parts

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Band is a figure from 0 to 1 with its uncertainty.
type Band struct{ Low, Mid, High float64 }

// BandBar shows a band on a track: solid up to Low, pale up to High, with a
// stroke at Mid.
type BandBar struct {
	widget.BaseWidget
	band  Band
	tone  Tone
	empty bool
}

// NewBandBar is a bar with its band.
func NewBandBar(band Band, tone Tone) *BandBar {
	b := &BandBar{band: band, tone: tone}
	b.ExtendBaseWidget(b)
	return b
}

// NewEmptyBar is a bar for which too little is known.
func NewEmptyBar() *BandBar {
	b := &BandBar{empty: true, tone: Unseen}
	b.ExtendBaseWidget(b)
	return b
}

// CreateRenderer draws track, bar, band and stroke.
func (b *BandBar) CreateRenderer() fyne.WidgetRenderer {
	r := &bandRenderer{bar: b, track: canvas.NewRectangle(color.Transparent), solid: canvas.NewRectangle(nil),
		pale: canvas.NewRectangle(color.Transparent), mid: canvas.NewRectangle(nil)}
	r.Refresh()
	return r
}

type bandRenderer struct {
	bar                     *BandBar
	track, solid, pale, mid *canvas.Rectangle
}

const barHeight float32 = 10

func (r *bandRenderer) Layout(size fyne.Size) {
	y := (size.Height - barHeight) / 2
	place := func(o fyne.CanvasObject, from, to float64) {
		o.Move(fyne.NewPos(size.Width*float32(from), y))
		o.Resize(fyne.NewSize(size.Width*float32(max(0, to-from)), barHeight))
	}
	place(r.track, 0, 1)
	if r.bar.empty {
		return
	}
	band := r.bar.band
	place(r.solid, 0, band.High)
	r.pale.Move(fyne.NewPos(size.Width*float32(band.Low), y))
	r.pale.Resize(fyne.NewSize(size.Width*float32(band.High-band.Low), barHeight))
	r.mid.Move(fyne.NewPos(size.Width*float32(band.Mid)-1, y-3))
	r.mid.Resize(fyne.NewSize(2, barHeight+6))
}

func (r *bandRenderer) MinSize() fyne.Size { return fyne.NewSize(80, barHeight+6) }

func (r *bandRenderer) Refresh() {
	tone := colorOf(r.bar.tone)
	r.track.FillColor, r.track.CornerRadius = colorOf(Raised), barHeight/2
	r.solid.FillColor, r.solid.CornerRadius = tone, barHeight/2
	r.pale.FillColor = fade(colorOf(Surface), 0x90)
	r.mid.FillColor = tone
	for _, o := range r.Objects() {
		o.Refresh()
	}
}

func (r *bandRenderer) Objects() []fyne.CanvasObject {
	if r.bar.empty {
		return []fyne.CanvasObject{r.track}
	}
	return []fyne.CanvasObject{r.track, r.solid, r.pale, r.mid}
}

func (r *bandRenderer) Destroy() {}

// fade makes a colour see-through; alpha runs from 0 to 255.
func fade(c color.Color, alpha uint8) color.Color {
	solid := color.NRGBAModel.Convert(c).(color.NRGBA)
	solid.A = alpha
	return solid
}

// Progress shows how much of something is done, on a thin line.
type Progress struct {
	widget.BaseWidget
	share float64
}

// NewProgress is an empty progress line.
func NewProgress() *Progress {
	p := &Progress{}
	p.ExtendBaseWidget(p)
	return p
}

// Set shows a share from 0 to 1.
func (p *Progress) Set(share float64) {
	if share != p.share {
		p.share = min(1, max(0, share))
		p.Refresh()
	}
}

// CreateRenderer draws track and line.
func (p *Progress) CreateRenderer() fyne.WidgetRenderer {
	r := &progressRenderer{progress: p, track: canvas.NewRectangle(color.Transparent), line: canvas.NewRectangle(nil)}
	r.Refresh()
	return r
}

const thinHeight float32 = 6

type progressRenderer struct {
	progress    *Progress
	track, line *canvas.Rectangle
}

func (r *progressRenderer) Layout(size fyne.Size) {
	r.track.Resize(size)
	r.line.Resize(fyne.NewSize(size.Width*float32(r.progress.share), size.Height))
}

func (r *progressRenderer) MinSize() fyne.Size { return fyne.NewSize(80, thinHeight) }

func (r *progressRenderer) Refresh() {
	r.track.FillColor, r.track.CornerRadius = colorOf(Raised), 3
	r.line.FillColor, r.line.CornerRadius = colorOf(Primary), 3
	r.Layout(r.progress.Size())
	r.track.Refresh()
	r.line.Refresh()
}

func (r *progressRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.track, r.line} }
func (r *progressRenderer) Destroy()                     {}

// Thin makes the toolkit's bar as thin as a Progress.
func Thin(bar fyne.CanvasObject) *fyne.Container { return container.New(thinLayout{}, bar) }

type thinLayout struct{}

func (thinLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(fyne.NewSize(size.Width, thinHeight))
}

func (thinLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(80, thinHeight) }

package parts

import (
	"bytes"
	"embed"
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

//go:embed icons/*.svg
var icons embed.FS

// Icon names one of Ounce's own drawings.
type Icon string

// The icons.
const (
	IconPass    Icon = "pass"    // a tick
	IconWarn    Icon = "warn"    // a triangle
	IconFail    Icon = "fail"    // an octagon with a bar
	IconUnknown Icon = "unknown" // a ring with a question mark
	IconNone    Icon = "none"    // a dash
	IconSaid    Icon = "said"    // a speech bubble crossed out
	IconOpen    Icon = "open"
	IconHere    Icon = "here"
	IconRight   Icon = "right"
	IconDown    Icon = "down"
	IconSaved   Icon = "saved"
	IconBox     Icon = "box"
	IconTicked  Icon = "ticked"
	IconSeen    Icon = "seen" // an eye
	IconAdd     Icon = "add"
	IconMore    Icon = "more"  // three dots
	IconArrow   Icon = "arrow" // from the one to the other
)

// Resource gives an icon in a tone of the running theme.
func (i Icon) Resource(tone Tone) fyne.Resource {
	data, err := icons.ReadFile("icons/" + string(i) + ".svg")
	if err != nil {
		panic(fmt.Sprintf("no icon %s is built in", i)) // the names are constants, and a test reads each
	}
	// The toolkit's own colouring reaches fills alone, and these are strokes.
	paint := color.NRGBAModel.Convert(colorOf(tone)).(color.NRGBA)
	hex := fmt.Sprintf("#%02x%02x%02x", paint.R, paint.G, paint.B)
	return fyne.NewStaticResource(string(i)+hex[1:]+".svg", bytes.ReplaceAll(data, []byte("#000000"), []byte(hex)))
}

// Mark is an icon in its tone.
type Mark struct {
	widget.BaseWidget
	icon Icon
	tone Tone
	side float32
}

// NewMark is a mark of the usual size, 16.
func NewMark(icon Icon, tone Tone) *Mark {
	m := &Mark{icon: icon, tone: tone, side: 16}
	m.ExtendBaseWidget(m)
	return m
}

// Set changes icon and tone.
func (m *Mark) Set(icon Icon, tone Tone) {
	if m.icon != icon || m.tone != tone {
		m.icon, m.tone = icon, tone
		m.Refresh()
	}
}

// CreateRenderer draws the icon.
func (m *Mark) CreateRenderer() fyne.WidgetRenderer {
	picture := canvas.NewImageFromResource(m.icon.Resource(m.tone))
	picture.FillMode = canvas.ImageFillContain
	side := m.side * sizeOf(Body) / 13
	picture.SetMinSize(fyne.NewSquareSize(side))
	return &repainting{WidgetRenderer: widget.NewSimpleRenderer(picture), paint: func() {
		picture.Resource = m.icon.Resource(m.tone)
		picture.Refresh()
	}}
}

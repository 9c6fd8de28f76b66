package report

import (
	"cmp"
	"fmt"
	"image/color"

	"github.com/xuri/excelize/v2"

	"ounce/assets/palette"
	"ounce/checks"
)

// look is how a cell looks; equal looks share one style.
type look struct {
	size   float64 // points; 0 is 11
	bold   bool
	wrap   bool
	color  string // of the text; empty is ink
	fill   string
	border bool
	format string // number format
	center bool
	right  bool
	left   bool
	indent bool
	clip   bool // what is too long ends at the cell's edge
	open   bool // the reader may change it though the sheet is protected
}

func (l look) fontSize() float64 {
	if l.size == 0 {
		return 11
	}
	return l.size
}

// input is behind cells that the reader may change, and behind nothing else.
const input = "FFF7DB"

// inputInk is the text in such cells, whatever the brand.
var inputInk = hex(light.Primary)

// The window's light colours, as a workbook writes them.
var (
	light  = palette.Light()
	ink    = hex(light.Text)
	muted  = hex(light.Muted)
	fine   = hex(light.Fine)
	act    = hex(light.Act)
	heed   = hex(light.Look)
	unseen = hex(light.Unseen)
	rule   = hex(light.Line)
	page   = hex(light.Page)
	paper  = hex(light.On)
)

func hex(c color.NRGBA) string { return fmt.Sprintf("%02X%02X%02X", c.R, c.G, c.B) }

var (
	titleLook   = look{size: 20, bold: true}
	mastLook    = look{size: 20, bold: true, wrap: true}
	verdictLook = look{size: 14, bold: true, wrap: true, color: primary}
	leadLook    = look{size: 13, wrap: true}
	sectionLook = look{size: 14, bold: true, color: accent}
	bodyLook    = look{wrap: true}
	labelLook   = look{color: muted}
	smallLook   = look{wrap: true, border: true, size: 10}
	hintLook    = look{size: 9, color: muted, wrap: true}
	headLook    = look{bold: true, color: paper, fill: primary, wrap: true, border: true}
	headRight   = look{bold: true, color: paper, fill: primary, wrap: true, border: true, right: true}
	cellLook    = look{wrap: true, border: true}
	inputLook   = look{wrap: true, border: true, color: inputInk, fill: input}
)

// statusLook is how a status looks: its word always stands in the cell, the
// colour only repeats it.
func statusLook(s checks.Status) look {
	l := look{bold: true, border: true, wrap: true}
	l.color = map[checks.Status]string{
		checks.Pass: fine, checks.Warn: heed, checks.Fail: act, checks.Unclear: unseen, checks.NotApplicable: muted,
	}[s]
	return l
}

// statusSigns stand before the word, so that a print in black and white and a
// quick glance tell the statuses apart.
var statusSigns = map[checks.Status]string{
	checks.Pass: "✓", checks.Warn: "▲", checks.Fail: "■", checks.Unclear: "?", checks.NotApplicable: "–",
}

func (b *book) style(l look) (int, error) {
	if id, ok := b.styles[l]; ok {
		return id, nil
	}
	style := &excelize.Style{
		Font:      &excelize.Font{Family: "Calibri", Size: l.fontSize(), Bold: l.bold, Color: b.hue(cmp.Or(l.color, ink))},
		Alignment: &excelize.Alignment{WrapText: l.wrap, Vertical: "top"},
	}
	if l.center {
		style.Alignment.Horizontal = "center"
	}
	if l.right {
		style.Alignment.Horizontal = "right"
	}
	if l.left {
		style.Alignment.Horizontal = "left"
	}
	if l.indent {
		style.Alignment.Horizontal, style.Alignment.Indent = "left", 1
	}
	if l.clip {
		style.Alignment.Horizontal = "fill"
	}
	if l.open {
		style.Protection = &excelize.Protection{Locked: false}
	}
	if l.fill != "" {
		style.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{b.hue(l.fill)}}
	}
	if l.border {
		style.Border = []excelize.Border{{Type: "bottom", Color: rule, Style: 1}}
	}
	if l.format != "" {
		style.CustomNumFmt = &l.format
	}
	id, err := b.file.NewStyle(style)
	if err != nil {
		return 0, fmt.Errorf("making a style: %w", err)
	}
	b.styles[l] = id
	return id, nil
}

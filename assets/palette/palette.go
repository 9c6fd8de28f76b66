// Package palette holds the colours and the type scale that window and workbook
// share.
package palette

import "image/color"

// Palette is one theme's colours. Each of Text, Muted, Primary, Fine, Look, Act,
// Unseen and Said can be read on Page and on Panel: 4.5:1 or better.
type Palette struct {
	Page    color.NRGBA // behind everything
	Panel   color.NRGBA // behind what is read
	Raised  color.NRGBA // secondary buttons, empty tracks
	Line    color.NRGBA // borders of panels, axes
	Border  color.NRGBA // borders of what can be filled in: 3:1 on Panel
	Text    color.NRGBA
	Muted   color.NRGBA // second lines, hints
	Primary color.NRGBA // the main button, links, gauge
	On      color.NRGBA // text on Primary, Act and Fine
	Fine    color.NRGBA // pass
	Look    color.NRGBA // warn
	Act     color.NRGBA // fail
	Unseen  color.NRGBA // unknown
	Said    color.NRGBA // an answer that evidence contradicts
}

// Light is the palette on a light page, and the workbook's.
func Light() Palette {
	return Palette{
		Page: rgb(0xF4F6F8), Panel: rgb(0xFFFFFF), Raised: rgb(0xE6EBF0), Line: rgb(0xD5DBE2), Border: rgb(0x84909D),
		Text: rgb(0x18222D), Muted: rgb(0x556172), Primary: rgb(0x0E5A6B), On: rgb(0xFFFFFF),
		Fine: rgb(0x1B7444), Look: rgb(0x8F5400), Act: rgb(0xB3261E), Unseen: rgb(0x55657A), Said: rgb(0x5B4BA0),
	}
}

// Dark is the palette on a dark page.
func Dark() Palette {
	return Palette{
		Page: rgb(0x11161C), Panel: rgb(0x1A212A), Raised: rgb(0x2A343F), Line: rgb(0x2F3A46), Border: rgb(0x6E7C8B),
		Text: rgb(0xE8EDF3), Muted: rgb(0xA7B3C1), Primary: rgb(0x66C7D6), On: rgb(0x0B1216),
		Fine: rgb(0x66CF95), Look: rgb(0xF0B654), Act: rgb(0xFF8F86), Unseen: rgb(0xA9B8CA), Said: rgb(0xB9ADF2),
	}
}

func rgb(v uint32) color.NRGBA {
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 0xff}
}

// Faint is a colour as a thin veil over what lies beneath; alpha runs from 0 to
// 255.
func Faint(c color.NRGBA, alpha uint8) color.NRGBA {
	c.A = alpha
	return c
}

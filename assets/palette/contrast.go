package palette

import (
	"image/color"
	"math"
)

// Contrast is the ratio of two colours by WCAG 2.1, section 1.4.3: from 1 to 21.
// Text needs 4.5 on its ground, areas 3 beside each other.
func Contrast(a, b color.NRGBA) float64 {
	la, lb := luminance(a), luminance(b)
	return (math.Max(la, lb) + 0.05) / (math.Min(la, lb) + 0.05)
}

func luminance(c color.NRGBA) float64 {
	channel := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*channel(c.R) + 0.7152*channel(c.G) + 0.0722*channel(c.B)
}

// Mix is a colour with a share of another one in it; 0 leaves it, 1 is the
// other one.
func Mix(c, other color.NRGBA, share float64) color.NRGBA {
	mix := func(a, b uint8) uint8 { return uint8(math.Round(float64(a) + (float64(b)-float64(a))*share)) }
	return color.NRGBA{R: mix(c.R, other.R), G: mix(c.G, other.G), B: mix(c.B, other.B), A: c.A}
}

// Readable is a colour, darkened where need be, in which text can be read on a
// ground and the ground's colour on it.
func Readable(c, ground color.NRGBA) color.NRGBA {
	for Contrast(c, ground) < 4.5 {
		c = Mix(c, color.NRGBA{A: 0xff}, 0.05)
	}
	return c
}

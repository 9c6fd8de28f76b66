package palette

import (
	"image/color"
	"math"
	"testing"
)

func TestContrast(t *testing.T) {
	for theme, p := range map[string]Palette{"light": Light(), "dark": Dark()} {
		words := map[string]color.NRGBA{
			"text": p.Text, "muted": p.Muted, "primary": p.Primary, "fine": p.Fine,
			"look": p.Look, "act": p.Act, "unseen": p.Unseen, "said": p.Said,
		}
		for name, c := range words {
			for ground, g := range map[string]color.NRGBA{"page": p.Page, "panel": p.Panel} {
				if got := contrast(c, g); got < 4.5 {
					t.Errorf("%s: %s on %s has %.2f:1, needs 4.5:1", theme, name, ground, got)
				}
			}
		}
		for name, g := range map[string]color.NRGBA{"primary": p.Primary, "act": p.Act, "fine": p.Fine} {
			if got := contrast(p.On, g); got < 4.5 {
				t.Errorf("%s: text on %s has %.2f:1, needs 4.5:1", theme, name, got)
			}
		}
		if got := contrast(p.Text, p.Raised); got < 4.5 {
			t.Errorf("%s: text on raised has %.2f:1, needs 4.5:1", theme, got)
		}
		if got := contrast(p.Border, p.Panel); got < 3 {
			t.Errorf("%s: border on panel has %.2f:1, needs 3:1", theme, got)
		}
	}
}

// contrast is the ratio of WCAG 2.1, section 1.4.3.
func contrast(a, b color.NRGBA) float64 {
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

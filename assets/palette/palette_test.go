package palette

import (
	"image/color"
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
				if got := Contrast(c, g); got < 4.5 {
					t.Errorf("%s: %s on %s has %.2f:1, needs 4.5:1", theme, name, ground, got)
				}
			}
		}
		for name, g := range map[string]color.NRGBA{"primary": p.Primary, "act": p.Act, "fine": p.Fine} {
			if got := Contrast(p.On, g); got < 4.5 {
				t.Errorf("%s: text on %s has %.2f:1, needs 4.5:1", theme, name, got)
			}
		}
		if got := Contrast(p.Text, p.Raised); got < 4.5 {
			t.Errorf("%s: text on raised has %.2f:1, needs 4.5:1", theme, got)
		}
		if got := Contrast(p.Border, p.Panel); got < 3 {
			t.Errorf("%s: border on panel has %.2f:1, needs 3:1", theme, got)
		}
	}
}

func TestReadableDarkensOnlyWhatNeedsIt(t *testing.T) {
	white := color.NRGBA{R: 255, G: 255, B: 255, A: 255}
	for name, c := range map[string]color.NRGBA{"yellow": rgb(0xFFD400), "white": white, "pale blue": rgb(0xBBDDFF), "black": rgb(0)} {
		if got := Contrast(Readable(c, white), white); got < 4.5 {
			t.Errorf("%s becomes %.2f:1", name, got)
		}
	}
	if navy := rgb(0x1F3864); Readable(navy, white) != navy {
		t.Error("a dark colour is changed")
	}
	if got := Mix(rgb(0), white, 0.5); got != rgb(0x808080) {
		t.Errorf("half black, half white is %v", got)
	}
}

package gui

import (
	"flag"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"ounce/app/gui/golden"
	"ounce/app/gui/parts"
)

var update = flag.Bool("update", false, "write the layouts anew; look at the pictures before you believe them")

// look is a way in which everything must look well.
type look struct {
	name    string
	variant fyne.ThemeVariant
	scale   float32
}

func looks() []look {
	return []look{{"light", theme.VariantLight, 1}, {"dark", theme.VariantDark, 1}, {"large", theme.VariantLight, 2}}
}

// TestScreensLookAsBefore compares each screen's layout with the one on file,
// in light, dark and large text.
func TestScreensLookAsBefore(t *testing.T) {
	for _, look := range looks() {
		t.Run(look.name, func(t *testing.T) {
			test.NewTempApp(t).Settings().SetTheme(&parts.Theme{TextScale: look.scale, Forced: &look.variant})
			everyScreen(t, fyne.NewSize(1024, 640), fakeScene(), func(at namedWindow) {
				golden.Same(t, *update, filepath.Join("testdata", look.name, at.name+".txt"), at.window.Canvas())
			})
		})
	}
}

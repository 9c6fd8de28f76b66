package gui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"ounce/app/gui/parts"
)

// TestScreensLookAsBefore compares each screen's layout with the one on file,
// in light, dark and large text.
func TestScreensLookAsBefore(t *testing.T) {
	for _, look := range []struct {
		name    string
		variant fyne.ThemeVariant
		scale   float32
	}{{"light", theme.VariantLight, 1}, {"dark", theme.VariantDark, 1}, {"large", theme.VariantLight, 2}} {
		t.Run(look.name, func(t *testing.T) {
			test.NewTempApp(t).Settings().SetTheme(&parts.Theme{TextScale: look.scale, Forced: &look.variant})
			for _, at := range everyScreen(t, fyne.NewSize(1024, 640)) {
				test.AssertRendersToMarkup(t, look.name+"/"+at.name+".xml", at.window.Canvas())
			}
		})
	}
}

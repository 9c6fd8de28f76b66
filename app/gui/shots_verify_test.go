//go:build verify

package gui

import (
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"ounce/app/gui/parts"
)

// TestShots paints every screen into the folder OUNCE_SHOTS, light and dark, at
// both window sizes, and in large text.
func TestShots(t *testing.T) {
	folder := os.Getenv("OUNCE_SHOTS")
	if folder == "" {
		folder = t.TempDir()
	}
	for _, look := range []struct {
		name    string
		variant fyne.ThemeVariant
		scale   float32
		size    fyne.Size
	}{
		{"light", theme.VariantLight, 1, fyne.NewSize(1024, 640)},
		{"dark", theme.VariantDark, 1, fyne.NewSize(1024, 640)},
		{"wide", theme.VariantLight, 1, fyne.NewSize(1920, 1080)},
		{"large", theme.VariantLight, 2, fyne.NewSize(1366, 768)},
	} {
		t.Run(look.name, func(t *testing.T) {
			test.NewTempApp(t).Settings().SetTheme(&parts.Theme{TextScale: look.scale, Forced: &look.variant})
			n := 0
			everyScreen(t, look.size, realScene(t), func(at namedWindow) {
				n++
				shoot(t, at, filepath.Join(folder, fmt.Sprintf("%s-%02d-%s.png", look.name, n, at.name)))
			})
		})
	}
}

func shoot(t *testing.T, at namedWindow, path string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, at.window.Canvas().Capture()); err != nil {
		t.Fatal(err)
	}
}

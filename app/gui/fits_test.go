package gui

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"ounce/app/gui/parts"
)

// drawnTexts calls visit for each text below an object with its place; boxes
// that people write in scroll by themselves and are left out.
func drawnTexts(o fyne.CanvasObject, at fyne.Position, visit func(*canvas.Text, fyne.Position)) {
	if !o.Visible() {
		return
	}
	at = at.Add(o.Position())
	switch o := o.(type) {
	case *canvas.Text:
		visit(o, at)
	case *fyne.Container:
		for _, child := range o.Objects {
			drawnTexts(child, at, visit)
		}
	case *parts.Entry, *parts.Select:
	case *container.Scroll:
		drawnTexts(o.Content, at, visit)
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(o).Objects() {
			drawnTexts(child, at, visit)
		}
	}
}

// TestNoTextIsCutOff looks for words that are wider than their place or stand
// outside of the window, in the smallest window and in large text.
func TestNoTextIsCutOff(t *testing.T) {
	for _, look := range []struct {
		scale float32
		size  fyne.Size
	}{{1, fyne.NewSize(1024, 640)}, {2, fyne.NewSize(1024, 640)}} {
		t.Run(fmt.Sprintf("%.0f %%", look.scale*100), func(t *testing.T) {
			test.NewTempApp(t).Settings().SetTheme(&parts.Theme{TextScale: look.scale})
			everyScreen(t, look.size, realScene(t), func(at namedWindow) {
				seen := 0
				drawnTexts(at.shell, fyne.NewPos(0, 0), func(text *canvas.Text, place fyne.Position) {
					seen++
					need := text.MinSize().Width
					if need > text.Size().Width+1 {
						t.Errorf("%s: “%s” needs %.0f and has %.0f", at.name, text.Text, need, text.Size().Width)
					}
					if place.X+need > look.size.Width && text.Alignment == fyne.TextAlignLeading {
						t.Errorf("%s: “%s” ends at %.0f", at.name, text.Text, place.X+need)
					}
				})
				if seen < 5 {
					t.Errorf("%s has only %d texts", at.name, seen)
				}
			})
		})
	}
}

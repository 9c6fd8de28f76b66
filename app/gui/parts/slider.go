package parts

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// Tracked shows a slider with a track that can be seen on a panel.
func Tracked(slider fyne.CanvasObject) fyne.CanvasObject {
	return container.NewThemeOverride(slider, trackTheme{fyne.CurrentApp().Settings().Theme()})
}

type trackTheme struct{ fyne.Theme }

// Color gives the track the colour of lines, and the rest that of the main
// button.
func (t trackTheme) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	switch name {
	case theme.ColorNameInputBackground:
		return t.Theme.Color(Line, variant)
	case theme.ColorNameForeground:
		return t.Theme.Color(Primary, variant)
	}
	return t.Theme.Color(name, variant)
}

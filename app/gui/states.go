package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"ounce/app/gui/parts"
)

// newBusy says what is being done.
func newBusy(title, text string) fyne.CanvasObject {
	bar := parts.Thin(widget.NewProgressBarInfinite())
	return newFrame(heading(title, ""), parts.NewPanel(parts.Column(parts.Gap3, parts.NewText(text, parts.Lead, parts.Text), bar)), foot(nil))
}

// newSorry says what went wrong and what is safe, and offers to go back or to
// try again.
func newSorry(text string, back, again func()) fyne.CanvasObject {
	return newFrame(heading(lang.L("That did not work"), ""), problem(text),
		foot(parts.NewButton(lang.L("Back"), back), parts.NewMainButton(lang.L("Try again"), again)))
}

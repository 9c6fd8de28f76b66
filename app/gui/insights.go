package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"ounce/app/gui/parts"
)

// insights tell what waiting for things to break costs without an invoice; nil
// when nothing holds here.
func (s *result) insights() fyne.CanvasObject {
	if len(s.result.Hidden) == 0 {
		return nil
	}
	box := parts.Column(parts.Gap2, sectionHead(lang.L("What no invoice shows"), ""))
	for _, one := range s.result.Hidden {
		box.Add(parts.Rule())
		box.Add(parts.Pair(210, parts.Gap4, parts.NewStrong(one.Title, parts.Body, parts.Text), parts.NewText(one.Text, parts.Body, parts.Text)))
	}
	return parts.NewPanel(box)
}

package gui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

func TestDialogsForFilesOpen(t *testing.T) {
	test.NewTempApp(t)
	w := test.NewTempWindow(t, widget.NewLabel(""))
	w.Resize(fyne.NewSize(1024, 640))
	d := windowDialogs{w, []string{".xlsx"}}
	for name, open := range map[string]func(){
		"a file":   func() { d.openFile(nil, func(string) {}) },
		"a folder": func() { d.chooseFolder(t.TempDir(), func(string) {}) },
	} {
		before := len(w.Canvas().Overlays().List())
		open()
		if shown := len(w.Canvas().Overlays().List()); shown != before+1 {
			t.Errorf("asking for %s shows %d dialogs", name, shown-before)
		}
	}
}

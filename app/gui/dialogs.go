package gui

import (
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/storage"
)

// windowDialogs are the dialogs of a window.
type windowDialogs struct {
	window fyne.Window
	// types are the endings of the files that can be opened, as ".json".
	types []string
}

// openFile asks for a file.
func (d windowDialogs) openFile(endings []string, chosen func(path string)) {
	if endings == nil {
		endings = d.types
	}
	ask := dialog.NewFileOpen(func(file fyne.URIReadCloser, err error) {
		if err != nil || file == nil {
			return // nothing was chosen
		}
		path := file.URI().Path()
		file.Close()
		chosen(filepath.FromSlash(path))
	}, d.window)
	ask.SetTitleText(lang.L("Open a file"))
	ask.SetFilter(storage.NewExtensionFileFilter(endings))
	d.show(ask, "")
}

// chooseFolder asks for a folder, beginning at one.
func (d windowDialogs) chooseFolder(at string, chosen func(path string)) {
	ask := dialog.NewFolderOpen(func(folder fyne.ListableURI, err error) {
		if err != nil || folder == nil {
			return // nothing was chosen
		}
		chosen(filepath.FromSlash(folder.Path()))
	}, d.window)
	ask.SetTitleText(lang.L("Choose a folder"))
	d.show(ask, at)
}

// show opens a dialog that leaves an edge of the window around it.
func (d windowDialogs) show(ask *dialog.FileDialog, at string) {
	if at != "" {
		if folder, err := storage.ListerForURI(storage.NewFileURI(at)); err == nil {
			ask.SetLocation(folder)
		}
	}
	ask.SetView(dialog.ListView)
	size := d.window.Canvas().Size()
	ask.Show() // it has no size before
	ask.Resize(fyne.NewSize(size.Width*0.8, size.Height*0.85))
}

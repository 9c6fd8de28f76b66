//go:build cgo

package gui

import (
	"context"
	"net/url"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/lang"

	"ounce/app/gui/parts"
	"ounce/assets"
)

// appID names Ounce to the system.
const appID = "org.ounce.Ounce"

// Run opens the window and returns when it closes. Where no window can be
// shown, the error is one sentence that names the command to use instead.
func Run(ctx context.Context, deps Deps) error {
	release, err := preflight()
	if err != nil {
		return err
	}
	defer release()
	app.SetMetadata(fyne.AppMetadata{ID: appID, Name: "Ounce", Version: deps.Version, Migrations: map[string]bool{"fyneDo": true}})
	if err := addTranslations(); err != nil {
		return err
	}
	if err := speak(deps.Language, lang.SystemLocale()); err != nil {
		deps.Notice = err.Error()
	}
	a := app.NewWithID(appID)
	a.Settings().SetTheme(&parts.Theme{})
	a.SetIcon(fyne.NewStaticResource("icon.png", assets.Icon()))

	openThrough(a, &deps)
	w := a.NewWindow("Ounce")
	s := newShell(deps, fyne.CurrentDevice().Locale().String(), func(work func()) { go work() })
	s.dialogs = windowDialogs{w, deps.Opens}
	s.after = func(pause time.Duration, do func()) { time.AfterFunc(pause, do) }
	s.goHome()
	w.SetContent(s)
	w.SetPadded(false)
	w.Canvas().SetOnTypedKey(s.typedKey)
	w.Canvas().SetOnTypedRune(s.typedRune)
	w.SetMainMenu(s.menu())
	w.SetOnDropped(func(_ fyne.Position, files []fyne.URI) {
		paths := make([]string, len(files))
		for i, file := range files {
			paths[i] = file.Path()
		}
		s.dropped(paths)
	})
	w.Resize(fyne.NewSize(1024, 640))
	w.CenterOnScreen()
	s.openFirst(deps.OpensFirst)
	stopped := context.AfterFunc(ctx, func() { fyne.Do(a.Quit) })
	defer stopped()
	w.ShowAndRun()
	s.close()
	return nil
}

// openThrough lets the system open files and folders, as links are opened.
func openThrough(a fyne.App, deps *Deps) {
	open := func(path string) error {
		return a.OpenURL(&url.URL{Scheme: "file", Path: filepath.ToSlash(path)})
	}
	if deps.OpenFile == nil {
		deps.OpenFile = open
	}
	if deps.ShowInFolder == nil {
		deps.ShowInFolder = func(path string) error { return open(filepath.Dir(path)) }
	}
}

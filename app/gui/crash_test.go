package gui

import (
	"errors"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"ounce/app/gui/parts"
)

// TestACrashIsOfferedOnce starts after a run that ended in the middle.
func TestACrashIsOfferedOnce(t *testing.T) {
	for name, c := range map[string]struct {
		press string
		err   error
		says  string
	}{
		"saved":     {"Save the details", nil, "The details are in crash.txt"},
		"not saved": {"Save the details", errors.New("the disk is full"), "The details could not be saved: the disk is full"},
		"not now":   {"Not now", nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			test.NewTempApp(t)
			saved := ""
			s := newShell(Deps{Crash: "panic: x", SaveCrash: func(details string) (string, error) {
				saved = details
				return "crash.txt", c.err
			}}, "en-US", func(work func()) { work() })
			w := test.NewTempWindow(t, s)
			w.Resize(fyne.NewSize(1024, 640))
			if words, _ := wordsAndPresses(s); !strings.Contains(words, "ended unexpectedly") {
				t.Fatalf("the crash is not offered: %s", words)
			}
			s.goHome() // as the window does once its dialogs are there
			words, presses := wordsAndPresses(s)
			if !strings.Contains(words, "ended unexpectedly") {
				t.Fatalf("the offer is gone: %s", words)
			}
			presses[c.press].Tapped(nil)
			if words, _ := wordsAndPresses(s); !strings.Contains(words, c.says) || strings.Contains(words, "ended unexpectedly") {
				t.Errorf("after %s the window says %s, want %q", c.press, words, c.says)
			}
			s.goHome()
			if words, _ := wordsAndPresses(s); strings.Contains(words, "ended unexpectedly") {
				t.Error("the crash is offered again")
			}
			if (saved == "panic: x") != (c.press == "Save the details") {
				t.Errorf("saved %q", saved)
			}
		})
	}
	test.NewTempApp(t)
	if s := newShell(Deps{}, "en-US", func(work func()) { work() }); s.notice.Visible() {
		t.Error("a notice after a run that ended well")
	}
}

// wordsAndPresses are all texts of a tree in their order, and what can be
// pressed in it by name.
func wordsAndPresses(o fyne.CanvasObject) (words string, presses map[string]*parts.Pressable) {
	presses = map[string]*parts.Pressable{}
	var all []string
	var walk func(fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		if !o.Visible() {
			return
		}
		switch x := o.(type) {
		case *canvas.Text:
			all = append(all, x.Text)
		case *fyne.Container:
			for _, inner := range x.Objects {
				walk(inner)
			}
		case fyne.Widget:
			if p, ok := x.(*parts.Pressable); ok {
				presses[p.Name] = p
			}
			for _, inner := range test.WidgetRenderer(x).Objects() {
				walk(inner)
			}
		}
	}
	walk(o)
	return strings.Join(all, " "), presses
}

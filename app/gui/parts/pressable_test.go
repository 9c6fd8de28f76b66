package parts

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// TestKeysReachTheWindow presses what a part has no use for: it goes to the
// window by the object that the window knows, which is the whole part.
func TestKeysReachTheWindow(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(&Theme{})
	check := NewCheck("I don't know", false, nil)
	choices := NewChoices([]Choice{{ID: "a", Label: "Yes"}}, "", nil)
	link := NewLink("Why?", func() {})
	if check.self != fyne.CanvasObject(check) || choices.rows[0].self != fyne.CanvasObject(choices.rows[0]) || link.self != fyne.CanvasObject(link) {
		t.Errorf("the window is asked for %T, %T and %T", check.self, choices.rows[0].self, link.self)
	}
	w := test.NewTempWindow(t, Column(0, check, choices, link))
	var heard []fyne.KeyName
	w.Canvas().SetOnTypedKey(func(key *fyne.KeyEvent) { heard = append(heard, key.Name) })
	for _, part := range []fyne.Focusable{check, choices.rows[0], link} {
		part.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	}
	if len(heard) != 3 {
		t.Errorf("the window hears %v", heard)
	}
	check.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if check.Checked() || len(heard) != 4 {
		t.Error("Enter ticks the box instead of going on")
	}
	check.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	if !check.Checked() {
		t.Error("Space does not tick the box")
	}
}

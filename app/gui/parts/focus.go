package parts

import "fyne.io/fyne/v2"

// Revealer is a window's content that can scroll until an object is in sight.
type Revealer interface{ Reveal(fyne.CanvasObject) }

// reveal brings what has just gained the focus into sight.
func reveal(o fyne.CanvasObject) {
	c := fyne.CurrentApp().Driver().CanvasForObject(o)
	if c == nil {
		return
	}
	if content, ok := c.Content().(Revealer); ok {
		content.Reveal(o)
	}
}

// passKey hands a key that an object has no use for to the window.
func passKey(o fyne.CanvasObject, key *fyne.KeyEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(o); c != nil && c.OnTypedKey() != nil {
		c.OnTypedKey()(key)
	}
}

// passRune hands a letter that an object has no use for to the window.
func passRune(o fyne.CanvasObject, r rune) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(o); c != nil && c.OnTypedRune() != nil {
		c.OnTypedRune()(r)
	}
}

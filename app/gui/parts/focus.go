package parts

import (
	"time"

	"fyne.io/fyne/v2"
)

// Revealer is a window's content that can scroll until an object is in sight.
type Revealer interface{ Reveal(fyne.CanvasObject) }

// IntoSight scrolls until an object is in sight, such as what has just gained the
// focus. What was hidden until now has its place once it is drawn.
func IntoSight(o fyne.CanvasObject) {
	if !revealed(o) {
		onceDrawn(func() { revealed(o) })
	}
}

func revealed(o fyne.CanvasObject) bool {
	c := fyne.CurrentApp().Driver().CanvasForObject(o)
	if c == nil {
		return false
	}
	if content, ok := c.Content().(Revealer); ok {
		content.Reveal(o)
	}
	return true
}

// fewFrames is time enough to draw what has just been shown.
const fewFrames = 50 * time.Millisecond

// onceDrawn does something after what has just been shown is drawn.
func onceDrawn(do func()) {
	fyne.NewAnimation(fewFrames, func(done float32) {
		if done == 1 {
			do()
		}
	}).Start()
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

package gui

import (
	"fyne.io/fyne/v2/lang"
)

// NoWindow is the error of a machine that can show no window, in one sentence
// that names the command to use instead.
type NoWindow struct {
	why string
	// Desk tells that somebody sits at a screen, and only OpenGL is missing.
	Desk bool
}

func (e *NoWindow) Error() string {
	return lang.L("{{.Why}}, so Ounce cannot open its window: please use the command “ounce assess” instead, which does the whole job", map[string]any{"Why": e.why})
}

// noScreen is a machine with nobody in front of it.
func noScreen(why string) error { return &NoWindow{why: why} }

// noOpenGL is a screen that can show everything but Ounce's window.
func noOpenGL(why string) error { return &NoWindow{why: why, Desk: true} }

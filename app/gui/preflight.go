package gui

import (
	"errors"

	"fyne.io/fyne/v2/lang"
)

// errNoWindow is the one sentence for a machine that can show no window.
func errNoWindow(why string) error {
	return errors.New(lang.L("{{.Why}}, so Ounce cannot open its window: please use the command “ounce assess” instead, which does the whole job", map[string]any{"Why": why}))
}

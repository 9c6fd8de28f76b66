package app

import (
	"os"
	"path/filepath"

	"ounce/app/disk"
)

// windowCommand opens the window.
type windowCommand struct {
	File string `arg:"" optional:"" help:"A file to begin with: a sealed copy, answers, or a checked computer." placeholder:"FILE"`
}

// Help is the command's example.
func (windowCommand) Help() string { return "Example: ounce miller.ounce" }

// path is the file to begin with, if there is one; empty is none.
func (c windowCommand) path() (string, error) {
	if c.File == "" {
		return "", nil
	}
	if _, err := os.Stat(c.File); err != nil {
		return "", usage("there is neither a command %q nor a file of that name (%s)", c.File, disk.Words(err))
	}
	return filepath.Abs(c.File)
}

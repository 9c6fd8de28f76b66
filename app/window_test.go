package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestTheWindowBeginsWithAFile tells a file to begin with from a command that was
// misspelt, and from a file that is not there.
func TestTheWindowBeginsWithAFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "miller.ounce")
	must(t, os.WriteFile(path, []byte("sealed"), 0o600))
	command, err := commandLine().Parse([]string{path})
	must(t, err)
	window, ok := command.Into.(*windowCommand)
	if !ok || window.File != path {
		t.Fatalf("%s begins %s with %+v", path, command.Name, command.Into)
	}
	if got, err := window.path(); err != nil || got != path {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := (windowCommand{File: path + "x"}).path(); err == nil || !strings.Contains(err.Error(), "neither a command") {
		t.Errorf("a file that is not there gives %v", err)
	}
	if got, err := (windowCommand{}).path(); err != nil || got != "" {
		t.Errorf("no file gives %q, %v", got, err)
	}
	if _, err := commandLine().Parse([]string{"asess"}); err == nil || !strings.Contains(err.Error(), "did you mean assess") {
		t.Errorf("a misspelt command gives %v", err)
	}
}

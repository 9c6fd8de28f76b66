//go:build window && linux

package app

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ounce/app/place"
)

// TestWindowPortableWritesBesideTheProgramAlone opens the window from a stick:
// what the toolkit and the graphics keep lies there, too, and nothing at home.
func TestWindowPortableWritesBesideTheProgramAlone(t *testing.T) {
	home, stick := t.TempDir(), t.TempDir()
	data, err := os.ReadFile(filepath.Join(root, "bin", "ounce"))
	must(t, err)
	ounce := filepath.Join(stick, "ounce")
	must(t, os.WriteFile(ounce, data, 0o700))
	must(t, os.WriteFile(filepath.Join(stick, place.Marker), nil, 0o600))
	d := &desk{t: t, home: home, env: []string{"PATH=" + os.Getenv("PATH"), "HOME=" + home, "DISPLAY=" + display(t), "LIBGL_ALWAYS_SOFTWARE=1"}}
	d.open("timeout", "--signal=TERM", "40", ounce) // asked to end, it ends as when it is closed
	select {
	case err := <-d.stopped:
		d.stopped <- err
	case <-time.After(60 * time.Second):
		t.Fatal("the window does not close")
	}
	if left := treeBelow(t, home); len(left) > 0 {
		t.Errorf("at home is left %v", left)
	}
	kept := treeBelow(t, stick)
	toolkit := 0
	for _, path := range kept {
		if strings.HasPrefix(path, "ounce-data/window/fyne") {
			toolkit++
		}
	}
	if toolkit == 0 {
		t.Errorf("the toolkit kept nothing beside the program, where lies %v", kept)
	}
	t.Logf("beside the program: %v", kept)
}

// treeBelow lists what lies below a folder, folders included.
func treeBelow(t *testing.T, top string) []string {
	t.Helper()
	var all []string
	must(t, filepath.WalkDir(top, func(path string, _ fs.DirEntry, err error) error {
		if name, failed := filepath.Rel(top, path); failed == nil && name != "." {
			all = append(all, filepath.ToSlash(name))
		}
		return err
	}))
	return all
}

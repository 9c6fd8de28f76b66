//go:build !windows

package disk

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

func TestSame(t *testing.T) {
	folder := t.TempDir()
	at := func(name string) string { return folder + "/" + name }
	must(t, os.WriteFile(at("a"), nil, 0o600))
	must(t, os.WriteFile(at("b"), nil, 0o600))
	must(t, os.Link(at("a"), at("hard")))
	must(t, os.Symlink("a", at("link")))
	must(t, os.Symlink("new", at("dangling")))
	must(t, os.Symlink(".", at("folder")))
	must(t, os.Symlink("circle", at("circle")))
	folds := runtime.GOOS == "darwin"
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{at("a"), at("a"), true}, {at("a"), at("b"), false}, {at("a"), at("hard"), true}, {at("a"), at("link"), true},
		{at("a"), at("folder/./a"), true}, {at("a"), at("new"), false}, {at("new"), at("new"), true}, {at("new"), at("dangling"), true},
		{at("new"), at("folder/../" + filepath.Base(folder) + "/new"), true}, {at("new"), at("other"), false}, {at("new"), at("NEW"), folds},
		{at("nofolder/x"), at("nofolder/x"), false}, {at("circle"), at("a"), false}, {at("folder"), at("folder"), false}, {os.DevNull, os.DevNull, false},
	} {
		if got := Same(c.a, c.b); got != c.same {
			t.Errorf("%s and %s: %v", c.a, c.b, got)
		}
		if got := Same(c.b, c.a); got != c.same {
			t.Errorf("%s and %s, the other way round: %v", c.b, c.a, got)
		}
	}
}

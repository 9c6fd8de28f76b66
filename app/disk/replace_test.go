package disk

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func holds(t *testing.T, path, want string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil || string(data) != want {
		t.Errorf("%s holds %q (%v), want %q", filepath.Base(path), data, err, want)
	}
}

func names(t *testing.T, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	must(t, err)
	var all []string
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}

func TestAReplacedFileStaysAsOpenAsItWas(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "report.xlsx")
	must(t, Replace(path, []byte("first")))
	holds(t, path, "first")
	for _, mode := range []fs.FileMode{0o600, 0o644, 0o640, 0o755} {
		must(t, os.Chmod(path, mode))
		must(t, Replace(path, []byte(mode.String())))
		holds(t, path, mode.String())
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != mode {
			t.Errorf("mode %v became %v (%v)", mode, info.Mode(), err)
		}
	}
	if got := names(t, folder); !slices.Equal(got, []string{"report.xlsx"}) {
		t.Errorf("left %v", got)
	}
}

func TestANewFileIsForItsOwnerAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "answers.yaml")
	must(t, Replace(path, nil))
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others may read it: %v (%v)", info.Mode(), err)
	}
}

func TestBehindALinkTheFileIsReplaced(t *testing.T) {
	folder := t.TempDir()
	at := func(name string) string { return filepath.Join(folder, name) }
	must(t, os.MkdirAll(at("deep/share"), 0o700))
	must(t, os.MkdirAll(at("deep/beside"), 0o700))
	must(t, os.WriteFile(at("deep/share/real.xlsx"), []byte("old"), 0o640))
	must(t, os.Symlink("deep/share", at("folder")))
	must(t, os.Symlink("real.xlsx", at("deep/share/middle.xlsx")))
	for link, to := range map[string]string{
		"relative.xlsx": "deep/share/real.xlsx", "absolute.xlsx": at("deep/share/real.xlsx"),
		"through.xlsx": "folder/middle.xlsx", "dangling.xlsx": "folder/../beside/new.xlsx",
	} {
		must(t, os.Symlink(to, at(link)))
		must(t, Replace(at(link), []byte(link)))
		holds(t, at(link), link)
		if got, err := os.Readlink(at(link)); err != nil || got != to {
			t.Errorf("%s is no link any more: %q (%v)", link, got, err)
		}
	}
	holds(t, at("deep/beside/new.xlsx"), "dangling.xlsx")
	if info, err := os.Stat(at("deep/share/real.xlsx")); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("mode %v (%v)", info.Mode(), err)
	}
	if got := names(t, at("deep/share")); !slices.Equal(got, []string{"middle.xlsx", "real.xlsx"}) {
		t.Errorf("left %v", got)
	}
}

// TestAFailedWriteLeavesTheOldFile lets the last step fail.
func TestAFailedWriteLeavesTheOldFile(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "report.xlsx")
	must(t, os.WriteFile(path, []byte("old"), 0o600))
	info, err := os.Stat(path)
	must(t, err)
	blocked := filepath.Join(folder, "blocked")
	must(t, os.MkdirAll(filepath.Join(blocked, "full"), 0o700))
	if err := (target{blocked, info}).replace([]byte("new")); err == nil {
		t.Error("a folder was replaced by a file")
	}
	if got := names(t, folder); !slices.Equal(got, []string{"blocked", "report.xlsx"}) {
		t.Errorf("left %v", got)
	}
	holds(t, path, "old")
}

func TestErrorsOfWritingNameTheFileThatWasAskedFor(t *testing.T) {
	folder := t.TempDir()
	var writing *WriteError
	long := filepath.Join(folder, string(make([]byte, 300)))
	if err := Replace(long, nil); !errors.As(err, &writing) || writing.Path != long {
		t.Errorf("said %v", err)
	}
}

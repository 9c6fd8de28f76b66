package disk

import (
	"errors"
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

//go:build verify

package samples

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestEverySampleIsRead holds the folder of samples against the tables: a file
// that no table names is an error.
func TestEverySampleIsRead(t *testing.T) {
	folder := os.Getenv("OUNCE_SAMPLES")
	if folder == "" {
		t.Log("OUNCE_SAMPLES names no folder of samples: not held against them")
		return
	}
	var tables strings.Builder
	err := filepath.WalkDir("..", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, "samples_verify_test.go") {
			return err
		}
		data, err := os.ReadFile(path)
		tables.Write(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	all, missed := 0, 0
	err = filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || entry.Name() == "SOURCES.md" {
			return err
		}
		name, err := filepath.Rel(folder, path)
		if err != nil {
			return err
		}
		all++
		// A table of one folder names its files without it.
		whole, base := `"`+filepath.ToSlash(name)+`"`, `"`+filepath.Base(name)+`"`
		if !strings.Contains(tables.String(), whole) && !strings.Contains(tables.String(), base) {
			missed++
			t.Errorf("no table reads %s", filepath.ToSlash(name))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d samples, %d of them in no table", all, missed)
}

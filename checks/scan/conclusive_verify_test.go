//go:build verify

package scan

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestVerifyWhatAStandardUserLearns prints how many checks come to a verdict on
// healthy machines, without administrator rights.
func TestVerifyWhatAStandardUserLearns(t *testing.T) {
	for _, path := range healthy(t) {
		decided, applicable, open := conclusive(t, path)
		name := strings.TrimSuffix(filepath.Base(path), ".yaml")
		t.Logf("%-24s %2d of %2d checks come to a verdict, %3d %%; open: %s", name, decided, applicable, decided*100/applicable, strings.Join(open, " "))
		if decided*100 < applicable*(100-mostOpen) {
			t.Errorf("%s: fewer than %d %%", name, 100-mostOpen)
		}
	}
}

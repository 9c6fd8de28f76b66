package app

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "write the catalogue of checks anew")

// TestTheWrittenCatalogueIsTheOneInForce holds checks/README.md to what ounce
// checks --markdown writes.
func TestTheWrittenCatalogueIsTheOneInForce(t *testing.T) {
	s, out, errOut := newSession(t.Context(), nil)
	if status := run([]string{"checks", "--markdown"}, s); status != statusDone {
		t.Fatalf("status %d: %s", status, errOut)
	}
	path := filepath.Join(root, "checks", "README.md")
	if *update {
		if err := os.WriteFile(path, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	written, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(written, out.Bytes()) {
		t.Errorf("checks/README.md is not what ounce checks --markdown writes (%v); go test ./app -update writes it", err)
	}
}

package app

import (
	"go/ast"
	"slices"
	"strings"
	"testing"
)

// TestFilesOfPeopleGoThroughOneDoor finds who opens or writes files without
// app/disk, which waits for no pipe, reads no device, and writes all or nothing.
func TestFilesOfPeopleGoThroughOneDoor(t *testing.T) {
	own := []string{ // files that Ounce alone names
		"app/crash.go", "app/process_windows.go", "app/selftest.go", "app/gui/preflight_linux.go", "app/gui/golden/golden.go", "app/store/get.go",
	}
	doors := map[string][]string{
		"os":       {"ReadFile", "Open", "OpenFile", "OpenInRoot", "Create", "WriteFile", "DirFS"},
		"zip":      {"OpenReader"},
		"excelize": {"OpenFile"},
	}
	fset, files := goFiles(t)
	seen := 0
	for _, f := range files {
		if f.test || !below(f.folder, "app") && !below(f.folder, "assessment") || below(f.folder, "app/disk") {
			continue
		}
		seen++
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			call, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if from, ok := call.X.(*ast.Ident); ok && slices.Contains(doors[from.Name], call.Sel.Name) && !slices.Contains(own, f.path) {
				t.Errorf("%s: %s.%s opens a file beside app/disk", strings.TrimPrefix(fset.Position(call.Pos()).String(), root), from.Name, call.Sel.Name)
			}
			return true
		})
	}
	if seen < 50 {
		t.Errorf("looked at %d files only", seen)
	}
}

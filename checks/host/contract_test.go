package host

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"ounce/checks"
)

// TestCollectorsAskForWhatThereIs holds the names that collectors call by
// against the table of calls and the list of programs: a live host answers no
// other, whatever a recording may say.
func TestCollectorsAskForWhatThereIs(t *testing.T) {
	found := 0
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || filepath.Dir(path) == "../host" {
			return err
		}
		tree, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			name, ok := called(call)
			if !ok {
				return true
			}
			switch callee := calleeName(call); {
			case callee == "Call" || callee == "call":
				found++
				if _, known := callDoc(name); !known {
					t.Errorf("%s calls %s, which no host answers", path, name)
				}
			case callee == "Run" || callee == "run":
				found++
				if !slices.ContainsFunc(programs(), func(p program) bool { return p.name == name }) {
					t.Errorf("%s starts %s, which no host starts", path, name)
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if found < 60 {
		t.Errorf("only %d calls were found: the test no longer sees them", found)
	}
}

func calleeName(call *ast.CallExpr) string {
	switch f := call.Fun.(type) {
	case *ast.SelectorExpr:
		return f.Sel.Name
	case *ast.Ident:
		return f.Name
	}
	return ""
}

// called is the first text among the arguments of a call.
func called(call *ast.CallExpr) (string, bool) {
	for _, arg := range call.Args {
		if text, ok := arg.(*ast.BasicLit); ok && text.Kind == token.STRING {
			name, err := strconv.Unquote(text.Value)
			return name, err == nil
		}
	}
	return "", false
}

func callDoc(name string) (CallDoc, bool) {
	for _, doc := range Calls() {
		if doc.Name == name {
			return doc, true
		}
	}
	return CallDoc{}, false
}

// TestRecordingsSayWhatHostsSay holds every recording of the project against
// the same tables: an answer that no live host gives would prove nothing.
func TestRecordingsSayWhatHostsSay(t *testing.T) {
	read := 0
	for _, root := range []string{"..", "../../app/testdata"} {
		err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".yaml") || strings.HasSuffix(path, ".want.yaml") {
				return err
			}
			data, err := os.ReadFile(path)
			if err != nil || !strings.Contains(string(data), "ounce_recording:") {
				return err
			}
			var rec Recording
			if err := yaml.Unmarshal(data, &rec); err != nil {
				return err
			}
			read++
			holdRecording(t, path, &rec)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if read < 80 {
		t.Errorf("only %d recordings were found", read)
	}
}

func holdRecording(t *testing.T, path string, rec *Recording) {
	t.Helper()
	for _, c := range rec.Commands {
		if _, ok := places(rec.System, c.Run[0]); !ok {
			t.Errorf("%s: no host of %s starts %s", path, rec.System, c.Run[0])
		}
	}
	for _, c := range rec.Calls {
		doc, ok := callDoc(c.Call[0])
		if !ok || !slices.Contains(doc.Systems, rec.System) {
			t.Errorf("%s: no host of %s answers %s", path, rec.System, c.Call[0])
			continue
		}
		for _, row := range c.Rows {
			for column, value := range row {
				i := slices.IndexFunc(doc.Columns, func(c ColumnDoc) bool { return c.Name == column })
				if i < 0 || !isKind(doc.Columns[i].Kind, row, column) {
					t.Errorf("%s: %s gives no column %s with %v", path, doc.Name, column, value)
				}
			}
		}
	}
	if rec.System != checks.Windows && len(rec.Registry)+len(rec.WMI)+len(rec.Events) > 0 {
		t.Errorf("%s: %s has neither registry nor WMI nor this event log", path, rec.System)
	}
}

func isKind(kind string, row checks.Row, column string) bool {
	ok := false
	switch kind {
	case "text":
		_, ok = row.Text(column)
	case "number":
		_, ok = row.Number(column)
	case "truth":
		_, ok = row.Truth(column)
	}
	return ok
}

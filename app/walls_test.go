package app

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// root is the top of the project, seen from this package.
const root = ".."

type goFile struct {
	path   string // below root, with forward slashes
	folder string
	test   bool
	syntax *ast.File
	lines  int
}

func goFiles(t *testing.T) (*token.FileSet, []goFile) {
	t.Helper()
	fset := token.NewFileSet()
	var files []goFile
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && strings.HasPrefix(entry.Name(), ".") && path != root {
			return filepath.SkipDir
		}
		if filepath.Ext(path) != ".go" {
			return nil
		}
		syntax, err := parser.ParseFile(fset, path, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		files = append(files, goFile{
			path: rel, folder: filepath.ToSlash(filepath.Dir(rel)), test: strings.HasSuffix(rel, "_test.go"),
			syntax: syntax, lines: fset.Position(syntax.End()).Line,
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 20 {
		t.Fatalf("found only %d Go files: this looks at the wrong folder", len(files))
	}
	return fset, files
}

func imports(f goFile) []string {
	var all []string
	for _, spec := range f.syntax.Imports {
		path, _ := strconv.Unquote(spec.Path.Value)
		all = append(all, path)
	}
	return all
}

// only says in which folders (and below) an import may stand; an import is
// meant with everything below it.
var only = []struct {
	imported string
	in       []string
	why      string
}{
	{"os/exec", []string{"checks/host"}, "only the door starts programs"},
	{"github.com/shirou/gopsutil", []string{"checks/host"}, "only the door asks gopsutil"},
	{"github.com/yusufpapurcu/wmi", []string{"checks/host"}, "only the door asks WMI"},
	{"github.com/go-ole/go-ole", []string{"checks/host"}, "only the door asks COM"},
	{"golang.org/x/sys", []string{"checks/host", "app"}, "only the door and the program itself ask the system"},
	{"fyne.io/fyne", []string{"app/gui"}, "only the window knows Fyne"},
	{"github.com/xuri/excelize", []string{"assessment/report"}, "only the report knows Excel"},
	{"filippo.io/age", []string{"app/store"}, "only the store seals and opens"},
	{"github.com/zalando/go-keyring", []string{"app/store"}, "only the store asks the keychain"},
	{"github.com/gofrs/flock", []string{"app/store"}, "only the store has two writers"},
	{"ounce/app", []string{"app", "main.go"}, "nothing stands on the app"},
	{"ounce/assessment", []string{"assessment", "app"}, "checks know no judgement"},
	{"ounce/checks/host", []string{"checks/host", "checks/inventory", "app"}, "topics see the door, not what is behind it"},
	{"ounce/checks/scan", []string{"checks/scan", "app"}, "only the app starts a scan"},
}

// allowed are the imports within the project that a folder may have; what is
// not named here may import anything that the walls above allow.
var allowed = map[string][]string{
	"assets":            {},
	"app/disk":          {},
	"app/draft":         {},
	"app/place":         {},
	"app/settings":      {"ounce/app/disk", "ounce/assets"},
	"app/store":         {"ounce/app/disk", "ounce/assessment", "ounce/checks"},
	"assessment":        {"ounce/checks", "ounce/assets"},
	"assessment/report": {"ounce/checks", "ounce/assets", "ounce/assessment"},
	"checks":            {"ounce/assets"},
	"checks/host":       {"ounce/checks", "ounce/checks/plists", "ounce/assets"},
}

// forbidden are imports that make a package impure.
var forbidden = map[string][]string{
	"assessment": {"os", "os/exec", "net", "net/http", "math/rand", "runtime", "syscall"},
	"checks":     {"os", "os/exec", "net", "net/http", "math/rand", "syscall"},
	"assets":     {"os", "os/exec", "net", "net/http"},
}

func below(path, folder string) bool {
	return path == folder || strings.HasPrefix(path, folder+"/")
}

func TestImportsStayWithinTheirWalls(t *testing.T) {
	_, files := goFiles(t)
	for _, f := range files {
		for _, imported := range imports(f) {
			for _, wall := range only {
				if !below(imported, wall.imported) || (f.test && strings.HasPrefix(imported, "ounce/")) {
					continue
				}
				inside := false
				for _, folder := range wall.in {
					inside = inside || below(f.path, folder)
				}
				if f.test && (wall.imported == "os/exec" || wall.imported == "github.com/xuri/excelize") {
					inside = true // proofs start other people's programs and read workbooks
				}
				if !inside {
					t.Errorf("%s imports %s: %s", f.path, imported, wall.why)
				}
			}
			if f.test {
				continue
			}
			for _, bad := range forbidden[f.folder] {
				if imported == bad {
					t.Errorf("%s imports %s: the package is pure", f.path, imported)
				}
			}
			if list, ruled := allowed[f.folder]; ruled && strings.HasPrefix(imported, "ounce/") {
				ok := false
				for _, one := range list {
					ok = ok || below(imported, one) && (one != "ounce/checks" || imported == one) ||
						strings.HasPrefix(imported, "ounce/assets")
				}
				if !ok {
					t.Errorf("%s imports %s: arrows point one way", f.path, imported)
				}
			}
		}
	}
}

func TestOnlyOneFileReachesTheGraphicsDriver(t *testing.T) {
	_, files := goFiles(t)
	for _, f := range files {
		for _, imported := range imports(f) {
			if imported == "fyne.io/fyne/v2/app" && f.path != "app/gui/run.go" && !strings.HasPrefix(f.path, "app/gui/testdata/") {
				t.Errorf("%s imports %s, which needs cgo; only app/gui/run.go may", f.path, imported)
			}
		}
	}
}

// TestNoTestIsSkipped finds tests that leave themselves out. A property test
// that discards one drawn case skips no test.
func TestNoTestIsSkipped(t *testing.T) {
	_, files := goFiles(t)
	for _, f := range files {
		if !f.test {
			continue
		}
		for _, kind := range []string{"testing.T", "testing.B", "testing.F", "testing.TB"} {
			for _, name := range parametersOf(f.syntax, kind) {
				ast.Inspect(name.body, func(n ast.Node) bool {
					sel, ok := n.(*ast.SelectorExpr)
					if !ok || !strings.HasPrefix(sel.Sel.Name, "Skip") {
						return true
					}
					if x, ok := sel.X.(*ast.Ident); ok && x.Name == name.name && !shadowed(name.body, x) {
						t.Errorf("%s skips a test", f.path)
					}
					return true
				})
			}
		}
	}
}

type parameter struct {
	name string
	body *ast.BlockStmt
}

// parametersOf finds the functions with a parameter of a type such as testing.T
// or *testing.T.
func parametersOf(file *ast.File, kind string) []parameter {
	var found []parameter
	ast.Inspect(file, func(n ast.Node) bool {
		var fn *ast.FuncType
		var body *ast.BlockStmt
		switch x := n.(type) {
		case *ast.FuncDecl:
			fn, body = x.Type, x.Body
		case *ast.FuncLit:
			fn, body = x.Type, x.Body
		default:
			return true
		}
		for _, field := range fn.Params.List {
			if body != nil && len(field.Names) > 0 && typeName(field.Type) == kind {
				found = append(found, parameter{field.Names[0].Name, body})
			}
		}
		return true
	})
	return found
}

func typeName(e ast.Expr) string {
	if star, ok := e.(*ast.StarExpr); ok {
		e = star.X
	}
	if sel, ok := e.(*ast.SelectorExpr); ok {
		if pkg, ok := sel.X.(*ast.Ident); ok {
			return pkg.Name + "." + sel.Sel.Name
		}
	}
	return ""
}

// shadowed tells whether a name stands in an inner function that has a
// parameter of that name, and so means that one.
func shadowed(body *ast.BlockStmt, name *ast.Ident) bool {
	inner := false
	ast.Inspect(body, func(n ast.Node) bool {
		if fn, ok := n.(*ast.FuncLit); ok && fn.Pos() <= name.Pos() && name.Pos() < fn.End() {
			for _, field := range fn.Type.Params.List {
				for _, p := range field.Names {
					inner = inner || p.Name == name.Name
				}
			}
		}
		return true
	})
	return inner
}

func TestFilesStaySmall(t *testing.T) {
	const most = 500
	_, files := goFiles(t)
	for _, f := range files {
		if !f.test && f.lines > most {
			t.Errorf("%s has %d lines; one subject fits in %d", f.path, f.lines, most)
		}
	}
}

func TestNoFileNamesAPlaceOnAMachine(t *testing.T) {
	place := regexp.MustCompile(`(/home/[a-z]+/|/Users/[A-Za-z]+/|/w[a-z]rk/|/tmp/[a-z]+/|\b(?:proxy|deb|registry)\.[a-z]+\.org)`)
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if name := entry.Name(); name == ".git" || name == ".tools" || name == "bin" || name == "testdata" || name == "shots" {
				return filepath.SkipDir
			}
			return nil
		}
		switch filepath.Ext(path) {
		case ".go", ".yaml", ".md", ".toml", "":
		default:
			return nil
		}
		if strings.HasSuffix(path, "_test.go") {
			return nil // tests plant such names to see them scrubbed
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if found := place.Find(data); found != nil {
			t.Errorf("%s names %s", path, found)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

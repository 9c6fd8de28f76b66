package app

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"
)

// touches are the calls that change what is on the screen.
var touches = map[string]bool{
	"SetText": true, "SetContent": true, "Refresh": true, "Show": true, "Hide": true, "Enable": true, "Disable": true,
	"SetValue": true, "SetChecked": true, "SetSelected": true, "SetSelectedIndex": true, "Select": true, "Add": true,
	"Remove": true, "RemoveAll": true, "Resize": true, "Move": true, "Focus": true, "Unfocus": true, "SetIcon": true,
	"SetTitle": true, "SetOptions": true, "ScrollTo": true, "ScrollToTop": true, "ScrollToBottom": true, "Open": true,
	"Close": true, "SetOnClosed": true, "ShowInformation": true, "ShowError": true, "ShowConfirm": true, "ShowCustom": true,
	"SetMinSize": true, "SetPlaceHolder": true, "SetResource": true, "SetOffset": true, "Append": true, "SetRow": true,
}

// touchedFields are the fields of widgets and canvas objects that are drawn.
var touchedFields = map[string]bool{
	"Text": true, "Objects": true, "Hidden": true, "FillColor": true, "StrokeColor": true, "Importance": true, "Color": true,
	"Content": true, "PlaceHolder": true, "Value": true, "Icon": true, "Resource": true,
}

// threads follows the goroutines of a package and reports what touches the
// screen in one, outside of fyne.Do and fyne.DoAndWait.
type threads struct {
	fset  *token.FileSet
	named map[string][]*ast.FuncDecl
	seen  map[ast.Node]bool
	found []string
}

func offThread(fset *token.FileSet, files []*ast.File) []string {
	g := &threads{fset: fset, named: map[string][]*ast.FuncDecl{}, seen: map[ast.Node]bool{}}
	for _, file := range files {
		for _, decl := range file.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok && fn.Body != nil {
				g.named[fn.Name.Name] = append(g.named[fn.Name.Name], fn)
			}
		}
	}
	for _, file := range files {
		ast.Inspect(file, func(n ast.Node) bool {
			if stmt, ok := n.(*ast.GoStmt); ok {
				g.start(stmt.Call)
			}
			// time.AfterFunc and WaitGroup.Go start goroutines as well.
			if call, ok := n.(*ast.CallExpr); ok {
				if sel, ok := call.Fun.(*ast.SelectorExpr); ok && len(call.Args) > 0 && (sel.Sel.Name == "AfterFunc" || sel.Sel.Name == "Go") {
					if fn, ok := call.Args[len(call.Args)-1].(*ast.FuncLit); ok {
						g.body(fn.Body)
					}
				}
			}
			return true
		})
	}
	return g.found
}

func (g *threads) start(call *ast.CallExpr) {
	switch fn := call.Fun.(type) {
	case *ast.FuncLit:
		g.body(fn.Body)
	case *ast.Ident:
		g.follow(fn.Name)
	case *ast.SelectorExpr:
		g.follow(fn.Sel.Name)
	}
}

func (g *threads) follow(name string) {
	for _, fn := range g.named[name] {
		if !g.seen[fn] {
			g.seen[fn] = true
			g.body(fn.Body)
		}
	}
}

func (g *threads) body(n ast.Node) {
	if g.seen[n] {
		return
	}
	g.seen[n] = true
	ast.Inspect(n, func(n ast.Node) bool {
		switch x := n.(type) {
		case *ast.CallExpr:
			switch fn := x.Fun.(type) {
			case *ast.SelectorExpr:
				if pkg, ok := fn.X.(*ast.Ident); ok && pkg.Name == "fyne" && (fn.Sel.Name == "Do" || fn.Sel.Name == "DoAndWait") {
					return false
				}
				if touches[fn.Sel.Name] && !harmless(fn) {
					g.report(x.Pos(), fn.Sel.Name)
				}
				if !touches[fn.Sel.Name] {
					g.follow(fn.Sel.Name)
				}
			case *ast.Ident:
				g.follow(fn.Name)
			}
		case *ast.AssignStmt:
			for _, left := range x.Lhs {
				if sel, ok := left.(*ast.SelectorExpr); ok && touchedFields[sel.Sel.Name] {
					g.report(left.Pos(), sel.Sel.Name)
				}
			}
		}
		return true
	})
}

// harmless are calls of the same names that belong to the standard library.
func harmless(fn *ast.SelectorExpr) bool {
	pkg, ok := fn.X.(*ast.Ident)
	return ok && (pkg.Name == "os" || pkg.Name == "wg" || pkg.Name == "time" || strings.HasSuffix(pkg.Name, "File"))
}

func (g *threads) report(pos token.Pos, name string) {
	g.found = append(g.found, g.fset.Position(pos).String()+": "+name)
}

func TestTheScreenIsTouchedOnItsOwnThread(t *testing.T) {
	fset, all := goFiles(t)
	byFolder := map[string][]*ast.File{}
	for _, f := range all {
		if below(f.folder, "app/gui") && !f.test {
			byFolder[f.folder] = append(byFolder[f.folder], f.syntax)
		}
	}
	if len(byFolder) == 0 {
		t.Fatal("found no window to look at")
	}
	for _, files := range byFolder {
		for _, found := range offThread(fset, files) {
			t.Errorf("%s in a goroutine without fyne.Do", found)
		}
	}
}

func TestTheGuardSeesAMissingDo(t *testing.T) {
	cases := map[string]struct {
		code string
		want int
	}{
		"a call in a goroutine":             {`func f() { go func() { label.SetText("x") }() }`, 1},
		"the same within Do":                {`func f() { go func() { fyne.Do(func() { label.SetText("x") }) }() }`, 0},
		"a call behind a method":            {`func (s *S) f() { go s.load() }; func (s *S) load() { s.render() }; func (s *S) render() { s.label.Refresh() }`, 1},
		"the same method from the screen":   {`func (s *S) f() { s.render() }; func (s *S) render() { s.label.Refresh() }`, 0},
		"a field":                           {`func f() { go func() { label.Text = "x" }() }`, 1},
		"after a while":                     {`func f() { time.AfterFunc(d, func() { label.Hide() }) }`, 1},
		"DoAndWait behind a function":       {`func f() { go g() }; func g() { fyne.DoAndWait(func() { w.SetContent(c) }) }`, 0},
		"a goroutine started on the screen": {`func f() { fyne.Do(func() { go func() { l.Show() }() }) }`, 1},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			fset := token.NewFileSet()
			file, err := parser.ParseFile(fset, "x.go", "package x\n"+c.code, 0)
			if err != nil {
				t.Fatal(err)
			}
			if found := offThread(fset, []*ast.File{file}); len(found) != c.want {
				t.Errorf("found %v, want %d", found, c.want)
			}
		})
	}
}

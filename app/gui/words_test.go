package gui

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestAllWordsGoThroughLang finds sentences that could not be translated: text
// with a space between words outside lang calls.
func TestAllWordsGoThroughLang(t *testing.T) {
	sentence := regexp.MustCompile(`[A-Za-z]{2,},? [a-z]{2,}`)
	for _, folder := range []string{".", "parts"} {
		names, err := filepath.Glob(filepath.Join(folder, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			lookForSentences(t, name, file, sentence)
		}
	}
}

func lookForSentences(t *testing.T, name string, file *ast.File, sentence *regexp.Regexp) {
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			switch f := n.Fun.(type) {
			case *ast.SelectorExpr:
				x, ok := f.X.(*ast.Ident)
				if ok && (x.Name == "lang" || x.Name == "fmt" || x.Name == "errors") {
					return false
				}
			case *ast.Ident:
				if f.Name == "counted" || f.Name == "panic" {
					return false
				}
			}
		case *ast.BasicLit:
			text, err := strconv.Unquote(n.Value)
			if n.Kind == token.STRING && err == nil && sentence.MatchString(text) {
				t.Errorf("%s: %q goes through no lang call", name, text)
			}
		}
		return true
	})
}

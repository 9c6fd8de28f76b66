package damage

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestFormsAreTheSameEachTime(t *testing.T) {
	const text = "{\"a\": 12, \"b\": \"34\"}\nenabled since 2026-11-24\n"
	first, again := Forms([]byte(text)), Forms([]byte(text))
	if len(first) != len(again) || len(first) < 20 {
		t.Fatalf("%d and %d forms", len(first), len(again))
	}
	for i := range first {
		if first[i].Name != again[i].Name || !bytes.Equal(first[i].Data, again[i].Data) {
			t.Errorf("%s differs", first[i].Name)
		}
	}
	different := map[string]bool{}
	for number := range uint64(200) {
		form := Random([]byte(text), number)
		if !bytes.Equal(form, Random([]byte(text), number)) {
			t.Errorf("form %d differs", number)
		}
		different[string(form)] = true
	}
	if len(different) < 150 {
		t.Errorf("only %d forms differ", len(different))
	}
}

func TestFormsDoWhatTheySay(t *testing.T) {
	forms := map[string]string{}
	for _, form := range Forms([]byte("{\"a\": 12, \"b\": \"34\"} since 2026-11-24\n")) {
		forms[form.Name] = string(form.Data)
	}
	for name, want := range map[string]string{
		"with texts for numbers":   "{\"a\": \"12\", \"b\": \"34\"} since 2026-11-24\n",
		"with numbers for texts":   "{\"a\": 12, \"b\": 34} since 2026-11-24\n",
		"of the year 1601":         "{\"a\": 12, \"b\": \"34\"} since 1601-11-24\n",
		"with numbers of 32 bits":  "{\"a\": 4294967295, \"b\": \"4294967295\"} since 4294967295-4294967295-4294967295\n",
		"cut before its end":       "{\"a\": 12, \"b\": \"34\"} since 2026-11-",
		"in other letters":         "{\"ä\": 12, \"b\": \"34\"} sincä 2026-11-24\n",
		"in UTF-16 without a mark": strings.Join(strings.Split("{\"a\": 12, \"b\": \"34\"} since 2026-11-24\n", ""), "\x00") + "\x00",
		"with lines of Windows":    "{\"a\": 12, \"b\": \"34\"} since 2026-11-24\r\n",
		"cut to nothing":           "",
	} {
		if forms[name] != want {
			t.Errorf("%s is %q, want %q", name, forms[name], want)
		}
	}
}

// TestMemoryIsMeasured holds the measure against work whose memory is known.
func TestMemoryIsMeasured(t *testing.T) {
	var kept [][]byte
	held := Memory(func() {
		for range 64 {
			kept = append(kept, make([]byte, 1<<20))
		}
	})
	if held < 56<<20 || held > 80<<20 {
		t.Errorf("64 MB that are kept measure %d bytes", held)
	}
	kept = nil
	passing := Memory(func() {
		for range 2000 {
			kept = [][]byte{make([]byte, 1<<20)}
		}
	})
	if passing > 32<<20 {
		t.Errorf("2 GB of which one is kept at a time measure %d bytes", passing)
	}
}

var parserName = regexp.MustCompile(`^parse[A-Z]\w*$`)

// TestEveryParserIsFuzzed looks for the name of each parser in a fuzz target of
// its package.
func TestEveryParserIsFuzzed(t *testing.T) {
	parsers, fuzzed := map[string][]string{}, map[string]string{}
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") {
			return err
		}
		files := token.NewFileSet()
		tree, err := parser.ParseFile(files, path, nil, 0)
		if err != nil {
			return err
		}
		folder := filepath.Dir(path)
		for _, decl := range tree.Decls {
			f, ok := decl.(*ast.FuncDecl)
			switch {
			case !ok || f.Recv != nil:
			case strings.HasPrefix(f.Name.Name, "Fuzz") && strings.HasSuffix(path, "_test.go"):
				ast.Inspect(f, func(n ast.Node) bool {
					if name, ok := n.(*ast.Ident); ok {
						fuzzed[folder] += " " + strings.ToLower(name.Name) + " "
					}
					return true
				})
			case parserName.MatchString(f.Name.Name) && !strings.HasSuffix(path, "_test.go"):
				parsers[folder] = append(parsers[folder], f.Name.Name)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for folder, names := range parsers {
		for _, name := range names {
			found++
			if !strings.Contains(fuzzed[folder], " "+strings.ToLower(name)+" ") {
				t.Errorf("no fuzz target of %s tries %s", folder, name)
			}
		}
	}
	if found < 90 {
		t.Errorf("only %d parsers were found", found)
	}
}

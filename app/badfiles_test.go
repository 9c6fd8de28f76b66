package app

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"ounce/app/cmdline"
)

// badFiles are what people hand over instead of the right file.
func badFiles(d desktop) map[string]string {
	must(d.t, os.Mkdir(d.path("folder"), 0o755))
	must(d.t, os.Symlink("circle", d.path("circle")))
	large := d.put("large", nil)
	must(d.t, os.Truncate(large, 100<<20))
	rubbish := make([]byte, 4096)
	for i := range rubbish {
		rubbish[i] = byte(i*131 + i>>3)
	}
	bomb := "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
	for c := 'b'; c <= 'j'; c++ {
		bomb += fmt.Sprintf("%c: &%c [%s]\n", c, c, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*%c, ", c-1), 10), ", "))
	}
	return map[string]string{
		"missing":        d.path("nowhere"),
		"in no folder":   d.path("nofolder/file"),
		"a folder":       d.path("folder"),
		"a circle":       d.path("circle"),
		"a long name":    d.path(strings.Repeat("n", 300)),
		"100 MB":         large,
		"empty":          d.put("empty", nil),
		"binary":         d.put("rubbish", rubbish),
		"UTF-16":         d.put("utf16", []byte("\xff\xfea\x00:\x00 \x001\x00")),
		"an archive":     d.put("archive", []byte("PK\x03\x04rubbish")),
		"other text":     d.put("other", []byte("Dear Sir or Madam,\n")),
		"other JSON":     d.put("json", []byte(`{"some": "thing"}`)),
		"aliases":        d.put("bomb", []byte(bomb)),
		"itself":         d.put("itself", []byte("a: &a {b: *a}\n")),
		"deep lists":     d.put("lists", bytes.Repeat([]byte("["), 1<<20-1)),
		"deep maps":      d.put("maps", bytes.Repeat([]byte("{a: "), 200000)),
		"deep lines":     d.put("lines", []byte(nested(1200))),
		"twice the same": d.put("twice", []byte("a: 1\na: 2\n")),
	}
}

// isOneLine tells whether a file holds one line of text.
func isOneLine(path string) bool {
	_, err := passphraseIn(path)
	return err == nil
}

// nested is YAML of so many levels, one a line.
func nested(levels int) string {
	var b strings.Builder
	for i := range levels {
		b.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	return b.String()
}

// foreign are words of the programming language and its libraries.
var foreign = []string{"yaml:", "json:", "unmarshal", "goroutine", "interface", "EOF", "invalid argument", "zip:", "strconv", "<nil>", "0x", "%!"}

func checkSentence(t *testing.T, what, errOut, name string) {
	t.Helper()
	if !strings.HasPrefix(errOut, "ounce: ") || !strings.Contains(errOut, name) || len(errOut) > 3000 {
		t.Errorf("%s: said %.500q, want one sentence that names %s", what, errOut, name)
	}
	for _, word := range foreign {
		if strings.Contains(strings.ReplaceAll(errOut, name, ""), word) {
			t.Errorf("%s: people do not know %q: %.500q", what, word, errOut)
		}
	}
}

func TestFilesThatAreNotTheRightOnes(t *testing.T) {
	eachCommand(t, func(t *testing.T, name string, node *cmdline.Command) {
		reads := commandFiles(node, "reads")
		if len(reads) == 0 {
			return
		}
		d := newDesktop(t)
		if status, _, errOut := d.run(t.Context(), name); status != statusDone {
			t.Fatalf("does not even run well: %s", errOut)
		}
		bad := badFiles(d)
		before := d.files()
		for _, f := range reads {
			for what, path := range bad {
				if f.kind == "passphrase" && isOneLine(path) {
					continue // any line can be a passphrase
				}
				began := time.Now()
				status, out, errOut := d.run(t.Context(), name, f.args(path)...)
				what = f.value.Name + " is " + what
				if status != statusFailed || out != "" {
					t.Errorf("%s: status %d, printed %.200q", what, status, out)
				}
				named := filepath.Base(path)
				checkSentence(t, what, errOut, named[:min(len(named), 40)])
				if strings.Count(errOut, "\n") != 1 && !strings.Contains(errOut, "has mistakes:\n") {
					t.Errorf("%s: said %.500q, want one sentence", what, errOut)
				}
				if took := time.Since(began); took > 20*time.Second {
					t.Errorf("%s: took %v", what, took)
				}
			}
		}
		if after := d.files(); !slices.Equal(before, after) {
			t.Errorf("left %v", after)
		}
	})
}

// Package golden compares what tests see on the screen with what was there
// before.
package golden

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// Same compares what a canvas draws with the file of that path, line by line,
// and names the first line that differs. With write it writes the file.
func Same(t *testing.T, write bool, path string, c fyne.Canvas) {
	t.Helper()
	got, err := drawn(test.RenderToMarkup(c))
	if err != nil {
		t.Fatal(err)
	}
	if write {
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(got), 0o644)); err != nil {
			t.Fatal(err)
		}
		return
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Error(err)
		return
	}
	before, now := strings.Split(string(data), "\n"), strings.Split(got, "\n")
	for i := range max(len(before), len(now)) {
		if was, is := lineOf(before, i), lineOf(now, i); was != is {
			t.Errorf("%s:%d was\n%s\nand is\n%s", path, i+1, was, is)
			return
		}
	}
}

func lineOf(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "(nothing)"
}

// drawn turns the toolkit's markup of a tree into a line for each thing that is
// drawn: what, where in the window, how large, how, and its words.
func drawn(markup string) (string, error) {
	type place struct{ x, y int }
	var lines []string
	at := []place{{}}
	decoder := xml.NewDecoder(strings.NewReader(markup))
	decoder.Strict = false // the markup has attributes without a value
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return strings.Join(lines, "\n") + "\n", nil
		}
		if err != nil {
			return "", fmt.Errorf("reading the markup: %w", err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			here, size, how := at[len(at)-1], "", []string{}
			for _, a := range token.Attr {
				switch a.Name.Local {
				case "pos":
					x, y, _ := strings.Cut(a.Value, ",")
					left, _ := strconv.Atoi(x)
					top, _ := strconv.Atoi(y)
					here = place{here.x + left, here.y + top}
				case "size":
					size = a.Value
				default:
					how = append(how, a.Name.Local+"="+a.Value)
				}
			}
			at = append(at, here)
			switch token.Name.Local {
			case "canvas", "content", "container", "widget", "spacer", "overlay":
			default:
				slices.Sort(how)
				lines = append(lines, strings.TrimSpace(fmt.Sprintf("%d,%d %s %s %s", here.x, here.y, token.Name.Local, size, strings.Join(how, " "))))
			}
		case xml.EndElement:
			at = at[:len(at)-1]
		case xml.CharData:
			if text := strings.TrimSpace(string(token)); text != "" && len(lines) > 0 {
				lines[len(lines)-1] += " “" + text + "”"
			}
		}
	}
}

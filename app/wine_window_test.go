//go:build wine && linux

package app

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// proveWindow goes through the journey in the window of the program for Windows,
// to a saved report. It is the program that people get, with what screen readers
// need; Wine lacks that part of Windows, and a stand-in that nobody listens to
// takes its place.
func proveWindow(t *testing.T, w *wine) {
	d := w.sitDown(t)
	d.fromStartToReport()
}

// sitDown opens the program's window.
func (w *wine) sitDown(t *testing.T) *desk {
	t.Helper()
	home := w.file(`C:\users\` + w.user(t))
	if err := os.MkdirAll(filepath.Join(home, "Documents"), 0o700); err != nil {
		t.Fatal(err)
	}
	d := &desk{t: t, home: home, env: w.env}
	d.open("wine", w.window(t))
	d.left, d.top = w.inside(t)
	return d
}

// inside gives the corner of the inside of Ounce's window, as Windows says it:
// its frame is drawn within what the X server takes for the window.
func (w *wine) inside(t *testing.T) (left, top int) {
	t.Helper()
	const where = `C:\where.exe`
	w.build(t, "where.c", w.file(where))
	_, out, _ := w.run(t, where)
	var width, height int
	if _, err := fmt.Sscan(out, &left, &top, &width, &height); err != nil || width != 1024 || height != 640 {
		t.Fatalf("the inside of the window is %q (%v), want 1024 x 640", out, err)
	}
	return left, top
}

// user is the name that Wine gives the person.
func (w *wine) user(t *testing.T) string {
	t.Helper()
	_, out, _ := w.run(t, "cmd", "/c", "echo %USERNAME%")
	return strings.TrimSpace(out)
}

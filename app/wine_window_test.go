//go:build wine && linux

package app

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// proveWindow goes through the journey in the window of the program for Windows,
// to a saved report. It is the program that people get, with what screen readers
// need; Wine lacks that part of Windows, and a stand-in that nobody listens to
// takes its place.
func proveWindow(t *testing.T, w *wine) {
	w.sitDown(t, w.window(t)).fromStartToReport()
}

// proveTwoWindows opens two windows side by side and goes through the journey in
// each, the second one first.
func proveTwoWindows(t *testing.T, w *wine) {
	program := w.window(t)
	first := w.sitDown(t, program)
	second := &desk{t: t, home: first.home, env: w.env}
	second.open("wine", program)
	second.until("two windows are there", func() bool { return len(second.windows()) == 2 })
	second.rest()
	second.left, second.top = w.inside(t)
	second.fromStartToReport()
	second.end()
	w.clearReports(t)
	first.rest()
	first.left, first.top = w.inside(t)
	first.fromStartToReport()
}

// proveWindowPlaces opens the window where the command was tried, too: each time
// it is there, whatever is refused.
func proveWindowPlaces(t *testing.T, w *wine) {
	for name, s := range w.starts(t, "ounce.exe") {
		t.Run(name, func(t *testing.T) {
			d := &desk{t: t, env: append(slices.Clone(w.env), s.env...)}
			d.open("wine", s.line()...)
			d.picture("wine-" + strings.ReplaceAll(name, " ", "-"))
			d.end()
			w.run(t, "taskkill", "/f", "/im", "ounce.exe") // where another program started it
			d.until("the window is gone", func() bool { return len(d.windows()) == 0 })
			if text := d.said.String(); strings.Contains(text, "panic") {
				t.Error(text)
			}
		})
	}
}

// sitDown opens the program's window for somebody who has used none before.
func (w *wine) sitDown(t *testing.T, program string) *desk {
	t.Helper()
	w.clear(t)
	d := &desk{t: t, home: w.home(t), env: w.env}
	d.open("wine", program)
	d.left, d.top = w.inside(t)
	return d
}

// home is where this Windows keeps what is the person's.
func (w *wine) home(t *testing.T) string {
	t.Helper()
	return w.file(`C:\users\` + w.user(t))
}

// clear removes what Ounce kept in this Windows, and its reports, and gives the
// folder of these.
func (w *wine) clear(t *testing.T) (documents string) {
	t.Helper()
	w.must(t, cli, "wipe", "--yes")
	return w.clearReports(t)
}

// clearReports removes the reports alone, and gives their folder.
func (w *wine) clearReports(t *testing.T) (documents string) {
	t.Helper()
	documents = filepath.Join(w.home(t), "Documents")
	if err := os.MkdirAll(documents, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, path := range workbooksIn(t, documents) {
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
	return documents
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

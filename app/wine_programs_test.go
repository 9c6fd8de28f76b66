//go:build wine && linux

package app

import (
	"bytes"
	"debug/pe"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// Kinds of programs, as a file for Windows names them.
const (
	withWindow  = 2
	withConsole = 3
)

// provePrograms looks into the programs: what Windows learns of them before they
// start, and that they carry nothing that is only for their makers.
func provePrograms(t *testing.T, _ *wine) {
	for name, kind := range map[string]uint16{"ounce.exe": withWindow, "ounce-cli.exe": withConsole} {
		path := filepath.Join(root, "bin", "windows", name)
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatalf("make windows comes first: %v", err)
		}
		program, err := pe.NewFile(bytes.NewReader(data))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		head, ok := program.OptionalHeader.(*pe.OptionalHeader64)
		if !ok || head.Subsystem != kind {
			t.Errorf("%s is of kind %+v, want %d", name, head.Subsystem, kind)
		}
		if program.FileHeader.NumberOfSymbols != 0 || program.Section(".debug_info") != nil {
			t.Errorf("%s carries symbols", name)
		}
		libraries, err := program.ImportedLibraries()
		if err != nil || slices.ContainsFunc(libraries, func(l string) bool { return strings.EqualFold(l, "opengl32.dll") }) {
			t.Errorf("%s imports %v (%v): OpenGL would come from its own folder", name, libraries, err)
		}
		resources := program.Section(".rsrc")
		if resources == nil {
			t.Fatalf("%s has no resources", name)
		}
		held, err := resources.Data()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		icon, err := os.ReadFile(filepath.Join(root, "assets", "icon.ico"))
		if err != nil {
			t.Fatal(err)
		}
		for what, sign := range map[string][]byte{
			"the rights of who starts it": []byte(`level="asInvoker"`), "sharp words on each screen": []byte("PerMonitorV2"),
			"long paths": []byte("longPathAware"), "its version": wide("ProductVersion\x00" + Version + "\x00"), "its own name": wide("OriginalFilename\x00" + name + "\x00"),
			"its icon": icon[len(icon)-64:],
		} {
			if !bytes.Contains(held, sign) {
				t.Errorf("%s lacks in its resources %s", name, what)
			}
		}
	}
}

// wide is a text as Windows keeps it.
func wide(text string) []byte {
	var data []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		data = append(data, byte(unit), byte(unit>>8))
	}
	return data
}

// proveSelftest has both programs say what works: under Wine all of it does.
func proveSelftest(t *testing.T, w *wine) {
	for program, want := range map[string]int{cli: 5, w.window(t): 6} {
		status, out, said := w.run(t, program, "selftest")
		if works := strings.Count("\n"+out, "\nworks "); status != 0 || works != want {
			t.Errorf("%s selftest ended with %d, %d parts work, want %d\n%s%s", program, status, works, want, out, said)
		}
		t.Logf("%s selftest\n%s", program, out)
	}
}

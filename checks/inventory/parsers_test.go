package inventory

import "testing"

// FuzzParsers tries each parser by itself; FuzzAdd tries them as they are chosen.
func FuzzParsers(f *testing.F) {
	f.Add([]byte(""))
	f.Add([]byte("Access is denied."))
	for _, name := range []string{"windows.xml", "laptop.json", "printer.json"} {
		f.Add(sample(f, name))
	}
	f.Fuzz(func(_ *testing.T, data []byte) {
		_, _ = parseFusion(data)
		_, _ = parseGLPI(data)
		_, _ = parseFile(data)
	})
}

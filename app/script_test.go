package app

import (
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"ounce": func() { os.Exit(Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
}

// TestScripts drives the commands as a person does; each script is one story.
func TestScripts(t *testing.T) {
	recordings, err := filepath.Abs("testdata/recordings")
	if err != nil {
		t.Fatal(err)
	}
	examples, err := filepath.Abs("../assets/examples")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Setenv("RECORDINGS", recordings)
			env.Setenv("EXAMPLES", examples)
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"big":     writeBig,
			"rubbish": writeRubbish,
			"lines":   countLines,
		},
	})
}

// writeBig writes a file of so many megabytes: big FILE MB.
func writeBig(ts *testscript.TestScript, _ bool, args []string) {
	file, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Check(file.Truncate(100 << 20))
	ts.Check(file.Close())
}

// writeRubbish writes a file that is no text: rubbish FILE.
func writeRubbish(ts *testscript.TestScript, _ bool, args []string) {
	data := make([]byte, 4096)
	for i := range data {
		data[i] = byte(i*131 + i>>3)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o600))
}

// countLines fails unless a file has so many lines: lines FILE N.
func countLines(ts *testscript.TestScript, _ bool, args []string) {
	data := ts.ReadFile(args[0])
	lines := 0
	for _, c := range data {
		if c == '\n' {
			lines++
		}
	}
	if want := args[1]; want != "" && want != strconv.Itoa(lines) {
		ts.Fatalf("%s has %d lines, want %s:\n%s", args[0], lines, want, data)
	}
}

package app

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	crashIfAsked()
	testscript.Main(m, map[string]func(){
		"ounce": func() { os.Exit(scripted(os.Args[1:])) },
	})
}

// scripted is Main on a computer without a keychain: no test asks the one of
// whoever runs it.
func scripted(args []string) int {
	s, stop := here(os.Stdin, os.Stdout, os.Stderr)
	defer stop()
	s.keychain, s.cheap = noKeychain{}, 10
	return run(args, s)
}

type noKeychain struct{}

func (noKeychain) Get() (string, error) { return "", errNoKeychain }
func (noKeychain) Set(string) error     { return errNoKeychain }
func (noKeychain) Delete() error        { return errNoKeychain }

var errNoKeychain = errors.New("no session bus runs for this login")

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
			for name, folder := range map[string]string{"XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config"} {
				env.Setenv(name, filepath.Join(env.WorkDir, folder))
			}
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"big":     writeBig,
			"rubbish": writeRubbish,
			"lines":   countLines,
			"sealed":  isSealed,
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

// isSealed fails when a file below a folder can be read: sealed FOLDER WORD.
func isSealed(ts *testscript.TestScript, _ bool, args []string) {
	files := 0
	ts.Check(filepath.WalkDir(ts.MkAbs(args[0]), func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		files++
		data, err := os.ReadFile(path)
		if strings.Contains(string(data), args[1]) {
			ts.Fatalf("%s tells %q", path, args[1])
		}
		return err
	}))
	if files == 0 {
		ts.Fatalf("%s holds nothing", args[0])
	}
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

//go:build wine && linux

package app

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

const cli = `C:\Ounce\ounce-cli.exe`

// answersOf puts the example answers of a company of that name onto drive C:.
func (w *wine) answersOf(t *testing.T, company string) string {
	t.Helper()
	answers, err := os.ReadFile(filepath.Join(root, "assets", "examples", "average.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	to := `C:\` + company + `.yaml`
	w.write(t, to, bytes.Replace(answers, []byte("Miller & Sons"), []byte(company), 1))
	return to
}

// proveKeychain keeps an assessment in one process and reads it in another: the
// key goes the whole way through the credential API. Started twice at the same
// time, both keep theirs.
func proveKeychain(t *testing.T, w *wine) {
	assess := func(company string) []string {
		return []string{"assess", "--no-scan", "--answers", w.answersOf(t, company), "--save", "--out", `C:\` + company + `.xlsx`}
	}
	w.clear(t)
	w.must(t, cli, assess("First")...)
	if keys := w.credentials(t); !strings.Contains(keys, "Ounce") {
		t.Errorf("the credential store of this Windows has no key of Ounce's:\n%s", keys)
	}
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	second, ended := assess("Second"), make(chan error, 1)
	go func() {
		_, said, err := w.start(ctx, w.env, cli, second...)
		if err != nil {
			err = fmt.Errorf("the other one of two: %w: %s", err, said)
		}
		ended <- err
	}()
	w.must(t, cli, assess("Third")...)
	if err := <-ended; err != nil {
		t.Error(err)
	}
	status, out, said := w.run(t, cli, "list", "--json", "-")
	if status != 0 || strings.Count(out, `"company"`) != 3 {
		t.Errorf("list ended with %d, three assessments were saved\n%s%s", status, out, said)
	}
	w.must(t, cli, "wipe", "--yes")
	if keys := w.credentials(t); strings.Contains(keys, "Ounce") {
		t.Errorf("after wipe the key is still there:\n%s", keys)
	}
}

// credentials lists what Wine's credential store holds: it lies in the registry.
func (w *wine) credentials(t *testing.T) string {
	t.Helper()
	status, out, said := w.run(t, "reg", "query", `HKCU\Software\Wine\Credential Manager`, "/s")
	if status != 0 {
		t.Fatalf("the credential store cannot be listed: %s%s", out, said)
	}
	return out
}

// proveWithoutOpenGL starts the program with the window on a screen that has no
// OpenGL: it says so in a box and does the whole job.
func proveWithoutOpenGL(t *testing.T, w *wine) {
	d := &desk{t: t, env: append(slices.Clone(w.env), "DISPLAY="+display(t, "-extension", "GLX"))}
	documents := w.clear(t)
	d.stopped, d.said = make(chan error, 1), &bytes.Buffer{}
	cmd := exec.Command("wine", w.window(t))
	cmd.Env, cmd.Stderr, cmd.WaitDelay = d.env, d.said, time.Second
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	d.program = cmd.Process
	t.Cleanup(d.end)
	go func() { d.stopped <- cmd.Wait() }()
	d.until("the questions and the report are there", func() bool { return len(workbooksIn(t, documents)) == 2 })
	d.until("a box tells of it", func() bool { return strings.TrimSpace(d.try("xdotool", "search", "--name", "^Ounce$")) != "" })
	d.rest()
	d.picture("wine-no-opengl")
	if text := d.said.String(); !strings.Contains(text, "ounce assess") || strings.Contains(text, "panic") {
		t.Errorf("said %q, want a sentence that names ounce assess", text)
	}
}

func workbooksIn(t *testing.T, folder string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(folder, "*.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

package app

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"ounce/app/cmdline"
)

// TestFilesThatNeverEnd hands over a device and a pipe that nobody writes into.
func TestFilesThatNeverEnd(t *testing.T) {
	eachCommand(t, func(t *testing.T, name string, node *cmdline.Command) {
		d := newDesktop(t)
		must(t, syscall.Mkfifo(d.path("pipe.ounce"), 0o600))
		for _, f := range commandFiles(node, "reads") {
			for _, path := range []string{"/dev/zero", "/dev/tty", d.path("pipe.ounce")} {
				began := time.Now()
				status, out, errOut := d.run(t.Context(), name, f.args(path)...)
				said := strings.Contains(errOut, filepath.Base(path)) && strings.Contains(errOut, "is a pipe or a device, not an ordinary file\n")
				if status != statusFailed || out != "" || !said || strings.Count(errOut, "\n") != 1 {
					t.Errorf("%s is %s: status %d, printed %.100q, said %q", f.value.Name, path, status, out, errOut)
				}
				if took := time.Since(began); took > 10*time.Second {
					t.Errorf("%s is %s: took %v", f.value.Name, path, took)
				}
			}
		}
	})
}

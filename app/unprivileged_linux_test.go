package app

import (
	"os"
	"slices"
	"strings"
	"syscall"
	"testing"

	"ounce/app/cmdline"
)

// nobody is the account that owns nothing.
const nobody = 65534

// unprivileged runs something without the rights of an administrator over files,
// whatever goroutines it starts.
func unprivileged(t *testing.T, do func()) {
	t.Helper()
	if os.Geteuid() == 0 {
		actAs(t, nobody)
		defer actAs(t, 0)
	}
	do()
}

// actAs changes whose files all threads may open.
func actAs(t *testing.T, uid int) {
	t.Helper()
	must(t, syscall.Setreuid(-1, uid))
}

func TestFilesWithoutTheRight(t *testing.T) {
	eachCommand(t, func(t *testing.T, name string, node *cmdline.Command) {
		d := newDesktop(t)
		must(t, os.Chmod(d.folder, 0o777)) // what the ways write has its place there
		unreadable := d.put("unreadable", []byte("secret"))
		must(t, os.Chmod(unreadable, 0))
		must(t, os.Mkdir(d.path("closed"), 0o755))
		must(t, os.Chmod(d.path("closed"), 0o555))
		before := d.files()
		for _, f := range commandFiles(node, "reads") {
			unprivileged(t, func() {
				status, out, errOut := d.run(t.Context(), name, f.args(unreadable)...)
				if status != statusFailed || out != "" || errOut != "ounce: this account has no right to read "+unreadable+"\n" {
					t.Errorf("%s: status %d, printed %.200q, said %q", f.value.Name, status, out, errOut)
				}
			})
		}
		for _, f := range commandFiles(node, "writes") {
			unprivileged(t, func() {
				status, out, errOut := d.run(t.Context(), name, f.args(d.path("closed/x.xlsx"))...)
				if status != statusFailed || out != "" || !strings.Contains(errOut, "could not be written: this account has no right to") || strings.Count(errOut, "\n") != 1 {
					t.Errorf("%s: status %d, printed %.200q, said %q", f.value.Name, status, out, errOut)
				}
			})
		}
		if after := d.files(); !slices.Equal(before, after) {
			t.Errorf("left %v", after)
		}
	})
}

package host

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ounce/checks"
)

// TestRecordingPlaysBack reads this machine through a recorder, and again from
// the file that was written.
func TestRecordingPlaysBack(t *testing.T) {
	ctx := context.Background()
	r := Record(Live())
	ask := func(h checks.Host) []any {
		var all []any
		say := func(value any, err error) { all = append(all, value, reasonIn(err)) }
		for _, path := range []string{"/etc/os-release", "/proc/meminfo", "/etc/none", "/dev/zero"} {
			data, err := h.ReadFile(ctx, path)
			say(string(data), err)
		}
		entries, err := h.ReadDir(ctx, "/etc/apt")
		for i := range entries {
			entries[i].Modified = entries[i].Modified.UTC()
		}
		say(entries, err)
		for _, args := range [][]string{{"id", "-u"}, {"lsblk", "-J"}, {"ufw", "status"}, {"sw_vers"}} {
			out, err := h.Run(ctx, args[0], args[1:]...)
			say([]any{string(out.Stdout), string(out.Stderr), out.Exit}, err)
		}
		for _, call := range []string{"hostname", "machine.id", "windows.services"} {
			rows, err := h.Call(ctx, call)
			say(len(rows), err)
		}
		_, err = h.ReadKey(ctx, `HKLM\SOFTWARE`)
		say(nil, err)
		return all
	}
	live := ask(r)
	path := filepath.Join(t.TempDir(), "machine.yaml")
	text, err := r.Recording().YAML()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	rec, err := OpenRecording(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(live, ask(Play(rec))); diff != "" {
		t.Errorf("live and played back differ:\n%s", diff)
	}
}

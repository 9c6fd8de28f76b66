//go:build wine && linux

package app

import (
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// hives are the files in which Wine keeps its registry while nothing runs.
var hives = []string{"system.reg", "user.reg", "userdef.reg"}

// wake lets this Windows run, with its services, until it is put to sleep:
// between two programs, too.
func (w *wine) wake(t *testing.T) {
	t.Helper()
	w.awake = exec.Command("wine", "cmd", "/c", "echo awake & pause")
	w.awake.Env = w.env
	held, err := w.awake.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	w.held = held
	said, err := w.awake.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := w.awake.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(said, make([]byte, len("awake"))); err != nil {
		t.Fatalf("waking Wine: %v", err)
	}
}

// sleep ends everything that runs in this Windows, and writes its registry.
func (w *wine) sleep(t *testing.T) {
	t.Helper()
	if w.awake == nil {
		return
	}
	w.held.Close()
	for _, how := range []string{"-k", "-w"} { // of this prefix alone
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		end := exec.CommandContext(ctx, "wineserver", how)
		end.Env = w.env
		if out, err := end.CombinedOutput(); err != nil {
			t.Errorf("ending Wine: %v %s", err, out)
		}
		cancel()
	}
	_ = w.awake.Wait() // it was ended
	w.awake = nil
}

// keep remembers the registry as it is now, for anew.
func (w *wine) keep(t *testing.T) {
	t.Helper()
	w.sleep(t)
	for _, hive := range hives {
		w.copyHive(t, filepath.Join(w.prefix, hive), filepath.Join(w.kept, hive))
	}
	w.wake(t)
}

// anew gives this Windows the registry it had when it was made: what was written
// since is gone, services and keys alike.
func (w *wine) anew(t *testing.T) {
	t.Helper()
	w.sleep(t)
	for _, hive := range hives {
		w.copyHive(t, filepath.Join(w.kept, hive), filepath.Join(w.prefix, hive))
	}
	w.wake(t)
}

func (w *wine) copyHive(t *testing.T, from, to string) {
	t.Helper()
	data, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

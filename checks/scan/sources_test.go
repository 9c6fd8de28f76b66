package scan

import (
	"bytes"
	"context"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"ounce/checks"
	"ounce/checks/host"
	"ounce/checks/platform"
)

// log notes what collectors ask for, and whether anything answered.
type log struct {
	mu       sync.Mutex
	answered map[string]bool
}

func (l *log) note(source string, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.answered[source] = l.answered[source] || err == nil
}

// logged is a Host that notes programs, queries, calls and event channels.
type logged struct {
	checks.Host
	log *log
}

func (h logged) Run(ctx context.Context, program string, args ...string) (checks.Output, error) {
	out, err := h.Host.Run(ctx, program, args...)
	h.log.note("program "+strings.Join(append([]string{program}, args...), " "), err)
	return out, err
}

func (h logged) Query(ctx context.Context, namespace, query string) ([]checks.Row, error) {
	rows, err := h.Host.Query(ctx, namespace, query)
	h.log.note("WMI "+query, err)
	return rows, err
}

func (h logged) Events(ctx context.Context, q checks.EventQuery) ([]checks.Event, error) {
	events, err := h.Host.Events(ctx, q)
	h.log.note("events "+q.Channel, err)
	return events, err
}

func (h logged) Call(ctx context.Context, name string, args ...string) ([]checks.Row, error) {
	rows, err := h.Host.Call(ctx, name, args...)
	h.log.note("call "+strings.Join(append([]string{name}, args...), " "), err)
	return rows, err
}

// TestRecordingsAndCollectorsMeet: what collectors ask for is answered in some
// recording, so that its parser is tried; and what a recording answers is asked
// for, so that it proves something.
func TestRecordingsAndCollectorsMeet(t *testing.T) {
	var files []string
	for _, pattern := range []string{"../*/testdata/*.yaml", "testdata/pieces/*.yaml", "testdata/recordings/*.yaml"} {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) == 0 {
			t.Fatalf("%s: %d recordings (%v)", pattern, len(found), err)
		}
		files = append(files, found...)
	}
	asked := map[checks.System]*log{}
	for _, system := range []checks.System{checks.Linux, checks.MacOS, checks.Windows} {
		asked[system] = &log{answered: map[string]bool{}}
	}
	answers := map[string]checks.System{}
	for _, file := range files {
		if !isRecording(t, file) {
			continue
		}
		rec := build(t, file)
		for _, source := range listed(rec) {
			answers[file+": "+source] = rec.System
		}
		h := logged{host.Play(rec), asked[rec.System]}
		p := platform.Read(context.Background(), h)
		if !p.Server.Known() {
			p.Server = checks.Known(false)
		}
		for _, topic := range Topics() {
			topic.Collect(context.Background(), h, p)
		}
	}
	for _, answer := range slices.Sorted(maps.Keys(answers)) {
		_, source, _ := strings.Cut(answer, ": ")
		if _, ok := asked[answers[answer]].answered[source]; !ok {
			t.Errorf("nobody asks for what is in %s", answer)
		}
	}
	for system, log := range asked {
		for _, source := range slices.Sorted(maps.Keys(log.answered)) {
			if !log.answered[source] {
				t.Errorf("%s: no recording answers %s", system, source)
			}
		}
	}
}

// isRecording tells a recording from other tables beside it.
func isRecording(t *testing.T, file string) bool {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return bytes.Contains(data, []byte("ounce_recording:"))
}

func listed(rec *host.Recording) []string {
	var all []string
	for _, c := range rec.Commands {
		all = append(all, "program "+strings.Join(c.Run, " "))
	}
	for _, w := range rec.WMI {
		all = append(all, "WMI "+w.Query)
	}
	for _, e := range rec.Events {
		all = append(all, "events "+e.Channel)
	}
	for _, c := range rec.Calls {
		all = append(all, "call "+strings.Join(c.Call, " "))
	}
	return all
}

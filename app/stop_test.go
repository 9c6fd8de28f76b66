package app

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"ounce/app/cmdline"
	"ounce/app/place"
	"ounce/checks"
	"ounce/checks/host"
)

// stuck is a machine that never answers.
type stuck struct{ *host.Playback }

func (stuck) hang(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }

func (s stuck) ReadFile(ctx context.Context, _ string) ([]byte, error) { return nil, s.hang(ctx) }
func (s stuck) Run(ctx context.Context, _ string, _ ...string) (checks.Output, error) {
	return checks.Output{}, s.hang(ctx)
}

func newSession(ctx context.Context, h checks.Host) (*session, *bytes.Buffer, *bytes.Buffer) {
	var out, errOut bytes.Buffer
	return &session{
		ctx: ctx, in: strings.NewReader(""), out: &out, err: &errOut,
		now:  func() time.Time { return time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC) },
		live: func() checks.Host { return h },
		places: func() (place.Places, error) {
			return place.Places{}, errors.New("this test has no place for what is kept")
		},
		secret: func(string) (string, error) { return "", errNobody },
		env:    func(string) string { return "" },
	}, &out, &errOut
}

// TestStoppingWritesNothing is Ctrl-C in the middle of the checks.
func TestStoppingWritesNothing(t *testing.T) {
	h := stuck{host.Play(&host.Recording{Version: 1, System: checks.Linux, Now: time.Now()})}
	folder := t.TempDir()
	for name, args := range map[string][]string{
		"check":  {"check", "--json", filepath.Join(folder, "out.json")},
		"assess": {"assess", "--answers", "../assets/examples/average.yaml", "--out", filepath.Join(folder, "out.xlsx")},
		"record": {"record", filepath.Join(folder, "out.yaml")},
	} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(context.Background())
			time.AfterFunc(100*time.Millisecond, cancel)
			s, _, errOut := newSession(ctx, h)
			began := time.Now()
			if status := run(args, s); status != statusFailed {
				t.Errorf("status %d, want %d", status, statusFailed)
			}
			if took := time.Since(began); took > 2*time.Second {
				t.Errorf("stopping took %v", took)
			}
			if got := errOut.String(); got != "ounce: stopped; nothing was written\n" {
				t.Errorf("said %q", got)
			}
			left, err := os.ReadDir(folder)
			if err != nil || len(left) > 0 {
				t.Errorf("left %v behind (%v)", left, err)
			}
		})
	}
}

// TestStoppedBeforeItBegan is Ctrl-C at once: each command ends with nothing
// written, or with all of it.
func TestStoppedBeforeItBegan(t *testing.T) {
	eachCommand(t, func(t *testing.T, name string, node *cmdline.Command) {
		for _, f := range commandFiles(node, "writes") {
			d := newDesktop(t)
			before := d.files()
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			status, _, errOut := d.run(ctx, name, f.args(d.path("out.xlsx"))...)
			after := d.files()
			switch {
			case status == statusDone && len(after) == len(before)+1:
			case status == statusFailed && slices.Equal(before, after) && errOut == "ounce: stopped; nothing was written\n":
			default:
				t.Errorf("%s: status %d, said %q, left %v", f.value.Name, status, errOut, after)
			}
		}
	})
}

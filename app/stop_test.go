package app

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

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

func TestReplacingKeepsTheOldFileWhenItFails(t *testing.T) {
	folder := t.TempDir()
	target := filepath.Join(folder, "report.xlsx")
	if err := replaceFile(target, []byte("old")); err != nil {
		t.Fatal(err)
	}
	if err := replaceFile(target, []byte("new")); err != nil {
		t.Fatal(err)
	}
	if data, _ := os.ReadFile(target); string(data) != "new" {
		t.Errorf("holds %q", data)
	}
	if info, _ := os.Stat(target); info.Mode().Perm() != 0o600 {
		t.Errorf("others may read it: %v", info.Mode())
	}
	entries, _ := os.ReadDir(folder)
	if len(entries) != 1 {
		t.Errorf("%d files are left, want 1", len(entries))
	}
}

func TestErrorsInPlainWords(t *testing.T) {
	name := filepath.Join("some", "report.xlsx")
	read := func(err error) error { return &fs.PathError{Op: "open", Path: name, Err: err} }
	write := func(err error) error {
		return &writeError{name, &fs.PathError{Op: "write", Path: filepath.Join("some", ".ounce-123"), Err: err}}
	}
	for _, c := range []struct {
		err  error
		want string
	}{
		{read(syscall.ENOENT), "there is no file " + name},
		{read(syscall.EACCES), "this account has no right to read " + name},
		{write(syscall.EACCES), name + " could not be written: this account has no right to, or another program holds the file open"},
		{write(syscall.ENOSPC), name + " could not be written: the disk is full; what was there before is untouched"},
		{write(syscall.EROFS), name + " could not be written: this disk is read-only; please choose another folder"},
		{read(syscall.ENAMETOOLONG), "the name report.xlsx… is too long for this computer"},
		{errors.New("something else"), "something else"},
	} {
		if got := plainError(c.err); got != c.want {
			t.Errorf("%v: %q, want %q", c.err, got, c.want)
		}
	}
}

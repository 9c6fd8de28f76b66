package host

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const head = "ounce_recording: 1\nsystem: windows\nnow: 2026-11-24T09:00:00Z\n"

// folderOf writes files of text into a folder.
func folderOf(t *testing.T, files map[string]string) string {
	t.Helper()
	folder := t.TempDir()
	for name, text := range files {
		path := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func TestARecordingIsPutTogetherFromPieces(t *testing.T) {
	folder := folderOf(t, map[string]string{
		"whole.yaml":     head + "pieces: [parts/one.yaml, parts/two.yaml]\ncommands:\n  - {run: [c], output: whole}\n",
		"parts/one.yaml": head + "commands:\n  - {run: [a], output: one}\n  - {run: [b], output: one}\n  - {run: [c], output: one}\nregistry:\n  - {key: 'HKLM\\K', values: {x: 1, y: 1}}\nevents:\n  - {channel: System, events: [{id: 1, provider: p, time: 2026-11-24T08:00:00Z}]}\n",
		"parts/two.yaml": head + "commands:\n  - {run: [b], output: two}\nregistry:\n  - {key: 'hklm\\k', values: {y: 2}}\nevents:\n  - {channel: system, events: [{id: 2, provider: p, time: 2026-11-24T08:30:00Z}]}\n",
	})
	rec, err := OpenRecording(filepath.Join(folder, "whole.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	play, ctx := Play(rec), context.Background()
	for program, want := range map[string]string{"a": "one", "b": "two", "c": "whole"} {
		out, err := play.Run(ctx, program)
		if err != nil || string(out.Stdout) != want {
			t.Errorf("%s says %q (%v), want %q", program, out.Stdout, err, want)
		}
	}
	key, err := play.ReadKey(ctx, `HKLM\K`)
	x, _ := key.Values.Number("x")
	y, _ := key.Values.Number("y")
	if err != nil || x != 1 || y != 2 {
		t.Errorf("the key holds %v (%v)", key.Values, err)
	}
	if len(rec.Events) != 1 || len(rec.Events[0].Events) != 2 {
		t.Errorf("the channel holds %v", rec.Events)
	}
}

func TestPiecesThatCannotBe(t *testing.T) {
	folder := folderOf(t, map[string]string{
		"other.yaml":   strings.Replace(head, "windows", "linux", 1),
		"nested.yaml":  head + "pieces: [other.yaml]\n",
		"nothing.yaml": "",
	})
	for name, want := range map[string]string{
		"missing.yaml": "opening the piece missing.yaml", "other.yaml": "is of another system", "nested.yaml": "is of another system",
		"nothing.yaml": "is empty", "": "is no path", "/etc/hosts": "is no path", "whole.yaml": "without end",
	} {
		text := head + "pieces: ['" + name + "']\n"
		if err := os.WriteFile(filepath.Join(folder, "whole.yaml"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := OpenRecording(filepath.Join(folder, "whole.yaml")); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", name, err, want)
		}
	}
	if _, err := ParseRecording("by mail", []byte(head+"pieces: [one.yaml]\n")); err == nil || !strings.Contains(err.Error(), "do not come with it") {
		t.Errorf("without a file: %v", err)
	}
}

func TestOutputInHexDigits(t *testing.T) {
	rec, err := ParseRecording("x", []byte(head+"commands:\n  - {run: [a], output_hex: '54 81 72'}\n"))
	if err != nil {
		t.Fatal(err)
	}
	if out, err := Play(rec).Run(context.Background(), "a"); err != nil || string(out.Stdout) != "T\x81r" {
		t.Errorf("got %q (%v)", out.Stdout, err)
	}
	for _, bad := range []string{"{run: [a], output_hex: '5'}", "{run: [a], output_hex: zz}", "{run: [a], output: x, output_hex: '54'}"} {
		if _, err := ParseRecording("x", []byte(head+"commands:\n  - "+bad+"\n")); err == nil {
			t.Errorf("%s is taken", bad)
		}
	}
}

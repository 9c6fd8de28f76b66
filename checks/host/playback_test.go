package host

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"ounce/checks"
	"ounce/checks/damage"
)

func TestFoldingMayChangeLengths(t *testing.T) {
	p := Play(&Recording{
		System:   checks.Windows,
		Files:    []File{{Path: `C:\İİİ\Ⱥ\x.txt`, Text: "x"}},
		Registry: []RegistryKey{{Key: `HKLM\İİİ\Ⱥ\Below`}},
	})
	entries, err := p.ReadDir(context.Background(), `C:\İİİ`)
	if err != nil || len(entries) != 1 || entries[0].Name != "Ⱥ" {
		t.Errorf("got %v, %v", entries, err)
	}
	key, err := p.ReadKey(context.Background(), `HKLM\İİİ`)
	if err != nil || len(key.Subkeys) != 1 || key.Subkeys[0] != "Ⱥ" {
		t.Errorf("got %v, %v", key, err)
	}
}

// TestAKeyWrittenTwiceIsRefused also where there are so many of them that to
// name each pair would take gigabytes.
func TestAKeyWrittenTwiceIsRefused(t *testing.T) {
	const head = "ounce_recording: 1\nsystem: linux\nnow: 2026-11-24T08:00:00Z\n"
	for _, text := range []string{head + "system: macos\n", head + "files: [{path: /a, path: /b}]\n", strings.Repeat(head, 20_000)} {
		began := time.Now()
		if _, err := ParseRecording("x.yaml", []byte(text)); err == nil || !strings.Contains(err.Error(), "twice") {
			t.Errorf("%.80q gives %v", text, err)
		}
		if took := time.Since(began); took > 10*time.Second {
			t.Errorf("it takes %s", took)
		}
	}
}

func FuzzParseRecording(f *testing.F) {
	damage.FuzzYAML(f, func(_ testing.TB, data []byte) {
		rec, err := ParseRecording("recording.yaml", data)
		if err != nil {
			return
		}
		p, ctx := Play(rec), context.Background()
		for _, path := range []string{"", "/", `C:\`, `C:\a`} {
			_, _ = p.ReadDir(ctx, path)
			_, _ = p.Stat(ctx, path)
		}
		_, _ = p.ReadKey(ctx, "HKLM")
		_, _ = p.ReadKey(ctx, "")
	}, "ounce_recording: 1\nsystem: windows\nnow: 2026-11-24T08:00:00Z\nfiles: [{path: 'C:\\a\\b'}]\nregistry: [{key: 'HKLM\\a\\b', values: {x: {hex: '01'}}}]\n")
}

// TestAnOutputThatBeginsWithATabCanBeReadBack is about what iw prints, which the
// encoder would otherwise write as a block that no decoder reads.
func TestAnOutputThatBeginsWithATabCanBeReadBack(t *testing.T) {
	for _, output := range []string{"\tone\n\ttwo\n", " one\n\ttwo", "\n\tone\n", "one\n\ttwo\n", "\t\n", "\n"} {
		rec := &Recording{Version: 1, System: checks.Linux, Now: time.Unix(1790000000, 0).UTC(), Commands: []Command{{Run: []string{"iw", "dev"}, Output: output}}}
		text, err := rec.YAML()
		if err != nil {
			t.Fatal(err)
		}
		read, err := ParseRecording("written", text)
		if err != nil {
			t.Errorf("%q: %v", output, err)
			continue
		}
		if got := read.Commands[0].Output; got != output {
			t.Errorf("%q came back as %q", output, got)
		}
	}
}

// TestARecordingThatWasCutIsRefused cuts what Ounce writes anywhere.
func TestARecordingThatWasCutIsRefused(t *testing.T) {
	whole := &Recording{Version: 1, System: checks.Linux, Now: time.Unix(1790000000, 0).UTC(),
		Commands: []Command{{Run: []string{"iw", "dev"}, Output: "one\nend: true\ntwo\n"}, {Run: []string{"last"}, Output: "\tend: true\n"}},
		Files:    []File{{Path: "/etc/passwd", Text: "root\n"}}}
	text, err := whole.YAML()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ParseRecording("whole.yaml", text); err != nil {
		t.Errorf("the whole one: %v", err)
	}
	promised := bytes.Index(text, []byte("end_marked: true\n")) + len("end_marked: true\n")
	for at := range len(text) - 1 { // the last line may lack its end
		_, err := ParseRecording("cut.yaml", text[:at])
		if err == nil || at >= promised && err.Error() != "cut.yaml ends in the middle: it was not copied completely; please copy it again" {
			t.Errorf("cut at %d of %d: %v", at, len(text), err)
		}
	}
	for text, cut := range map[string]bool{
		"ounce_recording: 1\nsystem: linux\nnow: 2026-11-24T08:00:00Z\n":                                     false, // by hand
		"ounce_recording: 1\nend_marked: yes\nsystem: linux\nnow: 2026-11-24T08:00:00Z\n":                    true,
		"ounce_recording: 1\r\nend_marked: true\r\nsystem: linux\r\nnow: 2026-11-24T08:00:00Z\r\n":           true,
		"ounce_recording: 1\nend_marked: true\nsystem: linux\nnow: 2026-11-24T08:00:00Z\nend: true\nnote: a": false,
	} {
		if _, err := ParseRecording("x.yaml", []byte(text)); (err != nil) != cut {
			t.Errorf("%q: %v", text, err)
		}
	}
}

package host

import (
	"context"
	"testing"
	"time"

	"ounce/checks"
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

func FuzzParseRecording(f *testing.F) {
	f.Add([]byte("ounce_recording: 1\nsystem: windows\nnow: 2026-11-24T08:00:00Z\nfiles: [{path: 'C:\\a\\b'}]\nregistry: [{key: 'HKLM\\a\\b', values: {x: {hex: '01'}}}]\n"))
	f.Fuzz(func(_ *testing.T, data []byte) {
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
	})
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

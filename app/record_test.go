package app

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"ounce/checks/host"
)

// TestRecordingLeadsToTheSameFindings records a machine, plays it back, and
// compares what the check prints below the machine's name.
func TestRecordingLeadsToTheSameFindings(t *testing.T) {
	for _, name := range []string{"linux.yaml", "neglected.yaml"} {
		t.Run(name, func(t *testing.T) {
			original := filepath.Join("testdata", "recordings", name)
			copied := filepath.Join(t.TempDir(), "copy.yaml")
			machine, err := host.OpenRecording(original)
			if err != nil {
				t.Fatal(err)
			}
			s, _, errOut := newSession(context.Background(), host.Play(machine))
			if status := run([]string{"record", copied}, s); status != statusDone {
				t.Fatalf("recording ended with %d: %s", status, errOut)
			}
			printed := func(path string) string {
				s, out, errOut := newSession(context.Background(), nil)
				if status := run([]string{"check", "--from", path}, s); status != statusDone {
					t.Fatalf("checking %s ended with %d: %s", path, status, errOut)
				}
				_, findings, _ := strings.Cut(out.String(), "\n")
				return findings
			}
			if want, got := printed(original), printed(copied); want != got {
				t.Errorf("the machine says\n%s\nits recording says\n%s", want, got)
			}
		})
	}
}

// TestRecordingsOfWholeMachinesPlayFromTheirFiles: those that are put together
// from pieces are found and played as anybody would play them.
func TestRecordingsOfWholeMachinesPlayFromTheirFiles(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "checks", "scan", "testdata", "recordings", "*.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	played := 0
	for _, file := range files {
		if strings.HasSuffix(file, ".want.yaml") {
			continue
		}
		played++
		s, out, errOut := newSession(context.Background(), nil)
		if status := run([]string{"check", "--from", file}, s); status != statusDone || errOut.Len() > 0 {
			t.Errorf("%s ended with %d: %s", file, status, errOut)
		}
		if !strings.Contains(out.String(), " fine, ") {
			t.Errorf("%s says %q", file, out.String())
		}
	}
	if played < 30 {
		t.Errorf("%d recordings were played", played)
	}
}

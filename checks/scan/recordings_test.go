package scan

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ounce/assets"
	"ounce/checks"
	"ounce/checks/host"
	"ounce/checks/platform"
)

var update = flag.Bool("update", false, "write the expected verdicts anew; read them before you believe them")

func build(t *testing.T, path string) *host.Recording {
	t.Helper()
	rec, err := host.OpenRecording(path)
	if err != nil {
		t.Fatal(err)
	}
	return rec
}

func machines(t *testing.T) []string {
	t.Helper()
	all, err := filepath.Glob(filepath.Join("testdata", "recordings", "*.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(all, func(name string) bool { return strings.HasSuffix(name, ".want.yaml") })
}

// TestMachines plays every machine through every topic and holds each verdict
// against the expected one.
func TestMachines(t *testing.T) {
	all := machines(t)
	if len(all) < 30 {
		t.Errorf("only %d machines", len(all))
	}
	defs := definitions(t)
	for _, path := range all {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".yaml"), func(t *testing.T) {
			s := Scanner{Definitions: defs, Topics: Topics(), Platform: platform.Read}
			m := s.Run(context.Background(), host.Play(build(t, path)))
			wanted := strings.TrimSuffix(path, ".yaml") + ".want.yaml"
			if *update {
				writeWanted(t, wanted, m)
			}
			data, err := os.ReadFile(wanted)
			if err != nil {
				t.Fatal(err)
			}
			want := map[string]checks.Status{}
			if err := assets.Strict(wanted, data, &want); err != nil {
				t.Fatal(err)
			}
			got := statuses(m)
			for id := range got {
				if want[id] == "" {
					t.Errorf("%s has no expected verdict", id)
				}
			}
			for id, status := range want {
				if got[id] != status {
					t.Errorf("%s says %q, want %q", id, got[id], status)
				}
			}
			for _, f := range m.Findings {
				if strings.Contains(f.Reason, "{") || f.Reason == "" {
					t.Errorf("%s (%s) says %q", f.Check, f.Say, f.Reason)
				}
			}
		})
	}
}

func writeWanted(t *testing.T, path string, m checks.Machine) {
	t.Helper()
	var text strings.Builder
	for _, f := range m.Findings {
		fmt.Fprintf(&text, "%s: %s\n", f.Check, f.Status)
	}
	if err := os.WriteFile(path, []byte(text.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

// healthy are the recordings of healthy Windows PCs and Macs of today that were
// made without administrator rights.
func healthy(t *testing.T) []string {
	t.Helper()
	var names []string
	for _, system := range []string{"windows", "macos"} {
		before := len(names)
		found, err := filepath.Glob(filepath.Join("testdata", "recordings", system+"-healthy-*.yaml"))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range found {
			if !strings.HasSuffix(path, ".want.yaml") && !build(t, path).Elevated {
				names = append(names, path)
			}
		}
		if len(names) < before+2 {
			t.Errorf("%d recordings of a healthy %s", len(names)-before, system)
		}
	}
	return names
}

// conclusive counts the checks of a recording that concern it and come to a
// verdict, and names those that stay open.
func conclusive(t *testing.T, path string) (decided, applicable int, open []string) {
	t.Helper()
	s := Scanner{Definitions: definitions(t), Topics: Topics(), Platform: platform.Read}
	for _, f := range s.Run(context.Background(), host.Play(build(t, path))).Findings {
		switch f.Status {
		case checks.NotApplicable:
			continue
		case checks.Unclear:
			open = append(open, f.Check)
		default:
			decided++
		}
		applicable++
	}
	return decided, applicable, open
}

// mostOpen is how many of a hundred checks may stay open on a healthy machine.
const mostOpen = 20

// TestAStandardUserLearnsMost holds each healthy machine of today to a verdict
// on at least four of five checks that concern it, without administrator.
func TestAStandardUserLearnsMost(t *testing.T) {
	for _, path := range healthy(t) {
		if decided, applicable, open := conclusive(t, path); decided*100 < applicable*(100-mostOpen) {
			t.Errorf("%s: %d of %d checks are decided; open: %v", path, decided, applicable, open)
		}
	}
}

//go:build bench && linux

package app

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"ounce/assessment"
	"ounce/checks"
	"ounce/checks/host"
	"ounce/checks/inventory"
)

// TestBenchMerge reads the files of 500 computers, as ounce check --out writes
// them, and merges them; then the whole program makes a result and a report of
// them.
func TestBenchMerge(t *testing.T) {
	const computers = 500
	folder := t.TempDir()
	s, defs := testSession(t)
	rec, err := host.OpenRecording(filepath.Join("testdata", "recordings", "linux.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	m, err := s.scan(s.ctx, host.Play(rec), defs, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := range computers {
		m.ID, m.Name = fmt.Sprintf("%032x", i+1), fmt.Sprintf("PC-%d", i)
		data, err := inventory.Write([]checks.Machine{m}, m.Taken, Version)
		if err == nil {
			err = os.WriteFile(filepath.Join(folder, fmt.Sprintf("pc%d%s", i, machineExtension)), data, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	took, used := []time.Duration{}, []time.Duration{}
	for range runs {
		began, before := time.Now(), processorTime(t)
		found, err := s.gather([]string{folder}, defs, nil)
		if err != nil {
			t.Fatal(err)
		}
		if merged, _ := assessment.Merge(found.machines); len(merged) != computers {
			t.Fatalf("%d computers", len(merged))
		}
		took, used = append(took, time.Since(began)), append(used, processorTime(t)-before)
	}
	slices.Sort(took)
	slices.Sort(used)
	wall, processor := took[runs/2], used[runs/2]
	fmt.Printf("merge of %d   %8.3f s  %6.3f s of a processor   (at most 3 s)\n", computers, wall.Seconds(), processor.Seconds())
	// Where others work, too, the processor's time says how long it takes alone.
	if min(wall, processor) > 3*time.Second {
		t.Errorf("merging took %v, and %v of a processor", wall, processor)
	}
	out := t.TempDir()
	whole := timed(t, filepath.Join(root, "bin/ounce"), "assess", "--answers", filepath.Join(root, "assets/examples/average.yaml"), "--no-scan", "--machine", folder,
		"--json="+filepath.Join(out, "result.json"), "--out="+filepath.Join(out, "report.xlsx"))
	fmt.Printf("report of %d  %8.3f s  %6.3f s of a processor  %6.1f MB   (at most 200 MB)\n", computers, whole.wall.Seconds(), whole.processor.Seconds(), float64(whole.peak)/1e6)
	if whole.peak > 200e6 {
		t.Errorf("an assessment of %d computers held %d MB", computers, whole.peak/1e6)
	}
}

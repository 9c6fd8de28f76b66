//go:build bench && linux

package app

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"ounce/assessment"
	"ounce/checks"
	"ounce/checks/host"
	"ounce/checks/inventory"
)

// TestBenchMerge reads the files of 500 computers, as ounce check --out writes
// them, and merges them.
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
	runtime.GC()
	began := time.Now()
	found, err := s.gather([]string{folder}, defs, nil)
	if err != nil {
		t.Fatal(err)
	}
	merged, _ := assessment.Merge(found.machines)
	took := time.Since(began)
	var held runtime.MemStats
	runtime.ReadMemStats(&held)
	fmt.Printf("merge of %d   %8.3f s  %6.1f MB   (at most 3 s, 200 MB)\n", len(merged), took.Seconds(), float64(held.Sys)/1e6)
	if len(merged) != computers || took > 3*time.Second || held.Sys > 200e6 {
		t.Errorf("%d machines, %v, %d bytes", len(merged), took, held.Sys)
	}
}

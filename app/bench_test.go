//go:build bench && linux

package app

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// runs is how often a whole program is timed; the median counts.
const runs = 5

type figure struct {
	wall, processor time.Duration
	peak            int64 // bytes of memory held at once
}

func timed(t *testing.T, name string, args ...string) figure {
	t.Helper()
	var walls, processor []time.Duration
	var peaks []int64
	for range runs {
		cmd := exec.Command(name, args...)
		var out bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &out
		began := time.Now()
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		peak := watchPeak(cmd.Process.Pid)
		if err := cmd.Wait(); err != nil {
			t.Fatalf("%s %v: %v\n%s", name, args, err, out.Bytes())
		}
		walls = append(walls, time.Since(began))
		peaks = append(peaks, peak())
		processor = append(processor, cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime())
	}
	slices.Sort(walls)
	slices.Sort(processor)
	slices.Sort(peaks)
	return figure{walls[runs/2], processor[runs/2], peaks[runs/2]}
}

// watchPeak looks at the most memory in bytes that a process has held, until what
// it gives back is called. What the system reports at the end counts this
// process in, which the other one was a copy of before it began.
func watchPeak(pid int) (peak func() int64) {
	stop, done := make(chan struct{}), make(chan int64)
	go func() {
		most := int64(0)
		for {
			if data, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid)); err == nil {
				if _, line, ok := strings.Cut(string(data), "VmHWM:"); ok {
					var kilobytes int64
					if _, err := fmt.Sscan(line, &kilobytes); err == nil {
						most = max(most, kilobytes<<10)
					}
				}
			}
			select {
			case <-stop:
				done <- most
				return
			case <-time.After(2 * time.Millisecond):
			}
		}
	}()
	return func() int64 { close(stop); return <-done }
}

// TestBenchWholeProgram times whole runs and fails above the limits that the
// README promises.
func TestBenchWholeProgram(t *testing.T) {
	bin := func(path string) string { return filepath.Join(root, "bin", path) }
	out := filepath.Join(t.TempDir(), "report.xlsx")
	answers := filepath.Join(root, "assets/examples/average.yaml")
	check := timed(t, bin("ounce"), "check", "--json", "-")
	assess := timed(t, bin("ounce"), "assess", "--answers", answers, "--out", out)
	fmt.Printf("ounce check    %8.3f s  %6.1f MB   (at most 0.5 s, 60 MB)\n", check.wall.Seconds(), float64(check.peak)/1e6)
	fmt.Printf("ounce assess   %8.3f s more          (at most 0.3 s more)\n", (assess.wall - check.wall).Seconds())
	if check.wall > 500*time.Millisecond || check.peak > 60e6 {
		t.Errorf("ounce check took %v and %d MB", check.wall, check.peak/1e6)
	}
	if assess.wall-check.wall > 300*time.Millisecond {
		t.Errorf("ounce assess adds %v", assess.wall-check.wall)
	}
}

// TestBenchWithoutTheWindow weighs what make cross built for the six systems.
func TestBenchWithoutTheWindow(t *testing.T) {
	programs, err := filepath.Glob(filepath.Join(root, "bin/cli/ounce-*"))
	if err != nil || len(programs) != 6 {
		t.Fatalf("make cross builds six programs, and these are here: %v %v", programs, err)
	}
	for _, program := range programs {
		info, err := os.Stat(program)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Printf("%-22s %5.1f MB on disk     (at most 15 MB)\n", filepath.Base(program), float64(info.Size())/1e6)
		if info.Size() > 15e6 {
			t.Errorf("%s has %d bytes", filepath.Base(program), info.Size())
		}
	}
}

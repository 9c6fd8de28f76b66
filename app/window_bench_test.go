//go:build bench && linux

package app

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestBenchWindow starts Ounce's window and a bare one of the toolkit in turns,
// and compares how long each takes to be shown and what it holds of memory.
func TestBenchWindow(t *testing.T) {
	bare := filepath.Join(t.TempDir(), "bare")
	if out, err := exec.Command("go", "build", "-tags", "migrated_fynedo", "-trimpath", "-ldflags", "-s -w", "-o", bare, "./gui/testdata/bare").CombinedOutput(); err != nil {
		t.Fatalf("building the bare window: %v\n%s", err, out)
	}
	ounce, err := filepath.Abs(filepath.Join(root, "bin", "ounce"))
	if err != nil {
		t.Fatal(err)
	}
	show := display(t)
	var shown, held [2][]float64
	for range runs {
		for i, program := range []struct{ path, title string }{{bare, "Bare"}, {ounce, "Ounce"}} {
			took, memory := showWindow(t, show, program.path, program.title)
			shown[i], held[i] = append(shown[i], took.Seconds()), append(held[i], memory)
		}
	}
	for i := range 2 {
		slices.Sort(shown[i])
		slices.Sort(held[i])
	}
	slower, larger := shown[1][runs/2]/shown[0][runs/2], held[1][runs/2]/held[0][runs/2]
	fmt.Printf("window shown   %8.2f s   bare %5.2f s   %4.2f times  (at most 1.3)\n", shown[1][runs/2], shown[0][runs/2], slower)
	fmt.Printf("window holds   %8.1f MB  bare %5.1f MB  %4.2f times  (at most 1.4)\n", held[1][runs/2]/1e6, held[0][runs/2]/1e6, larger)
	if slower > 1.3 {
		t.Errorf("the window is shown %.2f times as late as a bare one", slower)
	}
	if larger > 1.4 {
		t.Errorf("the window holds %.2f times the memory of a bare one", larger)
	}
}

// showWindow starts a program, waits for its window, and gives how long that
// took and the bytes that it holds a second later.
func showWindow(t *testing.T, show, path, title string) (took time.Duration, memory float64) {
	t.Helper()
	env := []string{"PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir(), "DISPLAY=" + show, "LIBGL_ALWAYS_SOFTWARE=1"}
	cmd := exec.Command(path)
	cmd.Env = env
	began := time.Now()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		cmd.Process.Kill()
		cmd.Wait()
	}()
	find := exec.Command("xdotool", "search", "--sync", "--onlyvisible", "--name", "^"+title+"$")
	find.Env = env
	if out, err := find.CombinedOutput(); err != nil {
		t.Fatalf("%s shows no window: %v\n%s", title, err, out)
	}
	took = time.Since(began)
	time.Sleep(time.Second)
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", cmd.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(string(data), "\n") {
		if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kilobytes, err := strconv.Atoi(strings.Fields(rest)[0])
			if err != nil {
				t.Fatal(err)
			}
			return took, float64(kilobytes) * 1024
		}
	}
	t.Fatal("the system says nothing about its memory")
	return 0, 0
}

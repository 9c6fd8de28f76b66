package app

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// crashes is the name under which the tests' own program ends in a panic.
const crashes = "OUNCE_TEST_CRASHES_INTO"

// crashIfAsked dies as a program does, when a test started it for that.
func crashIfAsked() {
	folder := os.Getenv(crashes)
	if folder == "" {
		return
	}
	if _, err := watchCrashes(folder, nil); err != nil {
		os.Exit(7)
	}
	panic("the answer of Jane Miller in /home/jane/secret was too much for front-desk")
}

// TestACrashIsOfferedByTheNextStart lets a program die, twice at once, and
// starts again.
func TestACrashIsOfferedByTheNextStart(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "Ounce")
	known := []secret{{"Jane Miller", "(user)"}, {"front-desk", "(computer)"}, {"x", "(short)"}, {"root", "(user)"}}
	if last, err := watchCrashes(folder, known); err != nil || last != "" {
		t.Fatalf("before anything happened: %q (%v)", last, err)
	}
	for want := 1; want <= keptCrashes+2; want++ {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), crashes+"="+folder)
		if err := cmd.Run(); err == nil || cmd.ProcessState.ExitCode() != 2 {
			t.Fatalf("the program did not die: %v", err)
		}
		last, err := watchCrashes(folder, known)
		must(t, err)
		for _, part := range []string{"Ounce " + Version, "panic: the answer of (user) in /home/(user)/secret was too much for (computer)", "goroutine 1", "crashIfAsked"} {
			if !strings.Contains(last, part) {
				t.Errorf("the details lack %q:\n%s", part, last)
			}
		}
		for _, name := range []string{"Jane", "jane", "front-desk"} {
			if strings.Contains(last, name) {
				t.Errorf("the details name %q:\n%s", name, last)
			}
		}
		if again, err := watchCrashes(folder, known); err != nil || again != "" {
			t.Errorf("offered twice: %q (%v)", again, err)
		}
	}
	if got := names(t, folder); !slices.Equal(got, []string{"crash-1.txt", "crash-2.txt", "crash-3.txt", "crash.log"}) {
		t.Errorf("kept %v", got)
	}
}

func TestNamesAreTakenOutOfACrash(t *testing.T) {
	names := []secret{{`C:\Users\Jo`, "~"}, {`OFFICE\Jo.Smith`, "(user)"}, {"Jo.Smith", "(user)"}, {"PC-7", "(computer)"}, {"root", "(user)"}}
	for in, want := range map[string]string{
		`open C:\Users\Jo\a.xlsx`:           `open ~\a.xlsx`,
		`open c:\users\Other Person\b`:      `open c:\users\(user) Person\b`,
		`by OFFICE\jo.smith on pc-7`:        `by (user) on (computer)`,
		"/home/anna/x.go:12 /Users/bob/y":   "/home/(user)/x.go:12 /Users/(user)/y",
		"runtime.gopanic in root goroutine": "runtime.gopanic in root goroutine",
	} {
		if got := withoutNames(in, names); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
}

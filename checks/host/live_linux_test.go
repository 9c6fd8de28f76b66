package host

import (
	"context"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"ounce/checks"
)

// TestCallsAreDocumented holds the table of calls against the live hosts of all
// systems, by their sources: two of the three do not run here.
func TestCallsAreDocumented(t *testing.T) {
	files := map[checks.System]string{checks.Linux: "native_linux.go", checks.MacOS: "native_darwin.go", checks.Windows: "native_windows.go"}
	for system, file := range files {
		tree, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		var live, documented []string
		ast.Inspect(tree, func(n ast.Node) bool {
			if f, ok := n.(*ast.FuncDecl); ok {
				return f.Name.Name == "nativeCalls"
			}
			if pair, ok := n.(*ast.KeyValueExpr); ok {
				name, err := strconv.Unquote(pair.Key.(*ast.BasicLit).Value)
				if err != nil {
					t.Fatal(err)
				}
				live = append(live, name)
			}
			return true
		})
		for _, doc := range Calls() {
			if slices.Contains(doc.Systems, system) {
				documented = append(documented, doc.Name)
			}
		}
		slices.Sort(live)
		if !slices.Equal(live, documented) {
			t.Errorf("%s answers %v, documented are %v", system, live, documented)
		}
	}
}

func TestLiveCallsKeepToTheTable(t *testing.T) {
	h := Live()
	for _, doc := range Calls() {
		if doc.Args != "" || !slices.Contains(doc.Systems, h.System()) {
			continue
		}
		rows, err := h.Call(context.Background(), doc.Name)
		if err != nil {
			t.Logf("%s: %v", doc.Name, err)
			continue
		}
		for _, row := range rows {
			for column := range row {
				if !slices.ContainsFunc(doc.Columns, func(c ColumnDoc) bool { return c.Name == column }) {
					t.Errorf("%s gives %s, which is not documented", doc.Name, column)
				}
			}
		}
	}
	if _, err := h.Call(context.Background(), "no.such.call"); reasonIn(err) != checks.Unsupported {
		t.Errorf("an unknown call gives %v", err)
	}
}

func reasonIn(err error) checks.Reason {
	var read *checks.ReadError
	if errors.As(err, &read) {
		return read.Reason
	}
	return ""
}

func TestProgramsLieAtAbsolutePlaces(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range programs() {
		if seen[p.name] {
			t.Errorf("%s is listed twice", p.name)
		}
		seen[p.name] = true
		for _, place := range slices.Concat(p.linux, p.macos) {
			if !strings.HasPrefix(place, "/") {
				t.Errorf("%s: %s is not absolute", p.name, place)
			}
		}
	}
}

func TestRunGivesExitAndEndsFamilies(t *testing.T) {
	env := environment(checks.Linux, []string{"LD_PRELOAD=x", "TZ=UTC", "LANG=de_DE", "XDG_CACHE_HOME=/home/kim/.cache", "XDG_RUNTIME_DIR=/run/user/1000"})
	given := strings.Join(env, "\n")
	for _, not := range []string{"LD_PRELOAD", "de_DE", "/home/kim", "/run/user"} {
		if strings.Contains(given, not) {
			t.Errorf("environment holds %s: %v", not, env)
		}
	}
	if !slices.Contains(env, "TZ=UTC") {
		t.Errorf("environment is %v", env)
	}
	sh := func(ctx context.Context, script string) (checks.Output, error) {
		return start(ctx, "program sh", "/bin/sh", []string{"-c", script}, env)
	}
	out, err := sh(context.Background(), "echo said; echo meant >&2; cat; exit 7")
	if err != nil || string(out.Stdout) != "said\n" || string(out.Stderr) != "meant\n" || out.Exit != 7 {
		t.Errorf("got %+v, %v", out, err)
	}
	if _, err := sh(context.Background(), "kill -9 $$"); reasonIn(err) != checks.Unreadable {
		t.Errorf("a killed program gives %v", err)
	}
	if _, err := sh(context.Background(), "cat /dev/zero"); reasonIn(err) != checks.Unreadable {
		t.Errorf("an endless output gives %v", err)
	}
	pidFile := filepath.Join(t.TempDir(), "pid")
	ctx, cancel := context.WithTimeout(context.Background(), 200*time.Millisecond)
	defer cancel()
	begun := time.Now()
	if _, err := sh(ctx, "sleep 60 & echo $! >"+pidFile+"; wait"); reasonIn(err) != checks.TimedOut {
		t.Errorf("a slow program gives %v", err)
	}
	if time.Since(begun) > 5*time.Second {
		t.Error("the end of the context was not heeded")
	}
	data, err := os.ReadFile(pidFile)
	if err != nil {
		t.Fatal(err)
	}
	if pid, _ := strconv.Atoi(strings.TrimSpace(string(data))); pid > 0 {
		for range 50 {
			state, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
			if err != nil || strings.Contains(string(state), ") Z ") {
				return
			}
			time.Sleep(20 * time.Millisecond)
		}
		t.Error("the child outlived its program")
	}
}

func TestRunRefusesWhatIsNotAllowed(t *testing.T) {
	h := Live()
	for _, program := range []string{"sh", "/bin/sh", "../sh", "sw_vers", ""} {
		if _, err := h.Run(context.Background(), program); reasonIn(err) != checks.Unsupported {
			t.Errorf("%q gives %v", program, err)
		}
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := h.Run(ended, "id"); reasonIn(err) != checks.Stopped {
		t.Errorf("a stopped scan gives %v", err)
	}
	l := &live{system: checks.Linux}
	dir := t.TempDir()
	plain := filepath.Join(dir, "plain")
	if err := os.WriteFile(plain, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := l.locate([]string{filepath.Join(dir, "none")}); reasonIn(err) != checks.Missing {
		t.Errorf("a missing program gives %v", err)
	}
	if _, err := l.locate([]string{plain}); reasonIn(err) != checks.Denied {
		t.Errorf("a program without the right to start gives %v", err)
	}
}

func TestFilesNeverBlock(t *testing.T) {
	h, dir := Live(), t.TempDir()
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	pipe, large, plain := filepath.Join(dir, "pipe"), filepath.Join(dir, "large"), filepath.Join(dir, "plain")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(plain, []byte("text"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(large, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(large, checks.MaxRead+1); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(dir, filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]checks.Reason{
		pipe: checks.Unreadable, "/dev/zero": checks.Unreadable, dir: checks.Unreadable, large: checks.Unreadable,
		filepath.Join(dir, "none"): checks.Missing, plain + "/below": checks.Missing, "relative": checks.Unreadable, plain: "",
	} {
		if _, err := h.ReadFile(ctx, path); reasonIn(err) != want {
			t.Errorf("%s gives %v, want %q", path, err, want)
		}
	}
	entries, err := h.ReadDir(ctx, dir)
	if err != nil || len(entries) != 4 || entries[1].Name != "link" || !entries[1].Folder || entries[2].Size != 4 && entries[3].Size != 4 {
		t.Errorf("the folder lists %v, %v", entries, err)
	}
	if e, err := h.Stat(ctx, plain); err != nil || e.Name != "plain" || e.Size != 4 {
		t.Errorf("the file is %v, %v", e, err)
	}
	if _, err := h.ReadKey(ctx, `HKLM\SOFTWARE`); h.System() != checks.Windows && reasonIn(err) != checks.Unsupported {
		t.Errorf("a registry here gives %v", err)
	}
}

//go:build wine && linux

package app

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"ounce/checks"
)

// TestWine proves the Windows programs in a Windows of the test's own: a Wine
// prefix in its folder, set to Windows 10. The proofs run one after another in
// it, each with a registry of its own making.
func TestWine(t *testing.T) {
	w := newWine(t)
	for _, proof := range []struct {
		name string
		run  func(*testing.T, *wine)
	}{
		{"what the programs are", provePrograms},
		{"check gives schema 1 and hangs nowhere", proveCheck},
		{"registry", proveRegistry},
		{"libraries beside the program stay out", proveLibraries},
		{"names and paths", proveNames},
		{"places that refuse", provePlaces},
		{"self-test", proveSelftest},
		{"the window, from start to report", proveWindow},
		{"two windows at a time", proveTwoWindows},
		{"the window in places that refuse", proveWindowPlaces},
		{"a screen without OpenGL", proveWithoutOpenGL},
		{"the keychain, and two at a time", proveKeychain},
	} {
		t.Run(proof.name, func(t *testing.T) { proof.run(t, w) })
	}
}

// wine is a Windows of the test's own.
type wine struct {
	prefix string // the folder that holds it
	env    []string
	kept   string // the folder with the registry it began with
	awake  *exec.Cmd
	held   io.Closer // what keeps it awake
}

// wineBoot is how long Wine may take to make a new Windows.
const wineBoot = 3 * time.Minute

func newWine(t *testing.T) *wine {
	t.Helper()
	home := t.TempDir()
	w := &wine{prefix: filepath.Join(home, "prefix"), kept: t.TempDir()}
	w.env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + home, "USER=ounce", "LANG=C.UTF-8", "WINEPREFIX=" + w.prefix, "WINEARCH=win64", "WINEDEBUG=-all",
		// No browser, no .NET, no menu entries: nothing that asks or downloads.
		"WINEDLLOVERRIDES=mscoree,mshtml,winemenubuilder.exe=",
		// The desktop of this Windows begins with its first program.
		"DISPLAY=" + display(t, "-screen", "0", "1280x800x24"), "LIBGL_ALWAYS_SOFTWARE=1",
	}
	ctx, cancel := context.WithTimeout(context.Background(), wineBoot)
	defer cancel()
	if _, said, err := w.start(ctx, w.env, "wineboot", "-i"); err != nil {
		t.Fatalf("making a Windows: %v\n%s", err, said)
	}
	w.build(t, "bcryptprimitives.c", w.file(`C:\windows\system32\bcryptprimitives.dll`), "-shared", "-ladvapi32")
	w.build(t, "uiautomationcore.c", w.file(`C:\windows\system32\uiautomationcore.dll`), "-shared")
	w.build(t, "service.c", w.file(`C:\service.exe`), "-mwindows")
	t.Cleanup(func() { w.sleep(t) })
	w.wake(t)
	w.must(t, "winecfg", "-v", "win10")
	w.keep(t)
	w.copyIn(t, filepath.Join(root, "bin", "windows", "ounce-cli.exe"), `C:\Ounce\ounce-cli.exe`)
	return w
}

// window brings in the program with the window and gives its path.
func (w *wine) window(t *testing.T) string {
	t.Helper()
	const to = `C:\Ounce\ounce.exe`
	w.copyIn(t, filepath.Join(root, "bin", "windows", "ounce.exe"), to)
	return to
}

// build compiles one of the small programs of testdata/wine.
func (w *wine) build(t *testing.T, source, to string, flags ...string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		t.Fatal(err)
	}
	args := append([]string{"-O1", "-s", "-w", "-o", to, filepath.Join("testdata", "wine", source)}, flags...)
	if out, err := exec.Command("x86_64-w64-mingw32-gcc", args...).CombinedOutput(); err != nil {
		t.Fatalf("building %s: %v\n%s", source, err, out)
	}
}

// file is where a file of drive C: lies for Linux.
func (w *wine) file(windows string) string {
	rest, ok := strings.CutPrefix(windows, `C:\`)
	if !ok {
		panic("not on drive C: " + windows)
	}
	return filepath.Join(w.prefix, "drive_c", filepath.FromSlash(strings.ReplaceAll(rest, `\`, "/")))
}

// copyIn puts a copy of a file onto drive C:.
func (w *wine) copyIn(t *testing.T, from, to string) {
	t.Helper()
	data, err := os.ReadFile(from)
	if err != nil {
		t.Fatalf("make windows comes first: %v", err)
	}
	w.write(t, to, data)
}

func (w *wine) write(t *testing.T, to string, data []byte) {
	t.Helper()
	path := w.file(to)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	_ = os.Remove(path) // a new file: writing over a program that runs ends it
	if err := os.WriteFile(path, data, 0o700); err != nil {
		t.Fatal(err)
	}
}

// start runs a program to its end and gives its output streams.
func (w *wine) start(ctx context.Context, env []string, program string, args ...string) (out, said string, err error) {
	cmd := exec.CommandContext(ctx, "wine", append([]string{program}, args...)...)
	cmd.Env = env
	// Wine's own processes inherit the streams and outlive the program.
	cmd.WaitDelay = time.Second
	var outBuffer, errBuffer bytes.Buffer
	cmd.Stdout, cmd.Stderr = &outBuffer, &errBuffer
	err = cmd.Run()
	if errors.Is(err, exec.ErrWaitDelay) {
		err = nil
	}
	return outBuffer.String(), errBuffer.String(), err
}

// patience is how long a command may take under Wine on a busy machine.
const patience = 60 * time.Second

// run runs a program and gives its status and output streams.
func (w *wine) run(t *testing.T, program string, args ...string) (status int, out, said string) {
	t.Helper()
	return w.runWith(t, nil, program, args...)
}

// runWith is run with more environment variables.
func (w *wine) runWith(t *testing.T, env []string, program string, args ...string) (status int, out, said string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	out, said, err := w.start(ctx, append(w.env, env...), program, args...)
	var ended *exec.ExitError
	switch {
	case ctx.Err() != nil:
		t.Fatalf("%s %s did not end in %s\n%s", program, strings.Join(args, " "), patience, said)
	case errors.As(err, &ended):
		return ended.ExitCode(), out, said
	case err != nil:
		t.Fatalf("%s %s: %v\n%s", program, strings.Join(args, " "), err, said)
	}
	return 0, out, said
}

// registry writes values into a key: lines as in a .reg file. Without lines it
// makes the key; a key that begins with "-" is removed with all below it.
func (w *wine) registry(t *testing.T, key string, lines ...string) {
	t.Helper()
	w.registryFile(t, "["+key+"]\r\n"+strings.Join(lines, "\r\n"))
}

func (w *wine) registryFile(t *testing.T, text string) {
	t.Helper()
	file := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune("Windows Registry Editor Version 5.00\r\n\r\n" + text + "\r\n")) {
		file = binary.LittleEndian.AppendUint16(file, unit)
	}
	w.write(t, `C:\proof.reg`, file)
	if status, out, said := w.run(t, "regedit", "/S", `C:\proof.reg`); status != 0 {
		t.Fatalf("regedit ended with %d\n%s%s\n%s", status, out, said, text)
	}
}

// check runs ounce-cli.exe check and gives what it found. What a busy machine
// did not answer in time is asked again.
func (w *wine) check(t *testing.T) checks.Machine {
	t.Helper()
	late := func(f checks.Finding) bool { return f.Unknown == checks.TimedOut }
	for range 3 {
		m := w.checkOnce(t)
		i := slices.IndexFunc(m.Findings, late)
		if i < 0 {
			return m
		}
		t.Logf("once more, for %s", m.Findings[i].Check)
	}
	return w.checkOnce(t)
}

func (w *wine) checkOnce(t *testing.T) checks.Machine {
	t.Helper()
	status, out, said := w.run(t, `C:\Ounce\ounce-cli.exe`, "check", "--json", "-")
	if status != 0 {
		t.Fatalf("check ended with %d\n%s", status, said)
	}
	var file struct {
		Schema   int
		Machines []checks.Machine
	}
	decoder := json.NewDecoder(strings.NewReader(out))
	if err := decoder.Decode(&file); err != nil {
		t.Fatalf("check printed no JSON: %v\n%.500s", err, out)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		t.Errorf("check printed more than JSON")
	}
	if file.Schema != 1 || len(file.Machines) != 1 {
		t.Fatalf("schema %d, %d machines", file.Schema, len(file.Machines))
	}
	return file.Machines[0]
}

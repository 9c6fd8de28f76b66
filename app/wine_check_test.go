//go:build wine && linux

package app

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"ounce/checks"
)

// checkLimit is how long a check of a Windows under Wine may take.
const checkLimit = 5 * time.Second

// proveCheck runs the whole check on a Windows that lacks half of what it asks
// for: what is not there is unknown with its reason, and nothing waits for it.
func proveCheck(t *testing.T, w *wine) {
	w.check(t) // the first one also wakes Wine's own services
	var fastest time.Duration
	var m checks.Machine
	for range 3 {
		begin := time.Now()
		now := w.checkOnce(t)
		if took := time.Since(begin); fastest == 0 || took < fastest {
			fastest, m = took, now
		}
	}
	if fastest > checkLimit {
		t.Errorf("check takes %s, the limit is %s", fastest, checkLimit)
	}
	t.Logf("ounce-cli.exe check under Wine takes %.1f s, the limit is %s", fastest.Seconds(), checkLimit)

	if len(m.Findings) < 40 {
		t.Errorf("only %d findings", len(m.Findings))
	}
	counts := map[checks.Status]int{}
	for _, f := range m.Findings {
		counts[f.Status]++
		if f.Reason == "" || f.Check == "" || f.Area == "" || !slices.Contains(checks.Statuses(), f.Status) {
			t.Errorf("a finding lacks something: %+v", f)
		}
		if f.Status == checks.Unclear && f.Unknown == "" {
			t.Errorf("%s is unknown without a reason", f.Check)
		}
		if f.Unknown == checks.TimedOut || f.Unknown == checks.Stopped {
			t.Errorf("%s was waited for in vain", f.Check)
		}
	}
	t.Logf("%d findings: %v", len(m.Findings), counts)

	// Wine has no Security Center, no storage classes, no event log, no BitLocker.
	unknown(t, "virus protection", m.Facts.Protection.Registered)
	unknown(t, "Security Center", m.Facts.Protection.Health)
	unknown(t, "disks", m.Facts.Hardware.Disks)
	unknown(t, "crashes", m.Facts.Hardware.Crashes)
	unknown(t, "encryption", m.Facts.Access.SystemVolume)
	unknown(t, "updates that wait", m.Facts.Updates.Pending)
	unknown(t, "the last update", m.Facts.Updates.LastInstall)
	for _, check := range []string{"protection.antivirus", "hardware.disk_health", "hardware.crashes", "access.disk_encryption", "backup.product"} {
		foundOn(t, m, check, checks.Unclear)
	}
	// What Wine has, it gives.
	if memory, ok := m.Facts.Hardware.Memory.Get(); !ok || memory == (checks.Memory{}) {
		t.Errorf("memory: %v, %v", memory, ok)
	}
	if volumes, ok := m.Facts.Hardware.Volumes.Get(); !ok || len(volumes) == 0 {
		t.Errorf("volumes: %v, %v", volumes, ok)
	}
}

// proveNames works in folders whose names need more than ASCII, and deeper than
// the 260 characters that old Windows programs end at.
func proveNames(t *testing.T, w *wine) {
	answers, err := os.ReadFile(filepath.Join(root, "assets", "examples", "average.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	folders := map[string]string{
		"a name from everywhere": `C:\users\Jürgen Ødegård 山田 Иван`,
		"a long path":            `C:\` + strings.Repeat(`a folder with a rather long name\`, 12) + `the last`,
	}
	for name, folder := range folders {
		t.Run(name, func(t *testing.T) {
			home := []string{"USERPROFILE=" + folder, "APPDATA=" + folder + `\AppData`, "LOCALAPPDATA=" + folder + `\Local`}
			in, out, result := folder+`\answers.yaml`, folder+`\Bericht für Łódź.xlsx`, folder+`\result.json`
			w.write(t, in, answers)
			w.copyIn(t, filepath.Join(root, "bin", "windows", "ounce-cli.exe"), folder+`\ounce-cli.exe`)
			program := folder + `\ounce-cli.exe`
			if len(program) > 240 {
				program = `C:\Ounce\ounce-cli.exe` // Wine's own loader ends there
			}
			status, said, wrong := w.runWith(t, home, program, "assess", "--answers", in, "--out", out, "--json", result)
			if status != 0 {
				t.Fatalf("assess ended with %d\n%s%s", status, said, wrong)
			}
			if info, err := os.Stat(w.file(out)); err != nil || info.Size() < 10_000 {
				t.Errorf("the report: %v, %v", info, err)
			}
			data, err := os.ReadFile(w.file(result))
			var judged struct{ Schema int }
			if err != nil || json.Unmarshal(data, &judged) != nil || judged.Schema != 1 {
				t.Errorf("the result: schema %d, %v", judged.Schema, err)
			}
		})
	}
}

// proveLibraries puts a stranger's libraries beside the programs. The program
// must not load one, and the library itself must work, or this proves nothing.
func proveLibraries(t *testing.T, w *wine) {
	w.window(t)
	trace := w.file(`C:\planted.txt`)
	careless := `C:\control\careless.exe` // Wine has a control.exe of its own
	w.build(t, "careless.c", w.file(careless))
	names := []string{"opengl32.dll", "version.dll", "dwmapi.dll", "uxtheme.dll", "winmm.dll", "cryptbase.dll", "bcryptprimitives.dll", "netapi32.dll", "wevtapi.dll", "powrprof.dll"}
	for _, name := range names {
		w.build(t, "planted.c", w.file(`C:\control\`+name), "-shared")
		w.copyIn(t, w.file(`C:\control\`+name), `C:\Ounce\`+name)
	}
	t.Cleanup(func() {
		for _, name := range names {
			os.Remove(w.file(`C:\Ounce\` + name))
		}
	})
	w.must(t, careless)
	if _, err := os.Stat(trace); err != nil {
		t.Fatalf("the planted library leaves no trace even where it is loaded: %v", err)
	}
	for _, program := range []string{"ounce-cli.exe", "ounce.exe"} {
		if err := os.Remove(trace); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		if status, _, said := w.run(t, `C:\Ounce\`+program, "check", "--json", `C:\planted.json`); status != 0 {
			t.Errorf("%s ended with %d\n%s", program, status, said)
		}
		if _, err := os.Stat(trace); err == nil {
			t.Errorf("%s loads a library from its own folder", program)
		}
	}
}

// started is a way to start a program: with more of an environment, by its path,
// or by another program that starts it.
type started struct {
	env     []string
	program string
	by      []string
}

// line is the command line, with what is asked of the program.
func (s started) line(args ...string) []string {
	return slices.Concat(s.by, []string{s.program}, args)
}

// starts are places and surroundings in which people start a program that they
// were sent, with the program put there.
func (w *wine) starts(t *testing.T, program string) map[string]started {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root, "bin", "windows", program))
	if err != nil {
		t.Fatalf("make windows comes first: %v", err)
	}
	share := filepath.Join(w.prefix, "dosdevices", "unc", "server", "share")
	if err := os.MkdirAll(share, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(share, program), data, 0o700); err != nil {
		t.Fatal(err)
	}
	preview, here := `C:\users\ounce\AppData\Local\Temp\Temp1_ounce.zip\`+program, `C:\Ounce\`+program
	w.write(t, preview, data)
	w.write(t, here, data)
	// Wine gives each program that Linux starts a home; one of its own takes it away.
	homeless := `C:\homeless.bat`
	w.write(t, homeless, []byte("@for %%v in (USERPROFILE APPDATA LOCALAPPDATA HOMEPATH HOMEDRIVE TEMP TMP) do @set %%v=\r\n@%*\r\n"))
	return map[string]started{
		"from a network path":           {nil, `\\server\share\` + program, nil},
		"from the preview of a zip":     {nil, preview, nil},
		"from a disk that is read-only": {nil, w.stick(t, program, data), nil},
		"without a home folder":         {nil, here, []string{"cmd", "/c", homeless}},
		"with a large environment":      {[]string{"LARGE=" + strings.Repeat("x", 4096)}, here, nil},
	}
}

// provePlaces starts the program in all of them, and lets it write where that is
// refused.
func provePlaces(t *testing.T, w *wine) {
	for name, s := range w.starts(t, "ounce-cli.exe") {
		t.Run(name, func(t *testing.T) {
			line := s.line("check")
			status, out, said := w.runWith(t, s.env, line[0], line[1:]...)
			if status != 0 || !strings.Contains(out, "Firewall and network") || strings.Contains(said, "panic") {
				t.Errorf("ended with %d\n%.300s\n%s", status, out, said)
			}
		})
	}
	t.Run("without a home folder, kept", func(t *testing.T) {
		line := started{nil, cli, []string{"cmd", "/c", `C:\homeless.bat`}}.line("assess", "--no-scan", "--answers", w.answersOf(t, "Homeless"), "--save")
		status, out, said := w.run(t, line[0], line[1:]...)
		oneSentence(t, status, out, said)
	})
	t.Run("onto a network path that is not there", func(t *testing.T) {
		status, out, said := w.run(t, `C:\Ounce\ounce-cli.exe`, "check", "--json", `\\nowhere\share\x.json`)
		oneSentence(t, status, out, said)
	})
	t.Run("onto a disk that is read-only", func(t *testing.T) {
		status, out, said := w.run(t, `C:\Ounce\ounce-cli.exe`, "check", "--json", `D:\x.json`)
		oneSentence(t, status, out, said)
	})
}

// stick makes drive D: a disk that is read-only with a program on it, until the
// test ends, and gives the program's path.
func (w *wine) stick(t *testing.T, program string, data []byte) string {
	t.Helper()
	if os.Getenv("OUNCE_OWN_MOUNTS") == "" {
		t.Fatal("this mounts a disk: make wine runs it where nobody else sees that")
	}
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, program), data, 0o700); err != nil {
		t.Fatal(err)
	}
	command(t, "mount", "--bind", folder, folder)
	t.Cleanup(func() { command(t, "umount", folder) })
	command(t, "mount", "-o", "remount,bind,ro", folder)
	link := filepath.Join(w.prefix, "dosdevices", "d:")
	if err := os.Symlink(folder, link); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Remove(link) })
	return `D:\` + program
}

// command runs a program of Linux to its end.
func command(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return string(out)
}

// oneSentence holds that a command gave up in words.
func oneSentence(t *testing.T, status int, out, said string) {
	t.Helper()
	var lines []string
	for line := range strings.Lines(said) {
		if !strings.HasPrefix(line, "wine: ") { // Wine's own remarks
			lines = append(lines, line)
		}
	}
	if status != statusFailed || out != "" || len(lines) != 1 || !strings.HasPrefix(lines[0], "ounce: ") {
		t.Errorf("ended with %d, printed %q, and said %q", status, out, lines)
	}
	t.Log(strings.TrimSpace(strings.Join(lines, "")))
}

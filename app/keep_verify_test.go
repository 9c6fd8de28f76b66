//go:build verify && linux

package app

import (
	"encoding/base64"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ounce/app/place"
)

// ownHome is an environment in which nothing of whoever runs the proof is
// touched: no keychain, no files.
func ownHome(t *testing.T, more ...string) (home string, env []string) {
	t.Helper()
	home = t.TempDir()
	return home, append([]string{"PATH=" + os.Getenv("PATH"), "HOME=" + home, "DBUS_SESSION_BUS_ADDRESS=unix:path=/nowhere"}, more...)
}

func runIn(t *testing.T, env []string, name string, args ...string) (string, error) {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Env = env
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func exampleAnswers(t *testing.T, name string) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join(root, "assets/examples", name+".yaml"))
	must(t, err)
	return path
}

// TestVerifyRealKeychain saves with the key in a real keychain, GNOME's, opens
// it in a later start, and cannot open it where that keychain is not.
func TestVerifyRealKeychain(t *testing.T) {
	home, env := ownHome(t)
	ounce, answers := program(t), exampleAnswers(t, "neglected")
	script := `
set -eu
printf secret | gnome-keyring-daemon --unlock --components=secrets >/dev/null
"$1" assess --answers "$2" --no-scan --save
"$1" list
"$1" list --json - | grep -c '"company"'
"$1" wipe --yes | tail -n 1
"$1" list
"$1" assess --answers "$2" --no-scan --save | tail -n 1
`
	out, err := runIn(t, env, "dbus-run-session", "--", "sh", "-c", script, "sh", ounce, answers)
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, want := range []string{"Saved: Harbour Freight Office", "no file and no key of it is left", "No assessment is saved here yet"} {
		if !strings.Contains(out, want) {
			t.Errorf("the keychain's session lacks %q:\n%s", want, out)
		}
	}
	if _, err := os.Stat(filepath.Join(home, ".local/share/Ounce/key.ounce")); err == nil {
		t.Error("the key lies beside the assessments")
	}
	out, err = runIn(t, env, ounce, "list")
	if err == nil || !strings.Contains(out, "keychain of this computer cannot be used here") || strings.Contains(out, "Harbour") {
		t.Errorf("without the keychain it lists (%v)\n%s", err, out)
	}
	t.Log("a real keychain keeps the key, gives it back at the next start, and wipe removes it")
}

// TestVerifyFullDiskKeepsWhatWasSaved saves onto a disk of one megabyte until it
// is full: what was saved before opens.
func TestVerifyFullDiskKeepsWhatWasSaved(t *testing.T) {
	folder := t.TempDir()
	_, env := ownHome(t, "OUNCE_STORE_PASSPHRASE=four plain old words", "XDG_DATA_HOME="+folder)
	script := `
set -eu
mount -t tmpfs -o size=1m tmpfs "$3"
"$1" assess --answers "$2" --no-scan --save >/dev/null
before=$(sha256sum "$3"/Ounce/assessments/*.ounce)
head -c 2000000 /dev/zero >"$3/filler" 2>/dev/null || true
status=0
"$1" assess --answers "$2" --no-scan --save >/dev/null 2>"$4" || status=$?
[ "$before" = "$(sha256sum "$3"/Ounce/assessments/*.ounce)" ] && echo "status $status, untouched"
"$1" list
find "$3" -name '.ounce-*'
`
	said := filepath.Join(t.TempDir(), "said")
	out, err := runIn(t, env, "unshare", "-rm", "sh", "-c", script, "sh", program(t), exampleAnswers(t, "neglected"), folder, said)
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if len(lines) != 2 || lines[0] != "status 1, untouched" || !strings.HasPrefix(lines[1], "Harbour Freight Office") {
		t.Errorf("the full disk says %q", lines)
	}
	if text, err := os.ReadFile(said); err != nil || !strings.Contains(string(text), "the disk is full; what was there before is untouched") {
		t.Errorf("it says %q (%v)", text, err)
	}
	t.Log("on a full disk the old file stays and opens")
}

// connects are the calls by which a program reaches for a network: to an address
// of the internet, not to a socket of this computer.
var connects = regexp.MustCompile(`(connect|sendto|sendmsg)\(.*sa_family=AF_INET6?,`)

// opened is a file that was opened, made, renamed or removed, by its name.
var opened = regexp.MustCompile(`"([^"]*)"`)

// watched runs a command line with all that it starts and looks at every call:
// none reaches for a network or writes outside the allowed places.
func watched(t *testing.T, env, allowed []string, program string, args ...string) (said string) {
	t.Helper()
	said, err := traced(t, env, allowed, program, args...)
	if err != nil {
		t.Fatalf("ounce %v: %v\n%s", args, err, said)
	}
	return said
}

// traced is watched for a command that may end with an error.
func traced(t *testing.T, env, allowed []string, program string, args ...string) (said string, ended error) {
	t.Helper()
	trace := filepath.Join(t.TempDir(), "trace")
	said, ended = runIn(t, env, "strace", append([]string{"-f", "-qq", "-s", "300", "-o", trace, "-e",
		"trace=connect,sendto,sendmsg,open,openat,creat,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,link,linkat,symlink,symlinkat,truncate", program}, args...)...)
	data, err := os.ReadFile(trace)
	must(t, err)
	calls, writes := 0, 0
	for _, call := range strings.Split(string(data), "\n") {
		calls++
		if connects.MatchString(call) {
			t.Errorf("ounce %s reaches for the network: %s", args[0], call)
		}
		if !writesFile(call) {
			continue
		}
		writes++
		for _, found := range opened.FindAllStringSubmatch(call, -1) {
			inside := !filepath.IsAbs(found[1])
			for _, place := range allowed {
				inside = inside || strings.HasPrefix(found[1], place) || strings.HasPrefix(place, found[1]+"/")
			}
			if !inside {
				t.Errorf("ounce %s writes outside: %s", args[0], call)
			}
		}
	}
	if calls < 20 || writes == 0 {
		t.Errorf("ounce %s made %d calls, %d of them writing: this looks at nothing", args[0], calls, writes)
	}
	t.Logf("ounce %s: %d calls watched, %d of them write, none outside its folders, none to a network", args[0], calls, writes)
	return said, ended
}

// TestVerifyNoNetworkAndNoStrayWrites watches ounce check and ounce assess.
func TestVerifyNoNetworkAndNoStrayWrites(t *testing.T) {
	folder := t.TempDir()
	home, env := ownHome(t, "OUNCE_STORE_PASSPHRASE=four plain old words", "TMPDIR="+filepath.Join(folder, "temp"))
	out := filepath.Join(folder, "out")
	must(t, os.MkdirAll(filepath.Join(folder, "temp"), 0o700))
	must(t, os.Mkdir(out, 0o700))
	allowed := []string{out + "/", filepath.Join(folder, "temp") + "/", filepath.Join(home, ".local/share/Ounce"), "/dev/", "/proc/self/"}
	watched(t, env, allowed, program(t), "check", "--json", filepath.Join(out, "check.json"))
	watched(t, env, allowed, program(t), "assess", "--answers", exampleAnswers(t, "average"), "--out", filepath.Join(out, "report.xlsx"), "--save")
}

// TestVerifyPortableWritesBesideTheProgramAlone runs Ounce from a stick, watches
// every call, and wipes it: the stick is as it was, and so is the computer.
func TestVerifyPortableWritesBesideTheProgramAlone(t *testing.T) {
	stick := t.TempDir()
	home, env := ownHome(t, "OUNCE_STORE_PASSPHRASE=four plain old words", "OUNCE_PASSPHRASE=told on the phone")
	data, err := os.ReadFile(program(t))
	must(t, err)
	ounce := filepath.Join(stick, "ounce")
	must(t, os.WriteFile(ounce, data, 0o700))
	must(t, os.WriteFile(filepath.Join(stick, place.Marker), nil, 0o600))
	allowed := []string{stick + "/", "/dev/", "/proc/self/"}
	in := func(name string) string { return filepath.Join(stick, name) }
	for _, args := range [][]string{
		{"check", "--out", in("pc7.ounce-machine")},
		{"assess", "--answers", exampleAnswers(t, "average"), "--machine", in("pc7.ounce-machine"), "--no-scan", "--save", "--out", in("report.xlsx"), "--json", in("result.json")},
		{"share", "Miller", "--out", in("miller.ounce")},
	} {
		watched(t, env, allowed, ounce, args...)
	}
	// Where nobody sits there is no screen, and all else works.
	if said, err := traced(t, env, allowed, ounce, "selftest"); err != nil && (strings.Count(said, "\nfails ")+strings.Count(said, "fails     OpenGL") != 2 || strings.HasPrefix(said, "fails ")) {
		t.Errorf("ounce selftest: %v\n%s", err, said)
	}
	if said, err := runIn(t, env, ounce, "compare", in("result.json"), in("miller.ounce")); err != nil {
		t.Errorf("comparing: %v\n%s", err, said)
	}
	for _, name := range []string{"ounce-data/key.ounce", "ounce-data/assessments"} {
		if _, err := os.Stat(in(name)); err != nil {
			t.Errorf("what is kept does not lie beside the program: %v", err)
		}
	}
	watched(t, env, allowed, ounce, "wipe", "--yes")
	if left := names(t, home); len(left) > 0 {
		t.Errorf("at home is left %v", left)
	}
	if left := names(t, stick); !slices.Equal(left, []string{"miller.ounce", "ounce", place.Marker, "pc7.ounce-machine", "report.xlsx", "result.json"}) {
		t.Errorf("on the stick is left %v", left)
	}
}

// writesFile tells whether a traced call succeeded in changing something on a disk.
func writesFile(call string) bool {
	if strings.Contains(call, " = -1 ") {
		return false
	}
	if strings.Contains(call, "open(") || strings.Contains(call, "openat(") {
		return strings.Contains(call, "O_WRONLY") || strings.Contains(call, "O_RDWR") || strings.Contains(call, "O_CREAT")
	}
	return !strings.Contains(call, "connect(") && !strings.Contains(call, "sendto(") && !strings.Contains(call, "sendmsg(") && strings.Contains(call, "(")
}

// TestVerifyMailIsRead has another program take a draft apart.
func TestVerifyMailIsRead(t *testing.T) {
	folder := t.TempDir()
	_, env := ownHome(t)
	report, mail := filepath.Join(folder, "Müller & Söhne IT assessment.xlsx"), filepath.Join(folder, "report.eml")
	for _, args := range [][]string{
		{"assess", "--answers", exampleAnswers(t, "average"), "--no-scan", "--out", report},
		{"mail", report, "--to", "Kim Köhler <kim@example.org>", "--out", mail},
	} {
		if out, err := runIn(t, env, program(t), args...); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
	out, err := runIn(t, append(env, "PYTHONIOENCODING=utf-8"), "/usr/bin/python3", "-c", `
import sys, email, email.policy, base64
m = email.message_from_binary_file(open(sys.argv[1], "rb"), policy=email.policy.default)
files = list(m.iter_attachments())
print(m["Subject"], "|", m["To"].addresses[0].addr_spec, "|", m["X-Unsent"], "|", len(m.defects), "|", len(files), "|", files[0].get_filename(), "|", m.get_body().get_content().split("\n")[0])
print(base64.b64encode(files[0].get_content()).decode())
`, mail)
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	head, attached, _ := strings.Cut(strings.TrimSpace(out), "\n")
	if want := "IT assessment | kim@example.org | 1 | 0 | 1 | Müller & Söhne IT assessment.xlsx | Hello,"; head != want {
		t.Errorf("the mail reads %q, want %q", head, want)
	}
	data, err := os.ReadFile(report)
	if err != nil || base64.StdEncoding.EncodeToString(data) != strings.TrimSpace(attached) {
		t.Errorf("the report that is attached is another one (%v)", err)
	}
	t.Log("another program reads the mail, its address, and the report in it byte for byte")
}

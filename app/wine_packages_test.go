//go:build wine && linux

package app

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Bytes that packages may have.
const (
	installerLimit = 20_000_000
	windowsLimit   = 32_000_000
)

// pack gives the one file in dist that a pattern finds, with its size held.
func pack(t *testing.T, pattern string, limit int64) string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(root, "dist", pattern))
	if err != nil || len(found) != 1 {
		t.Fatalf("make dist comes first: %s finds %v (%v)", pattern, found, err)
	}
	path, err := filepath.Abs(found[0])
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if info.Size() > limit {
		t.Errorf("%s has %.1f MB, the limit is %.1f MB", pattern, float64(info.Size())/1e6, float64(limit)/1e6)
	}
	t.Logf("%s has %.1f MB", filepath.Base(path), float64(info.Size())/1e6)
	return path
}

// TestPackagesForWindows installs, uses and uninstalls Ounce in a Windows of the
// test's own, and runs the portable one.
func TestPackagesForWindows(t *testing.T) {
	w := newWine(t)
	setup := pack(t, "*-windows-setup.exe", installerLimit)
	w.copyIn(t, setup, `C:\setup.exe`)
	w.must(t, `C:\setup.exe`, "/S")
	home := `C:\users\` + w.user(t) + `\AppData\`
	programs := home + `Local\Programs\Ounce\`
	for _, name := range []string{"ounce.exe", "ounce-cli.exe", "licences.txt", "uninstall.exe"} {
		if _, err := os.Stat(w.file(programs + name)); err != nil {
			t.Errorf("not installed: %v", err)
		}
	}
	const uninstall = `HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Ounce`
	w.must(t, "reg", "query", uninstall, "/v", "QuietUninstallString")
	w.must(t, "reg", "query", `HKCU\Software\Classes\.ounce`)
	w.must(t, programs+"ounce-cli.exe", "check", "--json", `C:\installed.json`)
	kept := home + `Roaming\Ounce\kept.txt`
	w.write(t, kept, []byte("an assessment"))

	w.must(t, programs+"uninstall.exe", "/S")
	gone := func() bool { _, err := os.Stat(w.file(programs)); return os.IsNotExist(err) }
	for end := time.Now().Add(patience); !gone() && time.Now().Before(end); {
		time.Sleep(200 * time.Millisecond) // it goes on from a copy of itself
	}
	if !gone() {
		t.Errorf("after it was uninstalled is left: %v", treeOf(t, w.file(programs)))
	}
	if status, _, _ := w.run(t, "reg", "query", uninstall); status == 0 {
		t.Error("the list of programs still shows Ounce")
	}
	if _, err := os.Stat(w.file(kept)); err != nil {
		t.Errorf("a quiet uninstall took assessments with it: %v", err)
	}

	zip := pack(t, "*-windows.zip", installerLimit*2)
	command(t, "unzip", "-q", zip, "-d", w.file(`C:\portable`))
	found, err := filepath.Glob(w.file(`C:\portable\*\ounce-cli.exe`))
	if err != nil || len(found) != 1 {
		t.Fatalf("the zip holds %v (%v)", treeOf(t, w.file(`C:\portable`)), err)
	}
	w.must(t, `C:\portable\`+filepath.Base(filepath.Dir(found[0]))+`\ounce-cli.exe`, "check", "--json", `C:\portable.json`)
	if info, err := os.Stat(filepath.Join(root, "bin", "windows", "ounce.exe")); err != nil || info.Size() > windowsLimit {
		t.Errorf("ounce.exe: %v, %v", info, err)
	}
}

// TestPackagesForLinux unpacks and installs both packages, and opens the window
// out of each.
func TestPackagesForLinux(t *testing.T) {
	deb, tree := pack(t, "*.deb", windowsLimit), t.TempDir()
	command(t, "dpkg-deb", "-x", deb, tree)
	if fields := command(t, "dpkg-deb", "-f", deb, "Package", "Architecture", "Depends"); !strings.Contains(fields, "Package: ounce") || !strings.Contains(fields, "libgl1") {
		t.Errorf("the package says %s", fields)
	}
	// A dpkg of the test's own, which knows no other package.
	database := t.TempDir()
	command(t, "mkdir", "-p", database+"/var/lib/dpkg/info", database+"/var/lib/dpkg/updates")
	command(t, "touch", database+"/var/lib/dpkg/status")
	command(t, "dpkg", "--root="+database, "--force-depends", "--force-not-root", "--force-script-chrootless", "-i", deb)
	opens(t, filepath.Join(database, "usr", "bin", "ounce"))
	holdsDesktop(t, filepath.Join(database, "usr"))
	command(t, "dpkg", "--root="+database, "--force-not-root", "--force-script-chrootless", "-r", "ounce")
	if _, err := os.Stat(filepath.Join(database, "usr", "bin", "ounce")); err == nil {
		t.Error("the removed package left its program")
	}

	archive, unpacked, to := pack(t, "*-linux-amd64.tar.xz", windowsLimit), t.TempDir(), t.TempDir()
	command(t, "tar", "-C", unpacked, "--strip-components=1", "-xf", archive)
	install := filepath.Join(unpacked, "install")
	command(t, install, to)
	opens(t, filepath.Join(to, "bin", "ounce"))
	holdsDesktop(t, to)
	command(t, install, "--remove", to)
	if left := strings.TrimSpace(command(t, "find", to, "-type", "f")); left != "" {
		t.Errorf("after its removal is left %s", left)
	}
}

// opens holds that a program of Linux opens its window.
func opens(t *testing.T, program string) {
	t.Helper()
	d := newDesk(t)
	d.open(program)
	d.picture("package-" + filepath.Base(filepath.Dir(filepath.Dir(program))))
}

// holdsDesktop holds that what a desktop needs to show Ounce lies below a folder.
func holdsDesktop(t *testing.T, to string) {
	t.Helper()
	for file, want := range map[string]string{
		"share/applications/org.ounce.Ounce.desktop":            "MimeType=application/x-ounce;",
		"share/mime/packages/org.ounce.Ounce.xml":               `glob pattern="*.ounce"`,
		"share/icons/hicolor/512x512/apps/org.ounce.Ounce.png":  "PNG",
		"share/icons/hicolor/scalable/apps/org.ounce.Ounce.svg": "<svg",
		"share/doc/ounce/copyright":                             "fyne.io/fyne/v2",
	} {
		if data, err := os.ReadFile(filepath.Join(to, file)); err != nil || !strings.Contains(string(data), want) {
			t.Errorf("%s lacks %q (%v)", file, want, err)
		}
	}
}

// TestPackagesHaveSums holds the sums against the files.
func TestPackagesHaveSums(t *testing.T) {
	dist := filepath.Join(root, "dist")
	sums := command(t, "sh", "-c", `cd "$1" && sha256sum --strict -c SHA256SUMS`, "sh", dist)
	entries, err := os.ReadDir(dist)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Count(sums, ": OK"), len(entries)-1; got != want {
		t.Errorf("%d of %d files have a sum", got, want)
	}
}

// TestPackagesAreSigned signs a program with a certificate of the test's own and
// has another program verify that; a changed program fails there.
func TestPackagesAreSigned(t *testing.T) {
	folder := t.TempDir()
	path := func(name string) string { return filepath.Join(folder, name) }
	if err := os.WriteFile(path("words"), []byte("a ladder\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	command(t, "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", path("key.pem"), "-out", path("own.pem"), "-days", "2",
		"-subj", "/CN=Ounce test", "-addext", "extendedKeyUsage=codeSigning")
	command(t, "openssl", "pkcs12", "-export", "-inkey", path("key.pem"), "-in", path("own.pem"), "-out", path("own.p12"), "-passout", "file:"+path("words"))
	command(t, "cp", filepath.Join(root, "bin", "windows", "ounce-cli.exe"), path("ounce-cli.exe"))
	sign := exec.Command(filepath.Join(root, ".dist", "windows", "sign"), path("ounce-cli.exe"))
	sign.Env = append(os.Environ(), "OUNCE_CERTIFICATE="+path("own.p12"), "OUNCE_CERTIFICATE_PASSWORD="+path("words"))
	if out, err := sign.CombinedOutput(); err != nil || !strings.Contains(string(out), "signed: ") {
		t.Fatalf("signing: %v\n%s", err, out)
	}
	command(t, "osslsigncode", "verify", "-CAfile", path("own.pem"), "-in", path("ounce-cli.exe"))
	program, err := os.ReadFile(path("ounce-cli.exe"))
	if err != nil {
		t.Fatal(err)
	}
	program[len(program)/2] ^= 1
	if err := os.WriteFile(path("changed.exe"), program, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("osslsigncode", "verify", "-CAfile", path("own.pem"), "-in", path("changed.exe")).CombinedOutput(); err == nil {
		t.Errorf("a changed program passes as signed:\n%s", out)
	}
}

// treeOf lists what lies below a folder.
func treeOf(t *testing.T, folder string) string {
	t.Helper()
	return command(t, "find", folder)
}

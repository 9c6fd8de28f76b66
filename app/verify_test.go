//go:build verify && linux

package app

import (
	"archive/zip"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// program is the built Ounce; make verify builds it first.
func program(t *testing.T) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join(root, "bin", "ounce"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Fatalf("make build comes first: %v", err)
	}
	return path
}

func runProgram(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", filepath.Base(name), strings.Join(args, " "), err, out)
	}
	return string(out)
}

// liveReport assesses this very machine with the example answers.
func liveReport(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "report.xlsx")
	runProgram(t, program(t), "assess", "--answers", filepath.Join(root, "assets/examples/average.yaml"), "--out", path)
	return path
}

// TestVerifyLibreOfficeOpensTheReport turns a report about this machine into a
// PDF and finds its verdict there.
func TestVerifyLibreOfficeOpensTheReport(t *testing.T) {
	path := liveReport(t)
	folder := filepath.Dir(path)
	runProgram(t, "soffice", "-env:UserInstallation=file://"+filepath.Join(folder, "profile"), "--headless",
		"--convert-to", "pdf", "--outdir", folder, path)
	pdf := strings.TrimSuffix(path, ".xlsx") + ".pdf"
	text := runProgram(t, "pdftotext", "-layout", pdf, "-")
	for _, want := range []string{"IT assessment", "Three things first", "What we advise", "Findings", "Answers"} {
		if !strings.Contains(text, want) {
			t.Errorf("the PDF lacks %q", want)
		}
	}
	for _, bad := range []string{"Err:", "#NAME?", "#REF!", "#VALUE!"} {
		if strings.Contains(text, bad) {
			t.Errorf("the PDF shows %q", bad)
		}
	}
	t.Log("LibreOffice opens the report about this machine")
}

// TestVerifyOpenpyxlReadsTheReport loads the workbook as scripts do.
func TestVerifyOpenpyxlReadsTheReport(t *testing.T) {
	path := liveReport(t)
	out := runProgram(t, "/usr/bin/python3", "-c", `
import sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1], data_only=True)
print(book.sheetnames[0], "|", book["Summary"]["A1"].value, "|", book["Findings"].max_row)
`, path)
	if !strings.HasPrefix(out, "Summary | ") || strings.Contains(out, "None") {
		t.Errorf("openpyxl reads %q", out)
	}
	archive, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	t.Logf("openpyxl reads %d parts: %s", len(archive.File), strings.TrimSpace(out))
}

// TestVerifyDisksThatRefuse writes onto a full and a read-only disk of the
// test's own, mounted where only this process sees them.
func TestVerifyDisksThatRefuse(t *testing.T) {
	folder := t.TempDir()
	script := `
set -eu
mount -t tmpfs -o size=24k tmpfs "$2"
echo old >"$2/report.xlsx"
head -c 20000 /dev/zero >"$2/filler" || true
status=0
"$1" assess --answers "$3" --no-scan --out "$2/report.xlsx" 2>"$4/full.txt" || status=$?
echo "full $status $(cat "$2/report.xlsx") $(ls -A "$2" | tr '\n' ' ')"
rm "$2/filler"
mount -o remount,ro "$2"
status=0
"$1" assess --answers "$3" --no-scan --out "$2/report.xlsx" 2>"$4/readonly.txt" || status=$?
echo "readonly $status $(cat "$2/report.xlsx")"
`
	answers, err := filepath.Abs(filepath.Join(root, "assets/examples/average.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	mount, said := filepath.Join(folder, "disk"), filepath.Join(folder, "said")
	for _, f := range []string{mount, said} {
		if err := os.Mkdir(f, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	out := runProgram(t, "unshare", "-rm", "sh", "-c", script, "sh", program(t), mount, answers, said)
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if len(lines) != 2 || lines[0] != "full 1 old filler report.xlsx " || lines[1] != "readonly 1 old" {
		t.Errorf("the disks say %q", lines)
	}
	for name, want := range map[string]string{"full.txt": "the disk is full", "readonly.txt": "this disk is read-only"} {
		data, err := os.ReadFile(filepath.Join(said, name))
		if err != nil || !strings.Contains(string(data), want) || strings.Count(string(data), "\n") != 1 {
			t.Errorf("%s says %q (%v), want one sentence with %q", name, data, err, want)
		}
	}
}

// TestVerifyCheckGivesSchema1 reads the JSON of a live check.
func TestVerifyCheckGivesSchema1(t *testing.T) {
	out := runProgram(t, program(t), "check", "--json", "-")
	var got struct {
		Schema   int
		Machines []struct {
			ID, Name, OS string
			Findings     []struct{ Check, Area, Status, Severity, Reason string }
		}
	}
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	if got.Schema != 1 || len(got.Machines) != 1 || len(got.Machines[0].Findings) < 15 {
		t.Fatalf("schema %d, %d machines", got.Schema, len(got.Machines))
	}
	for _, f := range got.Machines[0].Findings {
		if f.Check == "" || f.Area == "" || f.Status == "" || f.Severity == "" || f.Reason == "" {
			t.Errorf("a finding lacks something: %+v", f)
		}
	}
}

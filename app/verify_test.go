//go:build verify && linux

package app

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ounce/app/cmdline"
	"ounce/assessment"
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

// refusing names the disk on which the test runs itself once more.
const refusing = "OUNCE_TEST_DISK"

// TestVerifyDisksThatRefuse has every command write every file onto a full and a
// read-only disk of the test's own, mounted where only this process sees them.
func TestVerifyDisksThatRefuse(t *testing.T) {
	disk := os.Getenv(refusing)
	if disk == "" {
		place := t.TempDir()
		said := runProgram(t, "unshare", "-rm", "sh", "-c", `mount -t tmpfs -o size=512k tmpfs "$1" && shift && exec "$@"`, "sh", place,
			"env", refusing+"="+place, os.Args[0], "-test.run=^"+t.Name()+"$", "-test.v")
		if done := strings.Count(said, "--- PASS: "+t.Name()+"/"); done < 10 {
			t.Errorf("%d commands were tried:\n%s", done, said)
		}
		return
	}
	old, filler := filepath.Join(disk, "old.xlsx"), filepath.Join(disk, "filler")
	eachCommand(t, func(t *testing.T, name string, node *cmdline.Command) {
		for _, f := range commandFiles(node, "writes") {
			d := newDesktop(t)
			good := d.path("good.xlsx")
			if status, _, said := d.run(t.Context(), name, f.args(good)...); status != statusDone {
				t.Fatalf("does not even run well: %s", said)
			}
			before, err := os.ReadFile(good)
			must(t, err)
			must(t, os.RemoveAll(filler)) // of the file before
			must(t, os.WriteFile(old, before, 0o600))
			if err := os.WriteFile(filler, make([]byte, 2<<20), 0o600); err == nil {
				t.Fatal("the disk is not full")
			}
			for what, want := range map[string]string{"full": "the disk is full", "read-only": "this disk is read-only"} {
				if what == "read-only" {
					runProgram(t, "mount", "-o", "remount,ro", disk)
				}
				status, _, said := d.run(t.Context(), name, f.args(old)...)
				if status != statusFailed || !strings.Contains(said, want) || strings.Count(said, "\n") != 1 {
					t.Errorf("%s onto a %s disk: status %d, said %q", f.value.Name, what, status, said)
				}
				if what == "read-only" {
					runProgram(t, "mount", "-o", "remount,rw", disk)
				}
				if data, err := os.ReadFile(old); err != nil || !bytes.Equal(data, before) {
					t.Errorf("%s onto a %s disk left another file of %d bytes (%v)", f.value.Name, what, len(data), err)
				}
				if got := names(t, disk); !slices.Equal(got, []string{"filler", "old.xlsx"}) {
					t.Errorf("%s onto a %s disk left %v", f.value.Name, what, got)
				}
			}
		}
	})
}

// TestVerifyCtrlCInAnInterview sends a real signal to the real program.
func TestVerifyCtrlCInAnInterview(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "answers.xlsx")
	cmd := exec.Command(program(t), "assess", "--ask", "--no-scan", "--answers", file, "--out", filepath.Join(folder, "r.xlsx"))
	typing, err := cmd.StdinPipe()
	must(t, err)
	said, err := cmd.StderrPipe()
	must(t, err)
	must(t, cmd.Start())
	_, err = io.WriteString(typing, head+"12\n14\n4\n1\n1\n")
	must(t, err)
	shown, buffer := "", make([]byte, 4096)
	for !strings.Contains(shown, "question 2 of 15") {
		n, err := said.Read(buffer)
		must(t, err)
		shown += string(buffer[:n])
	}
	must(t, cmd.Process.Signal(os.Interrupt))
	rest, err := io.ReadAll(said)
	must(t, err)
	if err := cmd.Wait(); err == nil || cmd.ProcessState.ExitCode() != statusFailed {
		t.Errorf("ended with %v", err)
	}
	if !strings.Contains(string(rest), "stopped; what you said is in "+file) {
		t.Errorf("said %s", rest)
	}
	q, err := assessment.LoadQuestionnaire()
	must(t, err)
	if a, err := readAnswers(file, q); err != nil || a.Given["B01"].Fields["laptops"] != 4 {
		t.Errorf("kept %+v (%v)", a, err)
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

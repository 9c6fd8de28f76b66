package app

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ounce/checks"
	"ounce/checks/inventory"
)

// visit writes a folder of so many machines' files, of which some are broken.
func visit(t testing.TB, folder string, machines, broken int) {
	t.Helper()
	for i := range machines {
		data, err := inventory.Write([]checks.Machine{visited(i)}, visited(i).Taken, Version)
		if err != nil {
			t.Fatal(err)
		}
		if i < broken {
			data = data[:len(data)-40-i]
		}
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("pc%04d%s", i, machineExtension)), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func visited(i int) checks.Machine {
	m := checks.Machine{ID: fmt.Sprintf("%032x", i+1), Name: fmt.Sprintf("PC-%d", i), OS: "Windows 11 Pro 25H2", Taken: time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)}
	m.Facts.Platform.System = checks.Windows
	m.Findings = []checks.Finding{{Check: "firewall.on", Area: checks.AreaFirewall, Title: "Firewall", Status: checks.Pass, Severity: checks.High, Say: "on", Reason: "The firewall is on."}}
	return m
}

func testSession(t testing.TB) (*session, *checks.Definitions) {
	t.Helper()
	defs, err := checks.LoadDefinitions()
	if err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	return &session{ctx: context.Background(), in: strings.NewReader(""), out: &said, err: &said, now: func() time.Time { return time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC) }}, defs
}

func TestOfAThousandFilesThreeAreBroken(t *testing.T) {
	folder := t.TempDir()
	visit(t, folder, 1000, 3)
	if err := os.WriteFile(filepath.Join(folder, "ounce.exe"), []byte("MZ"), 0o600); err != nil {
		t.Fatal(err)
	}
	s, defs := testSession(t)
	found, err := s.gather([]string{folder}, defs, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(found.machines) != 997 || found.files != 1000 || len(found.left) != 3 {
		t.Fatalf("%d machines of %d files, %d left out", len(found.machines), found.files, len(found.left))
	}
	for i, p := range found.left {
		if want := fmt.Sprintf("pc%04d%s", i, machineExtension); p.File != want || !strings.Contains(p.Err.Error(), "ends in the middle") {
			t.Errorf("left out: %s, %v, want %s", p.File, p.Err, want)
		}
	}
	var said []string
	found.tellLeft(func(format string, args ...any) { said = append(said, fmt.Sprintf(format, args...)) })
	if len(said) != 4 || said[0] != "997 of 1000 files were read; left out:" {
		t.Errorf("said %q", said)
	}
}

func TestAWrongClockLeavesOneOut(t *testing.T) {
	folder := t.TempDir()
	visit(t, folder, 2, 0)
	m := visited(7)
	m.Taken = time.Date(2031, 3, 3, 9, 0, 0, 0, time.UTC)
	data, err := inventory.Write([]checks.Machine{m}, m.Taken, Version)
	if err == nil {
		err = os.WriteFile(filepath.Join(folder, "later.json"), data, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	s, defs := testSession(t)
	found, err := s.gather([]string{folder}, defs, nil)
	if err != nil || len(found.machines) != 2 || len(found.left) != 1 || !strings.Contains(found.left[0].Err.Error(), "3 March 2031") {
		t.Errorf("%d machines, left out %v (%v)", len(found.machines), found.left, err)
	}
}

func TestAFileIsReadThoughAComputerOfItIsLeftOut(t *testing.T) {
	line := func(host, row string) string {
		return fmt.Sprintf(`{"name":"p","hostIdentifier":%q,"unixTime":1795600000,"action":"snapshot","snapshot":[%s]}`, host, row) + "\n"
	}
	path := filepath.Join(t.TempDir(), "results.log")
	text := line("pc-1", `{"ounce":"os_version","name":"Ubuntu","version":"24.04","platform":"ubuntu"}`) + line("pc-2", `{"ounce":"uptime","total_seconds":"5"}`)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	s, defs := testSession(t)
	found, err := s.gather([]string{path}, defs, nil)
	if err != nil || len(found.machines) != 1 || len(found.left) != 1 {
		t.Fatalf("%d machines, left out %v (%v)", len(found.machines), found.left, err)
	}
	var said []string
	found.tellLeft(func(format string, args ...any) { said = append(said, fmt.Sprintf(format, args...)) })
	if len(said) != 2 || said[0] != "left out:" || !strings.Contains(said[1], "pc-2") {
		t.Errorf("said %q", said)
	}
}

func TestAFolderWithoutAComputerSaysWhatIsWrong(t *testing.T) {
	folder := t.TempDir()
	visit(t, folder, 5, 5)
	s, defs := testSession(t)
	_, err := s.gather([]string{folder}, defs, nil)
	if err == nil {
		t.Fatal("five broken files are computers")
	}
	for _, want := range []string{"pc0000", "pc0001", "pc0002", "ends in the middle", "2 more"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q lacks %q", err, want)
		}
	}
}

func TestAFolderKeepsComputersOfOneNameApart(t *testing.T) {
	folder := t.TempDir()
	s, _ := testSession(t)
	first, second := visited(1), visited(2)
	second.Name = first.Name
	first.Name, second.Name = `Front/Desk: "1"`, `Front/Desk: "1"`
	var names []string
	for _, m := range []checks.Machine{first, second, first} {
		name, err := s.keepMachine(folder+"/", m)
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, filepath.Base(name))
	}
	if names[0] != "Front-Desk- -1-"+machineExtension || names[1] == names[0] || names[2] != names[0] {
		t.Errorf("the files are %q", names)
	}
}

func TestNamesOfFilesAreSafe(t *testing.T) {
	for in, want := range map[string]string{"PC-7": "PC-7", "..": "computer", "a/b\\c": "a-b-c", "Büro 1": "Büro 1", "\x1b[2J": "-2J", "": "computer"} {
		if got := safeName(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}

//go:build verify && linux

package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestVerifyAnOfficeOfManySources makes one report of three recordings, this
// machine and what the real FusionInventory agent says of it, and reads it as
// one office: this machine is one computer however many looked at it, and what
// the agent alone saw is a computer of its own.
func TestVerifyAnOfficeOfManySources(t *testing.T) {
	folder := t.TempDir()
	stick, agent := filepath.Join(folder, "stick"), filepath.Join(folder, "agent")
	for _, f := range []string{stick, agent} {
		if err := os.Mkdir(f, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	runProgram(t, "fusioninventory-agent", "--local", agent, "--no-httpd")
	for called, name := range map[string]string{"front-desk": "linux", "workshop": "linux", "accounts": "neglected"} {
		data, err := os.ReadFile(filepath.Join("testdata", "recordings", name+".yaml"))
		must(t, err)
		text := strings.NewReplacer("front-desk", called, "FRONT-DESK", strings.ToUpper(called)).Replace(string(data))
		must(t, os.WriteFile(filepath.Join(stick, called+".yaml"), []byte(text), 0o600))
	}
	again := filepath.Join(folder, "again.ounce-machine") // the same computer twice
	runProgram(t, program(t), "check", "--from", filepath.Join(stick, "accounts.yaml"), "--out", again)
	here := filepath.Join(folder, "here.ounce-machine")
	runProgram(t, program(t), "check", "--out", here)
	both, bothSaid := office(t, filepath.Join(folder, "both.xlsx"), stick, here, agent, again)
	if both["FusionInventory"] != 0 || both[""] != 4 || !strings.Contains(bothSaid, "was seen by Ounce and by FusionInventory Agent") {
		t.Errorf("this machine and what the agent says of it are not one: %v\n%s", both, bothSaid)
	}
	book := filepath.Join(folder, "office.xlsx")
	if sources, _ := office(t, book, stick, agent, again); sources["FusionInventory"] != 1 || sources[""] != 3 {
		t.Errorf("the machines come from %v", sources)
	}
	f, err := excelize.OpenFile(book)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("Machines")
	if err != nil {
		t.Fatal(err)
	}
	text := ""
	for _, row := range rows {
		text += strings.Join(row, "|") + "\n"
	}
	for _, want := range []string{"The computers that need help first", "FusionInventory Agent", "What several computers have in common"} {
		if !strings.Contains(text, want) {
			t.Errorf("the sheet Machines lacks %q:\n%s", want, text)
		}
	}
	if keep := os.Getenv("OUNCE_REPORTS"); keep != "" {
		data, err := os.ReadFile(book)
		if err == nil {
			err = os.WriteFile(filepath.Join(keep, "office.xlsx"), data, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// office writes the report about some machines, and counts them by the first word
// of the program that looked at them, which is none for Ounce itself.
func office(t *testing.T, book string, machines ...string) (sources map[string]int, said string) {
	t.Helper()
	json := strings.TrimSuffix(book, ".xlsx") + ".json"
	args := []string{"assess", "--answers", filepath.Join(root, "assets/examples/average.yaml"), "--no-scan", "--out", book, "--json", json}
	for _, m := range machines {
		args = append(args, "--machine", m)
	}
	said = runProgram(t, program(t), args...)
	t.Log(said)
	result, err := readResult(json)
	if err != nil {
		t.Fatal(err)
	}
	sources = map[string]int{}
	for _, m := range result.Machines {
		sources[strings.SplitN(m.Source, " ", 2)[0]]++
		if m.Source != "" {
			decided := 0
			for _, f := range m.Findings {
				if f.Status == "pass" || f.Status == "warn" || f.Status == "fail" {
					decided++
				}
			}
			if decided < 3 {
				t.Errorf("%s decides only %d checks", m.Source, decided)
			}
			t.Logf("%s decides %d of %d checks", m.Source, decided, len(m.Findings))
		}
	}
	return sources, said
}

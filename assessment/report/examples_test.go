package report

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"ounce/assessment"
	"ounce/assets"
	"ounce/checks"
)

// companies are the three example companies, each with the tier it should
// start with.
var companies = []struct{ name, start string }{
	{"neglected", "Essentials"}, {"average", "Gateway: virus protection and updates"}, {"well-run", "Stay break-fix, with advice"},
}

// company judges an example company that has some computers.
func company(t testing.TB, name string) (assessment.Result, assessment.Case) {
	t.Helper()
	d, err := assessment.Load()
	if err != nil {
		t.Fatal(err)
	}
	defs, err := checks.LoadDefinitions()
	if err != nil {
		t.Fatal(err)
	}
	data, err := assets.Files.ReadFile("examples/" + name + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	answers, err := assessment.ParseAnswers(name, data, d.Questions)
	if err != nil {
		t.Fatal(err)
	}
	in := assessment.Input{Answers: answers, Machines: computers(name), Checks: defs, Simulate: true,
		Now: time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC), Version: "1.0"}
	r, err := d.Assess(in)
	if err != nil {
		t.Fatal(err)
	}
	c, ok, err := d.Case(in)
	if err != nil || !ok {
		t.Fatalf("no case: %v", err)
	}
	return r, c
}

// computers are three machines, in a better or a worse state.
func computers(name string) []checks.Machine {
	taken := time.Date(2026, 11, 23, 15, 0, 0, 0, time.UTC)
	evidence := func(source, value string) []checks.Evidence {
		return []checks.Evidence{{Source: source, Value: value, Privilege: checks.User}}
	}
	state := checks.Pass
	if name != "well-run" {
		state = checks.Fail
	}
	var all []checks.Machine
	for i, os := range []string{"Windows 11 Pro 25H2", "Windows 10 Pro 22H2", "macOS 15.6"} {
		m := checks.Machine{ID: fmt.Sprintf("m%d", i), Name: fmt.Sprintf("office-%d", i+1), OS: os, Taken: taken}
		m.Facts.Platform.System = []checks.System{checks.Windows, checks.Windows, checks.MacOS}[i]
		m.Facts.Hardware.Built = checks.Known(checks.YearRange{From: 2018 + 2*i, To: 2019 + 2*i}, evidence("file /sys/class/dmi/id/bios_date", "03/12/2019")...)
		m.Facts.Hardware.Memory = checks.Known(checks.Memory{Total: 16 << 30}, evidence("system call memory", "16 GB")...)
		m.Findings = []checks.Finding{
			{Check: "firewall.on", Area: checks.AreaFirewall, Title: "Firewall", Status: checks.Pass, Severity: checks.High,
				Reason: "The firewall is on.", Evidence: evidence(`registry HKLM\SYSTEM\CurrentControlSet\Services\SharedAccess`, "EnableFirewall 1")},
			{Check: "hardware.age", Area: checks.AreaHardware, Title: "Age", Status: []checks.Status{checks.Fail, checks.Warn, checks.Unclear}[i],
				Severity: checks.Medium, Reason: "The computer was made between 2018 and 2019.", Evidence: evidence("file /sys/class/dmi/id/bios_date", "03/12/2019")},
		}
		if i == 1 {
			m.Findings = append(m.Findings, checks.Finding{Check: "updates.os_support", Area: checks.AreaUpdates, Title: "Support of the system", Status: state,
				Severity: checks.Critical, Reason: "Windows 10 got its last free update on 14 October 2025.", Evidence: evidence(`registry HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion`, "19045")})
		}
		all = append(all, m)
	}
	return all
}

// written is the workbook of an example company. With OUNCE_REPORTS it is kept
// in that folder, to be looked at.
func written(t testing.TB, name string) []byte {
	t.Helper()
	r, c := company(t, name)
	var out bytes.Buffer
	if err := Write(&out, r, Living(c)); err != nil {
		t.Fatal(err)
	}
	if folder := os.Getenv("OUNCE_REPORTS"); folder != "" {
		if err := os.WriteFile(filepath.Join(folder, name+".xlsx"), out.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return out.Bytes()
}

func TestExampleCompaniesGetTheirWorkbook(t *testing.T) {
	for _, c := range companies {
		f, err := excelize.OpenReader(bytes.NewReader(written(t, c.name)))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		found := false
		rows, err := f.GetRows("Summary")
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			found = found || len(row) > 1 && row[1] == c.start
		}
		if !found {
			t.Errorf("%s: the summary does not advise %q", c.name, c.start)
		}
	}
}

func TestWithoutACaseTheNumbersStandStill(t *testing.T) {
	r, c := company(t, "average")
	for _, living := range []bool{false, true} {
		var options []Option
		if living {
			options = append(options, Living(c))
		}
		var out bytes.Buffer
		if err := Write(&out, r, options...); err != nil {
			t.Fatal(err)
		}
		f, err := excelize.OpenReader(&out, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if got, _ := f.GetCellValue("Summary", "B5"); got != fmt.Sprint(rounded(r.Cost.BreakFix.Total)) {
			t.Errorf("living %v: today costs %s, want %v", living, got, rounded(r.Cost.BreakFix.Total))
		}
		if expr, _ := f.GetCellFormula("Summary", "B5"); (expr != "") != living {
			t.Errorf("living %v: the formula is %q", living, expr)
		}
	}
}

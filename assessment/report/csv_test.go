package report

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func TestTheCSVIsTheSheetFindings(t *testing.T) {
	r, c := company(t, "neglected")
	var table, book bytes.Buffer
	if err := WriteCSV(&table, r); err != nil {
		t.Fatal(err)
	}
	if err := Write(&book, r, Living(c)); err != nil {
		t.Fatal(err)
	}
	data, marked := strings.CutPrefix(table.String(), "\ufeff")
	if !marked {
		t.Error("Excel would take it for another alphabet")
	}
	rows, err := csv.NewReader(strings.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&book)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sheet, err := f.GetRows("Findings")
	if err != nil || len(sheet)-3 != len(rows)-1 {
		t.Fatalf("%d findings in the sheet, %d in the table (%v)", len(sheet)-3, len(rows)-1, err)
	}
	for i, row := range rows[1:] {
		shown := sheet[i+3]
		for len(shown) < 10 {
			shown = append(shown, "")
		}
		for in, of := range map[int]int{2: 1, 5: 3, 6: 4, 8: 6, 9: 7, 10: 8, 11: 9} {
			if row[in] != line(shown[of]) {
				t.Errorf("finding %d: %q in the table, %q in the sheet", i, row[in], shown[of])
			}
		}
	}
}

func TestTheCSVIsHarmless(t *testing.T) {
	for _, bad := range hostile {
		r := sample()
		f := &r.Machines[0].Findings[0]
		r.Machines[0].Name, f.Reason, f.Title, f.Evidence[0].Source = bad, bad, "\r\n"+bad, bad
		var out bytes.Buffer
		if err := WriteCSV(&out, r); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(out.String(), "\ufeff"))).ReadAll()
		if err != nil || len(rows) != 3 {
			t.Fatalf("%.40q: %d rows (%v)", bad, len(rows), err)
		}
		for _, row := range rows {
			for _, field := range row {
				if field != "" && strings.ContainsAny(field[:1], "=+-@\t\r") {
					t.Errorf("%.40q stands as %.40q", bad, field)
				}
			}
		}
	}
}

func TestTheCSVKeepsThePrivacy(t *testing.T) {
	r := sample()
	r.Machines[0].Name = "annas-laptop"
	r.Machines[0].Findings[0].Reason = "It answers at 192.168.17.23."
	for _, level := range []Privacy{Client, Public} {
		var out bytes.Buffer
		if err := WriteCSV(&out, r, Keeping(level)); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(out.String(), "192.168") || level == Public && strings.Contains(out.String(), "annas") {
			t.Errorf("%s: %s", level, out.String())
		}
	}
}

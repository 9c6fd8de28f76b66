package report

import (
	"archive/zip"
	"bytes"
	"math"
	"strings"
	"testing"

	"ounce/assessment"
)

func TestWhatAReaderChangesIsReadBack(t *testing.T) {
	d, err := assessment.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range companies {
		made := try(t, one.name, func(i int) float64 { return []float64{1.37, 1, 1.9, 0.6, 1.21}[i%5] })
		_, was := company(t, one.name)
		untouched, err := ReadBack(written(t, one.name), "")
		if err != nil || len(untouched.Changed) != 0 {
			t.Errorf("%s: %d figures changed in an untouched workbook (%v)", one.name, len(untouched.Changed), err)
		}
		back, err := d.Restore(untouched.Case)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := back.Cost().BreakFix.Total, was.Cost().BreakFix.Total; got != want {
			t.Errorf("%s: today costs %v read back, %v as judged", one.name, got, want)
		}
		edited, err := ReadBack(made.edited, "")
		if err != nil || len(edited.Changed) < 6 {
			t.Fatalf("%s: %d changed figures (%v)", one.name, len(edited.Changed), err)
		}
		model, err := ReadBack(made.model, "")
		if err != nil {
			t.Fatal(err)
		}
		want, err := d.Restore(model.Case)
		if err != nil {
			t.Fatal(err)
		}
		got := back.With(edited.Change).Cost()
		for id, bill := range want.Cost().Tiers {
			if math.Abs(got.Tiers[id].Total-bill.Total) > 1e-9*bill.Total {
				t.Errorf("%s, %s: %v with the figures read back, %v by the model", one.name, id, got.Tiers[id].Total, bill.Total)
			}
		}
	}
}

func TestASealedWorkbookIsReadBackWithItsPassword(t *testing.T) {
	r, c := company(t, "average")
	var out bytes.Buffer
	if err := Write(&out, r, Living(c), Sealed("frost")); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadBack(out.Bytes(), "frost"); err != nil {
		t.Error(err)
	}
	for password, want := range map[string]string{"": "--password", "thaw": "does not open"} {
		if _, err := ReadBack(out.Bytes(), password); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", password, err)
		}
	}
}

// workbookOf is a workbook of the named parts.
func workbookOf(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for name, content := range parts {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestAForeignWorkbookIsRefusedInOneSentence(t *testing.T) {
	whole := written(t, "average")
	r, _ := company(t, "average")
	var still bytes.Buffer
	if err := Write(&still, r); err != nil {
		t.Fatal(err)
	}
	change := func(cell string, value any) []byte {
		f := open(t, whole)
		if err := f.SetCellValue("Cost", cell, value); err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if err := f.Write(&out); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	all := parts(t, whole)
	bomb := map[string]string{"_rels/.rels": all["_rels/.rels"], "xl/workbook.xml": all["xl/workbook.xml"], "xl/_rels/workbook.xml.rels": all["xl/_rels/workbook.xml.rels"]}
	rows := strings.Repeat(`<row><c r="XFD1048576" t="s"><v>99999999</v></c></row>`, 200000)
	for n := 1; n <= 10; n++ {
		bomb["xl/worksheets/sheet"+string(rune('0'+n))+".xml"] = ""
	}
	bomb["xl/worksheets/sheet2.xml"] = "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"nothing":        {nil, "no Excel workbook"},
		"text":           {[]byte("=1+1"), "no Excel workbook"},
		"cut off":        {whole[:len(whole)/2], "no Excel workbook"},
		"another book":   {workbookOf(t, map[string]string{"_rels/.rels": all["_rels/.rels"], "xl/workbook.xml": "<workbook/>", "xl/_rels/workbook.xml.rels": "<x/>"}), "no sheet Cost"},
		"bomb":           {workbookOf(t, bomb), "no figures to change"},
		"still figures":  {still.Bytes(), "no figures to change"},
		"word":           {change("B8", "a lot"), "must be a number from 0"},
		"negative":       {change("B8", -3), "must be a number from 0"},
		"renamed row":    {change("A8", "Wage"), "is missing"},
		"sealed rubbish": {append([]byte{0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1}, append(make([]byte, 5000), sealedPart...)...), "password"},
		"an old kind":    {append([]byte{0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1}, make([]byte, 5000)...), "of the old kind"},
		"ods":            {packed(t, [2]string{"mimetype", "application/vnd.oasis"}), "another program; please save it as"},
	} {
		_, err := ReadBack(c.data, map[bool]string{true: "x"}[name == "sealed rubbish"])
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
	f := open(t, whole)
	for row := 1; row < reportLimits.rows; row++ {
		if value, _ := f.GetCellValue("Cost", cellName(1, row)); value == carriedLabel+" 1" {
			if _, err := ReadBack(change(cellName(2, row), `00000000 {"case":{}}`), ""); err == nil {
				t.Error("a changed case is read")
			}
			return
		}
	}
	t.Error("no case is carried")
}

func FuzzReadBack(f *testing.F) {
	f.Add([]byte("PK"), "")
	f.Add(written(f, "average"), "")
	f.Fuzz(func(t *testing.T, data []byte, password string) {
		if _, err := ReadBack(data, password); err != nil && strings.Contains(err.Error(), "\n") {
			t.Errorf("more than a sentence: %v", err)
		}
	})
}

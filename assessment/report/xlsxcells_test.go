package report

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"ounce/assessment"
)

// packed makes an archive of parts; a name that ends in * holds a gigabyte of
// its text.
func packed(t testing.TB, parts ...[2]string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	w.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) { return flate.NewWriter(out, flate.BestSpeed) })
	for _, p := range parts {
		name, endless := strings.CutSuffix(p[0], "*")
		part, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		text, times := []byte(p[1]), 1
		if endless {
			text, times = bytes.Repeat(text, 1+(1<<20)/len(text)), 200
		}
		for range times {
			if _, err := part.Write(text); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const (
	rootRels = `<Relationships><Relationship Id="r1" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>`
	bookPart = `<workbook xmlns:r="r"><sheets><sheet name="Questions" r:id="a"/></sheets></workbook>`
	bookRels = `<Relationships><Relationship Id="a" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="b" Type="http://x/sharedStrings" Target="sharedStrings.xml"/></Relationships>`
)

func foreign(t testing.TB, more ...[2]string) []byte {
	return packed(t, append([][2]string{{"_rels/.rels", rootRels}, {"xl/workbook.xml", bookPart}, {"xl/_rels/workbook.xml.rels", bookRels}}, more...)...)
}

// hostileSheets are files that somebody could drag onto the window, each with a
// word of what is said about it.
func hostileSheets(t testing.TB) map[string]struct {
	data []byte
	says string
} {
	type file = struct {
		data []byte
		says string
	}
	q := questionnaire(t)
	good := answerSheet(t, q, assessment.Answers{})
	texts := [2]string{"xl/sharedStrings.xml", "<sst/>"}
	var book bytes.Buffer
	if err := Write(&book, sample()); err != nil {
		t.Fatal(err)
	}
	damaged := bytes.Clone(good)
	for i := len(damaged) / 3; i < len(damaged)/3+200; i++ {
		damaged[i] ^= 0x55
	}
	return map[string]file{
		"nothing":         {nil, "is no Excel workbook"},
		"rubbish":         {bytes.Repeat([]byte{0xfe, 1, 7}, 3000), "is no Excel workbook"},
		"cut off":         {good[:len(good)/2], "is a damaged workbook"},
		"damaged":         {damaged, "is a damaged workbook"},
		"zip rubbish":     {[]byte("PK\x03\x04rubbish"), "is a damaged workbook"},
		"an archive":      {packed(t, [2]string{"a.txt", "hello"}), "is no Excel workbook"},
		"a document":      {packed(t, [2]string{"_rels/.rels", strings.Replace(rootRels, "xl/workbook.xml", "word/document.xml", 1)}), "is no Excel workbook"},
		"xlsb":            {packed(t, [2]string{"_rels/.rels", strings.Replace(rootRels, "workbook.xml", "workbook.bin", 1)}), "another kind (.xlsb)"},
		"ods":             {packed(t, [2]string{"mimetype", "application/vnd.oasis"}), "is of another program"},
		"password":        {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest"), "has a password"},
		"a report":        {book.Bytes(), "no answer sheet of Ounce"},
		"9 MB":            {make([]byte, 9<<20), "is larger than 8 MB"},
		"bomb of texts":   {foreign(t, [2]string{"xl/sharedStrings.xml*", "<si><t>x</t></si>"}, [2]string{"xl/worksheets/sheet1.xml", `<a><row><c r="A1" t="s"><v>0</v></c></row></a>`}), "holds far more"},
		"bomb of cells":   {foreign(t, texts, [2]string{"xl/worksheets/sheet1.xml*", `<row><c r="A1"><v>1</v></c></row>`}), "holds far more"},
		"bomb of names":   {foreign(t, texts, [2]string{"xl/worksheets/sheet1.xml*", `<a `}), "is a damaged workbook"},
		"bomb of spaces":  {foreign(t, texts, [2]string{"xl/worksheets/sheet1.xml*", `          `}), "holds far more"},
		"deep":            {foreign(t, texts, [2]string{"xl/worksheets/sheet1.xml", strings.Repeat("<a>", 100000)}), "is a damaged workbook"},
		"entities":        {foreign(t, texts, [2]string{"xl/worksheets/sheet1.xml", `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>`}), "is a damaged workbook"},
		"no sheet":        {foreign(t, texts), "is a damaged workbook"},
		"far away":        {foreign(t, texts, [2]string{"xl/worksheets/sheet1.xml", `<worksheet><dimension ref="A1:XFD1048576"/><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>`}), "no answer sheet"},
		"wild references": {foreign(t, texts, [2]string{"xl/worksheets/sheet1.xml", `<s><row r="-4"><c r="A99999999999999999999" t="s"><v>-1</v></c><c r="ZZZZ1"><v>x</v></c><c r="" t="s"><v>7</v></c></row></s>`}), "no answer sheet"},
		"way out":         {packed(t, [2]string{"_rels/.rels", strings.Replace(rootRels, "xl/workbook.xml", "../../../etc/workbook.xml", 1)}), "is a damaged workbook"},
	}
}

func TestHostileWorkbooksAreRefusedInASentence(t *testing.T) {
	q := questionnaire(t)
	for name, c := range hostileSheets(t) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		began := time.Now()
		_, err := ReadAnswerSheet(name+".xlsx", c.data, q)
		runtime.ReadMemStats(&after)
		if err == nil || !strings.HasPrefix(err.Error(), name+".xlsx ") || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: said %v, want %q", name, err, c.says)
		}
		if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 200 {
			t.Errorf("%s: took %d MB", name, used)
		}
		if took := time.Since(began); took > 20*time.Second {
			t.Errorf("%s: took %v", name, took)
		}
	}
}

// TestCellsOfEveryKind reads what programs write in different ways.
func TestCellsOfEveryKind(t *testing.T) {
	data := foreign(t,
		[2]string{"xl/sharedStrings.xml", `<sst><si><t>plain</t></si><si><r><t>in </t></r><r><t>parts</t></r><rPh><t>sound</t></rPh></si><si><t>_x0041__x000D_</t></si></sst>`},
		[2]string{"xl/worksheets/sheet1.xml", `<x:worksheet xmlns:x="y"><x:sheetData><x:row r="2"><x:c r="A2" t="s"><x:v>0</x:v></x:c><x:c t="s"><x:v>1</x:v></x:c><x:c t="s"><x:v>2</x:v></x:c>` +
			`<x:c r="E2" t="inlineStr"><x:is><x:t>own</x:t></x:is></x:c><x:c><x:f>1+1</x:f><x:v>2.5</x:v></x:c><x:c t="str"><x:f>A2</x:f><x:v>text</x:v></x:c>` +
			`<x:c t="b"><x:v>1</x:v></x:c><x:c t="e"><x:v>#REF!</x:v></x:c><x:c s="4"/></x:row><x:row><x:c><x:v>1E3</x:v></x:c></x:row></x:sheetData></x:worksheet>`})
	sheets, err := readWorkbook(data, answerLimits)
	if err != nil {
		t.Fatal(err)
	}
	g := sheets[0]
	for at, want := range map[string]cell{
		"A2": {text: "plain"}, "B2": {text: "in parts"}, "C2": {text: "A\r"}, "D2": {}, "E2": {text: "own"}, "F2": {text: "2.5", number: true},
		"G2": {text: "text"}, "H2": {text: "TRUE"}, "I2": {text: "#REF!", fault: true}, "J2": {}, "A3": {text: "1E3", number: true},
	} {
		column, row, ok := reading(at)
		if got := g.at(column, row); !ok || got != want {
			t.Errorf("%s holds %+v, want %+v", at, got, want)
		}
	}
	if g.rows != 3 || g.name != "Questions" {
		t.Errorf("%q has %d rows", g.name, g.rows)
	}
}

func FuzzReadAnswerSheet(f *testing.F) {
	q := questionnaire(f)
	f.Add(answerSheet(f, q, exampleAnswers(f, q, "average")))
	for _, c := range hostileSheets(f) {
		if len(c.data) < 1<<16 {
			f.Add(c.data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := ReadAnswerSheet("f.xlsx", data, q)
		if err == nil && q.Check(a) != nil {
			t.Error("accepted answers are wrong")
		}
	})
}

// FuzzCells feeds the parts themselves, past the archive.
func FuzzCells(f *testing.F) {
	f.Add([]byte(`<sst><si><t>a</t></si></sst>`), []byte(`<w><row r="1"><c r="A1" t="s"><v>0</v></c></row></w>`))
	f.Fuzz(func(t *testing.T, texts, cells []byte) {
		sheets, err := readWorkbook(foreign(t, [2]string{"xl/sharedStrings.xml", string(texts)}, [2]string{"xl/worksheets/sheet1.xml", string(cells)}), answerLimits)
		if err != nil {
			return
		}
		for at := range sheets[0].cells {
			if at[0] < 1 || at[0] > answerLimits.column || at[1] < 1 || at[1] > answerLimits.rows {
				t.Errorf("a cell at %v", at)
			}
		}
	})
}

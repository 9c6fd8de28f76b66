package report

import (
	"encoding/xml"
	"io"
	"strings"
	"testing"
)

func TestCellsCarryTypeFormulaAndValue(t *testing.T) {
	for _, c := range []struct {
		value any
		want  string
	}{
		{nil, `<c r="B2" s="3"/>`},
		{"a < b & _x003D_", `<c r="B2" s="3" t="s"><v>0</v></c>`},
		{7, `<c r="B2" s="3"><v>7</v></c>`},
		{1e21, `<c r="B2" s="3"><v>1e+21</v></c>`},
		{formula{"SUM(A1:A2)", 150.5}, `<c r="B2" s="3"><f>SUM(A1:A2)</f><v>150.5</v></c>`},
		{formula{`IF(A1<A2,"a","b")`, "a < b"}, `<c r="B2" s="3" t="str"><f>IF(A1&lt;A2,"a","b")</f><v>a &lt; b</v></c>`},
		{formula{"A1=A2", true}, `<c r="B2" s="3" t="b"><f>A1=A2</f><v>1</v></c>`},
	} {
		g, texts := &grid{}, &textTable{numbers: map[string]int{}}
		g.set(2, 2, c.value, 3)
		got, err := g.xml(texts)
		if want := `<row r="2">` + c.want + `</row>`; err != nil || string(got) != want {
			t.Errorf("%v: %s (%v), want %s", c.value, got, err, want)
		}
	}
	for name, bad := range map[string]any{"a formula without a value": formula{"A1", nil}, "a list": []int{1}, "a list as a value": formula{"A1", []int{1}}} {
		g := &grid{}
		g.set(1, 1, bad, 0)
		if _, err := g.xml(&textTable{numbers: map[string]int{}}); err == nil {
			t.Errorf("%s is accepted", name)
		}
	}
}

func TestCellsStandInOrderAndOnce(t *testing.T) {
	g, texts := &grid{}, &textTable{numbers: map[string]int{}}
	for _, one := range []struct {
		column, row int
		value       any
	}{{3, 2, "x"}, {1, 2, 1}, {2, 2, "y"}, {3, 2, "x"}, {28, 1, 4}, {2, 2, 5}} {
		g.set(one.column, one.row, one.value, 0)
	}
	g.row(2).height = 12.5
	got, err := g.xml(texts)
	want := `<row r="1"><c r="AB1" s="0"><v>4</v></c></row>` +
		`<row r="2" ht="12.50" customHeight="1"><c r="A2" s="0"><v>1</v></c><c r="B2" s="0"><v>5</v></c><c r="C2" s="0" t="s"><v>0</v></c></row>`
	if err != nil || string(got) != want {
		t.Errorf("%s (%v), want %s", got, err, want)
	}
	if g.shown(3, 2) != "x" || g.shown(28, 1) != 4 || g.shown(9, 9) != nil {
		t.Errorf("shown: %v, %v, %v", g.shown(3, 2), g.shown(28, 1), g.shown(9, 9))
	}
}

func FuzzTextTableIsXML(f *testing.F) {
	for _, bad := range append(hostile, "a<b>&c", "\x0b", "\ufffe") {
		f.Add(bad)
	}
	f.Fuzz(func(t *testing.T, in string) {
		texts := &textTable{numbers: map[string]int{}}
		texts.number(in)
		decoder := xml.NewDecoder(strings.NewReader(string(texts.xml())))
		for {
			if _, err := decoder.Token(); err == io.EOF {
				return
			} else if err != nil {
				t.Fatalf("%q is no XML: %v", in, err)
			}
		}
	})
}

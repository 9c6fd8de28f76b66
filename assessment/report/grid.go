package report

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// grid is the cells of one sheet. Ounce writes them itself: the library has no
// way to store a formula's value, and takes four times as long.
type grid struct {
	rows []gridRow // by number, from 1
}

type gridRow struct {
	height float64 // in points; 0 leaves it to the reader's program
	cells  []gridCell
}

// gridCell is kept small: the sheets of a large office hold a million of them.
type gridCell struct {
	column, style int32
	value         any // nil, string, exact, int, float64 or formula
}

// row gives a row, and makes it and those above it where they are missing.
func (g *grid) row(number int) *gridRow {
	for len(g.rows) <= number {
		g.rows = append(g.rows, gridRow{})
	}
	return &g.rows[number]
}

// set puts a value into a cell, in the place of what was there.
func (g *grid) set(column, number int, value any, style int) {
	row := g.row(number)
	one := gridCell{int32(column), int32(style), value}
	at := len(row.cells)
	for at > 0 && row.cells[at-1].column >= one.column {
		at--
	}
	if at < len(row.cells) && row.cells[at].column == one.column {
		row.cells[at] = one
		return
	}
	if row.cells == nil { // rows of a table are alike
		row.cells = make([]gridCell, 0, max(1, len(g.rows[max(0, number-1)].cells)))
	}
	row.cells = slices.Insert(row.cells, at, one)
}

// shown is what a cell shows: a formula's value, a text, a number, or nil.
func (g *grid) shown(column, number int) any {
	if number >= len(g.rows) {
		return nil
	}
	for _, cell := range g.rows[number].cells {
		if int(cell.column) == column {
			if f, ok := cell.value.(formula); ok {
				return f.value
			}
			return cell.value
		}
	}
	return nil
}

// xml gives the rows as a sheet's part holds them.
func (g *grid) xml(texts *textTable) ([]byte, error) {
	var letters []string
	out := make([]byte, 0, 64*len(g.rows))
	for number := range g.rows {
		row := &g.rows[number]
		if len(row.cells) == 0 && row.height == 0 {
			continue
		}
		out = append(out, `<row r="`...)
		out = strconv.AppendInt(out, int64(number), 10)
		if row.height > 0 {
			out = append(out, `" ht="`...)
			out = strconv.AppendFloat(out, row.height, 'f', 2, 64)
			out = append(out, `" customHeight="1`...)
		}
		out = append(out, `">`...)
		for _, cell := range row.cells {
			for len(letters) <= int(cell.column) {
				name, err := excelize.ColumnNumberToName(max(1, len(letters)))
				if err != nil {
					return nil, err
				}
				letters = append(letters, name)
			}
			out = append(out, `<c r="`...)
			out = append(out, letters[cell.column]...)
			out = strconv.AppendInt(out, int64(number), 10)
			out = append(out, `" s="`...)
			out = strconv.AppendInt(out, int64(cell.style), 10)
			var err error
			if out, err = appendValue(out, cell.value, texts); err != nil {
				return nil, fmt.Errorf("cell %s%d: %w", letters[cell.column], number, err)
			}
		}
		out = append(out, `</row>`...)
	}
	return out, nil
}

// appendValue ends a cell's tag with its type, its formula and its value.
func appendValue(out []byte, value any, texts *textTable) ([]byte, error) {
	switch v := value.(type) {
	case nil:
		return append(out, `"/>`...), nil
	case string:
		out = append(out, `" t="s"><v>`...)
		out = strconv.AppendInt(out, int64(texts.number(v)), 10)
	case exact:
		out = append(out, `" t="inlineStr"><is><t xml:space="preserve">`...)
		return append(appendEscaped(out, encoded(string(v))), `</t></is></c>`...), nil
	case int:
		out = append(out, `"><v>`...)
		out = strconv.AppendInt(out, int64(v), 10)
	case float64:
		out = append(out, `"><v>`...)
		out = strconv.AppendFloat(out, v, 'g', -1, 64)
	case formula:
		kind, text, err := cached(v.value)
		if err != nil {
			return nil, err
		}
		out = append(append(append(out, '"'), kind...), `><f>`...)
		out = appendEscaped(out, v.expr)
		out = append(append(out, `</f><v>`...), text...)
	default:
		return nil, fmt.Errorf("%T is neither text nor number", value)
	}
	return append(out, `</v></c>`...), nil
}

// textTable is the texts of a workbook, each once.
type textTable struct {
	numbers map[string]int
	texts   []string
	uses    int
}

func (t *textTable) number(s string) int {
	t.uses++
	n, ok := t.numbers[s]
	if !ok {
		n = len(t.texts)
		t.numbers[s] = n
		t.texts = append(t.texts, s)
	}
	return n
}

// sharedTexts is the part with the texts.
const sharedTexts = "xl/sharedStrings.xml"

func (t *textTable) xml() []byte {
	out := fmt.Appendf(nil, `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`+"\n"+
		`<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="%d" uniqueCount="%d">`, t.uses, len(t.texts))
	for _, s := range t.texts {
		out = append(out, `<si><t xml:space="preserve">`...)
		out = appendEscaped(out, escape(s))
		out = append(out, `</t></si>`...)
	}
	return append(out, `</sst>`...)
}

// appendEscaped appends a text as XML holds it; what XML cannot hold becomes
// the replacement character.
func appendEscaped(out []byte, s string) []byte {
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == '&':
			out = append(out, "&amp;"...)
		case c == '<':
			out = append(out, "&lt;"...)
		case c == '>':
			out = append(out, "&gt;"...)
		case c >= ' ' && c < utf8.RuneSelf, c == '\n':
			out = append(out, c)
		case c < utf8.RuneSelf:
			out = utf8.AppendRune(out, utf8.RuneError)
		default:
			r, size := utf8.DecodeRuneInString(s[i:])
			if r == 0xfffe || r == 0xffff {
				r = utf8.RuneError
			}
			out = utf8.AppendRune(out, r)
			i += size
			continue
		}
		i++
	}
	return out
}

var rowsBegin, rowsEnd = []byte("<sheetData>"), []byte("</sheetData>")

// placeRows puts the rows into a sheet's part, in the place of those that the
// library keeps for its tables.
func placeRows(part, rows []byte) ([]byte, error) {
	from, to := bytes.Index(part, rowsBegin), bytes.Index(part, rowsEnd)
	if from < 0 || to < from {
		return nil, fmt.Errorf("the part has no place for rows")
	}
	out := make([]byte, 0, len(part)+len(rows))
	out = append(append(out, part[:from+len(rowsBegin)]...), rows...)
	return append(out, part[to:]...), nil
}

package report

import (
	"fmt"
	"math"
	"strings"

	"github.com/xuri/excelize/v2"
)

// sheet is one sheet in the making. The first error stays in err and stops
// everything after it, so that a layout reads as what it lays out.
type sheet struct {
	*book
	*grid
	layout
	part   string    // its name in the file
	widths []float64 // of the columns, in characters
	row    int       // the next free row, from 1
	used   int       // the most columns used
	// sections are the rows in which something begins that belongs together.
	sections []int
	titles   int // the row that every printed page repeats; 0 is none
	printed  int // the last row that is printed; 0 is the last one
	err      error
}

func (b *book) add(l layout) (*sheet, error) {
	name := l.name
	if len(b.sheets) == 0 {
		if err := b.file.SetSheetName("Sheet1", name); err != nil {
			return nil, fmt.Errorf("naming the sheet %s: %w", name, err)
		}
	} else if _, err := b.file.NewSheet(name); err != nil {
		return nil, fmt.Errorf("adding the sheet %s: %w", name, err)
	}
	s := &sheet{book: b, grid: &grid{}, layout: l, part: fmt.Sprintf("xl/worksheets/sheet%d.xml", len(b.sheets)+1), row: 1}
	b.sheets = append(b.sheets, s)
	return s, nil
}

// do keeps the first error.
func (s *sheet) do(err error) {
	if s.err == nil && err != nil {
		s.err = err
	}
}

// setWidths sets the columns' widths in characters.
func (s *sheet) setWidths(widths ...float64) {
	s.widths = widths
	for i, width := range widths {
		column, err := excelize.ColumnNumberToName(i + 1)
		s.do(err)
		s.do(s.file.SetColWidth(s.name, column, column, width))
	}
}

// pixels is how wide a column is on the screen, as the library counts.
func (s *sheet) pixels(column int) int { return int(s.widths[column-1]*8 + 0.5) }

// put writes a value into a cell: a text through text(), a number as it is.
func (s *sheet) put(column, row int, value any, l look) {
	if s.err != nil {
		return
	}
	number := value
	switch v := value.(type) {
	case nil, int, float64:
	case verbatim:
		value = string(v)
	case formula:
		number = v.value
	case string:
		clean := s.clean(v)
		s.grow(column, row, clean, l)
		value = clean
	case exact:
		s.grow(column, row, string(v), l)
	default:
		s.do(fmt.Errorf("cell %s: %T is neither text nor number", cellName(column, row), value))
		return
	}
	if v, ok := number.(float64); ok && (math.IsNaN(v) || math.IsInf(v, 0)) {
		s.do(fmt.Errorf("cell %s would hold no number", cellName(column, row)))
		return
	}
	style, err := s.style(l)
	s.do(err)
	s.grid.set(column, row, value, style)
	s.used = max(s.used, column)
}

// clean is a text as the workbook may show it.
func (b *book) clean(s string) string {
	if s == "" {
		return s
	}
	if known, ok := b.cleaned[s]; ok {
		return known
	}
	clean := b.private(text(s)) // what is invisible must not hide a name
	b.cleaned[s] = clean
	return clean
}

// line writes values side by side and goes to the next row.
func (s *sheet) line(l look, values ...any) {
	if l == titleLook || l == sectionLook {
		s.section()
	}
	for i, value := range values {
		s.put(i+1, s.row, value, l)
	}
	s.row++
}

// note writes a text over the whole width of the sheet.
func (s *sheet) note(words string, l look) {
	s.put(1, s.row, words, l)
	s.mergeLong(1, len(s.widths), text(s.private(words)), l)
	s.row++
}

// opening writes a sheet's title and what it is for.
func (s *sheet) opening(title, words string) {
	s.line(titleLook, title)
	s.note(words, hintLook)
}

// grow makes a row high enough for a wrapped text: readers do not do it by
// themselves for files that other programs wrote.
func (s *sheet) grow(column, row int, value string, l look) {
	width := 9.0
	if column <= len(s.widths) {
		width = s.widths[column-1]
	}
	at := s.grid.row(row)
	at.height = math.Max(at.height, textHeight(value, width, l))
}

// high makes a row exactly so high, in points.
func (s *sheet) high(row int, points float64) { s.grid.row(row).height = points }

// merge joins cells of the row before it is left, so that a long text has room.
func (s *sheet) merge(from, to int) {
	value, _ := s.grid.shown(from, s.row).(string)
	s.mergeLong(from, to, value, bodyLook)
}

// mergeLong joins cells of the row and makes it high enough for a text.
func (s *sheet) mergeLong(from, to int, value string, l look) {
	to = min(to, len(s.widths))
	width := 0.0
	for _, w := range s.widths[from-1 : to] {
		width += w
	}
	if to > from {
		s.used = max(s.used, to)
		s.do(s.file.MergeCell(s.name, cellName(from, s.row), cellName(to, s.row)))
	}
	s.high(s.row, textHeight(value, width, l))
	for column := 1; column < from; column++ {
		if beside, ok := s.grid.shown(column, s.row).(string); ok && beside != "" {
			s.grow(column, s.row, beside, l)
		}
	}
}

// cellName names a cell whose place the layout itself counted.
func cellName(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		return "A1"
	}
	return name
}

// table makes the rows from first to the last one written a table with filters.
// The first row holds the headings.
func (s *sheet) table(name string, first, columns int) {
	last := max(s.row-1, first+1)
	for column := 1; column <= columns; column++ { // the library takes the table's headings from its own cells
		heading, _ := s.grid.shown(column, first).(string)
		s.do(s.file.SetCellStr(s.name, cellName(column, first), heading))
	}
	stripes := false
	s.do(s.file.AddTable(s.name, &excelize.Table{
		Range: cellName(1, first) + ":" + cellName(columns, last), Name: name, StyleName: "", ShowRowStripes: &stripes,
	}))
}

// freeze keeps the rows above the next free one in view.
func (s *sheet) freeze(rows int) {
	s.titles = rows
	s.do(s.file.SetPanes(s.name, &excelize.Panes{Freeze: true, YSplit: rows, TopLeftCell: cellName(1, rows+1), ActivePane: "bottomLeft"}))
}

// maker is who gives the report out, for the footer; what follows a code for
// the size begins with a space, or it would be taken for a part of it.
func (s *sheet) maker() string {
	if s.brand.Name == "" {
		return "Ounce"
	}
	return strings.ReplaceAll(line(s.brand.Name), "&", "&&") + ", made with Ounce"
}

// finish sets what every sheet has: heights, dimension, print layout.
func (s *sheet) finish() error {
	s.breakPages()
	s.do(s.file.SetSheetDimension(s.name, "A1:"+cellName(max(1, s.used), max(1, s.row-1))))
	s.do(s.file.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Area", RefersTo: fmt.Sprintf("'%s'!$A$1:%s", s.name, absolute(max(1, s.used), s.lastPrinted())), Scope: s.name,
	}))
	fit, wide, high, hidden := true, 1, 0, false
	orientation := "landscape"
	if s.onePage {
		orientation, high = "portrait", 1
	}
	s.do(s.file.SetSheetProps(s.name, &excelize.SheetPropsOptions{FitToPage: &fit}))
	s.do(s.file.SetPageLayout(s.name, &excelize.PageLayoutOptions{Orientation: &orientation, FitToWidth: &wide, FitToHeight: &high}))
	side, foot := 0.5, 0.6
	s.do(s.file.SetPageMargins(s.name, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &side, Bottom: &foot}))
	s.do(s.file.SetHeaderFooter(s.name, &excelize.HeaderFooterOptions{OddFooter: "&L&8 " + s.maker() + "&C&8&A&R&8Page &P of &N"}))
	s.do(s.file.SetSheetView(s.name, 0, &excelize.ViewOptions{ShowGridLines: &hidden}))
	return s.err
}

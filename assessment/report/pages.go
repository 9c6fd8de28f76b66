package report

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/xuri/excelize/v2"
)

// A lying page of A4, less its margins, in points. Letter takes more rows of a
// sheet of the same width.
const (
	pageWidth  = 770.0
	pageHeight = 516.0
	// pageSlack leaves room for what readers make of heights in points.
	pageSlack = 0.96
	// digitWidth is how wide a column is for each of its characters.
	digitWidth = 5.25
	// rowHeight is how high a row without a height of its own is.
	rowHeight = 15.0
	// goesOn is how many pages a table takes, of several on a sheet, whose
	// headings are repeated: they stand above the others, too.
	goesOn = 1.5
	// lonely is the least room at the foot of a page in which a section begins
	// that is too long for one page.
	lonely = 140.0
)

// section tells that what follows belongs together: it begins on a new page
// where it would not fit on the one begun.
func (s *sheet) section() {
	if at, found := slices.BinarySearch(s.sections, s.row); !found {
		s.sections = slices.Insert(s.sections, at, s.row)
	}
}

// pageRoom is how high the rows of one page can be together: sheets that are too
// wide are printed smaller, those that are narrow no larger.
func pageRoom(widths []float64) float64 {
	wide := 0.0
	for _, w := range widths {
		wide += w * digitWidth
	}
	return pageHeight * pageSlack * max(1, wide/pageWidth)
}

// pageBreaks gives the rows that begin a new page, for sections that begin in the
// given rows; titles is how high the rows are that every later page repeats. The
// last section flows as it likes once it has begun.
func pageBreaks(sections []int, last int, height func(row int) float64, room, titles float64) []int {
	var breaks []int
	filled := 0.0
	turn := func(row int) {
		breaks = append(breaks, row)
		filled = titles
	}
	reach := func(i int) (to int, high float64) { // up to the next section, and how high without what is blank before it
		to = last + 1
		if i+1 < len(sections) {
			to = min(to, sections[i+1])
		}
		for row, blank := sections[i], 0.0; row < to; row++ {
			if h := height(row); h > 0 {
				high, blank = high+blank+h, 0
			} else {
				blank += rowHeight
			}
		}
		return to, high
	}
	if len(sections) > 1 {
		if _, high := reach(0); high < lonely { // a title stands with what follows it
			sections = slices.Delete(slices.Clone(sections), 1, 2)
		}
	}
	for i, from := range sections {
		to, high := reach(i)
		if i > 0 && filled+high > room && (high <= room-titles || room-filled < lonely) {
			turn(from)
		}
		if i == len(sections)-1 {
			break
		}
		for row := from; row < to; row++ {
			h := height(row)
			if h > 0 && filled+h > room && row > 1 {
				turn(row)
			}
			filled += cmp.Or(h, rowHeight)
		}
	}
	return breaks
}

// breakPages breaks the pages between sections.
func (s *sheet) breakPages() {
	if s.onePage {
		return
	}
	height := func(row int) float64 { // 0 is an empty row
		if row < len(s.grid.rows) && s.grid.rows[row].height > 0 {
			return s.grid.rows[row].height
		}
		return 0
	}
	last, room, titles := s.lastPrinted(), pageRoom(s.widths[:min(len(s.widths), s.used)]), 0.0
	sections := slices.DeleteFunc(slices.Clone(s.sections), func(row int) bool { return row > last })
	if s.titles > 0 && s.titled(sections, height, room) {
		titles = height(s.titles)
		s.do(s.file.SetDefinedName(&excelize.DefinedName{
			Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("'%s'!$%d:$%d", s.name, s.titles, s.titles), Scope: s.name,
		}))
	}
	for _, row := range pageBreaks(sections, last, height, room, titles) {
		s.do(s.file.InsertPageBreak(s.name, cellName(1, row)))
	}
}

// titled tells whether the headings of the first table belong on every page: not
// where it ends on the first one and others follow.
func (s *sheet) titled(sections []int, height func(row int) float64, room float64) bool {
	if len(sections) < 2 {
		return true
	}
	high := 0.0
	for row := 1; row < sections[1]; row++ {
		high += cmp.Or(height(row), rowHeight)
	}
	return high > goesOn*room
}

// lastPrinted is the last row that is printed.
func (s *sheet) lastPrinted() int {
	if s.printed > 0 {
		return s.printed
	}
	return max(1, s.row-1)
}

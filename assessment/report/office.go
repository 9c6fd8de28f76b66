package report

import (
	"fmt"
	"strings"
)

// officeView is what several computers have in common, and which of them need help
// first.
func officeView(s *sheet) {
	o := s.result.Office
	if len(o.Computers) < 2 {
		return
	}
	names := map[string]string{}
	for _, m := range s.result.Machines {
		names[m.ID] = m.Name
	}
	s.row++
	s.line(sectionLook, "The computers that need help first")
	s.line(headLook, "Computer", "System", "Seen by", "Checked on", "To act on", "To look at", "Fine", "Not seen")
	s.put(10, s.row-1, "Matters most, and is not fine", headLook)
	s.put(9, s.row-1, nil, headLook)
	for _, c := range o.Computers {
		name := c.Name
		if known, ok := names[c.Machine]; ok && c.Machine != "" {
			name = known
		}
		by := c.Source
		if by == "" {
			by = "Ounce"
		}
		s.line(cellLook, name, c.OS, by, c.Taken.Format("2 January 2006"))
		s.row--
		for i, n := range []int{c.Act, c.Look, c.Fine, c.NotSeen} {
			s.put(5+i, s.row, n, look{border: true, left: true})
		}
		s.put(9, s.row, nil, cellLook)
		s.put(10, s.row, c.Worst, cellLook)
		s.row++
	}
	s.row++
	if len(o.Common) > 0 {
		s.line(sectionLook, "What several computers have in common")
		s.line(headLook, "How much it matters", "What was checked", "Not fine on")
		s.put(4, s.row-1, "Computers", headLook)
		for column := 5; column <= 10; column++ {
			s.put(column, s.row-1, nil, headLook)
		}
		for _, gap := range o.Common {
			s.put(1, s.row, s.words.Severities[gap.Severity], cellLook)
			s.put(2, s.row, gap.Title, cellLook)
			s.put(3, s.row, fmt.Sprintf("%d of %d", len(gap.Machines), gap.Of), cellLook)
			list := strings.Join(gap.Machines, ", ")
			s.put(4, s.row, list, cellLook)
			s.mergeLong(4, 10, list, cellLook)
			s.row++
		}
		s.row++
	}
	for _, old := range o.Superseded {
		if known, ok := names[old.Machine]; ok {
			old.Name = known
		}
		s.note(old.Words(), hintLook)
	}
	for _, name := range o.Namesakes {
		s.note(fmt.Sprintf("Two computers are called %s. If they are one, seen by two programs, leave one of the files out.", name), hintLook)
	}
}

package report

import (
	"fmt"
	"strings"

	"ounce/assessment"
	"ounce/checks"
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
	s.put(10, s.row-1, "The heaviest", headLook)
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
		s.line(headLook, "How much it matters", "What", "Computers")
		for column := 4; column <= 10; column++ {
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
		name := old.Name
		if known, ok := names[old.Machine]; ok {
			name = known
		}
		s.wide(fmt.Sprintf("%s was checked more than once: the check of %s counts, not that of %s.", name, old.By.Format("2 January 2006"), old.Taken.Format("2 January 2006")), hintLook)
	}
	for _, name := range o.Namesakes {
		s.wide(fmt.Sprintf("Two computers are called %s. If they are one, seen by two programs, leave one of the files out.", name), hintLook)
	}
}

// earlier is an older result to compare with.
type earlier struct {
	results []assessment.Result // the oldest first
}

// Since adds what changed since the newest of some older results, and the way of
// score and cost over all of them.
func Since(older ...assessment.Result) Option {
	return func(b *book) { b.since.results = append(b.since.results, older...) }
}

var turnWords = map[assessment.Turn]string{
	assessment.TurnNew: "new", assessment.TurnWorse: "worse", assessment.TurnGone: "no longer seen",
	assessment.TurnBetter: "better", assessment.TurnFixed: "fixed", assessment.TurnSame: "same",
}

// since is the sheet "Since last time".
func since(s *sheet) {
	s.setWidths(18, 44, 24, 18, 18, 14, 16)
	results := s.since.results
	last := results[len(results)-1]
	d := assessment.Compare(last, s.result)
	s.opening("Since last time", fmt.Sprintf("What changed since the assessment of %s. No longer seen is neither fixed nor fine: it could not be looked at this time.", last.Generated.Format("2 January 2006")))
	words := sinceWords(d, s.result.Currency)
	s.put(1, s.row, words, leadLook)
	s.mergeLong(1, 7, words, leadLook)
	s.row += 2
	s.line(sectionLook, "The way so far")
	s.line(headLook, "Assessment of", "Score, of 100", "What today costs a year ("+s.result.Currency+")", "Computers", "To act on", "Open gaps")
	for _, r := range append(results[:len(results):len(results)], s.result) {
		s.put(1, s.row, r.Generated.Format("2 January 2006"), cellLook)
		if r.Scores.Overall.Range != nil {
			s.put(2, s.row, r.Scores.Overall.Mid, look{border: true, left: true, format: "0"})
		} else {
			s.put(2, s.row, "too little is known", cellLook)
		}
		if r.Cost != nil && r.Currency == s.result.Currency {
			s.put(3, s.row, r.Cost.BreakFix.Total, look{border: true, left: true, format: "#,##0"})
		} else {
			s.put(3, s.row, "–", cellLook)
		}
		act, open := 0, 0
		for _, m := range r.Machines {
			act += toAct(m)
		}
		for _, g := range r.Gaps {
			if g.State == assessment.GapOpen {
				open++
			}
		}
		for i, n := range []int{len(r.Machines), act, open} {
			s.put(4+i, s.row, n, look{border: true, left: true})
		}
		s.row++
	}
	s.row++
	head := s.row
	s.line(headLook, "What became of it", "What", "Computer", "It was", "It is", "Points", "Money a year ("+s.result.Currency+")")
	for _, t := range d.Turns {
		if t.Turn == assessment.TurnSame {
			continue
		}
		s.line(cellLook, turnWords[t.Turn], t.Title, t.Name, s.statusWords(t.Was), s.statusWords(t.Is))
		s.row--
		s.put(6, s.row, t.Points, look{border: true, left: true, format: `+0.0;-0.0;"–"`})
		s.put(7, s.row, t.Money, look{border: true, left: true, format: `+#,##0;-#,##0;"–"`})
		s.row++
	}
	if s.row == head+1 {
		s.line(cellLook, "same", "Nothing changed.")
	}
	s.table("Since", head, 7)
	same := 0
	for _, t := range d.Turns {
		if t.Turn == assessment.TurnSame {
			same++
		}
	}
	s.row++
	s.line(hintLook, fmt.Sprintf("%d more are as they were.", same))
}

func (s *sheet) statusWords(status string) string {
	if words, ok := s.words.Statuses[checks.Status(status)]; ok {
		return words
	}
	return status
}

// sinceWords sums up a comparison in a sentence or two.
func sinceWords(d assessment.Difference, currency string) string {
	count := map[assessment.Turn]int{}
	for _, t := range d.Turns {
		count[t.Turn]++
	}
	words := fmt.Sprintf("%d fixed, %d better, %d new, %d worse, %d no longer seen.",
		count[assessment.TurnFixed], count[assessment.TurnBetter], count[assessment.TurnNew], count[assessment.TurnWorse], count[assessment.TurnGone])
	if d.Points != nil {
		words += fmt.Sprintf(" The score moved by %+.0f points.", *d.Points)
	}
	if d.Money != nil {
		words += fmt.Sprintf(" What today costs a year moved by %+.0f %s.", *d.Money, currency)
	}
	return words
}

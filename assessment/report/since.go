package report

import (
	"fmt"
	"math"

	"ounce/assessment"
	"ounce/checks"
)

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
	s.trend(append(results[:len(results):len(results)], s.result))
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
		s.put(7, s.row, rounded(t.Money), look{border: true, left: true, format: `+#,##0;-#,##0;"–"`})
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
		words += " The score " + moved(*d.Points, "point") + "."
	}
	if d.Money != nil {
		words += fmt.Sprintf(" What today costs a year %s.", movedSum(*d.Money, currency))
	}
	return words
}

// moved says a change of a few whole things.
func moved(by float64, thing string) string {
	whole := math.Round(math.Abs(by))
	switch {
	case whole == 0:
		return "is as it was"
	case whole != 1:
		thing += "s"
	}
	return fmt.Sprintf("%s by %.0f %s", upOrDown(by), whole, thing)
}

func movedSum(by float64, currency string) string {
	if rounded(by) == 0 {
		return "is as it was"
	}
	return fmt.Sprintf("%s by about %s %s", upOrDown(by), spokenSum(math.Abs(by)), currency)
}

func upOrDown(by float64) string {
	if by < 0 {
		return "fell"
	}
	return "rose"
}

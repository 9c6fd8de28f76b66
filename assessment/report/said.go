package report

// said is the table of answers that a check does not bear out.
func said(s *sheet) {
	s.setWidths(36, 16, 30, 34, 30, 18)
	s.opening("Said and seen", "Where an answer and a computer tell two stories. Nobody is to blame: things change quietly. The score takes the lower of the two.")
	if len(s.result.Contradictions) == 0 {
		s.note("No check contradicts an answer.", bodyLook)
		return
	}
	head := s.row
	s.line(headLook, "What was asked", "Computer", "Said", "Seen", "Where it was read", "Date")
	texts := map[string]string{}
	for _, a := range s.result.Answers {
		texts[a.Question] = a.Text
	}
	for _, c := range s.result.Contradictions {
		s.line(cellLook, texts[c.Question], c.Name, c.Said, c.Seen, c.Source, c.Date.Format("2 January 2006"))
	}
	s.freeze(head)
	s.table("SaidAndSeen", head, 6)
}

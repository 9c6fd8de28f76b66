package report

import (
	"ounce/assessment"
)

var stateWords = map[assessment.AnswerState]string{
	assessment.StateAnswered: "answered", assessment.StateUnknown: "not known",
	assessment.StateSkipped: "does not apply", assessment.StateNotAsked: "not asked",
}

var evidenceWords = map[assessment.EvidenceState]string{
	assessment.SaidOnly: "said only", assessment.Confirmed: "a check agrees",
	assessment.Contradicted: "a check disagrees", assessment.CheckedOnly: "checked only",
}

// answers is what was said, question by question.
func answers(s *sheet) {
	s.setWidths(10, 20, 46, 42, 14, 16, 22)
	s.opening("Answers", "What was said, and whether a check could bear it out.")
	head := s.row
	s.line(headLook, "Question", "Area", "What was asked", "Answer", "State", "Evidence", "Note")
	for _, a := range s.result.Answers {
		s.line(cellLook, a.Question, s.words.Areas[a.Area], a.Text, a.Answer,
			stateWords[a.State], evidenceWords[a.Evidence], a.Note)
	}
	s.freeze(head)
	s.table("Answers", head, 7)
}

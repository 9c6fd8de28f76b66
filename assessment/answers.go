package assessment

// Answers is what people said, as one company's sheet.
type Answers struct {
	Company  string
	Country  string // preset: US, UK, EU, or other
	Currency string // ISO 4217
	// PerUSD is how many of the currency one US dollar buys; it is needed for a
	// currency without a preset and zero otherwise.
	PerUSD float64
	// Given are the answers by question id; a question that is not in it was not
	// asked.
	Given map[string]Answer
}

// Answer is what was said to one question: a choice, a number, numbers by
// field, or that nobody knows.
type Answer struct {
	Choice  string             // answer id
	Number  *float64           // for a question that takes a number instead
	Fields  map[string]float64 // for a question with several numbers
	Choices map[string]string  // for fields that are choices
	Unknown bool
	Note    string
}

// said tells whether the answer says anything, if only that nobody knows.
func (a Answer) said() bool {
	return a.Unknown || a.Choice != "" || a.Number != nil || len(a.Fields) > 0 || len(a.Choices) > 0
}

// state says how a question stands among the answers.
func (q *Questionnaire) state(question Question, a Answers) AnswerState {
	given, ok := a.Given[question.ID]
	switch {
	case !question.show.holds(a.Given):
		return StateSkipped
	case !ok || !given.said():
		return StateNotAsked
	case given.Unknown:
		return StateUnknown
	default:
		return StateAnswered
	}
}

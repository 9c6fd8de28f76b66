package assessment

// Answers is what people said, as one company's sheet.
type Answers struct {
	Company  string
	Country  string // preset: US, UK, EU, or free
	Currency string // ISO 4217
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

package assessment

import "strings"

// Term is one comparison of a branch: what a question or field depends on.
type Term struct {
	Question, Field string
	Op              string // ==, !=, in, <, >, <= or >=
	Values          []string
	Number          float64 // for <, >, <= and >=
}

// Branch lists what must hold for the question to concern a company; nothing
// means every company. What nobody answered rules nothing out.
func (question Question) Branch() []Term { return question.show.terms() }

// Branch lists what must hold for the field to concern a company.
func (f Field) Branch() []Term { return f.show.terms() }

func (c *condition) terms() []Term {
	var terms []Term
	for ; c != nil; c = c.and {
		terms = append(terms, Term{c.question, c.field, c.op, c.values, c.number})
	}
	return terms
}

// BranchWords says a branch in a sentence, and nothing where there is none.
func (q *Questionnaire) BranchWords(terms []Term) string {
	var parts []string
	for _, term := range terms {
		parts = append(parts, q.termWords(term))
	}
	if len(parts) == 0 {
		return ""
	}
	return "Only if " + strings.Join(parts, ", and if ") + "."
}

func (q *Questionnaire) termWords(term Term) string {
	question, _ := q.Get(term.Question)
	asked, answers := question.Text, question.Answers
	if f := question.field(term.Field); f != nil {
		asked, answers = f.Label, f.Answers
	}
	id := term.Question
	if term.Field != "" {
		id += "." + term.Field
	}
	asked = "“" + asked + "” (" + id + ") "
	var labels []string
	for _, id := range term.Values {
		if c, ok := findChoice(answers, id); ok {
			labels = append(labels, "“"+c.Label+"”")
		}
	}
	switch term.Op {
	case "==", "in":
		return asked + "is answered with " + orList(labels)
	case "!=":
		return asked + "is not answered with " + orList(labels)
	case ">":
		return asked + "is more than " + number(term.Number)
	case "<":
		return asked + "is less than " + number(term.Number)
	case ">=":
		return asked + "is " + number(term.Number) + " or more"
	default:
		return asked + "is " + number(term.Number) + " or less"
	}
}

// orList joins words as people do: a, b or c.
func orList(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// AboutBusiness tells whether the question belongs to those about the business,
// also if it is scored in an area: their ids are B and a number.
func (question Question) AboutBusiness() bool {
	digits, ok := strings.CutPrefix(question.ID, "B")
	return ok && digits != "" && strings.Trim(digits, "0123456789") == ""
}

package report

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"ounce/assessment"
)

// choose makes a cell take what a list offers.
func (l *answerLayout) choose(at, list string, offers []string) {
	v := l.list(at, list, offers)
	v.SetError(excelize.DataValidationErrorStyleStop, "Please choose from the list",
		"Click the arrow beside the cell and choose one of the answers. Leave the cell empty if none of them fits.")
	l.do(l.file.AddDataValidation(l.name, v))
}

// suggest makes a cell offer a list and take anything: the reader says what
// cannot be.
func (l *answerLayout) suggest(at, list string, offers []string) {
	l.do(l.file.AddDataValidation(l.name, l.list(at, list, offers)))
}

// list writes a list into a column of its own on the sheet of lists.
func (l *answerLayout) list(at, name string, offers []string) *excelize.DataValidation {
	column := l.lists.used + 1
	l.lists.row = 1
	l.lists.put(column, 1, name, headLook)
	for i, offer := range offers {
		l.lists.put(column, i+2, offer, look{})
	}
	l.longest = max(l.longest, len(offers)+1)
	l.lists.row = l.longest + 1
	v := excelize.NewDataValidation(true)
	v.Sqref = at
	v.SetSqrefDropList(fmt.Sprintf("%s!%s:%s", listsSheet, absolute(column, 2), absolute(column, len(offers)+1)))
	return v
}

// figure makes a cell take a number within bounds.
func (l *answerLayout) figure(at string, low, high float64, whole bool) {
	kind := excelize.DataValidationTypeDecimal
	if whole {
		kind = excelize.DataValidationTypeWhole
	}
	v := excelize.NewDataValidation(true)
	v.Sqref = at
	l.do(v.SetRange(plainFigure(low), plainFigure(high), kind, excelize.DataValidationOperatorBetween))
	v.SetError(excelize.DataValidationErrorStyleStop, "That number is not possible", "This cell takes a number only. "+figureWords(low, high, whole, ""))
	l.do(l.file.AddDataValidation(l.name, v))
}

// grey takes the invitation from rows that do not concern this company, as soon
// as an answer says so.
func (l *answerLayout) grey() {
	style, err := l.file.NewConditionalStyle(&excelize.Style{
		Font: &excelize.Font{Color: muted},
		Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{page}},
	})
	l.do(err)
	for _, b := range l.branches {
		var out []string
		for _, term := range b.terms {
			out = append(out, l.ruledOut(term))
		}
		if len(out) == 0 {
			continue
		}
		expr := out[0]
		if len(out) > 1 {
			expr = "OR(" + strings.Join(out, ",") + ")"
		}
		l.do(l.file.SetConditionalFormat(l.name, fmt.Sprintf("%s:%s", cellName(idColumn, b.row), cellName(noteColumn, b.row)),
			[]excelize.ConditionalFormatOptions{{Type: "formula", Criteria: expr, Format: &style}}))
	}
}

// ruledOut is the formula that is true when an answer rules a row out.
func (l *answerLayout) ruledOut(term assessment.Term) string {
	id := term.Question
	if term.Field != "" {
		id += "." + term.Field
	}
	column, row, _ := reading(l.places[id])
	at := absolute(column, row)
	question, _ := l.questions.Get(term.Question)
	is := func(value string) string {
		return at + `="` + strings.ReplaceAll(labelOf(question, term.Field, value), `"`, `""`) + `"`
	}
	switch term.Op {
	case "!=":
		return is(term.Values[0])
	case "==", "in":
		parts := []string{at + `<>""`, at + `<>"` + l.questions.Labels["unknown"] + `"`}
		for _, value := range term.Values {
			parts = append(parts, "NOT("+is(value)+")")
		}
		return "AND(" + strings.Join(parts, ",") + ")"
	}
	return fmt.Sprintf("AND(ISNUMBER(%s),NOT(%s%s%s))", at, at, term.Op, plainFigure(term.Number))
}

func labelOf(question assessment.Question, field, id string) string {
	choices := question.Answers
	for _, f := range question.Fields {
		if f.Key == field {
			choices = f.Answers
		}
	}
	for _, c := range choices {
		if c.ID == id {
			return c.Label
		}
	}
	return id
}

// figureWords says which number a cell takes.
func figureWords(low, high float64, whole bool, unit string) string {
	kind := "A number"
	switch {
	case whole:
		kind = "A whole number"
	case unit == "money":
		kind = "An amount in your currency,"
	}
	return fmt.Sprintf("%s from %s to %s.", kind, grouped(low), grouped(high))
}

func plainFigure(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

// grouped writes a number with a mark at each thousand.
func grouped(n float64) string {
	whole, rest, _ := strings.Cut(plainFigure(n), ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if rest != "" {
		whole += "." + rest
	}
	return whole
}

// exact is a text that a cell keeps to the last character, those included that
// text takes away.
type exact string

// encoded writes a text so that decoded gives it back to the last character:
// what XML may not hold becomes a code, and what could look like a code does
// not.
func encoded(text string) string {
	var out strings.Builder
	for _, r := range strings.ReplaceAll(text, "_x", "_x005F_x") {
		if r < 0x20 && r != '\n' || r == 0xfffe || r == 0xffff {
			fmt.Fprintf(&out, "_x%04X_", r)
			continue
		}
		out.WriteRune(r)
	}
	return out.String()
}

package report

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"ounce/assessment"
)

// MaxAnswerSheet is the size in bytes beyond which no file is an answer sheet.
const MaxAnswerSheet = 8 << 20

// IsWorkbook tells whether a file is an Excel workbook, or claims to be one.
func IsWorkbook(data []byte) bool {
	return bytes.HasPrefix(data, []byte("PK")) || IsLocked(data)
}

// IsLocked tells whether a file is one that Office locked with a password.
func IsLocked(data []byte) bool { return bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")) }

// ReadAnswerSheet reads an answer sheet that somebody filled in. Every mistake
// is reported at once, as assessment.Mistakes with cell, question and what is
// allowed; a file that is no answer sheet at all is one plain error.
func ReadAnswerSheet(name string, data []byte, q *assessment.Questionnaire) (assessment.Answers, error) {
	none := assessment.Answers{}
	if len(data) > MaxAnswerSheet {
		return none, fmt.Errorf("%s is larger than %d MB; this cannot be an answer sheet", name, MaxAnswerSheet>>20)
	}
	sheets, err := readWorkbook(data, answerLimits)
	if err != nil {
		return none, fmt.Errorf("%s %w", name, err)
	}
	for _, g := range sheets {
		head := headRow(g)
		if head == 0 {
			continue
		}
		r := answerReader{foreignSheet: g, questions: q, rowOf: map[string]int{}, answers: assessment.Answers{Given: map[string]assessment.Answer{}}}
		r.read(head)
		if err := r.check(); err != nil {
			return none, fmt.Errorf("%s has mistakes:\n%w", name, err)
		}
		return r.answers, nil
	}
	return none, fmt.Errorf("%s is a workbook and no answer sheet of Ounce; a blank one is written by: ounce questions --out answers.xlsx", name)
}

// headRow finds the headings of an answer sheet; 0 when there are none.
func headRow(g foreignSheet) int {
	for row := 1; row <= g.rows; row++ {
		found := true
		for i, head := range sheetHeads {
			found = found && g.at(i+1, row).text == head
		}
		if found {
			return row
		}
	}
	return 0
}

// answerReader makes answers of rows.
type answerReader struct {
	foreignSheet
	questions *assessment.Questionnaire
	answers   assessment.Answers
	rowOf     map[string]int // of what stands in the first column
	found     assessment.Mistakes
}

func (r *answerReader) mistake(row int, column int, format string, args ...any) {
	id := r.at(idColumn, row).text
	text := fmt.Sprintf(format, args...)
	if asked := r.asked(id); asked != "" {
		text = "“" + asked + "”: " + text
	}
	r.found = append(r.found, assessment.Mistake{Line: row, Cell: cellName(column, row), Question: shortened(id), Text: text})
}

// asked is what a row asks, by its id.
func (r *answerReader) asked(id string) string {
	id, key, _ := strings.Cut(id, ".")
	question, _ := r.questions.Get(id)
	for _, f := range question.Fields {
		if f.Key == key {
			return f.Label
		}
	}
	return question.Text
}

func (r *answerReader) read(head int) {
	for row := head + 1; row <= r.rows; row++ {
		id := strings.TrimSpace(r.at(idColumn, row).text)
		answer, note := r.at(answerColumn, row), r.at(noteColumn, row)
		first, twice := r.rowOf[id]
		switch {
		case !r.known(id) && answer == cell{} && note == cell{}:
			continue // the name of an area
		case id == "":
			r.mistake(row, answerColumn, "this stands beside no question; please write it beside one, or delete it")
			continue
		case twice:
			r.mistake(row, idColumn, "stands twice; the first is in row %d", first)
			continue
		case !r.known(id):
			r.mistake(row, idColumn, "there is no such question; please leave the first column as it was")
			continue
		}
		r.rowOf[id] = row
		r.row(id, row, answer)
		r.note(id, row, note)
	}
	version, ok := r.rowOf[versionRow]
	switch {
	case !ok:
		r.found = append(r.found, assessment.Mistake{Line: head, Cell: cellName(idColumn, head), Question: versionRow,
			Text: "the row with the version of the sheet is missing; please copy the answers into a new sheet"})
	case r.at(answerColumn, version).text != strconv.Itoa(assessment.AnswersVersion):
		r.mistake(version, answerColumn, "must be %d, the version that this program reads", assessment.AnswersVersion)
	}
}

var headRows = []string{versionRow, companyRow, countryRow, currencyRow, rateRow}

func (r *answerReader) known(id string) bool {
	if slices.Contains(headRows, id) {
		return true
	}
	name, key, field := strings.Cut(id, ".")
	question, ok := r.questions.Get(name)
	if !ok || !field {
		return ok
	}
	return key == unknownField && question.Kind == assessment.KindNumbers ||
		slices.ContainsFunc(question.Fields, func(f assessment.Field) bool { return f.Key == key })
}

// row takes in the answer of one row.
func (r *answerReader) row(id string, row int, answer cell) {
	if answer.fault {
		r.mistake(row, answerColumn, "the cell holds the error %s and no answer", shortened(answer.text))
		return
	}
	answer.text = strings.TrimSpace(answer.text)
	if answer.text == "" && id != companyRow {
		return
	}
	a := &r.answers
	switch id {
	case versionRow:
	case companyRow:
		a.Company = r.at(answerColumn, row).text
	case countryRow:
		var names, ids []string
		for _, c := range r.questions.Countries {
			names, ids = append(names, c.Name), append(ids, c.ID)
		}
		a.Country = r.pick(row, answer, names, ids, false, "")
	case currencyRow:
		a.Currency = r.pick(row, answer, r.questions.Currencies, r.questions.Currencies, false, "")
	case rateRow:
		a.PerUSD, _ = r.number(row, answer)
	default:
		r.given(id, row, answer)
	}
}

func (r *answerReader) given(id string, row int, answer cell) {
	name, key, isField := strings.Cut(id, ".")
	question, _ := r.questions.Get(name)
	given := r.answers.Given[name]
	switch {
	case key == unknownField:
		given.Unknown = r.pick(row, answer, nil, nil, true, "") == unknownField
	case isField:
		for _, f := range question.Fields {
			if f.Key == key {
				r.field(&given, f, row, answer)
			}
		}
	case question.Kind == assessment.KindNumbers:
		r.mistake(row, answerColumn, "please write the numbers into the rows below")
	case question.Kind == assessment.KindChoiceOrNumber && (answer.number || assessment.LooksLikeNumber(answer.text)):
		if n, ok := r.number(row, answer); ok {
			given.Number = &n
		}
	default:
		var labels, ids []string
		also := ""
		for _, c := range question.Answers {
			labels, ids = append(labels, c.Label), append(ids, c.ID)
		}
		if question.Kind == assessment.KindChoiceOrNumber {
			also = fmt.Sprintf(", or a number from %s to %s", grouped(question.Min), grouped(question.Max))
		}
		if given.Choice = r.pick(row, answer, labels, ids, true, also); given.Choice == unknownField {
			given.Choice, given.Unknown = "", true
		}
	}
	if saysAnything(given) {
		r.answers.Given[name] = given
	}
}

func saysAnything(a assessment.Answer) bool {
	return a.Unknown || a.Choice != "" || a.Number != nil || len(a.Fields)+len(a.Choices) > 0 || a.Note != ""
}

func (r *answerReader) field(given *assessment.Answer, f assessment.Field, row int, answer cell) {
	if len(f.Answers) > 0 {
		var labels, ids []string
		for _, c := range f.Answers {
			labels, ids = append(labels, c.Label), append(ids, c.ID)
		}
		if id := r.pick(row, answer, labels, ids, false, ""); id != "" {
			if given.Choices == nil {
				given.Choices = map[string]string{}
			}
			given.Choices[f.Key] = id
		}
		return
	}
	if n, ok := r.number(row, answer); ok {
		if given.Fields == nil {
			given.Fields = map[string]float64{}
		}
		given.Fields[f.Key] = n
	}
}

// pick finds the answer that a cell names, by its words or its id, and gives
// its id. also is what else the cell takes, in words.
func (r *answerReader) pick(row int, answer cell, labels, ids []string, orUnknown bool, also string) string {
	unknown := r.questions.Labels["unknown"]
	said := folded(answer.text)
	for i, label := range labels {
		if said == folded(label) {
			return ids[i]
		}
	}
	for _, id := range ids {
		if said == folded(id) {
			return id
		}
	}
	if orUnknown && (said == folded(unknown) || said == unknownField) {
		return unknownField
	}
	if orUnknown {
		labels = append(slices.Clone(labels), unknown)
	}
	r.mistake(row, answerColumn, "must be %s%s; you wrote %q", oneOf(labels), also, shortened(answer.text))
	return ""
}

// folded is a text without what people do not see: case, doubled spaces, and
// the two kinds of apostrophe.
func folded(text string) string {
	return strings.ToLower(strings.ReplaceAll(strings.Join(strings.Fields(text), " "), "’", "'"))
}

func oneOf(words []string) string {
	const most = 12
	var quoted []string
	for _, w := range words[:min(len(words), most)] {
		quoted = append(quoted, "“"+w+"”")
	}
	if len(words) > most {
		return "one of " + strings.Join(quoted, ", ") + " and the others of the list"
	}
	if len(quoted) == 1 {
		return quoted[0] + " or empty"
	}
	last := len(quoted) - 1
	return "one of " + strings.Join(quoted[:last], ", ") + " or " + quoted[last]
}

func (r *answerReader) number(row int, answer cell) (float64, bool) {
	n, ok := assessment.PlainNumber(answer.text)
	if answer.number {
		var err error
		n, err = strconv.ParseFloat(answer.text, 64)
		ok = err == nil && !math.IsInf(n, 0) && !math.IsNaN(n)
	}
	if !ok {
		r.mistake(row, answerColumn, "must be a number such as 1200 or 38.50; you wrote %q", shortened(answer.text))
	}
	return n, ok
}

func (r *answerReader) note(id string, row int, note cell) {
	if note.text == "" {
		return
	}
	if _, ok := r.questions.Get(id); !ok {
		r.mistake(row, noteColumn, "a note stands beside the question itself; please move this one there")
		return
	}
	given := r.answers.Given[id]
	given.Note = note.text
	r.answers.Given[id] = given
}

// check finds what cannot be right in answers that could be read.
func (r *answerReader) check() error {
	var more assessment.Mistakes
	errors.As(r.questions.Check(r.answers), &more)
	broken := map[string]bool{}
	for _, m := range r.found {
		broken[m.Cell] = true
	}
	for _, m := range more {
		row, ok := r.rowOf[m.Question]
		if id, _, field := strings.Cut(m.Question, "."); !ok && field {
			row, ok = r.rowOf[id]
		}
		switch {
		case broken[cellName(answerColumn, row)]: // it could not even be read
		case ok:
			r.mistake(row, answerColumn, "%s", m.Text)
		default:
			r.found = append(r.found, m)
		}
	}
	return r.found.OrNil()
}

// shortened is a text of the file as a message quotes it.
func shortened(text string) string { return cut(line(text), 60) }

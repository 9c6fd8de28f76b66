package report

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"ounce/assessment"
)

// The sheets of an answer sheet, and the columns of the first.
const (
	askedSheet = "Questions"
	listsSheet = "Lists"

	idColumn     = 1
	askedColumn  = 2
	answerColumn = 3
	tellsColumn  = 4
	noteColumn   = 5
)

// The rows of an answer sheet that are no question, by what stands in the first
// column. They are the names of the answers file.
const (
	versionRow  = "ounce_answers"
	companyRow  = "company"
	countryRow  = "country"
	currencyRow = "currency"
	rateRow     = "per_usd"
	// unknownField stands for all fields of a question that nobody knows.
	unknownField = "unknown"
)

// sheetHeads are the headings; the reader looks for them.
var sheetHeads = []string{"No.", "Question", "Your answer", "Good to know", "Note"}

// WriteAnswerSheet writes the questionnaire as a workbook to fill in, with the
// answers that there are already. seen is what the checks saw beforehand; it may
// be nil. ReadAnswerSheet reads the workbook back.
func WriteAnswerSheet(w io.Writer, q *assessment.Questionnaire, a assessment.Answers, seen []assessment.Suggestion) (err error) {
	date, err := time.Parse(time.DateOnly, q.Date)
	if err != nil {
		return fmt.Errorf("the date of the questions: %w", err)
	}
	b := &book{
		file: excelize.NewFile(), privacy: Internal, result: assessment.Result{Generated: date},
		styles: map[look]int{}, cleaned: map[string]string{},
	}
	defer func() { err = errors.Join(err, b.file.Close()) }()
	asked, err := b.add(layout{name: askedSheet})
	if err != nil {
		return err
	}
	lists, err := b.add(layout{name: listsSheet})
	if err != nil {
		return err
	}
	l := &answerLayout{sheet: asked, lists: lists, questions: q, answers: a, seen: map[string]assessment.Suggestion{}, places: map[string]string{}}
	for _, one := range seen {
		l.seen[one.Question] = one
	}
	l.fill()
	for _, s := range []*sheet{asked, lists} {
		if err := s.finish(); err != nil {
			return fmt.Errorf("laying out the sheet %s: %w", s.name, err)
		}
	}
	if err := b.fillIn(); err != nil {
		return err
	}
	if err := b.file.SetSheetVisible(listsSheet, false); err != nil {
		return fmt.Errorf("hiding the lists: %w", err)
	}
	if err := b.file.SetDocProps(&excelize.DocProperties{
		Title: "Questions about your IT", Creator: "Ounce", LastModifiedBy: "Ounce", Language: "en",
		Created: date.Format(time.RFC3339), Modified: date.Format(time.RFC3339),
	}); err != nil {
		return fmt.Errorf("setting the properties: %w", err)
	}
	if err := b.file.SetAppProps(&excelize.AppProperties{Application: "Ounce"}); err != nil {
		return fmt.Errorf("setting the program's name: %w", err)
	}
	b.file.SetActiveSheet(0)
	b.file.SetZipWriter(func(out io.Writer) excelize.ZipWriter {
		return &archive{out: zip.NewWriter(out), date: date, correct: b.correct}
	})
	return b.file.Write(w)
}

// answerLayout lays the questions out.
type answerLayout struct {
	*sheet
	lists     *sheet
	questions *assessment.Questionnaire
	answers   assessment.Answers
	seen      map[string]assessment.Suggestion
	places    map[string]string // of answer cells, by the id of their row
	branches  []branchRow
	longest   int // of the lists
}

// branchRow is a row that concerns only some companies.
type branchRow struct {
	row   int
	terms []assessment.Term
}

// The looks of an answer sheet. What can be filled in looks like the report's
// cells that can be changed.
var (
	idLook      = look{size: 9, color: muted, border: true}
	askedLook   = look{wrap: true, bold: true, border: true}
	fieldLook   = look{wrap: true, border: true, indent: true}
	tellsLook   = look{size: 10, color: muted, wrap: true, border: true}
	areaLook    = look{size: 14, bold: true, color: primary, fill: page}
	choiceLook  = look{wrap: true, border: true, color: primary, fill: input, open: true, left: true, format: "@"}
	figureInput = look{wrap: true, border: true, color: primary, fill: input, open: true, left: true}
	moneyInput  = look{wrap: true, border: true, color: primary, fill: input, open: true, left: true, format: "#,##0.00"}
)

func (l *answerLayout) fill() {
	l.setWidths(13, 46, 38, 58, 30)
	l.line(titleLook, "Questions about your IT")
	words := "Answer in the yellow cells: choose from the list or write a number. Leave empty what you do not want to answer, and choose “" +
		l.questions.Labels["unknown"] + "” where nobody knows. Save and go on whenever you like. When you are done, drag this file onto Ounce's window."
	l.put(1, l.row, words, bodyLook)
	l.mergeLong(1, tellsColumn, words, bodyLook)
	l.row++
	head := l.row
	l.line(headLook, sheetHeads[0], sheetHeads[1], sheetHeads[2], sheetHeads[3], sheetHeads[4])
	l.freeze(head)
	l.company()
	l.area("Your business")
	for _, question := range l.questions.Questions {
		if question.AboutBusiness() {
			l.ask(question)
		}
	}
	for _, area := range l.questions.Areas {
		l.area(area.Name)
		for _, question := range l.questions.Questions {
			if question.Area == area.ID && !question.AboutBusiness() {
				l.ask(question)
			}
		}
	}
	l.area("About this sheet")
	l.put(idColumn, l.row, versionRow, idLook)
	l.put(askedColumn, l.row, "Version of this sheet; please leave it as it is", fieldLook)
	l.put(answerColumn, l.row, assessment.AnswersVersion, look{border: true, left: true})
	l.put(tellsColumn, l.row, "Without the window, this file is assessed with: ounce assess --answers FILE --out report.xlsx", tellsLook)
	l.put(noteColumn, l.row, nil, tellsLook)
	l.row++
	l.grey()
	l.do(l.file.ProtectSheet(l.name, &excelize.SheetProtectionOptions{
		SelectLockedCells: true, SelectUnlockedCells: true, FormatColumns: true, FormatRows: true,
	}))
}

func (l *answerLayout) area(name string) {
	for column := range sheetHeads {
		l.put(column+1, l.row, nil, areaLook)
	}
	l.put(1, l.row, name, areaLook)
	l.high(l.row, 24)
	l.row++
}

// begin begins a row with what every row has.
func (l *answerLayout) begin(id, asked string, askedLook look, tells ...string) {
	l.put(idColumn, l.row, id, idLook)
	l.put(askedColumn, l.row, asked, askedLook)
	var told []string
	for _, one := range tells {
		if one != "" {
			told = append(told, one)
		}
	}
	l.put(tellsColumn, l.row, strings.Join(told, "\n"), tellsLook)
	l.put(answerColumn, l.row, nil, tellsLook)
	l.put(noteColumn, l.row, nil, tellsLook)
}

// answer makes the answer's cell of the row one to fill in.
func (l *answerLayout) answer(id string, value any, style look) string {
	at := cellName(answerColumn, l.row)
	l.places[id] = at
	l.fillIn(answerColumn, value, style)
	return at
}

// fillIn writes what people said, to the last character.
func (l *answerLayout) fillIn(column int, value any, style look) {
	if v, ok := value.(string); ok && v == "" {
		value = nil
	} else if ok && text(v) != v {
		value = exact(strings.ToValidUTF8(v, "\ufffd"))
	}
	l.put(column, l.row, value, style)
}

func (l *answerLayout) note(text string) { l.fillIn(noteColumn, text, choiceLook) }

func (l *answerLayout) company() {
	l.area("Your company")
	l.begin(companyRow, "Name of the company", askedLook, "It stands on the report. Leave it empty if you prefer.")
	l.answer(companyRow, l.answers.Company, choiceLook)
	l.row++

	var names []string
	country := ""
	for _, c := range l.questions.Countries {
		names = append(names, c.Name)
		if c.ID == l.answers.Country {
			country = c.Name
		}
	}
	l.begin(countryRow, "Country", askedLook, "It decides which prices and wages are assumed where you say nothing.")
	l.choose(l.answer(countryRow, country, choiceLook), "Country", names)
	l.row++

	l.begin(currencyRow, "Currency of all amounts", askedLook, "USD, GBP and EUR have prices of their own.")
	l.choose(l.answer(currencyRow, l.answers.Currency, choiceLook), "Currency", l.questions.Currencies)
	l.row++

	l.begin(rateRow, "How many of it does one US dollar buy?", fieldLook, "Only for a currency other than USD, GBP and EUR.")
	var rate any
	if l.answers.PerUSD != 0 {
		rate = l.answers.PerUSD
	}
	l.figure(l.answer(rateRow, rate, figureInput), 0.0001, 100000, false)
	l.row++
}

// ask lays one question out: a row for it, and a row for each of its fields.
func (l *answerLayout) ask(question assessment.Question) {
	given := l.answers.Given[question.ID]
	saw := sawWords(l.seen[question.ID])
	figure := ""
	if question.Kind == assessment.KindChoiceOrNumber {
		figure = "Choose from the list, or write your own figure. " + figureWords(question.Min, question.Max, false, question.Unit)
	}
	l.begin(question.ID, question.Text, askedLook, saw, l.questions.BranchWords(question.Branch()), question.Help, figure, question.Why)
	l.note(given.Note)
	l.branches = append(l.branches, branchRow{l.row, question.Branch()})
	if question.Kind != assessment.KindNumbers {
		l.choice(question, given)
	}
	l.row++
	for _, f := range question.Fields {
		l.field(question, f, given)
	}
	if question.Kind == assessment.KindNumbers {
		id := question.ID + "." + unknownField
		l.begin(id, "or: nobody knows any of this", fieldLook)
		value := ""
		if given.Unknown {
			value = l.questions.Labels["unknown"]
		}
		l.choose(l.answer(id, value, choiceLook), id, []string{l.questions.Labels["unknown"]})
		l.branches = append(l.branches, branchRow{l.row, question.Branch()})
		l.row++
	}
}

// sawWords says what the checks saw beforehand.
func sawWords(s assessment.Suggestion) string {
	words := ""
	switch {
	case s.Seen == "":
		return ""
	case s.Machine == "":
		words = "We saw: " + s.Seen
	default:
		words = "We saw on " + s.Machine + ": " + s.Seen
	}
	if s.Label != "" {
		words += " That speaks for “" + s.Label + "”."
	}
	return words
}

func (l *answerLayout) choice(question assessment.Question, given assessment.Answer) {
	labels := make([]string, 0, len(question.Answers)+1)
	var value any
	for _, c := range question.Answers {
		labels = append(labels, c.Label)
		if c.ID == given.Choice {
			value = c.Label
		}
	}
	labels = append(labels, l.questions.Labels["unknown"])
	if given.Unknown {
		value = l.questions.Labels["unknown"]
	}
	if given.Number != nil {
		value = *given.Number
	}
	style := choiceLook
	if question.Kind == assessment.KindChoiceOrNumber {
		style = moneyInput
	}
	at := l.answer(question.ID, value, style)
	if question.Kind == assessment.KindChoiceOrNumber {
		l.suggest(at, question.ID, labels)
		return
	}
	l.choose(at, question.ID, labels)
}

func (l *answerLayout) field(question assessment.Question, f assessment.Field, given assessment.Answer) {
	id := question.ID + "." + f.Key
	branch := l.questions.BranchWords(f.Branch())
	if len(f.Answers) > 0 {
		l.begin(id, f.Label, fieldLook, branch)
		var labels []string
		value := ""
		for _, c := range f.Answers {
			labels = append(labels, c.Label)
			if c.ID == given.Choices[f.Key] {
				value = c.Label
			}
		}
		l.choose(l.answer(id, value, choiceLook), id, labels)
	} else {
		saw := ""
		if n, ok := l.seen[question.ID].Fields[f.Key]; ok {
			saw = "We saw: " + plainFigure(n) + "."
		}
		l.begin(id, f.Label, fieldLook, saw, branch, figureWords(f.Min, f.Max, f.Whole, f.Unit))
		style := figureInput
		if f.Unit == "money" {
			style = moneyInput
		}
		var value any
		if n, ok := given.Fields[f.Key]; ok {
			value = n
		}
		l.figure(l.answer(id, value, style), f.Min, f.Max, f.Whole)
	}
	l.branches = append(l.branches, branchRow{l.row, append(question.Branch(), f.Branch()...)})
	l.row++
}

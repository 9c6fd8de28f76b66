package report

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"ounce/assessment"
	"ounce/assets"
)

func questionnaire(t testing.TB) *assessment.Questionnaire {
	t.Helper()
	q, err := assessment.LoadQuestionnaire()
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func exampleAnswers(t testing.TB, q *assessment.Questionnaire, name string) assessment.Answers {
	t.Helper()
	data, err := assets.Files.ReadFile("examples/" + name + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	a, err := assessment.ParseAnswers(name, data, q)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// answerSheet is a sheet with answers. With OUNCE_REPORTS it is kept in that
// folder, to be looked at.
func answerSheet(t interface{ Fatal(...any) }, q *assessment.Questionnaire, a assessment.Answers) []byte {
	var out bytes.Buffer
	seen := []assessment.Suggestion{{Question: "FW1", Answer: "c", Label: "The provider's standard box", Machine: "front-desk", Seen: "The way out is a box of the provider."}}
	if err := WriteAnswerSheet(&out, q, a, seen); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func keepSheet(t testing.TB, name string, data []byte) {
	t.Helper()
	if folder := os.Getenv("OUNCE_REPORTS"); folder != "" {
		if err := os.WriteFile(filepath.Join(folder, name+".xlsx"), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func sameAnswers(a, b assessment.Answers) string { return cmp.Diff(a, b, cmpopts.EquateEmpty()) }

func TestABlankAnswerSheetIsReadBackEmpty(t *testing.T) {
	q := questionnaire(t)
	data := answerSheet(t, q, assessment.Answers{})
	keepSheet(t, "blank", data)
	a, err := ReadAnswerSheet("blank.xlsx", data, q)
	if err != nil {
		t.Fatal(err)
	}
	if diff := sameAnswers(assessment.Answers{}, a); diff != "" {
		t.Error(diff)
	}
	if again := answerSheet(t, q, assessment.Answers{}); !bytes.Equal(data, again) {
		t.Error("two sheets of the same answers differ")
	}
}

func TestExamplesAreReadBackFromTheirSheets(t *testing.T) {
	q := questionnaire(t)
	for _, name := range []string{"neglected", "average", "well-run"} {
		want := exampleAnswers(t, q, name)
		data := answerSheet(t, q, want)
		keepSheet(t, "answers-"+name, data)
		got, err := ReadAnswerSheet(name+".xlsx", data, q)
		if err != nil {
			t.Fatal(err)
		}
		if diff := sameAnswers(want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		lint(t, name, data)
	}
}

// anyText draws what people and machines can put into a text.
func anyText(t *rapid.T, name string, most int) string {
	text := rapid.OneOf(
		rapid.StringN(0, most, -1),
		rapid.SampledFrom([]string{"", "=1+1", "_x0041_", "_x0041\x01", "\x01x0041_", "_x005F_x003D_", "\r\nline\r", " spaces ", "12", "\u202eover", "\ufffe", "😀 emoji", "I don't know", "\t", "'"}),
	).Draw(t, name)
	if r := []rune(text); len(r) > most {
		return string(r[:most])
	}
	return text
}

// anySheet draws answers that a questionnaire accepts.
func anySheet(t *rapid.T, q *assessment.Questionnaire) assessment.Answers {
	a := assessment.Answers{Company: anyText(t, "company", 200), Given: map[string]assessment.Answer{},
		Currency: rapid.SampledFrom([]string{"USD", "GBP", "EUR", "CHF"}).Draw(t, "currency"),
		Country:  rapid.SampledFrom([]string{"", "US", "UK", "EU", "other"}).Draw(t, "country")}
	if a.Currency == "CHF" {
		a.PerUSD = rapid.Float64Range(0.0001, 100000).Draw(t, "per_usd")
	}
	for _, question := range q.Questions {
		var given assessment.Answer
		switch n := rapid.IntRange(-3, len(question.Answers)-1).Draw(t, question.ID); {
		case n >= 0 && (question.Unit != "money" || a.Currency != "CHF"):
			given.Choice = question.Answers[n].ID
		case n == -1:
			given.Unknown = true
		case n == -2 && question.Kind == assessment.KindChoiceOrNumber:
			v := rapid.Float64Range(question.Min, question.Max).Draw(t, "number")
			given.Number = &v
		}
		if !given.Unknown {
			anyFields(t, question, &given)
		}
		given.Note = anyText(t, "note", 2000)
		if saysAnything(given) {
			a.Given[question.ID] = given
		}
	}
	return a
}

func anyFields(t *rapid.T, question assessment.Question, given *assessment.Answer) {
	for _, f := range question.Fields {
		if rapid.Bool().Draw(t, "left out") && !f.Required {
			continue
		}
		if len(f.Answers) > 0 {
			given.Choices = map[string]string{f.Key: rapid.SampledFrom(f.Answers).Draw(t, f.Key).ID}
			continue
		}
		if given.Fields == nil {
			given.Fields = map[string]float64{}
		}
		if f.Whole {
			given.Fields[f.Key] = float64(rapid.IntRange(int(f.Min), int(f.Max)).Draw(t, f.Key))
		} else {
			given.Fields[f.Key] = rapid.Float64Range(f.Min, f.Max).Draw(t, f.Key)
		}
	}
}

// TestAnyAnswersAreReadBackAsTheyWere writes answers and reads the same ones.
func TestAnyAnswersAreReadBackAsTheyWere(t *testing.T) {
	q := questionnaire(t)
	rapid.Check(t, func(t *rapid.T) {
		want := anySheet(t, q)
		if q.Check(want) != nil { // numbers that do not fit each other
			for _, id := range []string{"B01", "B05", "B06", "B09"} {
				delete(want.Given, id)
			}
		}
		if err := q.Check(want); err != nil {
			t.Fatalf("the test draws what cannot be: %v", err)
		}
		got, err := ReadAnswerSheet("any.xlsx", answerSheet(t, q, want), q)
		if err != nil {
			t.Fatal(err)
		}
		if diff := sameAnswers(want, got); diff != "" {
			t.Fatal(diff)
		}
	})
}

func FuzzEncoded(f *testing.F) {
	for _, s := range []string{"", "_x0041_", "_x0041\x01", "\x01x0041_", "__x0041_", "a\r\nb", "\ufffe\uffff", "😀"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "?")
		if got := decoded(encoded(s)); got != s {
			t.Errorf("%q became %q by %q", s, got, encoded(s))
		}
	})
}

// edited is a sheet after somebody wrote into cells, which are named by the id
// of their row; an id with a > in front is the note beside it.
func edited(t *testing.T, q *assessment.Questionnaire, a assessment.Answers, cells map[string]any) ([]byte, map[string]string) {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(answerSheet(t, q, a)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(askedSheet)
	if err != nil {
		t.Fatal(err)
	}
	places, open := map[string]string{}, maps.Clone(cells)
	for i, row := range rows {
		if len(row) == 0 {
			continue
		}
		for prefix, column := range map[string]int{"": answerColumn, ">": noteColumn, "#": idColumn} {
			value, ok := open[prefix+row[0]]
			if !ok {
				continue
			}
			delete(open, prefix+row[0])
			at := cellName(column, i+1)
			places[prefix+row[0]] = at
			if expr, ok := strings.CutPrefix(fmt.Sprint(value), "formula:"); ok {
				err = f.SetCellFormula(askedSheet, at, expr)
			} else {
				err = f.SetCellValue(askedSheet, at, value)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	if len(open) > 0 {
		t.Fatalf("no rows for %v", open)
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), places
}

func TestWhatPeopleWriteIsUnderstood(t *testing.T) {
	q := questionnaire(t)
	data, _ := edited(t, q, assessment.Answers{}, map[string]any{
		"company": "Miller & Sons", "country": "united  kingdom", "currency": "gbp",
		"B01.staff": 12, "B01.pcs": "14", "B02": "£ 38,50", "B05.unknown": "I don’t know", "B06.inv_total": "1 200.5",
		"B06.inv_src": "From the books", "BK1": "b", "BK2": " someone LOOKS every week ", "FW1": "I don't know", ">FW1": "=ask Jo",
		"B04": true, "EP1": nil,
	})
	_, err := ReadAnswerSheet("a.xlsx", data, q)
	if err == nil || strings.Count(err.Error(), "\n") != 1 || !strings.Contains(err.Error(), `you wrote "TRUE"`) {
		t.Fatalf("only B04 is wrong, said %v", err)
	}
	data, _ = edited(t, q, assessment.Answers{}, map[string]any{
		"company": "Miller & Sons", "country": "united  kingdom", "currency": "gbp",
		"B01.staff": 12, "B01.pcs": "14", "B02": "£ 38,50", "B05.unknown": "I don’t know", "B06.inv_total": "1 200.5",
		"B06.inv_src": "From the books", "BK1": "b", "BK2": " someone LOOKS every week ", "FW1": "I don't know", ">FW1": "=ask Jo",
	})
	got, err := ReadAnswerSheet("a.xlsx", data, q)
	if err != nil {
		t.Fatal(err)
	}
	wage := 38.5
	want := assessment.Answers{Company: "Miller & Sons", Country: "UK", Currency: "GBP", Given: map[string]assessment.Answer{
		"B01": {Fields: map[string]float64{"staff": 12, "pcs": 14}}, "B02": {Number: &wage}, "B05": {Unknown: true},
		"B06": {Fields: map[string]float64{"inv_total": 1200.5}, Choices: map[string]string{"inv_src": "books"}},
		"BK1": {Choice: "b"}, "BK2": {Choice: "b"}, "FW1": {Unknown: true, Note: "=ask Jo"},
	}}
	if diff := sameAnswers(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestMistakesInASheetAreNamedAllAtOnce(t *testing.T) {
	q := questionnaire(t)
	data, at := edited(t, q, assessment.Answers{}, map[string]any{
		"country": "Atlantis", "currency": "XXQ", "B01.staff": 0, "B01.pcs": "1,234", "B01.laptops": 1.5, "B02": "a lot",
		"B04": "Maybe", "B05.n_outage": 0, "B05.h_outage": 9, "B06.unknown": "I don't know", "B06.inv_total": 5, "B09": "old",
		"BK1": "formula:1/0", ">B01.staff": "a note", "#EP1": "ZZ9", "EP1": "No protection", "#EP2": "FW2", "FW2": "As delivered", "ounce_answers": 7,
	})
	_, err := ReadAnswerSheet("a.xlsx", data, q)
	if err == nil {
		t.Fatal("no mistake found")
	}
	for _, want := range []string{
		"a.xlsx has mistakes:\n",
		"cell " + at["country"] + `: country: must be one of “United States”`, `you wrote "Atlantis"`,
		"cell " + at["currency"] + ": currency: must be one of “USD”",
		"cell " + at["B01.staff"] + ": B01.staff: “People who work with a computer”: must be a whole number from 1 to 500; you wrote 0",
		"cell " + at["B01.pcs"] + `: B01.pcs: “Desktop PCs and laptops”: must be a number such as 1200 or 38.50; you wrote "1,234"`,
		"cell " + at["B01.laptops"] + ": B01.laptops: “of these, laptops”: must be a whole number",
		"cell " + at["B02"] + ": B02: ", `or “I don't know”, or a number from 1 to 100,000; you wrote "a lot"`,
		"cell " + at["B04"] + ": B04: “When computers or the internet are down, what happens to your sales?”: must be one of “Nothing, we catch up later”",
		"cell " + at["B05.h_outage"] + ": B05.h_outage: ", "must be 0 while “How often were several people stuck at once?” is 0",
		": B06: ", "is unknown and answered at once",
		"cell " + at["B09"] + ": B09: ", "please write the numbers into the rows below",
		"cell " + at[">B01.staff"] + ": B01.staff: ", "a note stands beside the question itself",
		": ZZ9: there is no such question", ": FW2: ", "stands twice; the first is in row ",
		"cell " + at["ounce_answers"] + ": ounce_answers: must be 1",
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("missing %q in:\n%v", want, err)
		}
	}
	for i, one := range strings.Split(err.Error(), "\n")[1:] {
		if !strings.HasPrefix(one, "cell ") {
			t.Errorf("line %d names no cell: %s", i, one)
		}
	}
}

func TestNoOwnFigureCanBeTakenForAnAnswer(t *testing.T) {
	for _, question := range questionnaire(t).Questions {
		if question.Kind != assessment.KindChoiceOrNumber {
			continue
		}
		for _, c := range question.Answers {
			if assessment.LooksLikeNumber(c.Label) || assessment.LooksLikeNumber(c.ID) {
				t.Errorf("%s: the answer %q looks like a number", question.ID, c.Label)
			}
		}
	}
}

// TestEveryCellOffersWhatItTakes chooses each offer of each list.
func TestEveryCellOffersWhatItTakes(t *testing.T) {
	q := questionnaire(t)
	f, err := excelize.OpenReader(bytes.NewReader(answerSheet(t, q, assessment.Answers{})))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	validations, err := f.GetDataValidations(askedSheet)
	if err != nil {
		t.Fatal(err)
	}
	open := map[string]bool{}
	for _, v := range validations {
		id, err := f.GetCellValue(askedSheet, "A"+strings.TrimLeft(v.Sqref, "ABC"))
		if err != nil || id == "" || open[id] {
			t.Fatalf("%s takes answers to nothing, or twice: %q (%v)", v.Sqref, id, err)
		}
		open[id] = true
		if v.Type != "list" || id == countryRow || id == currencyRow {
			continue
		}
		offers := 0
		from, to, _ := strings.Cut(strings.ReplaceAll(strings.TrimPrefix(v.Formula1, listsSheet+"!"), "$", ""), ":")
		column, first, _ := excelize.CellNameToCoordinates(from)
		_, last, _ := excelize.CellNameToCoordinates(to)
		for row := first; row <= last; row++ {
			offer, err := f.GetCellValue(listsSheet, cellName(column, row))
			if err != nil || offer == "" {
				t.Fatalf("%s offers nothing in row %d (%v)", id, row, err)
			}
			r := answerReader{questions: q, answers: assessment.Answers{Given: map[string]assessment.Answer{}}}
			r.given(id, row, cell{text: offer})
			if len(r.found) > 0 || len(r.answers.Given) != 1 {
				t.Errorf("%s offers %q and does not take it: %v", id, offer, r.found)
			}
			offers++
		}
		if next, _ := f.GetCellValue(listsSheet, cellName(column, last+1)); offers == 0 || next != "" {
			t.Errorf("%s offers %d answers, and leaves out %q", id, offers, next)
		}
	}
	for _, question := range q.Questions {
		ids := []string{question.ID}
		if question.Kind == assessment.KindNumbers {
			ids = []string{question.ID + "." + unknownField}
		}
		for _, f := range question.Fields {
			ids = append(ids, question.ID+"."+f.Key)
		}
		for _, id := range ids {
			if !open[id] {
				t.Errorf("%s cannot be answered", id)
			}
		}
	}
}

func TestBranchesAreSaidInWords(t *testing.T) {
	q := questionnaire(t)
	for id, want := range map[string]string{
		"BK2": "Only if “What is backed up without anyone having to think of it?” (BK1) is not answered with “Nothing”.",
		"EP2": "Only if “of these, laptops” (B01.laptops) is more than 0.",
		"BK1": "",
	} {
		question, _ := q.Get(id)
		if got := q.BranchWords(question.Branch()); got != want {
			t.Errorf("%s: %q, want %q", id, got, want)
		}
	}
	question, _ := q.Get("B10")
	want := "Only if “How do you pay for IT help today?” (B10) is answered with “Monthly fee, everything included” or “Monthly fee for some things, the rest by the hour”."
	if got := q.BranchWords(question.Fields[1].Branch()); got != want {
		t.Errorf("said %q, want %q", got, want)
	}
}

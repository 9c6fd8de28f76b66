package assessment

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
)

func TestBlankSheetIsReadBackEmpty(t *testing.T) {
	d := load(t)
	a, err := ParseAnswers("blank.yaml", BlankSheet(d.Questions), d.Questions)
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Given) != 0 || a.Currency != "USD" {
		t.Errorf("a blank sheet gave %+v", a)
	}
}

func TestAnswersAreReadBackAsWritten(t *testing.T) {
	d := load(t)
	for _, name := range []string{"neglected", "average", "well-run"} {
		want := example(t, d, name)
		want.Company = "Müller: \"Söhne\" #1 \\ \t–"
		got, err := ParseAnswers(name, WriteAnswers(d.Questions, want), d.Questions)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: wrote %+v, read %+v", name, want, got)
		}
	}
}

func TestMistakesAreNamedAllAtOnce(t *testing.T) {
	d := load(t)
	sheet := `ounce_answers: 1
country: US
currency: XXQ
colour: blue
answers:
  BK1: q
  BK1: a
  ZZ9: a
  B01: {staff: 0, pcs: 1000000, laptops: 12.5, wheels: 3}
  B02: -4
  B06: {inv_total: 1e300}
  B04: [a]
  EP1: {answer: a}
notes: 7
`
	_, err := ParseAnswers("a.yaml", []byte(sheet), d.Questions)
	if err == nil {
		t.Fatal("no mistake found")
	}
	for _, want := range []string{
		"line 3: currency: must be a three-letter code", "line 4: colour: is not known", "line 6: BK1: must be one of a (All important",
		"line 7: answers.BK1: stands twice; the first is in line 6", "line 8: ZZ9: there is no such question",
		"line 9: B01.staff: must be a whole number from 1 to 500; you wrote 0", "B01.pcs: must be a whole number from 1 to 1000; you wrote 1000000",
		"B01.laptops: must be a whole number", "B01.wheels: is not part of this question", "line 10: B02: must be a number from 1 to",
		"line 11: B06.inv_total: must be a number from 0", "line 12: B04: must be one of", "line 13: EP1: must be one of", "line 14: notes: must be a list",
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("missing %q in:\n%v", want, err)
		}
	}
}

func TestFilesThatAreNoAnswers(t *testing.T) {
	d := load(t)
	for name, data := range map[string][]byte{
		"huge":    bytes.Repeat([]byte("a"), 100<<20),
		"binary":  {0x89, 'P', 'N', 'G', 0, 1, 2},
		"latin1":  []byte("company: M\xfcller"),
		"zip":     []byte("PK\x03\x04rest"),
		"empty":   nil,
		"list":    []byte("- a\n- b\n"),
		"scalar":  []byte("hello"),
		"broken":  []byte("a: [b"),
		"two":     []byte("ounce_answers: 1\n---\nounce_answers: 1\n"),
		"alias":   []byte("ounce_answers: 1\nanswers: &a {BK1: *a}\n"),
		"version": []byte("ounce_answers: 2\n"),
	} {
		_, err := ParseAnswers(name+".yaml", data, d.Questions)
		if err == nil || !strings.Contains(err.Error(), name+".yaml") || len(err.Error()) > 600 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestLaptopsBeyondPCsAreRefused(t *testing.T) {
	d := load(t)
	for sheet, want := range map[string]string{
		"B01: {staff: 4, pcs: 4, laptops: 5}":                     "B01.laptops: must be at most 4, the number at “Desktop PCs and laptops”; you wrote 5",
		"B01: {staff: 4, pcs: 4}\n  B09: {age_0_2: 3, age_7p: 2}": "B09: the numbers add up to 5, but “Desktop PCs and laptops” says 4",
		"B01: {pcs: 4}":                           "B01.staff: is needed",
		"B06: {inv_total: 5, inv_max: 9}":         "B06.inv_max: must be at most 5, the number at “All invoices, without new devices and without monthly fees”",
		"B05: {n_outage: 0, h_outage: 9}":         "B05.h_outage: must be 0 while “How often were several people stuck at once?” is 0",
		"B06: {inv_total: .inf}":                  "B06.inv_total: must be a number such as",
		"B06: {inv_total: 1, inv_src: somewhere}": "B06.inv_src: must be one of books",
	} {
		_, err := ParseAnswers("a.yaml", []byte("ounce_answers: 1\nanswers:\n  "+sheet+"\n"), d.Questions)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", sheet, err, want)
		}
	}
}

func FuzzParseAnswers(f *testing.F) {
	d := load(f)
	f.Add(BlankSheet(d.Questions))
	f.Add([]byte("ounce_answers: 1\nanswers: {BK1: b, B02: 38}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := ParseAnswers("f.yaml", data, d.Questions)
		if err != nil {
			return
		}
		if _, err := d.Assess(Input{Answers: a, Now: now}); err != nil {
			t.Fatalf("accepted answers are refused by Assess: %v", err)
		}
	})
}

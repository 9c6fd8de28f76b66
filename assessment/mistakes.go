package assessment

import (
	"fmt"
	"math"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// Mistake is one thing in the answers that cannot be right.
type Mistake struct {
	Line     int    // in the file; 0 when there is none
	Cell     string // in a workbook, whose row Line is
	Question string // id, with the field behind a dot; empty for the head of the sheet
	Text     string // what is wrong and what would be right
}

// Mistakes are all mistakes of a sheet, in the order of its lines.
type Mistakes []Mistake

// Error says each mistake on a line of its own.
func (m Mistakes) Error() string {
	lines := make([]string, len(m))
	for i, one := range m {
		var at []string
		switch {
		case one.Cell != "":
			at = append(at, "cell "+one.Cell)
		case one.Line > 0:
			at = append(at, "line "+strconv.Itoa(one.Line))
		}
		if one.Question != "" {
			at = append(at, one.Question)
		}
		lines[i] = strings.Join(append(at, one.Text), ": ")
	}
	return strings.Join(lines, "\n")
}

// OrNil gives the mistakes in their order, or nil when there are none.
func (m Mistakes) OrNil() error {
	if len(m) == 0 {
		return nil
	}
	sort.SliceStable(m, func(i, j int) bool {
		if m[i].Line != m[j].Line {
			return m[i].Line < m[j].Line
		}
		return m[i].Question < m[j].Question
	})
	return m
}

// Check says what in the answers cannot be right: all of it, as Mistakes, or
// nil.
func (q *Questionnaire) Check(a Answers) error {
	c := checker{q: q, given: a.Given}
	c.head(a)
	ids := make([]string, 0, len(a.Given))
	for id := range a.Given {
		ids = append(ids, id)
	}
	sort.Strings(ids)
	for _, id := range ids {
		question, ok := q.Get(id)
		if !ok {
			c.add(id, "there is no such question; the questions are %s", strings.Join(q.IDs(), ", "))
			continue
		}
		c.answer(question, a.Given[id], a)
	}
	return c.found.OrNil()
}

type checker struct {
	q     *Questionnaire
	given map[string]Answer
	found Mistakes
}

func (c *checker) add(question, format string, args ...any) {
	c.found = append(c.found, Mistake{Question: question, Text: fmt.Sprintf(format, args...)})
}

func (c *checker) head(a Answers) {
	if a.Country != "" {
		var ids []string
		for _, country := range c.q.Countries {
			ids = append(ids, country.ID)
		}
		if !slices.Contains(ids, a.Country) {
			c.add("country", "must be one of %s; you wrote %s", strings.Join(ids, ", "), quoted(a.Country))
			return // its currency is not missed as well
		}
	}
	if a.Currency != "" && !slices.Contains(c.q.Currencies, a.Currency) {
		c.add("currency", "must be a three-letter code such as USD, GBP or EUR; you wrote %s", quoted(a.Currency))
		return
	}
	if a.PerUSD != 0 && !(a.PerUSD >= 0.0001 && a.PerUSD <= 100000) {
		c.add("per_usd", "must be between 0.0001 and 100000; you wrote %s", wrote(a.PerUSD))
	}
	if c.q.currency(a) == "" || (!c.q.preset(c.q.currency(a)) && a.PerUSD == 0) {
		c.add("currency", "without a preset (USD, GBP, EUR) needs per_usd: how many of it one US dollar buys")
	}
	if len([]rune(a.Company)) > 200 {
		c.add("company", "must be at most 200 letters long")
	}
}

// currency gives the sheet's currency: its own, or that of its country.
func (q *Questionnaire) currency(a Answers) string {
	if a.Currency != "" {
		return a.Currency
	}
	for _, country := range q.Countries {
		if country.ID == a.Country || (a.Country == "" && country.ID == "US") {
			return country.Currency
		}
	}
	return ""
}

func (q *Questionnaire) preset(currency string) bool {
	return slices.ContainsFunc(q.Countries, func(c Country) bool { return c.Currency == currency && currency != "" })
}

func (c *checker) answer(question Question, given Answer, a Answers) {
	if len([]rune(given.Note)) > 2000 {
		c.add(question.ID+".note", "the note must be at most 2,000 letters long")
	}
	if given.Unknown && (given.Choice != "" || given.Number != nil || len(given.Fields)+len(given.Choices) > 0) {
		c.add(question.ID, "is unknown and answered at once; leave one away")
		return
	}
	if given.Choice != "" {
		if _, ok := question.choice(given.Choice); !ok {
			c.add(question.ID, "%s; you wrote %s", question.allowed(), quoted(given.Choice))
		} else if question.Unit == "money" && !c.q.preset(c.q.currency(a)) {
			c.add(question.ID, "the answers stand for USD, GBP or EUR; write the amount in %s", c.q.currency(a))
		}
	}
	if given.Number != nil {
		if question.Kind != KindChoiceOrNumber {
			c.add(question.ID, "%s; you wrote the number %s", question.allowed(), wrote(*given.Number))
		} else {
			c.within(question.ID, *given.Number, question.Min, question.Max, false)
		}
	}
	c.fields(question, given)
}

func (c *checker) fields(question Question, given Answer) {
	for _, key := range sortedKeys(given.Fields) {
		f, value, at := question.field(key), given.Fields[key], question.ID+"."+key
		if f == nil || len(f.Answers) > 0 {
			c.add(at, "is no number of this question; it has %s", question.fieldKeys())
			continue
		}
		if !c.within(at, value, f.Min, f.Max, f.Whole) {
			continue
		}
		if other, ok := given.Fields[f.AtMost]; ok && value > other {
			c.add(at, "must be at most %s, the number at %s; you wrote %s", number(other), question.boxName(f.AtMost), wrote(value))
		}
		if other, ok := given.Fields[f.Needs]; ok && other == 0 && value > 0 {
			c.add(at, "must be 0 while %s is 0; you wrote %s", question.boxName(f.Needs), wrote(value))
		}
	}
	for _, key := range sortedKeys(given.Choices) {
		f, at := question.field(key), question.ID+"."+key
		if f == nil || len(f.Answers) == 0 {
			c.add(at, "is no choice of this question; it has %s", question.fieldKeys())
		} else if _, ok := findChoice(f.Answers, given.Choices[key]); !ok {
			c.add(at, "%s; you wrote %s", allowedChoices(f.Answers), quoted(given.Choices[key]))
		}
	}
	if given.said() && !given.Unknown {
		for _, f := range question.Fields {
			if _, ok := given.Fields[f.Key]; f.Required && !ok {
				c.add(question.ID+"."+f.Key, "is needed: a number from %s to %s", number(f.Min), number(f.Max))
			}
		}
	}
	c.sum(question, given)
}

func (c *checker) sum(question Question, given Answer) {
	if question.SumAtMost == "" {
		return
	}
	id, key, _ := strings.Cut(question.SumAtMost, ".")
	limit, ok := c.given[id].Fields[key]
	sum := 0.0
	for _, f := range question.Fields {
		if len(f.Ages) > 0 {
			sum += given.Fields[f.Key]
		}
	}
	if ok && sum > limit {
		c.add(question.ID, "the numbers add up to %s, but %s says %s", number(sum), c.q.at(id).boxName(key), number(limit))
	}
}

func (c *checker) within(at string, v, low, high float64, whole bool) bool {
	kind := "a number"
	if whole {
		kind = "a whole number"
	}
	if math.IsNaN(v) || v < low || v > high || (whole && v != math.Trunc(v)) {
		c.add(at, "must be %s from %s to %s; you wrote %s", kind, number(low), number(high), wrote(v))
		return false
	}
	return true
}

// allowed says which answers a question takes.
func (question Question) allowed() string {
	if question.Kind == KindNumbers {
		return "must be numbers by name: " + question.fieldKeys() + ", or unknown"
	}
	text := allowedChoices(question.Answers)
	if question.Kind == KindChoiceOrNumber {
		text += ", or a number from " + number(question.Min) + " to " + number(question.Max)
	}
	return text + ", or unknown"
}

func allowedChoices(choices []Choice) string {
	var parts []string
	for _, a := range choices {
		parts = append(parts, fmt.Sprintf("%s (%s)", a.ID, a.Label))
	}
	return "must be one of " + strings.Join(parts, ", ")
}

func (question Question) fieldKeys() string {
	var keys []string
	for _, f := range question.Fields {
		keys = append(keys, f.Key)
	}
	if len(keys) == 0 {
		return "no fields"
	}
	return strings.Join(keys, ", ")
}

func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// wrote says a number again that somebody wrote; nobody reads one of 300 digits.
func wrote(v float64) string {
	const most = 20
	if text := number(v); len(text) <= most {
		return text
	}
	return strconv.FormatFloat(v, 'g', 6, 64)
}

func quoted(text string) string {
	if r := []rune(text); len(r) > 40 {
		text = string(r[:40]) + "..."
	}
	return strconv.Quote(text)
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

package assessment

import (
	"maps"
	"math"
	"strings"

	"ounce/checks"
)

// ageCheck is the check that tells how old a machine is.
const ageCheck = "hardware.age"

// ageBoxes are the question that asks for ages and its boxes, the youngest
// first.
func (q *Questionnaire) ageBoxes() (question *Question, boxes []*Field) {
	for i := range q.Questions {
		for k := range q.Questions[i].Fields {
			if f := &q.Questions[i].Fields[k]; len(f.Ages) > 0 {
				question, boxes = &q.Questions[i], append(boxes, f)
			}
		}
	}
	return question, boxes
}

// complete gives the answers with every box of ages filled in where those that
// were make up all computers: then the empty ones are none.
func (q *Questionnaire) complete(a Answers) Answers {
	question, boxes := q.ageBoxes()
	given, ok := a.Given[question.ID]
	sum := 0.0
	for _, f := range boxes {
		sum += given.Fields[f.Key]
	}
	id, key, _ := strings.Cut(question.SumAtMost, ".")
	if all, known := a.Given[id].Fields[key]; !ok || !known || given.Unknown || sum < all {
		return a
	}
	fields := map[string]float64{}
	for _, f := range boxes {
		fields[f.Key] = 0
	}
	maps.Copy(fields, given.Fields)
	given.Fields = fields
	a.Given = maps.Clone(a.Given)
	a.Given[question.ID] = given
	return a
}

// seenAges counts the checked computers by box. One whose age is a span counts
// by its least age when it is old for certain and by its greatest when it is
// young for certain; one whose age is open is in no box. Servers have a box of
// their own.
func (q *Questionnaire) seenAges(machines []checks.Machine) []float64 {
	_, boxes := q.ageBoxes()
	seen := make([]float64, len(boxes))
	for i := range machines {
		if years, ok := ageOf(&machines[i]); ok && !machines[i].Facts.Platform.Server.Or(false) {
			seen[boxOf(boxes, years)]++
		}
	}
	return seen
}

// ageOf is the age that a machine's finding stands for, in years.
func ageOf(m *checks.Machine) (years int, ok bool) {
	for i := range m.Findings {
		f := &m.Findings[i]
		if f.Check != ageCheck || !seen(f.Status) {
			continue
		}
		key := "least"
		if f.Status == checks.Pass {
			key = "greatest"
		}
		return figure(f.Args[key])
	}
	return 0, false
}

// boxOf is the place of the box for an age; the last is open.
func boxOf(boxes []*Field, years int) int {
	for i, f := range boxes {
		if years <= f.Ages[len(f.Ages)-1] {
			return i
		}
	}
	return len(boxes) - 1
}

// figure reads a whole number out of a finding's values, as a scan or JSON has
// it.
func figure(v any) (int, bool) {
	switch n := v.(type) {
	case int:
		return n, true
	case float64:
		return int(n), true
	default:
		return 0, false
	}
}

// unplaced are the shares of up to 2, 3 to 4, 5 to 6, and more years that
// computers get which nobody placed: an unknown age is never young.
func unplaced() [4]float64 { return [4]float64{.30, .30, .25, .15} }

// counts is how many computers there are in each box: what was said, at least
// what was seen, and rest those that nobody placed. What was seen and not said
// takes the place of an unplaced computer, else of one that was said to be
// younger, else older.
func (q *Questionnaire) counts(a Answers, pcs float64, seen []float64) (counts []float64, rest float64) {
	question, boxes := q.ageBoxes()
	counts = make([]float64, len(boxes))
	rest = pcs
	for i, f := range boxes {
		counts[i] = a.Given[question.ID].Fields[f.Key]
		rest -= counts[i]
	}
	rest = math.Max(rest, 0)
	for i := len(boxes) - 1; i >= 0; i-- {
		missing := math.Max(0, seen[i]-counts[i])
		counts[i] += missing
		moved := math.Min(rest, missing)
		rest, missing = rest-moved, missing-moved
		for k := range boxes {
			moved := math.Min(missing, math.Max(0, counts[k]-seen[k]))
			if k != i {
				counts[k], missing = counts[k]-moved, missing-moved
			}
		}
	}
	return counts, rest
}

// ages spreads the computers over their years. Those that nobody placed are
// spread as usual.
func (q *Questionnaire) ages(a Answers, pcs float64, seen []float64) (ages [8]float64, assumed bool) {
	_, boxes := q.ageBoxes()
	counts, rest := q.counts(a, pcs, seen)
	for i, f := range boxes {
		n := counts[i]
		if shares := unplaced(); i < len(shares) {
			n += rest * shares[i]
		}
		for _, year := range f.Ages {
			ages[min(year, 7)] += n / float64(len(f.Ages))
		}
	}
	return ages, rest > 0
}

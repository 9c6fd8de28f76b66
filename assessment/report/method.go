package report

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"ounce/assessment"
	"ounce/checks"
)

// method is every source that was read, every figure that was assumed, and the
// limits of all of it.
func method(s *sheet) {
	s.setWidths(31, 52, 20, 46, 29)
	s.opening("Evidence and method", "What this report rests on, so that anyone can check it.")
	s.row++
	for _, part := range []struct{ title, words string }{
		{"How the score is made", "Each area is the weighted mean of its questions, from 0 to 100; the overall score is the weighted mean of the areas. An answer that nobody knows is a range and no number, which is why a score has a low and a high end. Where a check contradicts an answer, the lower of the two counts. An open critical gap caps the grade."},
		{"How the cost is made", "A year's cost is the sum of small repairs, outages, hardware that dies unplanned, data loss, serious security incidents, own time spent on IT, and daily friction: how often each happens times what it costs. A service changes how often things happen and how long they last; who is already well prepared gains little. Your own figures replace the assumptions as far as you gave them."},
		{"What it leaves out", "One year is looked at. Taxes, insurance, fines and reputation are left out; so is the price of new devices, which you buy either way. A provider can be a way in as well: ask for its own precautions."},
		{"What it is not", "A self-assessment is no audit and no certificate. The ids of standards are given for orientation."},
	} {
		s.put(1, s.row, part.title, look{bold: true, wrap: true})
		s.put(2, s.row, part.words, bodyLook)
		s.merge(2, 4)
		s.row++
	}
	s.row++
	s.scores()
	s.lost()
	s.assumed()
	s.dates()
	s.sources()
}

const methodName = "Evidence and method"

// scoreRows are where the areas' scores stand, with the sentence that they say.
type scoreRows struct {
	head, last int // 0 where no area has a score
	title      string
}

// scores is each area's score, the weakest first.
func (s *sheet) scores() {
	s.line(sectionLook, "Score by area")
	head := s.row
	s.line(headLook, "Area", "Between", "Middle, of 100", "Answered, and borne out by a check")
	areas := checks.Areas()
	slices.SortStableFunc(areas, func(a, b checks.Area) int {
		x, y := s.result.Scores.Areas[a], s.result.Scores.Areas[b]
		if x.Range == nil || y.Range == nil {
			return cmp.Compare(number(x.Range == nil), number(y.Range == nil))
		}
		return cmp.Compare(math.Round(x.Mid), math.Round(y.Mid))
	})
	for _, area := range areas {
		score := s.result.Scores.Areas[area]
		s.put(1, s.row, s.words.Areas[area], cellLook)
		s.put(2, s.row, scoreWords(score), cellLook)
		if score.Range != nil {
			s.put(3, s.row, math.Round(score.Mid), look{border: true, format: "0", left: true})
			s.scoreRows.head, s.scoreRows.last = head, s.row
		} else {
			s.put(3, s.row, "no score", cellLook)
		}
		s.put(4, s.row, fmt.Sprintf("%.0f %% of what counts is answered, %.0f %% borne out", 100*score.Answered, 100*score.Confirmed), cellLook)
		s.row++
	}
	if weakest := s.result.Scores.Areas[areas[0]]; weakest.Range != nil {
		s.scoreRows.title = fmt.Sprintf("Weakest: %s, %.0f of 100", s.words.Areas[areas[0]], math.Round(weakest.Mid))
	}
	s.row++
}

// lost is where the overall score loses its points: they add up to what is
// missing from 100.
func (s *sheet) lost() {
	steps := s.result.Scores.Waterfall
	if len(steps) == 0 {
		return
	}
	s.line(sectionLook, "Where the score loses its points")
	s.line(headLook, "Area", "What", "Points")
	asked := map[string]assessment.AnsweredView{}
	for _, a := range s.result.Answers {
		asked[a.Question] = a
	}
	for _, step := range steps {
		s.put(1, s.row, s.words.Areas[asked[step.ID].Area], cellLook)
		s.put(2, s.row, cmp.Or(asked[step.ID].Text, step.Label), cellLook)
		s.put(3, s.row, step.Points, look{border: true, format: "0.0", left: true})
		s.row++
	}
	s.row++
}

func number(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (s *sheet) assumed() {
	s.line(sectionLook, "What is assumed")
	if len(s.result.Assumptions) == 0 {
		s.note("Nothing: every figure is yours.", bodyLook)
	} else {
		s.line(headLook, "Figure", "Value", "Plausible range", "Where it comes from")
		for _, a := range s.result.Assumptions {
			s.line(cellLook, a.Text, a.Value, a.Range, a.Source)
		}
	}
	s.row++
}

func (s *sheet) dates() {
	s.line(sectionLook, "How old the data is")
	for _, name := range slices.Sorted(maps.Keys(s.result.Data)) {
		s.line(cellLook, name, s.result.Data[name])
	}
	s.row++
}

func (s *sheet) sources() {
	s.printed = s.row - 2
	s.line(sectionLook, "What was read")
	if len(s.result.Machines) == 0 {
		s.printed = 0
		s.note(noComputer, bodyLook)
		return
	}
	s.note("Every source, with what stood there. It is for looking things up in this file, and not printed.", hintLook)
	head := s.row
	s.line(headLook, "Computer", "Source", "Right it was read with", "Used for", "What stood there")
	for _, m := range s.result.Machines {
		used, said, rights, order := map[string][]string{}, map[string][]string{}, map[string]checks.Privilege{}, []string{}
		for _, f := range m.Findings {
			for _, e := range f.Evidence {
				if _, have := used[e.Source]; !have {
					order = append(order, e.Source)
				}
				if !slices.Contains(used[e.Source], f.Title) {
					used[e.Source] = append(used[e.Source], f.Title)
				}
				if value := line(e.Value); value != "" && !slices.Contains(said[e.Source], value) {
					said[e.Source] = append(said[e.Source], value)
				}
				rights[e.Source] = e.Privilege
			}
		}
		for _, source := range order {
			s.line(cellLook, m.Name, source, privilegeWords[rights[source]], strings.Join(used[source], ", "), s.short(strings.Join(said[source], "; "), 400))
		}
	}
	if s.row > head+1 {
		s.table("Evidence", head, 5)
	}
}

var privilegeWords = map[checks.Privilege]string{checks.User: "ordinary user", checks.Administrator: "administrator", "": ""}

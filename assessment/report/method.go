package report

import (
	"maps"
	"slices"
	"strings"

	"ounce/checks"
)

// method is every source that was read, every figure that was assumed, and the
// limits of all of it.
func method(s *sheet) {
	s.setWidths(34, 60, 34, 60)
	s.line(titleLook, "Evidence and method")
	s.line(hintLook, "What this report rests on, so that anyone can check it.")
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
	s.assumed()
	s.dates()
	s.sources()
}

func (s *sheet) assumed() {
	s.line(sectionLook, "What is assumed")
	if len(s.result.Assumptions) == 0 {
		s.line(bodyLook, "Nothing: every figure is yours.")
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
	s.line(sectionLook, "What was read")
	head := s.row
	s.line(headLook, "Computer", "Source", "Right it was read with", "Used for")
	for _, m := range s.result.Machines {
		used, rights, order := map[string][]string{}, map[string]checks.Privilege{}, []string{}
		for _, f := range m.Findings {
			for _, e := range f.Evidence {
				if _, have := used[e.Source]; !have {
					order = append(order, e.Source)
				}
				if !slices.Contains(used[e.Source], f.Title) {
					used[e.Source] = append(used[e.Source], f.Title)
				}
				rights[e.Source] = e.Privilege
			}
		}
		for _, source := range order {
			s.line(cellLook, m.Name, source, privilegeWords[rights[source]], strings.Join(used[source], ", "))
		}
	}
	if s.row > head+1 {
		s.table("Evidence", head, 4)
	}
}

var privilegeWords = map[checks.Privilege]string{checks.User: "ordinary user", checks.Administrator: "administrator", "": ""}

package report

import "github.com/xuri/excelize/v2"

// whenWords are the steps of the roadmap, in order.
var whenWords = []struct{ id, words string }{
	{"now", "Now"}, {"30_days", "Within 30 days"}, {"90_days", "Within 90 days"}, {"year", "Within a year"},
}

// roadmap is what to do by when; the reader keeps the state of each step.
func roadmap(s *sheet) {
	s.setWidths(18, 60, 24, 18, 46, 16)
	s.opening("Roadmap", "One step at a time, and each shows its value before the next one. The last column is yours to keep up.")
	if len(s.result.Roadmap) == 0 {
		s.line(bodyLook, "Nothing is planned: nothing open was found.")
		return
	}
	head := s.row
	s.line(headLook, "When", "What", "Service", "Who", "What it brings", "State (change me)")
	for _, when := range whenWords {
		for _, step := range s.result.Roadmap {
			if step.When != when.id {
				continue
			}
			s.line(cellLook, when.words, step.What, s.serviceName(step.Service), whoNames[step.Who], step.Value)
			s.put(6, s.row-1, "open", inputLook)
		}
	}
	s.choices(6, head+1, s.row-1, []string{"open", "started", "done", "dropped"})
	s.freeze(head)
	s.table("Roadmap", head, 6)
}

// serviceName is a tier's name by its id.
func (b *book) serviceName(id string) string {
	if t, ok := b.catalogue.Get(id); ok {
		return t.Name
	}
	return id
}

var whoNames = map[string]string{"yourself": "yourself", "provider": "a provider", "": ""}

// choices lets the reader choose from a list in the cells of a column.
func (s *sheet) choices(column, first, last int, list []string) {
	from, err := excelize.CoordinatesToCellName(column, first)
	s.do(err)
	to, err := excelize.CoordinatesToCellName(column, max(first, last))
	s.do(err)
	rule := excelize.NewDataValidation(true)
	rule.Sqref = from + ":" + to
	s.do(rule.SetDropList(list))
	s.do(s.file.AddDataValidation(s.name, rule))
}

package report

import "github.com/xuri/excelize/v2"

// whens are the steps of the roadmap, in order, with the days that they take.
var whens = []struct {
	id, words string
	days      int
}{
	{"now", "Now", 0}, {"30_days", "Within 30 days", 30}, {"90_days", "Within 90 days", 90}, {"year", "Within a year", 365},
}

// roadmap is what to do by when; the reader keeps owner and state of each step.
func roadmap(s *sheet) {
	s.setWidths(15, 18, 46, 24, 42, 13, 12)
	s.opening("Roadmap", "One step at a time, and each shows its value before the next one. The yellow columns are yours to keep up.")
	if len(s.result.Roadmap) == 0 {
		s.note("Nothing is planned: nothing open was found.", bodyLook)
		return
	}
	head := s.row
	s.line(headLook, "When", "By", "What", "Service", "What it brings", "Owner (change me)", "State (change me)")
	for _, when := range whens {
		for _, step := range s.result.Roadmap {
			if step.When != when.id {
				continue
			}
			by := "as soon as you can"
			if when.days > 0 {
				by = s.result.Generated.AddDate(0, 0, when.days).Format("2 January 2006")
			}
			s.line(cellLook, when.words, by, step.What, s.serviceName(step.Service), step.Value)
			s.put(6, s.row-1, whoNames[step.Who], inputLook)
			s.put(7, s.row-1, "open", inputLook)
		}
	}
	s.choices(7, head+1, s.row-1, []string{"open", "started", "done", "dropped"})
	s.freeze(head)
	s.table("Roadmap", head, 7)
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

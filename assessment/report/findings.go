package report

import (
	"cmp"
	"slices"
	"strings"

	"ounce/checks"
)

// findings is the table of everything that was checked, the urgent first.
func findings(s *sheet) {
	s.setWidths(12, 13, 13, 18, 28, 25, 24, 34, 10, 9)
	rows := s.findingRows()
	words := "What was checked on each computer, what was seen and where. Not seen means that we could not look: neither good nor bad."
	open := openRows(rows)
	if open > 0 && open < len(rows) {
		words += " On paper stands what is not fine or not seen; the rest is in this file."
	}
	s.opening("Findings", words)
	if len(rows) == 0 {
		s.note(noComputer, bodyLook)
		return
	}
	head := s.row
	s.line(headLook, "Status", "Computer", "Area", "What was checked", "What we saw", "Where it was read", "Why it matters", "What to do", "Usually by", "Minutes")
	for i, row := range rows {
		if i > 0 && i == open {
			s.printed = s.row - 1
		}
		f := row.finding
		s.put(1, s.row, statusSigns[f.Status]+" "+s.words.Statuses[f.Status], statusLook(f.Status))
		todo := s.todo(row)
		for i, value := range []string{
			row.machine.Name, s.words.Areas[f.Area], f.Title, f.Reason, s.briefFrom(f.Evidence), todo.why, todo.steps, todo.who,
		} {
			s.put(i+2, s.row, value, smallLook)
		}
		if todo.minutes > 0 {
			s.put(10, s.row, todo.minutes, smallLook)
		} else {
			s.put(10, s.row, nil, smallLook)
		}
		s.row++
	}
	s.freeze(head)
	s.table("Findings", head, 10)
}

// noComputer stands where a sheet lays out what computers showed.
const noComputer = "No computer was checked. What stands in this report rests on the answers."

// openRows is how many rows, from the first, are neither fine nor beside the
// point.
func openRows(rows []findingRow) int {
	for i, row := range rows {
		if row.finding.Status == checks.Pass || row.finding.Status == checks.NotApplicable {
			return i
		}
	}
	return len(rows)
}

type findingRow struct {
	machine *checks.Machine
	finding *checks.Finding
}

func (b *book) findingRows() []findingRow {
	var rows []findingRow
	for i := range b.result.Machines {
		m := &b.result.Machines[i]
		for n := range m.Findings {
			rows = append(rows, findingRow{m, &m.Findings[n]})
		}
	}
	rank := ranks()
	slices.SortStableFunc(rows, func(a, b findingRow) int {
		return cmp.Or(cmp.Compare(rank[string(a.finding.Status)], rank[string(b.finding.Status)]),
			cmp.Compare(rank[string(a.finding.Severity)], rank[string(b.finding.Severity)]))
	})
	return rows
}

// ranks order findings: by status, then by severity, the urgent first.
func ranks() map[string]int {
	rank := map[string]int{}
	for i, status := range checks.Statuses() {
		rank[string(status)] = i
	}
	for i, severity := range checks.Severities() {
		rank[string(severity)] = i
	}
	return rank
}

func readFrom(evidence []checks.Evidence) string {
	var lines []string
	for _, e := range evidence {
		read := e.Source
		if e.Value != "" {
			read += ": " + line(e.Value)
		}
		lines = append(lines, read)
	}
	return strings.Join(lines, "\n")
}

// todo is what to do about a finding: nothing about what is fine.
type todo struct {
	why, steps, who string
	minutes         int
}

func (b *book) todo(row findingRow) todo {
	f := row.finding
	def, ok := b.defs.Get(f.Check)
	if !ok || f.Status == checks.Pass || f.Status == checks.NotApplicable {
		return todo{}
	}
	if f.Status == checks.Unclear {
		return todo{why: def.Why, steps: def.Settles}
	}
	fix, _ := def.FixFor(row.machine.Facts.Platform.System)
	return todo{def.Why, strings.Join(fix.Steps, " "), whoNames[def.Who], fix.Minutes}
}

package report

import (
	"cmp"
	"slices"
	"strings"

	"ounce/checks"
)

// findings is the table of everything that was checked, the urgent first.
func findings(s *sheet) {
	s.setWidths(12, 16, 14, 22, 38, 32, 42, 12)
	s.opening("Findings", "What was checked on each computer, what was seen and where. Not seen means that we could not look: neither good nor bad.")
	head := s.row
	s.line(headLook, "Status", "Area", "Computer", "What", "What we saw", "Where it was read", "What to do", "Usually by")
	for _, row := range s.findingRows() {
		status := row.finding.Status
		s.put(1, s.row, statusSigns[status]+" "+s.words.Statuses[status], statusLook(status))
		for i, value := range []string{
			s.words.Areas[row.finding.Area], row.machine.Name, row.finding.Title, row.finding.Reason,
			readFrom(row.finding.Evidence), s.steps(row), s.usually(row.finding),
		} {
			s.put(i+2, s.row, value, cellLook)
		}
		s.row++
	}
	s.freeze(head)
	s.table("Findings", head, 8)
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

func (b *book) steps(row findingRow) string {
	if row.finding.Status != checks.Fail && row.finding.Status != checks.Warn {
		return ""
	}
	def, ok := b.defs.Get(row.finding.Check)
	if !ok {
		return ""
	}
	fix, _ := def.FixFor(row.machine.Facts.Platform.System)
	return strings.Join(fix.Steps, " ")
}

func (b *book) usually(f *checks.Finding) string {
	def, _ := b.defs.Get(f.Check)
	return map[string]string{"yourself": "yourself", "provider": "a provider"}[def.Who]
}

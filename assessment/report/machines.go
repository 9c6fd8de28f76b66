package report

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"ounce/assessment"
	"ounce/checks"
)

// machines is the inventory with what wants replacing when.
func machines(s *sheet) {
	s.setWidths(17, 22, 24, 17, 12, 9, 10, 11, 12, 34)
	s.opening("Computers", "What each computer is, how long its system gets updates, and when to replace it on purpose, or its system. Not seen means that we could not look.")
	r := s.result
	unchecked := s.unchecked()
	if len(r.Machines) == 0 && len(unchecked) == 0 {
		s.note(noComputer, bodyLook)
		return
	}
	head := s.row
	s.line(headLook, "Computer", "System", "System gets updates", "Made", "Age", "Memory", "To act on", "Replace in", "Budget ("+r.Currency+")", "Why")
	budget := 0.0
	for _, m := range r.Machines {
		plan := planOf(r.Replacements, m.ID, m.Name)
		s.line(cellLook, m.Name, m.OS, supportWords(m), madeWords(m), ageWords(m, r.Generated), memoryWords(m))
		s.row--
		s.put(7, s.row, toAct(m), look{border: true, left: true})
		s.planned(plan)
		budget += plan.Budget
	}
	for _, plan := range unchecked {
		s.line(cellLook, plan.Name, "as you told us", notSeen, notSeen, notSeen, notSeen, notSeen)
		s.row--
		s.planned(plan)
		budget += plan.Budget
	}
	s.freeze(head)
	s.table("Computers", head, 10)
	s.row++
	s.put(1, s.row, "Budget in all", sumWords)
	for column := 2; column <= 10; column++ {
		s.put(column, s.row, nil, sumLook)
	}
	s.put(9, s.row, formula{fmt.Sprintf("SUM(I%d:I%d)", head+1, s.row-2), budget}, look{border: true, bold: true, fill: page, format: "#,##0", left: true})
	s.row++
	officeView(s)
}

// planned ends a row with when to replace what, and goes to the next one.
func (s *sheet) planned(plan assessment.Replacement) {
	switch {
	case plan.Quarter == "":
		s.put(8, s.row, "not planned", look{border: true, wrap: true, color: muted})
	case plan.Budget == 0: // the computer stays, its system ends
		s.put(8, s.row, "upgrade "+plan.Quarter, cellLook)
	default:
		s.put(8, s.row, plan.Quarter, cellLook)
	}
	s.put(9, s.row, plan.Budget, look{border: true, left: true, format: `#,##0;-#,##0;"–"`})
	s.put(10, s.row, plan.Why, cellLook)
	s.row++
}

// unchecked is what wants replacing by the answers alone.
func (b *book) unchecked() []assessment.Replacement {
	var rest []assessment.Replacement
	for _, one := range b.result.Replacements {
		if !slices.ContainsFunc(b.result.Machines, func(m checks.Machine) bool { return m.ID == one.Machine }) {
			rest = append(rest, one)
		}
	}
	return rest
}

// planOf joins what is planned for a machine: the first quarter, the highest
// budget, all reasons.
func planOf(all []assessment.Replacement, id, name string) assessment.Replacement {
	var plan assessment.Replacement
	var why []string
	for _, one := range all {
		if one.Machine != id || id == "" && one.Name != name {
			continue
		}
		if one.Quarter != "" && (plan.Quarter == "" || one.Quarter < plan.Quarter) {
			plan.Quarter = one.Quarter
		}
		plan.Budget = max(plan.Budget, one.Budget)
		why = append(why, one.Why)
	}
	plan.Why = strings.Join(why, " ")
	return plan
}

const notSeen = "not seen"

func supportWords(m checks.Machine) string {
	support, ok := m.Facts.Updates.Support.Get()
	if !ok {
		return notSeen
	}
	until := ""
	if !support.Until.IsZero() {
		until = support.Until.Format("2 January 2006")
	}
	switch support.State {
	case checks.Supported:
		return strings.TrimSpace("until " + until)
	case checks.SupportOpen:
		return "yes, no end named"
	case checks.SupportExtended:
		return strings.TrimSpace("only in a paid programme, until " + until)
	case checks.SupportPresumedEnded:
		return "no more, by the maker's habit"
	case checks.SupportEnded:
		return strings.TrimSuffix("ended on "+until, " on ")
	}
	return notSeen
}

func madeWords(m checks.Machine) string {
	made, ok := m.Facts.Hardware.Built.Get()
	switch {
	case !ok || (made.From == 0 && made.To == 0):
		return notSeen
	case made.From == made.To:
		return fmt.Sprint(made.From)
	case made.From == 0:
		return fmt.Sprintf("%d or before", made.To)
	case made.To == 0:
		return fmt.Sprintf("%d or later", made.From)
	}
	return fmt.Sprintf("%d to %d", made.From, made.To)
}

func ageWords(m checks.Machine, now time.Time) string {
	made, ok := m.Facts.Hardware.Built.Get()
	if !ok {
		return notSeen
	}
	least, greatest, leastKnown, greatestKnown := made.Ages(now)
	switch {
	case leastKnown && greatestKnown && least == greatest:
		return fmt.Sprintf("%d years", least)
	case leastKnown && greatestKnown:
		return fmt.Sprintf("%d to %d years", least, greatest)
	case leastKnown:
		return fmt.Sprintf("at least %d years", least)
	case greatestKnown:
		return fmt.Sprintf("at most %d years", greatest)
	}
	return notSeen
}

func memoryWords(m checks.Machine) string {
	memory, ok := m.Facts.Hardware.Memory.Get()
	if !ok || memory.Total <= 0 {
		return notSeen
	}
	return fmt.Sprintf("%.0f GB", float64(memory.Total)/(1<<30))
}

func toAct(m checks.Machine) int {
	n := 0
	for _, f := range m.Findings {
		if f.Status == checks.Fail {
			n++
		}
	}
	return n
}

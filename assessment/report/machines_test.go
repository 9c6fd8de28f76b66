package report

import (
	"testing"

	"ounce/assessment"
	"ounce/checks"
)

// TestAnEndedSystemIsNoDeadComputer tells computers to be bought from those that
// only want a newer system.
func TestAnEndedSystemIsNoDeadComputer(t *testing.T) {
	r := sample()
	r.Machines = append(r.Machines, checks.Machine{ID: "2", Name: "studio"}, checks.Machine{ID: "3", Name: "shop"})
	r.Replacements = []assessment.Replacement{
		{Machine: "1", Name: "front-desk", Quarter: "2027-Q1", Budget: 1300, Why: "It is old."},
		{Machine: "2", Name: "studio", Quarter: "2026-Q4", Why: "Its system has ended."},
	}
	f := workbook(t, r)
	for cell, want := range map[string]string{
		"H4": "2027-Q1", "I4": "1,300", "H5": "upgrade 2026-Q4", "H6": "not planned",
	} {
		if got, _ := f.GetCellValue("Machines", cell); got != want {
			t.Errorf("Machines!%s is %q, want %q", cell, got, want)
		}
	}
}

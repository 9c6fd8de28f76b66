package report

import (
	"strings"
	"unicode"
)

// FileName is a safe name for the report of a company on every system: letters,
// digits, spaces, - and _ alone, at most 80 characters, and none of the names
// that Windows keeps for devices.
func FileName(company string) string {
	name := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == ' ' || r == '-' || r == '_' {
			return r
		}
		return ' '
	}, company)
	runes := []rune(strings.Join(strings.Fields(name), " "))
	if len(runes) > 60 {
		runes = runes[:60]
	}
	if len(runes) == 0 {
		return "IT assessment.xlsx"
	}
	return strings.TrimSpace(string(runes)) + " IT assessment.xlsx"
}

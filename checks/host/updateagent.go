package host

import (
	"math"
	"slices"
	"strings"
	"time"

	"ounce/checks"
)

// Classes of updates, by the ids that never change
// (learn.microsoft.com/previous-versions/windows/desktop/ff357803).
const (
	classSecurity    = "0fa1201d-4330-4fa8-8ae9-b877473b6441"
	classDefinitions = "e0789628-ce08-4437-be74-2495b842f43b"
)

// updateRow says what an update that waits is; counts is false for virus
// definitions, which come many times a day and wait for nobody. An update that
// names neither class nor severity is of no known kind: it has no column
// "security".
func updateRow(classes []string, severity string, published time.Time) (row checks.Row, counts bool) {
	is := func(class string) bool {
		return slices.ContainsFunc(classes, func(have string) bool { return strings.EqualFold(strings.Trim(have, "{}"), class) })
	}
	if is(classDefinitions) {
		return nil, false
	}
	row = checks.Row{}
	if len(classes) > 0 || severity != "" {
		row["security"] = is(classSecurity) || severity != ""
	}
	if !published.IsZero() {
		row["published"] = published.Format(time.RFC3339)
	}
	return row, true
}

// oleDate gives the time of a DATE, which counts days since 30 December 1899
// ([MS-OAUT] 2.2.25); times of the update agent are in UTC. Zero is no date.
func oleDate(days float64) (time.Time, bool) {
	if math.IsNaN(days) || days < 1 || days > 200_000 {
		return time.Time{}, false
	}
	whole, part := math.Modf(days)
	day := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(whole))
	return day.Add(time.Duration(math.Round(part*86400)) * time.Second), true
}

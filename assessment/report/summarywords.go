package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"ounce/assessment"
	"ounce/checks"
)

func (b *book) preparedWords() string {
	if b.brand.Name != "" {
		return "Prepared by " + line(b.brand.Name) + " with Ounce."
	}
	return "Prepared with Ounce, for no provider."
}

// priceWords says whose prices are reckoned with.
func priceWords(r assessment.Result, c *assessment.Catalogue) string {
	if c.Provider != "" {
		return "With the prices of " + line(c.Provider) + ", " + c.Date + "."
	}
	if r.Cost == nil {
		return ""
	}
	return "With list prices as an assumption, no provider's own."
}

// gapWords says what stands open of the critical precautions, and on which of
// them nobody can be sure: where a computer shows otherwise, or nobody answered.
func gapWords(r assessment.Result) string {
	count := map[string]int{}
	gap := map[string]bool{}
	for _, g := range r.Gaps {
		count[g.State]++
		gap[g.Question] = true
	}
	disputed := map[string]bool{}
	for _, c := range r.Contradictions {
		if c.Critical && !gap[c.Question] {
			disputed[c.Question] = true
		}
	}
	var words []string
	say := func(n int, one, many string) {
		switch {
		case n == 1:
			words = append(words, one)
		case n > 1:
			words = append(words, fmt.Sprintf(many, n))
		}
	}
	say(count[assessment.GapOpen], "1 critical gap is open.", "%d critical gaps are open.")
	say(len(disputed), "1 critical answer does not fit what we saw.", "%d critical answers do not fit what we saw.")
	say(count[assessment.GapUnchecked], "1 critical question has no answer.", "%d critical questions have no answer.")
	if len(words) == 0 {
		return "No critical gap is known to be open."
	}
	return strings.Join(words, " ")
}

// orderWords say in what order a score finds things, in words and in colour; an
// urgent thing that is open or disputed counts before the number.
func orderWords(r assessment.Result) (words, color string) {
	score := r.Scores.Overall
	urgent := slices.ContainsFunc(r.Contradictions, func(c assessment.Contradiction) bool { return c.Critical })
	switch {
	case score.Range == nil || score.Grade == "":
		return "", ""
	case urgent || score.Grade == "D" || score.Grade == "E":
		return ", wants work soon", act
	case score.Grade == "C":
		return ", wants some work", heed
	default:
		return ", in good order", fine
	}
}

func first(i int, label string) string {
	if i == 0 {
		return label
	}
	return ""
}

func titleOf(r assessment.Result) string {
	if r.Company == "" {
		return "IT assessment"
	}
	return r.Company + ": IT assessment"
}

// scoreWords says a score with its band, or why there is none.
func scoreWords(score assessment.Score) string {
	if score.Range == nil {
		if score.Why == "" {
			return "No score: too little is known."
		}
		return score.Why
	}
	low, high := math.Round(score.Low), math.Round(score.High)
	if low == high {
		return fmt.Sprintf("%.0f of 100", low)
	}
	return fmt.Sprintf("%.0f to %.0f of 100", low, high)
}

// mostNames is how many computers the page names.
const mostNames = 5

func (b *book) machineWords(machines []checks.Machine) string {
	switch len(machines) {
	case 0:
		return "No computer was checked: everything here rests on the answers."
	case 1:
		return "1 computer checked: " + b.short(line(machines[0].Name), 60)
	}
	var names []string
	for _, m := range machines {
		if name := line(m.Name); !slices.Contains(names, name) {
			names = append(names, b.short(name, 60))
		}
	}
	list, more := names, len(names)-mostNames
	if more > 0 {
		list = names[:mostNames]
	}
	words := fmt.Sprintf("%d computers checked: %s", len(machines), strings.Join(list, ", "))
	if more > 0 {
		words += fmt.Sprintf(" and %d more", more)
	}
	if len(b.result.Office.Namesakes) > 0 {
		words += ". Two share a name and may be one: see Machines"
	}
	return words
}

func countWords(machines []checks.Machine, words checks.Words) string {
	counts := map[checks.Status]int{}
	for _, m := range machines {
		for _, f := range m.Findings {
			counts[f.Status]++
		}
	}
	var parts []string
	for _, status := range checks.Statuses() {
		if counts[status] > 0 {
			parts = append(parts, fmt.Sprintf("%s %d %s", statusSigns[status], counts[status], words.Statuses[status]))
		}
	}
	return strings.Join(parts, "   ")
}

// assumedWords names how much is assumed, and what of it counts most.
func assumedWords(r assessment.Result) string {
	if len(r.Assumptions) == 0 {
		return "Nothing: every figure is yours."
	}
	words := fmt.Sprintf("%d figures are assumptions, each with its range and source under Evidence and method.", len(r.Assumptions))
	var most []string
	if r.Cost != nil {
		for _, row := range r.Cost.Tornado {
			if row.Tier == r.Recommendation.Target && row.Input != "price" && assumed(r, row.Input) && len(most) < 3 && !slices.Contains(most, row.Label) {
				most = append(most, row.Label)
			}
		}
	}
	if len(most) > 0 {
		words += " These count most: " + strings.ToLower(strings.Join(most, "; ")) + "."
	}
	return words
}

func assumed(r assessment.Result, key string) bool {
	for _, in := range r.Cost.Inputs {
		if in.Key == key {
			return in.Assumed
		}
	}
	return false
}

func unknownWords(r assessment.Result) string {
	unknown, open := 0, 0
	for _, a := range r.Answers {
		switch a.State {
		case assessment.StateUnknown:
			unknown++
		case assessment.StateNotAsked:
			open++
		}
	}
	var parts []string
	if unknown > 0 {
		parts = append(parts, fmt.Sprintf("%d nobody could answer", unknown))
	}
	if open > 0 {
		parts = append(parts, fmt.Sprintf("%d not asked", open))
	}
	if len(parts) == 0 {
		return "Every question was answered."
	}
	return fmt.Sprintf("Of %d questions %s. What counts of them widens the band of the score.", len(r.Answers), strings.Join(parts, ", "))
}

func whoWords(a assessment.Action) string {
	who := whoNames[a.Who]
	if a.Minutes > 0 {
		return fmt.Sprintf("%s, %d min", who, a.Minutes)
	}
	return who
}

package report

import (
	"fmt"
	"math"
	"strings"

	"ounce/assessment"
	"ounce/checks"
)

// summary is the one page that an owner reads: the verdict, the score, three
// things first, and what to buy or not.
func summary(s *sheet) {
	r := s.result
	s.setWidths(24, 52, 22)
	s.line(titleLook, titleOf(r))
	s.line(leadLook, r.Recommendation.Verdict)
	s.row++
	s.pair("Score", scoreWords(r.Scores.Overall), figureLook)
	s.pair("Date", r.Generated.Format("2 January 2006"), bodyLook)
	s.pair("Computers checked", machineWords(r.Machines), bodyLook)
	s.pair("What was found", countWords(r.Machines, s.words), bodyLook)
	s.row++

	s.line(sectionLook, "Three things first")
	if len(r.First) == 0 {
		s.line(bodyLook, "", "Nothing needs doing at once.")
	}
	for i, action := range r.First {
		s.put(1, s.row, fmt.Sprintf("%d. %s", i+1, whoWords(action)), labelLook)
		s.put(2, s.row, action.Title+"\n"+action.Why, bodyLook)
		s.row++
	}
	s.row++

	s.line(sectionLook, "What we advise")
	s.pair("Start with", r.Recommendation.StartName, look{bold: true, wrap: true})
	s.pair("Aim for", r.Recommendation.TargetName, look{bold: true, wrap: true})
	if r.Recommendation.Provisional {
		s.pair("Provisional", "Too much is unknown for a firm word. What would settle it: "+strings.Join(r.Recommendation.Settle, " "), bodyLook)
	}
	for i, reason := range r.Recommendation.Reasons {
		s.pair(first(i, "Because"), reason, bodyLook)
	}
	s.row++

	s.line(sectionLook, "Areas")
	for _, area := range checks.Areas() {
		s.pair(s.words.Areas[area], scoreWords(r.Scores.Areas[area]), bodyLook)
	}
	s.row++
	s.line(hintLook, "A self-assessment, not an audit: it rests on what the computer showed and on the answers given. What could not be seen counts as unknown.")
	s.mergeHint(s.row - 1)
}

// pair writes a label and, beside it, what it labels.
func (s *sheet) pair(label, value string, l look) {
	s.put(1, s.row, label, labelLook)
	s.put(2, s.row, value, l)
	s.row++
}

// mergeHint lets a closing line run over all columns.
func (s *sheet) mergeHint(row int) {
	s.do(s.file.MergeCell(s.name, fmt.Sprintf("A%d", row), fmt.Sprintf("C%d", row)))
	s.heights[row] = 28
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

func machineWords(machines []checks.Machine) string {
	if len(machines) == 0 {
		return "None. Everything here rests on the answers."
	}
	names := make([]string, 0, len(machines))
	for _, m := range machines {
		names = append(names, fmt.Sprintf("%s (%s)", m.Name, m.OS))
	}
	return cut(strings.Join(names, ", "), 300)
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
			parts = append(parts, fmt.Sprintf("%d %s", counts[status], words.Statuses[status]))
		}
	}
	return strings.Join(parts, ", ")
}

func whoWords(a assessment.Action) string {
	who := map[string]string{"yourself": "yourself", "provider": "a provider"}[a.Who]
	if a.Minutes > 0 {
		return fmt.Sprintf("%s, %d min", who, a.Minutes)
	}
	return who
}

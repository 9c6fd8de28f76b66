package assessment

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"ounce/checks"
)

// enough is the share of the weight that must be known before a number stands.
const enough = 0.60

// grain is the smallest step of a score. A power of two, so that points add up
// without rounding.
const grain = 1.0 / 1024

func points(v float64) float64 { return math.Round(v/grain) * grain }

// tally is a sum of weighted judgements.
type tally struct {
	weight, known, confirmed float64
	low, mean, high          float64
}

func (t *tally) add(weight float64, j judged) {
	t.weight += weight
	t.known += weight * j.known
	t.confirmed += weight * j.confirmed
	t.low += weight * j.value.Low
	t.mean += weight * j.value.Mean
	t.high += weight * j.value.High
}

// scored is the outcome of scoring: what Result shows, and the bare area scores
// from 0 to 1 for the cost model.
type scored struct {
	scores         Scores
	low, mid, high AreaScores
	// share is each question's share of the overall 100.
	share map[string]float64
}

func score(d *Definitions, all []judged, gaps []Gap) scored {
	q := d.Questions
	out := scored{share: map[string]float64{}, scores: Scores{Areas: map[checks.Area]Score{}}}
	var overall tally
	mid := 100.0
	low, high := 100.0, 100.0
	for _, area := range q.Areas {
		var t tally
		for _, j := range all {
			if j.counts && j.question.Area == area.ID {
				t.add(j.question.Weight, j)
			}
		}
		i := slices.Index(checks.Areas(), area.ID)
		out.low[i], out.mid[i], out.high[i] = t.low/t.weight, t.mean/t.weight, t.high/t.weight
		out.scores.Areas[area.ID] = d.show(t, &Range{points(100 * out.low[i]), points(100 * out.mid[i]), points(100 * out.high[i])}, hasOpen(d, gaps, area.ID))
		overall.known += area.Weight * t.known / t.weight
		overall.confirmed += area.Weight * t.confirmed / t.weight
		overall.weight += area.Weight
		for _, j := range all {
			if !j.counts || j.question.Area != area.ID {
				continue
			}
			share := 100 * area.Weight * j.question.Weight / t.weight
			out.share[j.question.ID] = share
			lost := points(share * (1 - j.value.Mean))
			mid -= lost
			low -= points(share * (1 - j.value.Low))
			high -= points(share * (1 - j.value.High))
			if lost > 0 {
				out.scores.Waterfall = append(out.scores.Waterfall, Step{ID: j.question.ID, Label: area.Name + ": " + j.question.Text, Points: -lost})
			}
		}
	}
	// Shares of 100 are rounded one by one, so a firm that has nothing may end a
	// grain beside zero.
	out.scores.Overall = d.show(overall, &Range{math.Max(0, low), math.Max(0, mid), math.Max(0, high)}, hasOpen(d, gaps, ""))
	if mid < 0 {
		out.scores.Waterfall[len(out.scores.Waterfall)-1].Points -= mid
	}
	slices.SortStableFunc(out.scores.Waterfall, func(a, b Step) int {
		return cmp.Or(cmp.Compare(a.Points, b.Points), strings.Compare(a.ID, b.ID))
	})
	return out
}

// show makes a score of a tally: with its number where enough is known, else
// with the sentence why not.
func (d *Definitions) show(t tally, r *Range, open bool) Score {
	s := Score{Answered: t.known / t.weight, Confirmed: t.confirmed / t.weight}
	if s.Answered < enough-1e-9 {
		s.Why = d.say("too_little_known", checks.Args{"known": percent(s.Answered), "needed": percent(enough)})
		return s
	}
	s.Range, s.Grade = r, grade(r.Mid, open)
	return s
}

// grade gives the letter of a score. An open critical gap leaves no better one
// than D, whatever the number.
func grade(mid float64, open bool) string {
	switch {
	case mid < 40:
		return "E"
	case mid < 55 || open:
		return "D"
	case mid < 70:
		return "C"
	case mid < 85:
		return "B"
	default:
		return "A"
	}
}

// hasOpen tells whether a gap of an area, or of any, is open.
func hasOpen(d *Definitions, gaps []Gap, area checks.Area) bool {
	for _, g := range gaps {
		question, _ := d.Questions.Get(g.Question)
		if g.State == GapOpen && (area == "" || question.Area == area) {
			return true
		}
	}
	return false
}

// findGaps lists the critical questions that are open, then those that nobody
// could answer.
func findGaps(all []judged) []Gap {
	var open, unchecked []Gap
	for _, j := range all {
		if !j.question.Critical() || j.state == StateSkipped {
			continue
		}
		g := Gap{Question: j.question.ID, Text: j.question.Text, Why: j.question.Why}
		bad := j.value.Mean <= *j.question.CriticalAt+1e-9
		switch {
		case j.known > 1-1e-9 && bad:
			g.State = GapOpen
			open = append(open, g)
		case j.known <= 1-1e-9:
			g.State = GapUnchecked
			unchecked = append(unchecked, g)
		}
	}
	return append(open, unchecked...)
}

func percent(share float64) string { return fmt.Sprintf("%.0f %%", math.Floor(100*share+1e-9)) }

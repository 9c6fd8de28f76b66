package report

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"ounce/assessment"
)

// The columns of the trend.
const (
	trendScore = 2
	trendCost  = 3
	trendNote  = 7
)

// mostDrawn is how many visits a chart shows; the table has them all.
const mostDrawn = 12

// trend is a row for each visit, the oldest first, and what they show as charts.
func (s *sheet) trend(visits []assessment.Result) {
	s.line(sectionLook, "The way so far")
	head := s.row
	s.line(headLook, "Assessment of", "Score, of 100", "What today costs a year ("+s.result.Currency+")", "Computers", "To act on", "Open gaps", "Not known")
	for _, r := range visits {
		s.visit(r)
	}
	drawn := visits[max(0, len(visits)-mostDrawn):]
	first, last := s.row-len(drawn), s.row-1
	s.row++
	hundred := 100.0
	charts := []struct {
		cell string
		said string
		chart
	}{
		{cellName(1, s.row), wayWords("The score", " of 100", "%.0f", drawn, scoreOf),
			chart{column: 1, series: []int{trendScore}, colors: []string{primary}, format: "0", wide: 2, max: &hundred}},
		{cellName(3, s.row), wayWords("What today costs a year", " "+s.result.Currency, "", drawn, s.costOf),
			chart{column: 1, series: []int{trendCost}, colors: []string{middle}, format: "#,##0", wide: 5, inset: 10}},
	}
	for _, one := range charts {
		if one.said == "" {
			continue // nothing to draw
		}
		c := one.chart
		c.kind, c.sheetName, c.row, c.first, c.last, c.labels = excelize.Col, s.name, head, first, last, true
		c.title, c.alt = one.said, one.said+". The figures of each visit stand above."
		s.high(s.row, 190)
		s.addChart(one.cell, c)
	}
	s.row++
}

// visit is one row of the trend. What is not known stays empty, since a chart
// would draw a text as nothing at all.
func (s *sheet) visit(r assessment.Result) {
	number := func(column int, v float64, known bool, format string) {
		if known {
			s.put(column, s.row, v, look{border: true, left: true, format: format})
			return
		}
		s.put(column, s.row, nil, cellLook)
	}
	score, scored := scoreOf(r)
	cost, costed := s.costOf(r)
	s.put(1, s.row, r.Generated.Format("2 January 2006"), cellLook)
	number(trendScore, score, scored, "0")
	number(trendCost, rounded(cost), costed, "#,##0")
	act, open := 0, 0
	for _, m := range r.Machines {
		act += toAct(m)
	}
	for _, g := range r.Gaps {
		if g.State == assessment.GapOpen {
			open++
		}
	}
	for i, n := range []int{len(r.Machines), act, open} {
		s.put(trendCost+1+i, s.row, n, look{border: true, left: true})
	}
	note := ""
	switch {
	case !scored && !costed:
		note = "score and cost"
	case !scored:
		note = "score"
	case !costed && r.Cost != nil:
		note = "cost, which was in " + r.Cost.Currency
	case !costed:
		note = "cost"
	}
	s.put(trendNote, s.row, note, cellLook)
	s.row++
}

// scoreOf is the score of a visit, if enough was known for one.
func scoreOf(r assessment.Result) (float64, bool) {
	score := r.Scores.Overall.Range
	if score == nil {
		return 0, false
	}
	return score.Mid, true
}

// costOf is what a visit's today costs a year in the currency of the report.
func (s *sheet) costOf(r assessment.Result) (float64, bool) {
	if r.Cost == nil || r.Currency != s.result.Currency {
		return 0, false
	}
	return r.Cost.BreakFix.Total, true
}

// wayWords say where a figure came from and went to; empty when no visit has it.
// Without a format it is a sum of money.
func wayWords(what, unit, format string, visits []assessment.Result, figure func(assessment.Result) (float64, bool)) string {
	say := func(v float64) string {
		if format == "" {
			return "about " + spokenSum(v)
		}
		return fmt.Sprintf(format, v)
	}
	from, to, known := "", "", 0
	for _, r := range visits {
		v, ok := figure(r)
		if !ok {
			continue
		}
		if known++; known == 1 {
			from = say(v)
		}
		to = say(v)
	}
	switch {
	case known == 0:
		return ""
	case known == 1:
		return fmt.Sprintf("%s: %s%s", what, to, unit)
	case from == to:
		return fmt.Sprintf("%s stayed at %s%s", what, to, unit)
	default:
		return fmt.Sprintf("%s went from %s to %s%s", what, from, to, unit)
	}
}

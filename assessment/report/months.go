package report

import (
	"fmt"

	"github.com/xuri/excelize/v2"
)

// monthHead is the row of the headings that the chart takes its series from.
const monthHead = 4

// monthColumns is how many columns the sheet has.
const monthColumns = 10

// months is how a month can turn out: the ordinary one, and the bad ones.
func months(s *sheet) {
	s.setWidths(37, 13, 13, 13, 13, 11, 14, 16, 16, 18)
	s.line(titleLook, "How much a month can cost")
	c := s.result.Cost
	if c == nil || len(c.Monthly) == 0 {
		s.note("The months were not worked out for this report.", bodyLook)
		return
	}
	all := s.book.columns()
	today := c.Monthly[all[0].id]
	s.put(1, s.row, monthWords(today.Spike, today.Cash.P95, s.result.Currency), leadLook)
	s.mergeLong(1, monthColumns, monthWords(today.Spike, today.Cash.P95, s.result.Currency), leadLook)
	s.row = monthHead
	s.line(headLook, "Paid in a month ("+s.result.Currency+")", "Ordinary month (P50)", "1 month in 10 (P90)", "1 month in 20 (P95)", "1 month in 100 (P99)",
		"Mean", "1 in 20 against ordinary", "With lost work, ordinary (P50)", "With lost work, 1 in 20 (P95)", "A bad year: mean of the worst 5 %")
	for column := 2; column <= monthColumns; column++ {
		s.put(column, monthHead, s.grid.shown(column, monthHead), headRight)
	}
	for _, one := range all {
		m := c.Monthly[one.id]
		s.put(1, s.row, one.name, cellLook)
		for i, v := range []float64{m.Cash.P50, m.Cash.P90, m.Cash.P95, m.Cash.P99, m.Cash.Mean} {
			s.put(i+2, s.row, rounded(v), moneyLook)
		}
		s.put(7, s.row, spikeWords(m.Spike), look{border: true, right: true})
		s.put(8, s.row, rounded(m.Total.P50), moneyLook)
		s.put(9, s.row, rounded(m.Total.P95), moneyLook)
		s.put(monthColumns, s.row, rounded(m.WorstYears), moneyLook)
		s.row++
	}
	s.freeze(monthHead)
	last := s.row - 1
	s.row++
	s.high(s.row, 250)
	s.addChart(cellName(1, s.row), chart{
		kind: excelize.Bar, sheetName: s.name, row: monthHead, last: last, column: 1, series: []int{2, 3, 4},
		colors: []string{pale, middle, primary}, format: "#,##0", wide: monthColumns, legend: true,
		title: monthWords(today.Spike, today.Cash.P95, s.result.Currency),
		alt:   "What is paid in a month: the ordinary month, one in ten and one in twenty, for today and each tier.",
	})
	s.row += 2
	for _, words := range []string{
		"In money paid: invoices, fees, replaced computers at their full price. With lost work: also the work that people could not do. A bad year is all of it together, and a whole year of it.",
		"From 20,000 simulated years with these same figures; the mean agrees with the sheet Cost. These months do not follow the figures changed there.",
	} {
		s.put(1, s.row, words, hintLook)
		s.mergeLong(1, monthColumns, words, hintLook)
		s.row++
	}
}

func monthWords(spike, p95 float64, currency string) string {
	if spike < 1.05 {
		return fmt.Sprintf("Today one month in twenty costs about %s %s or more.", spokenSum(p95), currency)
	}
	return fmt.Sprintf("Today one month in twenty costs about %s %s or more: %.1f times an ordinary month.", spokenSum(p95), currency, spike)
}

func spikeWords(spike float64) string {
	if spike == 0 {
		return "no ordinary cost"
	}
	return fmt.Sprintf("%.1f times", spike)
}

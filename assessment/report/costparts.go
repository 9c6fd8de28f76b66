package report

import (
	"fmt"
	"math"

	"github.com/xuri/excelize/v2"

	"ounce/assessment"
)

// costParts are the lines in five parts, for the charts.
var costParts = []struct {
	name  string
	lines []string
	color string
}{
	{"Fees", []string{"fee", "onboarding"}, primary},
	{"Repairs paid", []string{"invoices_small", "invoices_outage"}, middle},
	{"Accidents", []string{"hardware_premium", "data_loss", "cyber"}, pale},
	{"Work lost to repairs", []string{"lost_small", "lost_outage", "lost_margin"}, "6B7785"},
	{"Own time, waiting", []string{"own_staff_time", "annoyance"}, "C3CAD2"},
}

// parts is the block that the charts draw from.
func (c *costSheet) parts() {
	s := c.sheet
	s.line(sectionLook, "The same in five parts")
	today := c.all[0].bill
	c.rows.title = s.row
	s.put(1, s.row, s.live(fmt.Sprintf(`"%s"&%s&"%s"&FIXED(100*IF($B$%d=0,0,$B$%d/$B$%d),0)&"%s"`, chartToday, spoken(fmt.Sprintf("$B$%d", c.rows.total)),
		chartYear, c.rows.total, c.rows.hard, c.rows.total, chartPaid), chartWords(today)), look{bold: true})
	s.row++
	c.rows.parts = s.row
	s.put(1, s.row, c.unit(), headLook)
	for i, part := range costParts {
		s.put(i+2, s.row, part.name, headRight)
	}
	s.row++
	for k, one := range c.all {
		s.put(1, s.row, one.name, cellLook)
		letter, err := excelize.ColumnNumberToName(k + 2)
		s.do(err)
		for i, part := range costParts {
			expr, value := "", 0.0
			for n, id := range part.lines {
				if n > 0 {
					expr += "+"
				}
				expr += fmt.Sprintf("%s%d", letter, c.rowOf(id))
				value += one.bill.Lines[id]
			}
			s.put(i+2, s.row, s.live(expr, value), moneyLook)
		}
		s.row++
	}
	s.costRows = c.rows
	s.high(c.picture, math.Max(pictureHeight, 55+barHeight*float64(len(c.all))))
	s.addChart(cellName(1, c.picture), s.costChart(len(s.widths)))
}

// pictureHeight is how high the chart on the sheet Cost is, in points: with the
// figures to change it fits on one printed page.
const pictureHeight = 145

// barHeight is what a bar of it needs, with the space to the next one.
const barHeight = 15

// thousands writes the numbers at an axis short.
const thousands = `[>=10000000]#,##0,,"M";[>=1000000]0.0,,"M";#,##0,"k"`

// The parts of the chart's title.
const (
	chartToday = "Today costs about "
	chartYear  = " a year: "
	chartPaid  = " % is paid, the rest is lost work"
)

func chartWords(today assessment.Bill) string {
	return fmt.Sprintf("%s%s%s%.0f%s", chartToday, spokenSum(today.Total), chartYear, 100*share(today.Hard, today.Total), chartPaid)
}

// costChart draws the five parts of today's year and of each tier's.
func (s *sheet) costChart(wide int) chart {
	r := s.costRows
	c := chart{kind: excelize.BarStacked, sheetName: "Cost", row: r.parts, last: r.parts + len(r.columns), column: 1,
		format: thousands, wide: wide, legend: true}
	for i, part := range costParts {
		c.series, c.colors = append(c.series, i+2), append(c.colors, part.color)
	}
	c.title = chartWords(r.columns[0].bill)
	c.speaks = "Cost!" + absolute(1, r.title)
	c.alt = c.title + "."
	for _, one := range r.columns[1:] {
		c.alt += fmt.Sprintf(" %s: about %s.", one.name, spokenSum(one.bill.Total))
	}
	return c
}

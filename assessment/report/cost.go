package report

import (
	"fmt"
	"math"

	"github.com/xuri/excelize/v2"

	"ounce/assessment"
)

// costRows are where the sheet Cost keeps what other sheets refer to.
type costRows struct {
	names, hard, lost, total int
	parts, title             int // of the block that the chart draws: its headings, its sentence
	columns                  []column
	state                    string // what A3 says while no figure is changed
}

// columnOf is the sheet's column of a tier, or 0.
func (c costRows) columnOf(id string) int {
	for i, one := range c.columns {
		if one.id == id {
			return i + 2
		}
	}
	return 0
}

var (
	moneyLook  = look{border: true, format: "#,##0"}
	numberLook = look{border: true, format: "#,##0.00"}
	sumLook    = look{border: true, bold: true, fill: page, format: "#,##0"}
	sumWords   = look{border: true, bold: true, fill: page, wrap: true}
	apartLook  = look{border: true, format: `#,##0" more";#,##0" less";"the same"`}
	sourceLook = look{wrap: true, border: true, color: muted, size: 9}
	groupLook  = look{bold: true, color: primary, border: true}
)

// cost is the sheet on which a reader plays: figures to change on top, and a
// year's cost of today and of each tier beneath, every cell of it alive.
func cost(s *sheet) {
	s.charted = true
	if s.result.Cost == nil {
		s.setWidths(60, 40)
		s.line(titleLook, "What your IT costs")
		s.line(bodyLook, "Nobody told how many people work with a computer. With that number, the cost of today and of each offer stands here.")
		return
	}
	all := s.book.columns()
	widths := []float64{50}
	for range all {
		widths = append(widths, 17)
	}
	s.setWidths(widths...)
	top := 7 // of the figures to change
	fees := 0
	for _, c := range all {
		if c.fee > 0 {
			fees++
		}
	}
	last := top - 1
	if s.living != nil {
		last = top + 3 + fees
	}
	c := &costSheet{sheet: s, all: all, inputs: top, names: last + 3}
	c.lines = c.names + 2
	c.works = c.lines + len(costLines()) + betweenRows + len(all)
	c.rows = costRows{names: c.names, columns: all}
	c.figures()
	c.year()
	c.parts()
	c.workings()
	c.top()
	if s.living != nil {
		s.protect()
	}
}

// betweenRows is how many rows lie between the lines and the workings beside
// one a column: sums, comparisons, the five parts and their chart.
const betweenRows = 18

type costSheet struct {
	*sheet
	all    []column
	inputs int // first row of the figures to change
	names  int // row of the tiers' names
	lines  int // first row of the lines
	works  int // first row of the workings
	rows   costRows
	fees   []int // row of each column's fee, or 0
	judged []string
}

// live is a formula with its value where the model is at hand, else the value.
func (s *sheet) live(expr string, value any) any {
	if s.living == nil || expr == "" {
		return value
	}
	return formula{expr, value}
}

// figures are the cells that the reader may change.
func (c *costSheet) figures() {
	c.fees = make([]int, len(c.all))
	if c.living == nil {
		return
	}
	c.row = c.inputs - 2
	c.line(sectionLook, "Figures you can change")
	c.line(headLook, "Figure", "Change me", "As judged", "Unit", "Where it comes from")
	c.row--
	c.put(2, c.row, "Change me", headRight)
	c.put(3, c.row, "As judged", headRight)
	c.put(4, c.row, "Unit", look{bold: true, color: paper, fill: primary, border: true, indent: true})
	c.mergeLong(5, len(c.all)+1, "", headLook)
	c.row++
	values := c.living.Values()
	inputs := map[string]assessment.CostInput{}
	for _, in := range c.result.Cost.Inputs {
		inputs[in.Key] = in
	}
	add := func(label string, value float64, unit, source string, most float64) {
		c.put(1, c.row, label, cellLook)
		c.put(2, c.row, value, look{border: true, color: primary, fill: input, format: "#,##0.00", open: true})
		c.put(3, c.row, value, numberLook)
		c.put(4, c.row, unit, look{border: true, wrap: true, indent: true})
		c.put(5, c.row, source, sourceLook)
		c.mergeLong(5, len(c.all)+1, source, sourceLook)
		c.limit(cellName(2, c.row), most)
		c.judged = append(c.judged, fmt.Sprintf("%s=%s", cellName(2, c.row), cellName(3, c.row)))
		c.row++
	}
	currency, prices := c.result.Currency, c.result.Recommendation.Prices
	for _, one := range []struct {
		key, unit string
		value     *float64
		most      float64
	}{
		{"w", currency + " an hour", values.Wage, 100000}, {"rate", currency + " an hour", values.Rate, 100000},
		{"l1", "a year", values.Jobs, 100}, {"l2", "a year", values.Outages, 366},
	} {
		in := inputs[one.key]
		source := in.Source
		if in.Assumed {
			source = fmt.Sprintf("Assumption, plausible from %.4g to %.4g: %s", in.Low, in.High, in.Source)
		}
		add(in.Label, *one.value, one.unit, source, one.most)
	}
	for i, one := range c.all {
		if one.fee > 0 {
			c.fees[i] = c.row
			add(one.name+", fee", one.fee, currency+" a month", prices, 1e9)
			prices = "likewise"
		}
	}
}

// limit lets a cell hold a number from 0 to most.
func (s *sheet) limit(cell string, most float64) {
	rule := excelize.NewDataValidation(false)
	rule.Sqref = cell
	s.do(rule.SetRange(0, most, excelize.DataValidationTypeDecimal, excelize.DataValidationOperatorBetween))
	rule.SetError(excelize.DataValidationErrorStyleStop, "A number, please", fmt.Sprintf("This takes a number from 0 to %.0f.", most))
	s.do(s.file.AddDataValidation(s.name, rule))
}

// protect keeps formulas from being overwritten by accident; there is no
// password.
func (s *sheet) protect() {
	s.do(s.file.ProtectSheet(s.name, &excelize.SheetProtectionOptions{
		FormatCells: true, FormatColumns: true, FormatRows: true, SelectLockedCells: true, SelectUnlockedCells: true,
	}))
}

// costLine is one line of the bill with its formula over the figures to change
// and the column's workings; an empty formula is a plain number.
type costLine struct {
	id, label string
	expr      func(c *costSheet, column int) string
}

func costLines() []costLine {
	work := func(c *costSheet, column int, w working) string { return cellName(column, c.works+int(w)) }
	figure := func(c *costSheet, n int) string { return absolute(2, c.inputs+n) }
	// mixed is money, hours of help and hours of staff.
	mixed := func(money, help, staff working) func(*costSheet, int) string {
		return func(c *costSheet, column int) string {
			return fmt.Sprintf("%s+%s*%s+%s*%s", work(c, column, money), work(c, column, help), figure(c, figureRate), work(c, column, staff), figure(c, figureWage))
		}
	}
	billed := func(n int, hours, trips working) func(*costSheet, int) string {
		return func(c *costSheet, column int) string {
			return fmt.Sprintf("%s*(%s*%s+%s)", figure(c, n), work(c, column, hours), figure(c, figureRate), work(c, column, trips))
		}
	}
	lost := func(hours working) func(*costSheet, int) string {
		return func(c *costSheet, column int) string {
			return fmt.Sprintf("%s*%s", work(c, column, hours), figure(c, figureWage))
		}
	}
	times := func(n int, hours working) func(*costSheet, int) string {
		return func(c *costSheet, column int) string {
			return fmt.Sprintf("%s*%s*%s", figure(c, n), work(c, column, hours), figure(c, figureWage))
		}
	}
	return []costLine{
		{"fee", "Fees", func(c *costSheet, column int) string {
			if row := c.fees[column-2]; row > 0 {
				return fmt.Sprintf("12*(%s+%s)", absolute(2, row), work(c, column, keptFee))
			}
			return "12*" + work(c, column, keptFee)
		}},
		{"onboarding", "Getting started, spread over two years", func(c *costSheet, column int) string {
			if row := c.fees[column-2]; row > 0 {
				return fmt.Sprintf("%s*%s", absolute(2, row), work(c, column, starting))
			}
			return ""
		}},
		{"invoices_small", "Invoices for small repairs", billed(figureJobs, smallHours, smallTrips)},
		{"invoices_outage", "Invoices for outages", billed(figureOutages, outageHours, outageTrips)},
		{"hardware_premium", "Hardware that dies unplanned", mixed(hardwareMoney, hardwareHours, hardwareStuck)},
		{"data_loss", "Lost data", mixed(lossMoney, lossHours, lossStuck)},
		{"cyber", "Serious security incidents", func(c *costSheet, column int) string { return work(c, column, incidents) }},
		{"lost_small", "Work lost to small repairs", times(figureJobs, smallStuck)},
		{"lost_outage", "Work lost to outages", times(figureOutages, outageStuck)},
		{"lost_margin", "Margin lost in outages", func(c *costSheet, column int) string {
			return cellName(column, c.rowOf("lost_outage")) + "*" + work(c, column, outageMargin)
		}},
		{"own_staff_time", "Own people's time on IT", lost(ownHours)},
		{"annoyance", "Waiting and restarting", lost(waiting)},
	}
}

// The figures that a reader can change, by their place.
const (
	figureWage = iota
	figureRate
	figureJobs
	figureOutages
)

// hardLines is how many of the lines are money that leaves the account.
const hardLines = 7

// rowOf is the row of a line: those of lost work stand beneath the sum of the
// money and a heading.
func (c *costSheet) rowOf(id string) int {
	for i, one := range costLines() {
		if one.id == id {
			if i < hardLines {
				return c.lines + i
			}
			return c.lines + i + 2
		}
	}
	return 0
}

// year is the bill of a year by line.
func (c *costSheet) year() {
	s := c.sheet
	s.row = c.names - 1
	s.line(sectionLook, "A year, line by line")
	s.put(1, s.row, c.unit(), headLook)
	for i, one := range c.all {
		s.put(i+2, s.row, one.name, headRight)
	}
	s.row++
	s.line(groupLook, "Money you pay")
	for i, l := range costLines() {
		if i == hardLines {
			c.rows.hard = s.row
			c.sum("Money you pay, in all", c.lines, s.row-1, func(b assessment.Bill) float64 { return b.Hard })
			s.line(groupLook, "Work that is lost")
		}
		s.put(1, s.row, l.label, cellLook)
		for k, one := range c.all {
			s.put(k+2, s.row, s.live(l.expr(c, k+2), one.bill.Lines[l.id]), moneyLook)
		}
		s.row++
	}
	c.rows.lost = s.row
	c.sum("Lost work, in all", c.rows.hard+2, s.row-1, func(b assessment.Bill) float64 { return b.Lost })
	c.rows.total = s.row
	c.each("A year in all", sumWords, sumLook, func(at string, k int) any {
		return s.live(fmt.Sprintf("%s%d+%s%d", at, c.rows.hard, at, c.rows.lost), c.all[k].bill.Total)
	})
	c.compared()
	s.row++
}

func (c *costSheet) unit() string { return c.result.Currency + " a year" }

// each writes a row with a value for each column.
func (c *costSheet) each(label string, words, numbers look, value func(letter string, k int) any) {
	c.put(1, c.row, label, words)
	for k := range c.all {
		letter, err := excelize.ColumnNumberToName(k + 2)
		c.do(err)
		c.put(k+2, c.row, value(letter, k), numbers)
	}
	c.row++
}

func (c *costSheet) sum(label string, from, to int, value func(assessment.Bill) float64) {
	c.each(label, sumWords, sumLook, func(at string, k int) any {
		return c.live(fmt.Sprintf("SUM(%s%d:%s%d)", at, from, at, to), value(c.all[k].bill))
	})
}

// compared lays the tiers beside today.
func (c *costSheet) compared() {
	today, total, hard := c.all[0], c.rows.total, c.rows.hard
	c.each("Against today", cellLook, apartLook, func(at string, k int) any {
		if k == 0 {
			return nil
		}
		return c.live(fmt.Sprintf("%s%d-$B$%d", at, total, total), c.all[k].bill.Total-today.bill.Total)
	})
	c.each("Against today, in money alone", cellLook, apartLook, func(at string, k int) any {
		if k == 0 {
			return nil
		}
		return c.live(fmt.Sprintf("%s%d-$B$%d", at, hard, hard), c.all[k].bill.Hard-today.bill.Hard)
	})
	if c.living != nil {
		c.each("Costs as much as today at a fee of (a month)", cellLook, look{border: true, format: "#,##0", right: true}, func(at string, k int) any {
			if c.fees[k] == 0 {
				return nil
			}
			paid := fmt.Sprintf("(12+%s%d)", at, c.works+int(starting))
			fee := fmt.Sprintf("($B$%d-%s%d+%s*%s)/%s", total, at, total, absolute(2, c.fees[k]), paid, paid)
			months := 12 + c.all[k].works[starting]
			even := (today.bill.Total - c.all[k].bill.Total + c.all[k].fee*months) / months
			return formula{fmt.Sprintf(`IF(%[1]s<0,"at none",%[1]s)`, fee), orWords(even, even < 0, "at none")}
		})
	}
	c.each("Range, by what nobody knows yet (as judged)", cellLook, look{border: true, wrap: true, right: true, size: 9}, func(_ string, k int) any {
		band := c.all[k].bill.Band
		if rounded(band.Low) == rounded(band.High) {
			return "the same"
		}
		return spokenSum(band.Low) + " to " + spokenSum(band.High)
	})
	c.each("Our advice", cellLook, look{border: true, bold: true, right: true, wrap: true, color: primary}, func(_ string, k int) any {
		return c.adviceWords(c.all[k].id)
	})
}

func orWords(v float64, words bool, text string) any {
	if words || math.IsInf(v, 0) || math.IsNaN(v) {
		return text
	}
	return v
}

func (s *sheet) adviceWords(id string) any {
	switch r := s.result.Recommendation; {
	case id == r.Start && s.stays(id):
		return "stay"
	case id == r.Start:
		return "start here"
	case id == r.Target:
		return "aim for this"
	}
	return nil
}

// costParts are the lines in five parts, for the charts.
var costParts = []struct {
	name  string
	lines []string
	color string
}{
	{"Fees", []string{"fee", "onboarding"}, primary},
	{"Repairs paid", []string{"invoices_small", "invoices_outage"}, "4E97A6"},
	{"Accidents", []string{"hardware_premium", "data_loss", "cyber"}, "A9CDD4"},
	{"Work lost to repairs", []string{"lost_small", "lost_outage", "lost_margin"}, "6B7785"},
	{"Own time, waiting", []string{"own_staff_time", "annoyance"}, "C3CAD2"},
}

// parts is the block that the charts draw from.
func (c *costSheet) parts() {
	s := c.sheet
	s.do(s.file.InsertPageBreak(s.name, cellName(1, s.row)))
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
	s.heights[s.row] = 250
	s.addChart(cellName(1, s.row), s.costChart(6))
	s.row++
}

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
		format: `#,##0,"k"`, wide: wide, legend: true}
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

// workings are what the lines are made of.
func (c *costSheet) workings() {
	s := c.sheet
	if s.living == nil {
		return
	}
	s.row = c.works - 3
	s.line(sectionLook, "What the lines are made of")
	s.put(1, s.row, workingHint, hintLook)
	s.mergeLong(1, len(c.all)+1, workingHint, hintLook)
	s.row++
	s.put(1, s.row, "A year", headLook)
	for i, one := range c.all {
		s.put(i+2, s.row, one.name, headRight)
	}
	s.row++
	for w, words := range workingWords() {
		c.each(replaceUnit(words, s.result.Currency), cellLook, numberLook, func(_ string, k int) any { return c.all[k].works[w] })
	}
}

const workingHint = "From the model, for your size, scores and computers. Surcharges for emergencies are counted as hours. Evidence and method says what stands behind them."

// top is the title with the sentence that follows the figures.
func (c *costSheet) top() {
	s, after := c.sheet, c.row
	s.row = 1
	s.line(titleLook, "What your IT costs")
	words := leastWords(c.all, c.unit())
	s.put(1, s.row, s.live(leastFormula(len(c.all), c.names, c.rows.total, c.rows.hard, absolute(1, c.names)), words), leadLook)
	s.mergeLong(1, len(c.all)+1, words, leadLook)
	s.row++
	if s.living != nil {
		state := "These are the figures of " + s.result.Generated.Format("2 January 2006") + "."
		expr := "AND("
		for i, same := range c.judged {
			if i > 0 {
				expr += ","
			}
			expr += same
		}
		s.costRows.state = state
		s.put(1, s.row, formula{fmt.Sprintf(`IF(%s),"%s","%s")`, expr, state, changedWords), state}, hintLook)
		s.mergeLong(1, len(c.all)+1, changedWords, hintLook)
	}
	s.row = after
}

const changedWords = "You changed figures. Every number follows; the advice in words was made with the figures in the column As judged, and weighs bad years too."

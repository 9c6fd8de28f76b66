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
	least                    string // what A2 says
	advice                   string // the cell of the advice, as judged
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
	moneyLook   = look{border: true, format: "#,##0"}
	numberLook  = look{border: true, format: "#,##0.00"}
	smallNumber = look{border: true, format: "#,##0.00", size: 10}
	sumLook     = look{border: true, bold: true, fill: page, format: "#,##0"}
	sumWords    = look{border: true, bold: true, fill: page, wrap: true}
	apartLook   = look{border: true, format: `#,##0" more";#,##0" less";"the same"`}
	sourceLook  = look{wrap: true, border: true, color: muted, size: 9}
	groupLook   = look{bold: true, color: primary, border: true}
)

// cost is the sheet on which a reader plays: figures to change on top, and a
// year's cost of today and of each tier beneath, every cell of it alive.
func cost(s *sheet) {
	if s.result.Cost == nil {
		s.setWidths(60, 40)
		s.line(titleLook, "What your IT costs")
		s.note("Nobody told how many people work with a computer. With that number, the cost of today and of each offer stands here.", bodyLook)
		return
	}
	all := s.book.columns()
	widths := []float64{50}
	for range all {
		widths = append(widths, 17)
	}
	s.setWidths(widths...)
	top := 8 // of the figures to change
	fees := 0
	for _, c := range all {
		if c.fee > 0 {
			fees++
		}
	}
	last := top - 1
	if s.living != nil {
		last = top + figureCount - 1 + fees
	}
	c := &costSheet{sheet: s, all: all, inputs: top, picture: last + 2, names: last + 6}
	c.lines = c.names + 2
	c.works = c.lines + len(costLines()) + betweenRows + len(all)
	if n := len(s.result.Hidden); n > 0 {
		c.works += n + 3
	}
	c.rows = costRows{names: c.names, columns: all}
	c.figures()
	c.year()
	c.hidden()
	c.parts()
	c.workings()
	s.printed = s.row - 1
	c.carry()
	c.top()
	if s.living != nil {
		s.protect()
	}
}

// betweenRows is how many rows lie between the lines and the workings beside
// one a column: sums, comparisons and the five parts.
const betweenRows = 17

type costSheet struct {
	*sheet
	all     []column
	inputs  int // first row of the figures to change
	picture int // row of the chart
	names   int // row of the tiers' names
	lines   int // first row of the lines
	works   int // first row of the workings
	rows    costRows
	fees    []int // row of each column's fee, or 0
	judged  []string
	carried []carriedFigure
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
	inputs := c.book.inputs()
	add := func(key, label string, value float64, unit, source string, most float64) {
		c.carried = append(c.carried, carriedFigure{key, label, unit, value, most})
		c.put(1, c.row, label, cellLook)
		c.put(2, c.row, value, look{border: true, color: inputInk, fill: input, format: "#,##0.00", open: true})
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
		{"h1_med", "hours", values.JobHours, 200}, {"d2_med", "hours", values.OutageHours, 1000},
	} {
		in := inputs[one.key]
		source := in.Source
		if in.Assumed {
			source = fmt.Sprintf("Assumption, plausible from %.4g to %.4g: %s", in.Low, in.High, in.Source)
		}
		add(one.key, in.Label, *one.value, one.unit, source, one.most)
	}
	for i, one := range c.all {
		if one.fee > 0 {
			c.fees[i] = c.row
			add(feeKey+one.id, one.name+", fee", one.fee, currency+" a month", prices, 1e9)
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

// year is the bill of a year by line.
func (c *costSheet) year() {
	s := c.sheet
	s.row = c.names - 2
	s.line(sectionLook, "A year, line by line")
	s.put(1, s.row, estimateHint, hintLook)
	s.mergeLong(1, len(c.all)+1, estimateHint, hintLook)
	s.row++
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

const estimateHint = "Every line is an estimate. The sums stand as they were worked out, so that they can be followed; take them as rounded, as the Summary says them."

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
	c.each("Against today, about", cellLook, apartLook, func(at string, k int) any {
		if k == 0 {
			return nil
		}
		return c.live(roundedOf(fmt.Sprintf("(%s%d-$B$%d)", at, total, total)), rounded(c.all[k].bill.Total-today.bill.Total))
	})
	c.each("Against today, in money alone, about", cellLook, apartLook, func(at string, k int) any {
		if k == 0 {
			return nil
		}
		return c.live(roundedOf(fmt.Sprintf("(%s%d-$B$%d)", at, hard, hard)), rounded(c.all[k].bill.Hard-today.bill.Hard))
	})
	if c.living != nil {
		c.each("Costs as much as today at a fee of about (a month)", cellLook, look{border: true, format: "#,##0", right: true}, func(at string, k int) any {
			if c.fees[k] == 0 {
				return nil
			}
			paid := fmt.Sprintf("(12+%s%d)", at, c.works+int(starting))
			fee := fmt.Sprintf("($B$%d-%s%d+%s*%s)/%s", total, at, total, absolute(2, c.fees[k]), paid, paid)
			months := 12 + c.all[k].works[starting]
			even := (today.bill.Total - c.all[k].bill.Total + c.all[k].fee*months) / months
			return formula{fmt.Sprintf(`IF(%s<0,"at none",%s)`, fee, roundedOf("("+fee+")")), orWords(rounded(even), even < 0, "at none")}
		})
	}
	c.each("Range, by what nobody knows yet (as judged)", cellLook, look{border: true, wrap: true, right: true, size: 9}, func(_ string, k int) any {
		band := c.all[k].bill.Band
		if rounded(band.Low) == rounded(band.High) {
			return "nothing unknown"
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

// workings are what the lines are made of.
func (c *costSheet) workings() {
	s := c.sheet
	if s.living == nil {
		return
	}
	if s.row > c.works-3 {
		s.do(fmt.Errorf("the workings begin in row %d, but the lines look for them from row %d", s.row, c.works))
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
		c.each(replaceUnit(words, s.result.Currency), smallLook, smallNumber, func(_ string, k int) any { return c.all[k].works[w] })
	}
	at := func(k int, w working) string { return cellName(k+2, c.works+int(w)) }
	c.each("Billed hours of a repair, on average", smallLook, smallNumber, func(_ string, k int) any {
		return formula{hoursOf(at(k, shortestVisit), absolute(2, c.inputs+figureJobHours), at(k, repairSpread)), c.all[k].hours[0]}
	})
	c.each("Billed hours of an outage, on average", smallLook, smallNumber, func(_ string, k int) any {
		return formula{hoursOf("1", fmt.Sprintf("(%s*%s)", absolute(2, c.inputs+figureOutageHours), at(k, outageLength)), at(k, outageSpread)), c.all[k].hours[1]}
	})
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
		s.row++
		verdict := s.result.Recommendation.Verdict
		s.put(1, s.row, "Our advice, as judged", labelLook)
		s.put(2, s.row, verdict, look{bold: true, wrap: true, color: primary})
		s.mergeLong(2, len(c.all)+1, text(s.private(verdict)), look{bold: true, wrap: true})
		s.costRows.least, s.costRows.advice = words, absolute(2, s.row)
	}
	s.row = after
}

const changedWords = "You changed figures. Every number follows; the advice in words was made with the figures in the column As judged, and weighs bad years too."

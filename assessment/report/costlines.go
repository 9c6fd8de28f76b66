package report

import "fmt"

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
	// hours are those of one repair or outage, the first or the second row
	// beneath the workings.
	billed := func(n int, count, trips working, hours int) func(*costSheet, int) string {
		return func(c *costSheet, column int) string {
			return fmt.Sprintf("%s*(%s*%s*%s+%s)", figure(c, n), work(c, column, count), work(c, column, workingCount+working(hours)),
				figure(c, figureRate), work(c, column, trips))
		}
	}
	lost := func(hours working) func(*costSheet, int) string {
		return func(c *costSheet, column int) string {
			return fmt.Sprintf("%s*%s", work(c, column, hours), figure(c, figureWage))
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
		{"invoices_small", "Invoices for small repairs", billed(figureJobs, smallBilled, smallTrips, 0)},
		{"invoices_outage", "Invoices for outages", billed(figureOutages, outageBilled, outageTrips, 1)},
		{"hardware_premium", "Hardware that dies unplanned", mixed(hardwareMoney, hardwareHours, hardwareStuck)},
		{"data_loss", "Lost data", mixed(lossMoney, lossHours, lossStuck)},
		{"cyber", "Serious security incidents", func(c *costSheet, column int) string { return work(c, column, incidents) }},
		{"lost_small", "Work lost to small repairs", func(c *costSheet, column int) string {
			return fmt.Sprintf("%s*%s*%s", figure(c, figureJobs), work(c, column, smallStuck), figure(c, figureWage))
		}},
		{"lost_outage", "Work lost to outages", func(c *costSheet, column int) string {
			return fmt.Sprintf("%s*%s*%s*%s", figure(c, figureOutages), figure(c, figureOutageHours), work(c, column, outageStuck), figure(c, figureWage))
		}},
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
	figureJobHours
	figureOutageHours
	figureCount
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

package report

import (
	"fmt"
	"math"
	"strings"

	"ounce/assessment"
)

// near is how much dearer a smaller step may be and still be as good: prices
// are less certain than that.
const near = 1.10

// rounded is a sum as people say it: to what the model knows.
func rounded(v float64) float64 { return assessment.Rounded(v) }

// roundedOf is rounded as a formula over an expression.
func roundedOf(expr string) string {
	return fmt.Sprintf("ROUND(%[1]s,IF(ABS(%[1]s)<1000,-1,IF(ABS(%[1]s)<10000,-2,IF(ABS(%[1]s)<1000000,-3,IF(ABS(%[1]s)<10000000,-4,-5)))))", expr)
}

// spoken is a rounded sum as a text, in a formula.
func spoken(expr string) string { return "FIXED(" + roundedOf(expr) + ",0)" }

// spokenSum is what spoken shows.
func spokenSum(v float64) string {
	text := fmt.Sprintf("%.0f", math.Abs(rounded(v)))
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	if rounded(v) < 0 {
		return "-" + text
	}
	return text
}

// The parts of the sentence on top of the sheet Cost.
const (
	wordsNothing = "With these figures nothing on offer costs less than today: about "
	wordsLeast   = " costs least with these figures: about "
	wordsUnit    = ", about "
	wordsLess    = " less than today."
	wordsNear    = " That is within the uncertainty of the prices."
	wordsMoney   = " In money alone it costs about "
	wordsWork    = " more than today; it pays through work that is no longer lost."
)

// leastWords says which tier costs least.
func leastWords(all []column, unit string) string {
	today, best := all[0].bill, -1
	for i := 1; i < len(all); i++ {
		if best < 0 || all[i].bill.Total < all[best].bill.Total {
			best = i
		}
	}
	if best < 0 || all[best].bill.Total >= today.Total {
		return wordsNothing + spokenSum(today.Total) + " " + unit + "."
	}
	bill := all[best].bill
	words := all[best].name + wordsLeast + spokenSum(bill.Total) + " " + unit + wordsUnit + spokenSum(today.Total-bill.Total) + wordsLess
	if today.Total <= near*bill.Total {
		words += wordsNear
	}
	if more := bill.Hard - today.Hard; rounded(more) > 0 {
		words += wordsMoney + spokenSum(more) + wordsWork
	}
	return words
}

// leastFormula is leastWords over the rows of names, totals and hard money;
// unit is the cell that holds it.
func leastFormula(columns int, names, totals, hards int, unit string) string {
	at := func(row int) string { return cellName(2, row) }
	over := func(row int) string { return "$C$" + fmt.Sprint(row) + ":" + absolute(columns+1, row) }
	best := "MIN(" + over(totals) + ")"
	of := func(row int) string { return "INDEX(" + over(row) + ",1,MATCH(" + best + "," + over(totals) + ",0))" }
	more := of(hards) + "-" + at(hards)
	return strings.NewReplacer(
		"{today}", at(totals), "{best}", best, "{unit}", unit, "{name}", of(names), "{more}", more,
		"{say today}", spoken(at(totals)), "{say best}", spoken(best), "{say less}", spoken("("+at(totals)+"-"+best+")"),
		"{say more}", spoken("("+more+")"), "{near}", fmt.Sprintf("%.2f", near), "{round more}", roundedOf("("+more+")"),
	).Replace(`IF({best}>={today},"` + wordsNothing + `"&{say today}&" "&{unit}&".",{name}&"` + wordsLeast + `"&{say best}&" "&{unit}&"` +
		wordsUnit + `"&{say less}&"` + wordsLess + `"&IF({today}<={near}*{best},"` + wordsNear + `","")&IF({round more}>0,"` +
		wordsMoney + `"&{say more}&"` + wordsWork + `",""))`)
}

// absolute is a cell's name that stays when a formula is copied.
func absolute(column, row int) string {
	name := cellName(column, row)
	letters := strings.TrimRight(name, "0123456789")
	return "$" + letters + "$" + name[len(letters):]
}

// Spoken is a sum as the report says it: rounded to what the model knows.
func Spoken(v float64) string { return spokenSum(v) }

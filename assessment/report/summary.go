package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"ounce/assessment"
)

// summaryColumns is how many columns the page has.
const summaryColumns = 3

var reasonLook = look{wrap: true, size: 10}

// summary is the one page that an owner reads: the verdict, the score, what it
// costs, three things first, and what to buy or not.
func summary(s *sheet) {
	r := s.result
	s.setWidths(27, 46, 66)
	s.masthead()
	words, color := orderWords(r)
	s.pair("Score", scoreWords(r.Scores.Overall)+words, look{size: 15, bold: true, wrap: true, color: color})
	s.money()
	s.beside(4)
	if s.costRows.state != "" {
		s.put(1, 8, s.asJudged(`""`, `"`+changedHere+`"`, ""), look{size: 10, bold: true, color: heed})
	}
	s.row = max(s.row, 8) + 1
	s.pictures()

	s.line(sectionLook, "Three things first")
	if len(r.First) == 0 {
		s.reason("", "Nothing needs doing at once.")
	}
	for i, action := range r.First {
		s.over(fmt.Sprintf("%d. By %s", i+1, whoWords(action)), s.short(action.Title+s.where(action.Machines), 165), look{wrap: true, bold: true})
		if action.Why != "" {
			s.reason("", s.short(action.Why, 330))
		}
	}
	s.row++
	s.advice()
	s.row++
	s.line(sectionLook, "What this rests on")
	if r.Recommendation.Prices != "" {
		s.reason("Prices", strings.TrimPrefix(r.Recommendation.Prices, "Prices: "))
	}
	s.reason("Assumed", assumedWords(r))
	s.reason("Unknown", unknownWords(r))
	s.reason("Not an audit", "A self-assessment: it rests on what the computers showed and on the answers given. What could not be seen counts as unknown, neither good nor bad. Every source stands under Evidence and method.")
}

// where names the computers that something is to be done on, where there are
// several to choose from.
func (s *sheet) where(names []string) string {
	if len(s.result.Machines) < 2 || len(names) == 0 {
		return ""
	}
	return " (on " + line(assessment.Some(names)) + ")"
}

// changedHere warns that the advice does not follow a reader's changes.
const changedHere = "Figures were changed on the sheet Cost. The advice below is as judged."

// masthead is the title and the verdict, within the two columns that a phone
// shows, and beside them who gives the report out.
func (s *sheet) masthead() {
	title, verdict := titleOf(s.result), s.result.Recommendation.Verdict
	s.put(1, 1, title, mastLook)
	s.mergeLong(1, 2, text(s.private(title)), mastLook)
	s.put(3, 1, "", bodyLook)
	s.row++
	tall := verdict
	if s.costRows.state == "" {
		s.put(1, 2, verdict, verdictLook)
	} else {
		s.put(1, 2, s.asJudged("Cost!"+s.costRows.advice, `LEFT(Cost!$A$2,FIND(". ",Cost!$A$2&" "))`, s.clean(verdict)), verdictLook)
		tall = longest(verdict, firstSentence(s.costRows.least))
	}
	s.mergeLong(1, 2, text(s.private(tall)), verdictLook)
	if s.brand.Name != "" || s.brand.Contact != "" {
		// Who gives the report out put the address there to be read.
		own, l := text(strings.TrimSpace(s.brand.Name+"\n"+s.brand.Contact)), look{wrap: true, size: 10, right: true}
		s.grow(3, 2, own, l)
		s.put(3, 2, verbatim(own), l)
	}
	if len(s.brand.Logo) > 0 {
		s.high(1, math.Max(s.grid.row(1).height, logoHeight*0.75+6))
		s.logo(3, 1, 260, logoHeight)
	}
	s.row += 2
}

// firstSentence is what a text says before it goes into detail.
func firstSentence(words string) string {
	one, _, _ := strings.Cut(words+" ", ". ")
	return strings.TrimSpace(one)
}

// logoHeight is how high a logo stands, in pixels.
const logoHeight = 52

func longest(a, b string) string {
	if len([]rune(b)) > len([]rune(a)) {
		return b
	}
	return a
}

// asJudged is a formula that gives one expression while no figure is changed,
// and another one after; value is what it gives now.
func (s *sheet) asJudged(same, changed string, value any) formula {
	return formula{fmt.Sprintf(`IF(Cost!$A$3="%s",%s,%s)`, s.costRows.state, same, changed), value}
}

// money is what today and the advice cost, alive where the sheet Cost is.
func (s *sheet) money() {
	cost, rec := s.result.Cost, s.result.Recommendation
	if cost == nil {
		s.pair("A year today", "not known: tell us how many people work with a computer", bodyLook)
		return
	}
	unit := fmt.Sprintf(`"about "#,##0" %s a year"`, s.result.Currency)
	figure := func(label, expr string, value float64, format string) {
		s.put(1, s.row, label, labelLook)
		s.put(2, s.row, s.live(expr, rounded(value)), look{size: 15, bold: true, format: format, left: true})
		s.high(s.row, figureHeight)
		s.row++
	}
	today := "Cost!" + absolute(2, s.costRows.total)
	figure("Costs you today", roundedOf(today), cost.BreakFix.Total, unit)
	label := "The cheapest offer"
	expr, value := s.cheapest()
	if column := s.costRows.columnOf(rec.Start); column > 0 && !s.stays(rec.Start) {
		label, expr, value = "With our first step", "Cost!"+absolute(column, s.costRows.total), cost.Tiers[rec.Start].Total
	}
	if expr == "" {
		return
	}
	figure(label, roundedOf(expr), value, unit)
	figure("That is", roundedOf("("+expr+"-"+today+")"), value-cost.BreakFix.Total, `"about "#,##0" more a year";"about "#,##0" less a year";"the same"`)
}

// cheapest is what the cheapest tier with a contract costs; empty without one.
func (s *sheet) cheapest() (expr string, value float64) {
	var cells []string
	for i, one := range s.costRows.columns {
		if one.id == assessment.Today || s.stays(one.id) {
			continue
		}
		if len(cells) == 0 || one.bill.Total < value {
			value = one.bill.Total
		}
		cells = append(cells, "Cost!"+absolute(i+2, s.costRows.total))
	}
	if len(cells) == 0 {
		return "", 0
	}
	return "MIN(" + strings.Join(cells, ",") + ")", value
}

// figureHeight is the height of a row with one of the figures, in points.
const figureHeight = 25

// stays tells whether a tier is going on without a contract.
func (b *book) stays(id string) bool {
	t, ok := b.catalogue.Get(id)
	return ok && t.Step == 0
}

// beside writes who, when and how much was looked at, right of the figures.
func (s *sheet) beside(row int) {
	r := s.result
	rows := slices.DeleteFunc([]string{
		r.Generated.Format("2 January 2006") + ". " + s.preparedWords(), priceWords(r, s.catalogue), s.machineWords(r.Machines), countWords(r.Machines, s.words), gapWords(r),
	}, func(words string) bool { return words == "" })
	for i, words := range rows {
		s.put(3, row+i, words, look{wrap: true, size: 10, color: muted})
	}
}

// pictures are the two charts, side by side in one high row.
func (s *sheet) pictures() {
	if s.result.Cost == nil && s.scoreRows.last == 0 {
		return
	}
	s.high(s.row, 225)
	if s.result.Cost != nil {
		s.addChart(cellName(1, s.row), s.costChart(2))
	}
	if s.scoreRows.last > 0 {
		most := 112.0 // of 100, and room for the number beside the bar
		s.addChart(cellName(3, s.row), chart{
			kind: excelize.Bar, sheetName: methodName, row: s.scoreRows.head, last: s.scoreRows.last, column: 1, series: []int{3}, colors: []string{primary},
			format: "0", wide: 1, inset: 10, labels: true, max: &most,
			title: s.scoreRows.title, alt: s.scoreRows.title + ". The points of each area stand under Evidence and method.",
		})
	}
	s.row += 2
}

// advice is where to start, where to end, why, and why nothing else.
func (s *sheet) advice() {
	rec := s.result.Recommendation
	s.line(sectionLook, "What we advise")
	if rec.StartName != "" {
		s.pair("Start with", rec.StartName, look{bold: true})
	}
	if rec.TargetName != rec.StartName && rec.TargetName != "" {
		s.pair("Aim for", rec.TargetName, look{bold: true})
	}
	if rec.Provisional {
		why := rec.ProvisionalWhy
		if why == "" {
			why = "Too much is unknown for a firm word."
		}
		s.reason("Provisional", why+" What would settle it: "+strings.Join(s.questions(rec.Settle), " "))
	}
	for i, reason := range rec.Reasons[:min(8, len(rec.Reasons))] {
		s.reason(first(i, "Because"), reason)
	}
	if titles := hiddenTitles(s.result.Hidden); titles != "" {
		s.reason("No invoice shows", titles)
	}
	n := 0
	for _, t := range s.catalogue.Tiers {
		if why, ok := rec.WhyNot[t.ID]; ok {
			s.reason(first(n, "Why nothing else"), line(t.Name)+": "+why)
			n++
		}
	}
}

// hiddenTitles are the titles of what no invoice shows, as sentences.
func hiddenTitles(all []assessment.Insight) string {
	var words []string
	for _, one := range all {
		words = append(words, one.Title+".")
	}
	if len(words) == 0 {
		return ""
	}
	return strings.Join(words, " ") + " The figures stand on the sheet Cost."
}

// questions gives the words of questions by their ids.
func (s *sheet) questions(ids []string) []string {
	var words []string
	for _, id := range ids {
		text := id
		for _, a := range s.result.Answers {
			if a.Question == id {
				text = a.Text
			}
		}
		words = append(words, text)
	}
	return words
}

// reason writes a label and a text that runs over the rest of the page.
func (s *sheet) reason(label, words string) { s.over(label, words, reasonLook) }

func (s *sheet) over(label, words string, l look) {
	s.put(1, s.row, label, look{color: muted, size: 10})
	s.put(2, s.row, words, l)
	s.mergeLong(2, summaryColumns, text(words), l)
	s.row++
}

// pair writes a label and, beside it, what it labels.
func (s *sheet) pair(label, value string, l look) {
	s.put(1, s.row, label, labelLook)
	s.put(2, s.row, value, l)
	s.row++
}

package assessment

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"

	"ounce/checks"
)

// adviser puts one choice into words.
type adviser struct {
	*Definitions
	c      *Case
	r      *Result
	ch     choice
	start  *Tier
	target *Tier
}

// advise puts a choice into words. order lists the inputs by what they do.
func (d *Definitions) advise(c *Case, r *Result, order []input) {
	field := c.fieldOf(c.mid)
	ch := field.choose(&c.figures.value)
	a := adviser{d, c, r, ch, &c.catalogue.Tiers[ch.start], &c.catalogue.Tiers[ch.target]}
	rec := &r.Recommendation
	rec.Start, rec.Target, rec.StartName, rec.TargetName = a.start.ID, a.target.ID, a.start.Name, a.target.Name
	rec.Verdict = a.verdict()
	rec.Reasons = a.reasons()
	rec.WhyNot = a.whyNot()
	rec.Prices = a.prices()
	d.provisional(c, r, &ch, &field, order)
	r.Roadmap = a.roadmap()
	r.Hidden = d.hidden(c, r)
}

// sum writes an amount with its currency.
func (a *adviser) sum(v float64) string { return money(v) + " " + a.r.Currency }

// fee writes what a tier costs a month: a price, and no estimate to round.
func (a *adviser) fee(t *Tier) string {
	return grouped(math.Round(a.r.Cost.Tiers[t.ID].FeeMonth)) + " " + a.r.Currency
}

// terms says how long the contract binds, in a few words.
func (a *adviser) terms() string {
	if contract := a.c.catalogue.Contract; contract.NoticeDays > monthOfNotice {
		return a.say("terms_notice", checks.Args{"days": contract.NoticeDays})
	}
	return a.say("terms_monthly", nil)
}

// monthOfNotice is the longest notice, in days, that still counts as month by
// month.
const monthOfNotice = 31

func (a *adviser) verdict() string {
	args := checks.Args{"start": a.start.words(), "target": a.target.words(), "terms": a.terms(), "n": len(a.c.open)}
	switch {
	case a.ch.stay && len(a.c.open) > 0:
		return a.say("stay_gaps", args)
	case a.ch.stay && otherwise(a.r) > 0:
		return a.say("stay_otherwise", checks.Args{"n": otherwise(a.r)})
	case a.ch.stay:
		return a.say("stay", nil)
	case a.ch.start != a.ch.target:
		return a.say("start_target", args)
	case a.start.Step > 1 && a.undone():
		return a.say("direct", args)
	case a.start.Step > 1:
		return a.say("direct_saves", args)
	default:
		return a.say("start_only", args)
	}
}

// otherwise counts the things behind critical questions that wait to be done on
// machines though people said that they were done.
func otherwise(r *Result) int {
	spots, things := spotsOf(r.Machines), map[string]bool{}
	for _, c := range r.Contradictions {
		if c.Critical && len(spots[c.Check]) > 0 {
			things[c.Check] = true
		}
	}
	return len(things)
}

// undone tells whether every smaller step would leave more open than the start.
func (a *adviser) undone() bool {
	for i, t := range a.c.catalogue.Tiers {
		if t.Step > 0 && t.Step < a.start.Step && a.ch.feasible[i] {
			return false
		}
	}
	return true
}

// reasons say what speaks for the choice, the strongest first.
func (a *adviser) reasons() []string {
	bill, ch := a.r.Cost.BreakFix, &a.ch
	invoices := bill.Lines["invoices_small"] + bill.Lines["invoices_outage"]
	lost := Rounded(bill.Total) - Rounded(bill.Hard) // so that what is read adds up
	reasons := []string{a.say("today_costs", checks.Args{"today": a.sum(bill.Total), "hard": a.sum(bill.Hard), "invoices": a.sum(invoices), "lost": a.sum(lost)})}
	say := func(id string, args checks.Args) { reasons = append(reasons, a.say(id, args)) }
	if ch.stay {
		if best := a.cheapest(); best >= 0 && ch.totals[best] < ch.today {
			say("stay_close", checks.Args{"tier": a.c.catalogue.Tiers[best].words(), "saving": a.sum(ch.today - ch.totals[best])})
		} else {
			say("stay_cheapest", nil)
		}
		return slices.Concat(reasons, a.help(), a.gaps())
	}
	cost := ch.totals[ch.start]
	args := checks.Args{"tier": a.start.words(), "saving": a.sum(ch.today - cost), "more": a.sum(cost - ch.today), "fee": a.fee(a.start)}
	if cost <= ch.today {
		say("saves", args)
	} else {
		say("costs_more", args)
	}
	if more := a.r.Cost.Tiers[a.start.ID].Hard - bill.Hard; more > 0 && cost <= ch.today {
		say("hard_money", checks.Args{"more": a.sum(more)})
	}
	reasons = slices.Concat(reasons, a.help(), a.gaps())
	if ch.start != ch.target {
		if less := cost - ch.totals[ch.target]; less > 0 {
			say("band", checks.Args{"tier": a.target.words(), "saving": a.sum(less)})
		} else {
			say("band_risk", checks.Args{"tier": a.target.words()})
		}
	}
	contract := a.c.catalogue.Contract
	say("contract", checks.Args{"form": contract.Form, "days": contract.NoticeDays, "exit": contract.Exit})
	return reasons
}

// help says that what comes first and is no part of the advice waits for no
// contract; open gaps have words of their own.
func (a *adviser) help() []string {
	var todos []string
	for _, step := range a.urgentHelp() {
		if !slices.ContainsFunc(step.Closes, func(id string) bool { return slices.Contains(a.c.open, id) }) {
			todos = append(todos, step.What)
		}
	}
	if len(todos) == 0 {
		return nil
	}
	return []string{a.say("urgent_help", checks.Args{"todos": a.list(todos)})}
}

// gaps say who closes what is open: the tier, the people, or nobody yet.
func (a *adviser) gaps() []string {
	var closed, own, left []string
	hardware := false
	for _, id := range a.c.open {
		question := a.c.questions.at(id)
		switch {
		case slices.Contains(a.start.Closes, id):
			closed = append(closed, question.Todo)
			hardware = hardware || id == "UP1"
		case question.Fix != nil:
			own = append(own, question.Todo)
		default:
			left = append(left, question.Todo)
		}
	}
	var reasons []string
	for _, one := range []struct {
		id    string
		todos []string
	}{{"gap_closes", closed}, {"gap_yourself", own}, {"gap_left", left}} {
		if len(one.todos) > 0 {
			reasons = append(reasons, a.say(one.id, checks.Args{"n": len(one.todos), "todos": a.list(one.todos)}))
		}
	}
	if hardware && slices.Contains(a.start.NotIncluded, "hardware") {
		reasons = append(reasons, a.say("gap_hardware", nil))
	}
	return reasons
}

// mostListed is how many things a sentence lists.
const mostListed = 3

// list joins things to do into one sentence.
func (a *adviser) list(todos []string) string {
	var parts []string
	for _, todo := range todos[:min(mostListed, len(todos))] {
		parts = append(parts, lowerFirst(todo))
	}
	text := strings.Join(parts, "; ")
	if more := len(todos) - mostListed; more > 0 {
		text += a.say("and_more", checks.Args{"n": more})
	}
	return text
}

// lowerFirst writes a sentence's first word as it stands within one; an
// abbreviation stays.
func lowerFirst(text string) string {
	runes := []rune(text)
	if len(runes) > 1 && unicode.IsLower(runes[1]) {
		runes[0] = unicode.ToLower(runes[0])
	}
	return string(runes)
}

func (a *adviser) prices() string {
	catalogue := a.c.catalogue
	if catalogue.Provider != "" {
		return a.say("prices_provider", checks.Args{"provider": catalogue.Provider, "date": catalogue.Date})
	}
	return a.say("prices", checks.Args{"whose": catalogue.PricesOf, "date": catalogue.Date})
}

// cheapest is the purchasable tier with the lowest mean cost, or -1.
func (a *adviser) cheapest() int {
	best := -1
	for i, t := range a.c.catalogue.Tiers {
		if t.Step > 0 && (best < 0 || a.ch.totals[i] < a.ch.totals[best]) {
			best = i
		}
	}
	return best
}

// whyNot says for every tier but the advised one why not that: what it would
// cost here, and what it leaves open.
func (a *adviser) whyNot() map[string]string {
	why := map[string]string{}
	for i := range a.c.catalogue.Tiers {
		if i != a.ch.start {
			why[a.c.catalogue.Tiers[i].ID] = a.whyNotThis(i)
		}
	}
	return why
}

func (a *adviser) whyNotThis(i int) string {
	t, ch := &a.c.catalogue.Tiers[i], &a.ch
	cost, chosen := ch.totals[i], ch.totals[ch.start]
	if t.Step == 0 {
		cost = ch.today
	}
	args := checks.Args{"tier": a.start.words(), "fee": a.fee(t), "terms": a.terms()}
	if ch.stay {
		chosen, args["tier"] = ch.today, a.say("staying", nil)
	}
	args["more"], args["saving"] = a.sum(cost-chosen), a.sum(chosen-cost)
	dear := ""
	if cost > chosen {
		dear = "_dearer"
	}
	if left := a.leftOpen(t); len(left) > 0 && !ch.stay && !ch.feasible[i] {
		args["n"], args["open"], args["todos"] = len(left), len(a.c.open), a.list(left)
		if t.Step == 0 {
			return a.say("why_stay_gaps"+dear, args)
		}
		return a.say("why_gaps"+dear, args)
	}
	switch {
	case i == ch.target:
		return a.say("why_later", args)
	case t.Step == 0:
		return a.say("why_stay"+dear, args)
	case dear == "" && t.Step >= a.start.Step:
		return a.say("why_close", args)
	case dear == "":
		return a.say("why_risk", args)
	case t.Step <= a.start.Step:
		return a.say("why_cheaper", args)
	}
	if even := a.r.Cost.Even[t.ID].JobsPerPC; even != nil && *even > a.c.figures.value[inJobs] {
		args["jobs"], args["have"] = a.jobs(*even), a.jobs(a.c.figures.value[inJobs])
		return a.say("why_dearer_jobs", args)
	}
	return a.say("why_dearer", args)
}

// jobs turns repairs for each computer at middling scores into those that this
// company would have in a year.
func (a *adviser) jobs(neutral float64) string {
	now := a.c.footing(a.c.mid, -1)
	return fmt.Sprintf("%.0f", math.Max(1, neutral*now.jobs*a.c.business.PCs))
}

// leftOpen are the open gaps that neither a tier nor, with a check to confirm
// it, the people close.
func (a *adviser) leftOpen(t *Tier) []string {
	var left []string
	for _, id := range a.c.open {
		question := a.c.questions.at(id)
		if !slices.Contains(t.Closes, id) && (question.Fix == nil || !question.Fix.Confirmed) {
			left = append(left, question.Todo)
		}
	}
	return left
}

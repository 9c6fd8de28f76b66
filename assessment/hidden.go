package assessment

import (
	"fmt"
	"math"
	"strconv"

	"ounce/checks"
)

// Insight is one thing about waiting until something breaks that no invoice
// shows, with this company's own figures. Only what holds here is said.
type Insight struct {
	ID    string `json:"id"`
	Title string `json:"title"` // the finding, in a few words
	Text  string `json:"text"`
	// Amount is the money a year that it is about, Share what part of a whole,
	// 0 to 1; zero where it has none.
	Amount float64 `json:"amount,omitempty"`
	Share  float64 `json:"share,omitempty"`
}

const (
	// wellKept is the score of an office that somebody looks after.
	wellKept = 0.85
	// worthAWord is from which part of the whole a difference is worth a word.
	worthAWord = 0.05
	// oldFrom is the age in years from which a computer is due.
	oldFrom = 5
	// noticeable is from how many minutes a day waiting is.
	noticeable = 3
	// spiky is from how many ordinary months a bad month is a spike.
	spiky = 1.5
)

// hidden says what the company does not see of its break-fix year.
func (d *Definitions) hidden(c *Case, r *Result) []Insight {
	e := eventsOf(&c.figures.value, &c.business)
	now := c.footing(c.mid, -1)
	well := c.mid
	for i := range well {
		well[i] = math.Max(well[i], wellKept)
	}
	kept := c.footing(well, -1)
	list := []Insight{}
	for _, make := range []func() (Insight, bool){
		func() (Insight, bool) { return d.smallBill(r.Cost.BreakFix, r.Currency) },
		func() (Insight, bool) { return d.friction(c, r) },
		func() (Insight, bool) { return d.disasters(e.year(&now), e.year(&kept), r) },
		func() (Insight, bool) { return d.repeats(e.under(&now), e.under(&kept)) },
		func() (Insight, bool) { return d.spikes(r) },
		func() (Insight, bool) { return d.expired(c, r, e.under(&now)) },
	} {
		if one, holds := make(); holds {
			list = append(list, one)
		}
	}
	return list
}

// insight fills the title and the text of one.
func (d *Definitions) insight(id string, args checks.Args) Insight {
	return Insight{ID: id, Title: d.say("hidden_"+id, args), Text: d.say("hidden_"+id+"_text", args)}
}

// smallBill is the client's own repair share, whichever side is larger.
func (d *Definitions) smallBill(today Bill, currency string) (Insight, bool) {
	share, ok := repairShare(today)
	if !ok {
		return Insight{}, false
	}
	lost := today.Lines["lost_outage"] + today.Lines["lost_margin"]
	bill := math.Round(100 * share)
	if bill < 1 { // a fee pays for it, so there is no bill to speak of
		return Insight{}, false
	}
	args := checks.Args{"bill": number(bill) + " %", "lost": number(100-bill) + " %", "amount": money(lost) + " " + currency}
	id := "bill"
	if share >= .5 {
		id = "bill_larger"
	}
	one := d.insight(id, args)
	one.ID, one.Share, one.Amount = "bill", share, lost
	return one, true
}

func (d *Definitions) friction(c *Case, r *Result) (Insight, bool) {
	amount := r.Cost.BreakFix.Lines["annoyance"]
	v := c.figures.value
	if v[inFriction] < noticeable || amount < worthAWord*r.Cost.BreakFix.Total {
		return Insight{}, false
	}
	id := "friction"
	if !c.figures.own[inFriction] {
		id = "friction_assumed"
	}
	one := d.insight(id, checks.Args{"minutes": fmt.Sprintf("%.0f", v[inFriction]), "share": percent(v[inFrictionReal]), "amount": money(amount) + " " + r.Currency})
	one.ID, one.Amount = "friction", amount
	return one, true
}

func (d *Definitions) disasters(now, kept lines, r *Result) (Insight, bool) {
	of := func(l *lines) float64 {
		return l[lineInvoicesOutage] + l[lineLostOutage] + l[lineLostMargin] + l[lineDataLoss] + l[lineCyber]
	}
	more := of(&now) - of(&kept)
	if more < worthAWord*r.Cost.BreakFix.Total {
		return Insight{}, false
	}
	one := d.insight("neglect", checks.Args{"now": money(of(&now)) + " " + r.Currency, "kept": money(of(&kept)) + " " + r.Currency, "more": money(more) + " " + r.Currency})
	one.Amount = more
	return one, true
}

func (d *Definitions) repeats(now, kept frequencies) (Insight, bool) {
	repairs, usual := math.Round(now.jobs), math.Round(kept.jobs)
	if repairs-usual < math.Max(2, worthAWord*repairs) {
		return Insight{}, false
	}
	one := d.insight("repeat", checks.Args{"now": int(repairs), "kept": int(usual)})
	one.Share = 1 - usual/repairs
	return one, true
}

func (d *Definitions) spikes(r *Result) (Insight, bool) {
	months, ok := r.Cost.Monthly[Today]
	if !ok || months.Spike < spiky {
		return Insight{}, false
	}
	one := d.insight("spikes", checks.Args{"times": strconv.FormatFloat(math.Round(months.Spike*10)/10, 'f', -1, 64), "bad": money(months.Cash.P95) + " " + r.Currency,
		"ordinary": money(months.Cash.P50) + " " + r.Currency, "worst": money(months.WorstYears) + " " + r.Currency, "mean": money(r.Cost.BreakFix.Total) + " " + r.Currency})
	one.Amount = months.Cash.P95
	return one, true
}

// expired counts what is due or past its end without anybody having planned
// for it.
func (d *Definitions) expired(c *Case, r *Result, often frequencies) (Insight, bool) {
	old, pcs := 0.0, c.business.PCs
	for _, n := range c.business.PCAges[oldFrom:] {
		old += n
	}
	ended := 0
	for _, m := range r.Machines {
		for _, f := range m.Findings {
			if f.Status == checks.Fail && (f.Check == "updates.os_support" || f.Check == "protection.licence" || f.Check == "updates.office_support") {
				ended++
			}
		}
	}
	args := checks.Args{"old": int(math.Round(old)), "pcs": int(math.Round(pcs)), "ended": ended, "dying": fmt.Sprintf("%.1f", often.pcs+often.servers)}
	id := "expired"
	switch {
	case c.assumed["ages"]:
		id = "expired_unknown"
	case math.Round(old) < 1 && ended == 0:
		return Insight{}, false
	case math.Round(old) < 1:
		id = "expired_only"
	case ended > 0:
		id = "expired_both"
	}
	one := d.insight(id, args)
	one.ID, one.Amount, one.Share = "expired", r.Cost.BreakFix.Lines["hardware_premium"], old/math.Max(pcs, 1)
	return one, true
}

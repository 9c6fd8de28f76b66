package assessment

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"ounce/checks"
)

// A choice near a border is provisional: each figure that is not known exactly
// is tried, the prices included, and the questions that settle it are named.
func TestNearABorderTheAdviceIsProvisional(t *testing.T) {
	d := load(t)
	a := example(t, d, "average")
	assess := func(price float64, a Answers) Recommendation {
		r, err := d.Assess(Input{Answers: a, Now: now, Change: &Change{Price: &price}})
		if err != nil {
			t.Fatal(err)
		}
		return r.Recommendation
	}
	// Find the price at which the advice turns, by halving.
	low, high := 1.0, 2.0
	was := assess(low, a)
	if is := assess(high, a); was.Start == is.Start && was.Target == is.Target {
		t.Fatal("doubling the prices changes nothing")
	}
	for range 20 {
		middle := (low + high) / 2
		if is := assess(middle, a); is.Start == was.Start && is.Target == was.Target {
			low = middle
		} else {
			high = middle
		}
	}
	near := assess(low, a)
	if !near.Provisional || !strings.Contains(near.ProvisionalWhy, priceLabel) || strings.Contains(near.ProvisionalWhy, "{") {
		t.Errorf("beside the border: provisional %v, %q", near.Provisional, near.ProvisionalWhy)
	}
	if len(near.Settle) < 2 || len(near.Settle) > 3 || len(near.SettleWords) != len(near.Settle) {
		t.Errorf("what would settle it: %v, %v", near.Settle, near.SettleWords)
	}
	if far := assess(1, a); far.Provisional {
		t.Errorf("far from a border it is provisional: %s", far.ProvisionalWhy)
	}
}

// Every single input can turn a choice, not the strongest alone.
func TestEveryInputIsTried(t *testing.T) {
	d := load(t)
	c := worked(t, d, 20, 1, "typical")
	c.figures.exact[inWage] = true
	field := c.fieldOf(c.mid)
	ch := field.choose(&c.figures.value)
	other := ch
	other.start = ch.start + 1 // every input "turns" a choice that is not the case's
	labels := []string{}
	for _, one := range c.turns(d.Model, &other, &field) {
		labels = append(labels, one.label)
	}
	if len(labels) != int(inputCount)-1+1 || slices.Contains(labels, d.Model.Inputs[inWage].Label) || !slices.Contains(labels, priceLabel) {
		t.Errorf("%d figures were tried: %v", len(labels), labels)
	}
}

func TestUnknownsMakeItProvisional(t *testing.T) {
	d := load(t)
	a := example(t, d, "average")
	for id := range a.Given {
		if q := d.Questions.at(id); q.Area != "" && q.Area != checks.AreaBackup && q.Kind == KindChoice {
			a.Given[id] = Answer{Unknown: true}
		}
	}
	r, err := d.Assess(Input{Answers: a, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	rec := r.Recommendation
	if !rec.Provisional || len(rec.Settle) != 3 || r.Scores.Overall.Range != nil || r.Scores.Overall.Why == "" {
		t.Errorf("provisional %v, %v, score %+v", rec.Provisional, rec.Settle, r.Scores.Overall)
	}
}

// An open critical gap caps the grade, and closing a part of it still moves the
// number.
func TestOpenGapsCapTheGradeAndNotTheNumber(t *testing.T) {
	d := load(t)
	a := example(t, d, "well-run")
	score := func(choice string) Score {
		a.Given["AC1"] = Answer{Choice: choice}
		r, err := d.Assess(Input{Answers: a, Now: now})
		if err != nil {
			t.Fatal(err)
		}
		return r.Scores.Overall
	}
	none, some, mail := score("d"), score("c"), score("b")
	if none.Grade != "D" || some.Grade != "D" || mail.Grade != "A" {
		t.Errorf("grades %s, %s, %s", none.Grade, some.Grade, mail.Grade)
	}
	if !(none.Mid < some.Mid && some.Mid < mail.Mid) {
		t.Errorf("numbers %v, %v, %v", none.Mid, some.Mid, mail.Mid)
	}
}

// A gap that costs nothing to close sells nothing: a well-run studio without a
// second sign-in step is told to switch it on, and to stay.
func TestFreeGapIsNoReasonToBuy(t *testing.T) {
	d := load(t)
	a := example(t, d, "well-run")
	a.Given["AC1"] = Answer{Choice: "d"}
	r, err := d.Assess(Input{Answers: a, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	rec := r.Recommendation
	if rec.Start != "T0" || !strings.Contains(rec.Verdict, "close 1 open gap") || r.First[0].ID != "AC1" || r.Roadmap[0].When != "now" {
		t.Errorf("start %s: %s; first %+v", rec.Start, rec.Verdict, r.First[0])
	}
	if !slices.ContainsFunc(rec.Reasons, func(s string) bool { return strings.Contains(s, "switch on the second sign-in step") }) {
		t.Errorf("reasons %q", rec.Reasons)
	}
}

// With a gap in the backup the backup comes first, even where protection would
// avoid more.
func TestBackupGapComesFirst(t *testing.T) {
	d := load(t)
	a := example(t, d, "average")
	a.Given["BK3"] = Answer{Choice: "d"}
	r, err := d.Assess(Input{Answers: a, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	if start := r.Recommendation.Start; start == "T1e" || start == "T0" {
		t.Errorf("with an open gap in the backup the start is %s", start)
	}
	neglected, err := d.Assess(Input{Answers: example(t, d, "neglected"), Now: now})
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range neglected.Roadmap {
		if step.When == "30_days" && !strings.Contains(step.What, "The first part is managed backup: by itself it avoids about") {
			t.Errorf("the first service is not named with its worth: %s", step.What)
		}
	}
}

// A provider's own terms are said as they are: a year's notice is not month by
// month.
func TestLongNoticeIsSaid(t *testing.T) {
	d := load(t)
	own := *d.Catalogue
	own.Provider, own.Contract.NoticeDays, own.Contract.Form = "Brook IT", 90, "one year"
	r, err := d.Assess(Input{Answers: example(t, d, "average"), Now: now, Catalogue: &own})
	if err != nil {
		t.Fatal(err)
	}
	text, _ := json.Marshal(r.Recommendation)
	if strings.Contains(string(text), "month by month") || !strings.Contains(r.Recommendation.Verdict, "with 90 days' notice") {
		t.Errorf("%s", text)
	}
}

// The band of 10 % favours the smaller step, and going on as today is the
// smallest: an offer that saves a little is no reason to sign, one that saves
// more than the band is.
func TestTheBandFavoursTheSmallerStep(t *testing.T) {
	d := load(t)
	for _, one := range []struct {
		dearer float64 // today, against the best offer
		stays  bool
	}{{1.04, true}, {1.09, true}, {1.12, false}} {
		c := worked(t, d, 20, 1, "good")
		c.business.Response = 1.5 // help is slow, so that Essentials is the best offer
		for range 60 {            // find the price that leaves just that much
			cost := c.Cost()
			least := cost.Tiers["T2"].Total
			for _, bill := range []Bill{cost.Tiers["T1b"], cost.Tiers["T1e"], cost.Tiers["T3"]} {
				least = min(least, bill.Total)
			}
			c.scale *= 1 + .5*(cost.BreakFix.Total/one.dearer/least-1)
		}
		field := c.fieldOf(c.mid)
		ch := field.choose(&c.figures.value)
		if ch.stay != one.stays {
			t.Errorf("today is %v times the best offer: stays %v, start %s", one.dearer, ch.stay, c.name(ch.start))
		}
		best := ch.totals[ch.target]
		if !ch.stay && ch.totals[ch.start] > band*best {
			t.Errorf("the start costs %v, the best %v", ch.totals[ch.start], best)
		}
	}
}

// A step that is taken for its saving alone is not said to close what nothing
// leaves open.
func TestVerdictSaysWhyNoSmallerStep(t *testing.T) {
	t.Parallel()
	d := load(t)
	for want, a := range map[string]Answers{
		"A smaller step would leave too much undone.": example(t, d, "neglected"),
		"A smaller step would save less.":             wellKeptButBusy(t, d),
	} {
		r, err := d.Assess(Input{Answers: a, Now: now})
		if err != nil {
			t.Fatal(err)
		}
		if rec := r.Recommendation; !strings.HasSuffix(rec.Verdict, want) {
			t.Errorf("the verdict is %q; want %q", rec.Verdict, want)
		}
	}
}

// wellKeptButBusy is an office in good order whose people spend days on IT.
func wellKeptButBusy(t *testing.T, d *Definitions) Answers {
	t.Helper()
	a := example(t, d, "well-run")
	a.Given = maps.Clone(a.Given)
	a.Given["B02"], a.Given["B07"], a.Given["B08"] = Answer{Choice: "e"}, Answer{Choice: "e"}, Answer{Choice: "e"}
	return a
}

// A fee is a price: sentences say it as the bill does.
func TestFeesAreSaidAsTheyAre(t *testing.T) {
	t.Parallel()
	d := load(t)
	r, err := d.Assess(Input{Answers: example(t, d, "neglected"), Now: now})
	if err != nil {
		t.Fatal(err)
	}
	fee := r.Cost.Tiers[r.Recommendation.Start].FeeMonth
	want := grouped(fee) + " USD a month"
	said := strings.Join(r.Recommendation.Reasons, " ")
	for _, step := range r.Roadmap {
		said += " " + step.Value
	}
	if fee != 1060 || strings.Count(said, want) != 2 {
		t.Errorf("a fee of %v is said as: %s", fee, said)
	}
}

// Whose fee pays for every repair has no bill to hold beside the work lost, and
// too few repairs to judge a service by.
func TestNoBillIsNoInsight(t *testing.T) {
	t.Parallel()
	d := load(t)
	a := example(t, d, "neglected")
	a.Given = maps.Clone(a.Given)
	a.Given["B05"] = Answer{Fields: map[string]float64{"n_help": 0, "n_outage": 0}}
	a.Given["B06"] = Answer{Fields: map[string]float64{"inv_total": 0}, Choices: map[string]string{"inv_src": "books"}}
	a.Given["B10"] = Answer{Choice: "a", Fields: map[string]float64{"monthly_fee": 3000}}
	a.Given["B01"] = Answer{Fields: map[string]float64{"staff": 2, "pcs": 13, "servers": 1}}
	r, err := d.Assess(Input{Answers: a, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	if share := r.Cost.Repair[Today]; share > .005 {
		t.Fatalf("the bill is %v of an outage", share)
	}
	for _, one := range r.Hidden {
		if one.ID == "bill" {
			t.Errorf("there is no bill, yet: %s", one.Text)
		}
	}
	for _, step := range r.Roadmap {
		if step.When == "90_days" && !strings.Contains(step.Value, "too few repairs") {
			t.Errorf("chance decides: %s", step.Value)
		}
	}
}

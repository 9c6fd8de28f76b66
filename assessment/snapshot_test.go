package assessment

import (
	"encoding/json"
	"maps"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestASnapshotIsTheCase sends any case through JSON and back.
func TestASnapshotIsTheCase(t *testing.T) {
	d := load(t)
	rapid.Check(t, func(t *rapid.T) {
		a := anyAnswers(t, d.Questions)
		c, ok, err := d.Case(Input{Answers: a, Machines: anyMachines(t, checkIDs(d), 2), Now: now})
		if err != nil || !ok {
			t.Fatal(err)
		}
		fee := rapid.Float64Range(0, 5000).Draw(t, "fee")
		c = c.With(Change{Fees: map[string]float64{"T2": fee}})
		data, err := json.Marshal(c.Snapshot(a.Currency, d.Model.Date))
		if err != nil {
			t.Fatal(err)
		}
		var s Snapshot
		if err := json.Unmarshal(data, &s); err != nil {
			t.Fatal(err)
		}
		back, err := d.Restore(s)
		if err != nil {
			t.Fatal(err)
		}
		was, is := c.Cost(), back.Cost()
		for id, bill := range was.Tiers {
			if bill.Total != is.Tiers[id].Total || bill.Band != is.Tiers[id].Band {
				t.Errorf("%s costs %v, then %v", id, bill.Total, is.Tiers[id].Total)
			}
		}
		start, target := c.Advice()
		if s, e := back.Advice(); s != start || e != target {
			t.Errorf("the advice is %s, %s and becomes %s, %s", start, target, s, e)
		}
	})
}

func TestAForeignSnapshotIsRefused(t *testing.T) {
	d := load(t)
	c, _, err := d.Case(Input{Answers: example(t, d, "average"), Now: now})
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*Snapshot){
		"no people":      func(s *Snapshot) { s.Business.Staff = 0 },
		"no number":      func(s *Snapshot) { s.Business.PCs = math.NaN() },
		"score of 2":     func(s *Snapshot) { s.Mid[3] = 2 },
		"lost figure":    func(s *Snapshot) { delete(s.Values, "w") },
		"extra figure":   func(s *Snapshot) { s.Values["x"] = 1 },
		"endless figure": func(s *Snapshot) { s.Values["w"] = math.Inf(1) },
		"question":       func(s *Snapshot) { s.Open = []string{"ZZ9"} },
		"currency":       func(s *Snapshot) { s.Currency = "GBP" },
		"no tiers":       func(s *Snapshot) { s.Tiers = nil },
		"tier":           func(s *Snapshot) { s.Tiers[1].Discount = 7 },
		"scale":          func(s *Snapshot) { s.Scale = -1 },
		"fee":            func(s *Snapshot) { s.Fees = map[string]float64{"T2": -1} },
		"other model":    func(s *Snapshot) { s.Today *= 1.01 },
	} {
		s := c.Snapshot("USD", d.Model.Date)
		s.Values = maps.Clone(s.Values)
		change(&s)
		if _, err := d.Restore(s); err == nil || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := d.Restore(Snapshot{}); err == nil {
		t.Error("nothing is a case")
	}
}

// TestAChangeReachesHoursAndFees tries what the reader of a workbook can.
func TestAChangeReachesHoursAndFees(t *testing.T) {
	d := load(t)
	c, _, err := d.Case(Input{Answers: example(t, d, "average"), Now: now})
	if err != nil {
		t.Fatal(err)
	}
	was, v := c.Cost(), c.Values()
	repair, outage := 2**v.JobHours, 2**v.OutageHours
	changed := c.With(Change{JobHours: &repair, OutageHours: &outage, Fees: map[string]float64{"T3": 1}})
	is := changed.Cost()
	for _, line := range []string{"invoices_small", "invoices_outage", "lost_outage"} {
		if is.BreakFix.Lines[line] <= was.BreakFix.Lines[line] {
			t.Errorf("%s does not follow longer hours", line)
		}
	}
	if got := is.Tiers["T3"].FeeMonth; got != 1 {
		t.Errorf("the fee is %v, want 1", got)
	}
	if is.Tiers["T2"].FeeMonth != was.Tiers["T2"].FeeMonth {
		t.Error("another tier's fee changed")
	}
	two := changed.With(Change{Fees: map[string]float64{"T2": 2}}).Cost()
	if two.Tiers["T3"].FeeMonth != 1 || two.Tiers["T2"].FeeMonth != 2 {
		t.Errorf("a second fee replaces the first: %v, %v", two.Tiers["T3"].FeeMonth, two.Tiers["T2"].FeeMonth)
	}
	if c.Cost().Tiers["T3"].FeeMonth != was.Tiers["T3"].FeeMonth {
		t.Error("the case itself changed")
	}
	now, full := c.Help(Today), c.Help("T3")
	if now.Wait < full.Wait || now.OutageHours < full.OutageHours || now.RepairHours != full.RepairHours || now.RepairHours < *v.JobHours {
		t.Errorf("help is %+v today, %+v with T3", now, full)
	}
}

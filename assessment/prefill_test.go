package assessment

import (
	"reflect"
	"testing"

	"ounce/checks"
)

// aged gives a machine that was made in some years, with what the check of its
// age says.
func aged(id string, from, to int, server, portable bool) checks.Machine {
	m := machine(id)
	m.Facts.Platform.Server, m.Facts.Platform.Portable = checks.Known(server), checks.Known(portable)
	m.Facts.Hardware.Built = checks.Known(checks.YearRange{From: from, To: to})
	least, greatest, leastKnown, greatestKnown := checks.YearRange{From: from, To: to}.Ages(m.Taken)
	f := finding(ageCheck, checks.Unclear)
	f.Args = checks.Args{"least": least, "greatest": greatest}
	switch {
	case leastKnown && least >= 5:
		f.Status, f.Reason = checks.Warn, "This computer is old."
	case greatestKnown && greatest < 5:
		f.Status = checks.Pass
	}
	m.Findings = append(m.Findings, f)
	return m
}

func offered(offers []Suggestion, question string) Suggestion {
	for _, one := range offers {
		if one.Question == question {
			return one
		}
	}
	return Suggestion{}
}

func TestPrefillOffersTheWorse(t *testing.T) {
	d := load(t)
	offers := d.Prefill([]checks.Machine{machine("1", finding("updates.automatic", checks.Pass)), machine("2", finding("updates.automatic", checks.Fail))})
	one := offered(offers, "UP2")
	if one.Answer != "d" || one.Machine != "PC-2" || one.Seen == "" {
		t.Errorf("offers %+v", offers)
	}
}

// Sizes and ages are offered as far as they were counted, and what was not seen
// is not offered.
func TestPrefillCountsWhatWasChecked(t *testing.T) {
	d := load(t)
	machines := []checks.Machine{
		aged("1", 2025, 2026, false, true), aged("2", 2018, 2019, false, true), aged("3", 2016, 2018, false, false),
		aged("4", 2019, 2025, false, false), // open: nobody can say
		aged("5", 2017, 2017, true, false),
	}
	offers := d.Prefill(machines)
	size, ages := offered(offers, "B01"), offered(offers, "B09")
	if want := map[string]float64{"pcs": 4, "laptops": 2, "servers": 1}; !reflect.DeepEqual(size.Fields, want) {
		t.Errorf("size %v, want %v", size.Fields, want)
	}
	if want := map[string]float64{"age_0_2": 1, "age_7p": 2, "srv_age": 9}; !reflect.DeepEqual(ages.Fields, want) {
		t.Errorf("ages %v, want %v", ages.Fields, want)
	}
	if ages.Check != ageCheck || ages.Seen != "By age: computers up to 2 years: 1; computers of 7 years and more: 2; a server of 9 years. How old are the others?" {
		t.Errorf("ages by %q: %q", ages.Check, ages.Seen)
	}
	if none := d.Prefill(nil); len(none) != 0 {
		t.Errorf("without a machine %+v is offered", none)
	}
	if one := offered(d.Prefill([]checks.Machine{machine("1")}), "B09"); one.Question != "" {
		t.Errorf("without an age %+v is offered", one)
	}
	// What is offered is a valid answer.
	a := Answers{Country: "US", Given: map[string]Answer{"B01": {Fields: size.Fields}, "B09": {Fields: ages.Fields}}}
	a.Given["B01"].Fields["staff"] = 5
	if err := d.Questions.Check(a); err != nil {
		t.Error(err)
	}
}

// What was seen of ages counts in the cost, also where nothing was said.
func TestSeenAgesCount(t *testing.T) {
	q := load(t).Questions
	answers := func(fields map[string]float64) Answers {
		return Answers{Given: map[string]Answer{"B09": {Fields: fields}}}
	}
	for name, one := range map[string]struct {
		answers Answers
		seen    []float64
		counts  []float64
		rest    float64
	}{
		"nothing said":          {Answers{}, []float64{1, 0, 0, 2}, []float64{1, 0, 0, 2}, 7},
		"said, nothing seen":    {answers(map[string]float64{"age_0_2": 6}), []float64{0, 0, 0, 0}, []float64{6, 0, 0, 0}, 4},
		"seen is among said":    {answers(map[string]float64{"age_0_2": 6, "age_7p": 4}), []float64{2, 0, 0, 3}, []float64{6, 0, 0, 4}, 0},
		"older than was said":   {answers(map[string]float64{"age_0_2": 10}), []float64{1, 0, 0, 2}, []float64{8, 0, 0, 2}, 0},
		"younger than was said": {answers(map[string]float64{"age_7p": 10}), []float64{1, 0, 0, 0}, []float64{1, 0, 0, 9}, 0},
	} {
		counts, rest := q.counts(one.answers, 10, one.seen)
		if !reflect.DeepEqual(counts, one.counts) || rest != one.rest {
			t.Errorf("%s: %v and %v unplaced; want %v and %v", name, counts, rest, one.counts, one.rest)
		}
	}
}

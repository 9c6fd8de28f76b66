package assessment

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// healthy draws a firm in which everything asked is in good order.
func healthy(t *rapid.T, q *Questionnaire) Answers {
	rng := luck(t, "firm")
	n := float64(1 + rng.IntN(3))
	a := Answers{Currency: one(rng, []string{"USD", "GBP", "EUR"}), Given: map[string]Answer{
		"B01": {Fields: map[string]float64{"staff": n, "pcs": n, "laptops": 0, "servers": 0, "sites": 1}},
		"B09": {Fields: map[string]float64{"age_0_2": n, "fw_age": 1}},
	}}
	for _, question := range q.Questions {
		if question.Kind != KindChoice || question.Area == "" || question.ID == "B10" {
			continue
		}
		good := slices.DeleteFunc(slices.Clone(question.Answers), func(c Choice) bool { return c.Score < .7 })
		a.Given[question.ID] = Answer{Choice: one(rng, good).ID}
	}
	return a
}

// A healthy firm of one to three computers is not told to buy.
func TestSmallHealthyFirmsStay(t *testing.T) {
	t.Parallel()
	d := load(t)
	rapid.Check(t, func(t *rapid.T) {
		c, _ := prepared(t, d, healthy(t, d.Questions), nil)
		if start, target := c.Advice(); start != "T0" || target != "T0" {
			t.Fatalf("%v computers: start %s, target %s", c.business.PCs, start, target)
		}
	})
}

// Nothing that costs more than today is bought for gaps that people can close
// for nothing: a small firm without a second sign-in step is told to switch it
// on, and to stay.
func TestFreeFixesAreNotSoldAsServices(t *testing.T) {
	t.Parallel()
	d := load(t)
	rapid.Check(t, func(t *rapid.T) {
		a := healthy(t, d.Questions)
		for _, id := range []string{"AC1", "FW2", "BK4"} {
			if luck(t, id).IntN(2) == 0 {
				worst := d.Questions.at(id).Answers
				a.Given[id] = Answer{Choice: worst[len(worst)-1].ID}
			}
		}
		c, r := prepared(t, d, a, nil)
		field := c.fieldOf(c.mid)
		ch := field.choose(&c.figures.value)
		if !ch.stay && ch.totals[ch.start] > ch.today {
			t.Fatalf("%s is bought for %d gaps that cost nothing to close", c.name(ch.start), len(r.Gaps))
		}
	})
}

package assessment

import (
	"math"
	"strings"
	"testing"

	"ounce/checks"
)

// Each country brings its currency, wage and prices; a free one takes dollars
// times what a dollar buys.
func TestCountryPresets(t *testing.T) {
	d := load(t)
	for country, want := range map[string]struct {
		currency   string
		wage, rate float64
		fee        float64 // of Essentials, for 20 people, a server and an office
	}{
		"US": {"USD", 38, 150, 1660}, "UK": {"GBP", 24, 70, 735}, "EU": {"EUR", 33.5, 100, 1020},
	} {
		a := Answers{Country: country, Given: map[string]Answer{"B01": {Fields: map[string]float64{"staff": 20, "pcs": 20, "servers": 1, "sites": 1}}}}
		r, err := d.Assess(Input{Answers: a, Now: now})
		if err != nil {
			t.Fatal(err)
		}
		c, _, err := d.Case(Input{Answers: a, Now: now})
		if err != nil {
			t.Fatal(err)
		}
		v := c.Values()
		if r.Currency != want.currency || *v.Wage != want.wage || *v.Rate != want.rate || math.Abs(r.Cost.Tiers["T2"].FeeMonth-want.fee) > 1e-9 {
			t.Errorf("%s: %s, wage %v, rate %v, fee %v", country, r.Currency, *v.Wage, *v.Rate, r.Cost.Tiers["T2"].FeeMonth)
		}
		if !strings.Contains(r.Recommendation.Reasons[0], want.currency) {
			t.Errorf("%s: the unit is missing in %q", country, r.Recommendation.Reasons[0])
		}
	}
	a := Answers{Country: "other", Currency: "CZK", PerUSD: 20, Given: map[string]Answer{"B01": {Fields: map[string]float64{"staff": 20, "pcs": 20, "servers": 1, "sites": 1}}}}
	r, err := d.Assess(Input{Answers: a, Now: now})
	if err != nil || math.Abs(r.Cost.Tiers["T2"].FeeMonth-20*1660) > 1e-6 {
		t.Errorf("a free currency: %v, fee %v", err, r.Cost.Tiers["T2"].FeeMonth)
	}
}

// Whatever cannot be is refused in one plain sentence that names the field and
// what is allowed; nothing is cut to size in silence.
func TestBadInputsAreRefused(t *testing.T) {
	d := load(t)
	size := func(fields map[string]float64) Answers {
		return Answers{Given: map[string]Answer{"B01": {Fields: fields}}}
	}
	money := func(v float64) Answers { return Answers{Given: map[string]Answer{"B02": {Number: &v}}} }
	for want, a := range map[string]Answers{
		"B01.staff: must be a whole number from 1 to 500; you wrote 0":                         size(map[string]float64{"staff": 0}),
		"B01.staff: must be a whole number from 1 to 500; you wrote 501":                       size(map[string]float64{"staff": 501}),
		"B01.pcs: must be a whole number from 1 to 1000; you wrote 1000000":                    size(map[string]float64{"staff": 5, "pcs": 1e6}),
		"B01.laptops: must be at most 5, the number at “Desktop PCs and laptops”; you wrote 6": size(map[string]float64{"staff": 5, "pcs": 5, "laptops": 6}),
		"B02: must be a number from 1 to 100000; you wrote -3":                                 money(-3),
		"B02: must be a number from 1 to 100000; you wrote 1000000000000":                      money(1e12),
		"B02: must be a number from 1 to 100000; you wrote NaN":                                money(math.NaN()),
		"currency: must be a three-letter code such as USD, GBP or EUR; you wrote \"XQX\"":     {Currency: "XQX"},
		"per_usd: must be between 0.0001 and 100000; you wrote -2":                             {Currency: "CZK", PerUSD: -2},
		"country: must be one of US, UK, EU, other; you wrote \"Mars\"":                        {Country: "Mars"},
	} {
		_, err := d.Assess(Input{Answers: a, Now: now})
		if err == nil || !strings.HasSuffix(err.Error(), want) || strings.Count(err.Error(), "\n") != 1 {
			t.Errorf("%v; want %q", err, want)
		}
	}
	m := machine("1")
	m.Taken = now.AddDate(0, 0, 2)
	if _, err := d.Assess(Input{Now: now, Machines: []checks.Machine{m}}); err == nil || !strings.Contains(err.Error(), "dated 2026-11-25, which lies after today, 2026-11-23") {
		t.Errorf("from the future: %v", err)
	}
}

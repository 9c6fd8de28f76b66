package assessment

import "testing"

func TestFiguresAreSaidWithTheirUnits(t *testing.T) {
	for _, c := range []struct {
		v    float64
		unit string
		want string
	}{
		{50, "money", "50 EUR"}, {20000, "money", "20,000 EUR"}, {1300, "money", "1,300 EUR"}, {33.5, "money an hour", "33.5 EUR an hour"},
		{1, "hours", "1 hour"}, {0.5, "hours", "0.5 hours"}, {1, "hours a week", "1 hour a week"}, {1, "minutes a day", "1 minute a day"},
		{0.6, "share", "60 %"}, {0.01, "share", "1 %"}, {1.5, "times", "1.5 times"}, {3, "a year", "3 a year"}, {0.02, "a year", "0.02 a year"}, {1.8, "sigma", "1.8"},
	} {
		if got := withUnit(c.v, c.unit, "EUR"); got != c.want {
			t.Errorf("%v %s is %q, want %q", c.v, c.unit, got, c.want)
		}
	}
}

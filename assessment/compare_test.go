package assessment

import (
	"testing"

	"ounce/checks"
)

func TestCompareByStableIDs(t *testing.T) {
	d := load(t)
	assess := func(name string, machines ...checks.Machine) Result {
		r, err := d.Assess(Input{Answers: example(t, d, name), Now: now, Machines: machines})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	older := assess("average", machine("1", finding("backup.product", checks.Fail), finding("firewall.on", checks.Pass), finding("updates.pending", checks.Warn)))
	newer := assess("well-run", machine("1", finding("backup.product", checks.Pass), finding("firewall.on", checks.Unclear), finding("updates.pending", checks.Fail), finding("access.guest", checks.Fail)))
	diff := Compare(older, newer)
	want := map[string]Turn{"backup.product": TurnFixed, "firewall.on": TurnGone, "updates.pending": TurnWorse, "access.guest": TurnNew, "AC1": TurnBetter}
	for _, turned := range diff.Turns {
		if turn, ok := want[turned.ID]; ok && turned.Turn != turn {
			t.Errorf("%s is %s, want %s", turned.ID, turned.Turn, turn)
		}
		delete(want, turned.ID)
	}
	if len(want) > 0 || diff.Points == nil || *diff.Points <= 0 || diff.Money == nil || *diff.Money >= 0 {
		t.Errorf("missing %v; points %v, money %v", want, diff.Points, diff.Money)
	}
	for _, turned := range Compare(older, older).Turns {
		if turned.Turn != TurnSame {
			t.Errorf("%s turned %s against itself", turned.ID, turned.Turn)
		}
	}
}

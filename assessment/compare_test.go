package assessment

import (
	"slices"
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

// TestCompareKnowsMachinesWithoutAnID pairs by name what was kept without id, with
// or without its system, and never a Mac with a PC.
func TestCompareKnowsMachinesWithoutAnID(t *testing.T) {
	named := func(name string, system checks.System, status checks.Status) checks.Machine {
		m := machine("", finding("firewall.on", status))
		m.Name, m.Facts.Platform.System = name, system
		return m
	}
	for what, c := range map[string]struct {
		was, is []checks.Machine
		want    []Turn
	}{
		"the same system":  {[]checks.Machine{named("Desk", checks.Linux, checks.Pass)}, []checks.Machine{named("desk", checks.Linux, checks.Pass)}, []Turn{TurnSame}},
		"kept without it":  {[]checks.Machine{named("desk", "", checks.Fail)}, []checks.Machine{named("desk", checks.Linux, checks.Pass)}, []Turn{TurnFixed}},
		"another system":   {[]checks.Machine{named("desk", checks.MacOS, checks.Fail)}, []checks.Machine{named("desk", checks.Windows, checks.Fail)}, []Turn{TurnNew, TurnGone}},
		"two of one name":  {[]checks.Machine{named("desk", "", checks.Fail)}, []checks.Machine{named("desk", checks.Windows, checks.Fail), named("desk", checks.MacOS, checks.Fail)}, []Turn{TurnNew, TurnNew, TurnGone}},
		"one of two stays": {[]checks.Machine{named("desk", checks.MacOS, checks.Fail), named("desk", checks.Windows, checks.Fail)}, []checks.Machine{named("desk", checks.Windows, checks.Fail)}, []Turn{TurnGone, TurnSame}},
	} {
		var got []Turn
		for _, turned := range Compare(Result{Machines: c.was}, Result{Machines: c.is}).Turns {
			got = append(got, turned.Turn)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", what, got, c.want)
		}
	}
}

// A finding that turns has its effect in points and money, as long as nobody
// answered otherwise.
func TestCompareGivesFindingsTheirEffect(t *testing.T) {
	d := load(t)
	a := example(t, d, "well-run")
	assess := func(status checks.Status) Result {
		r, err := d.Assess(Input{Answers: a, Now: now, Machines: []checks.Machine{machine("1", finding("protection.antivirus", status), finding("hardware.memory", checks.Pass))}})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	diff := Compare(assess(checks.Fail), assess(checks.Pass))
	points, money, found := 0.0, 0.0, false
	for _, turned := range diff.Turns {
		switch turned.ID {
		case "protection.antivirus":
			points, money, found = turned.Points, turned.Money, turned.Turn == TurnFixed
		case "hardware.memory":
			if turned.Points != 0 || turned.Turn != TurnSame {
				t.Errorf("what did not turn has an effect: %+v", turned)
			}
		}
	}
	if !found || !(points > 0) || !(money < 0) || points-*diff.Points > .01 || *diff.Points-points > .01 || money-*diff.Money > .01 {
		t.Errorf("found %v, points %v of %v, money %v of %v", found, points, *diff.Points, money, *diff.Money)
	}
}

func TestMachinesAreKnownAgain(t *testing.T) {
	at := func(id, name string) checks.Machine {
		m := checks.Machine{ID: id, Name: name}
		m.Facts.Platform.System = checks.Windows
		return m
	}
	older := []checks.Machine{at("1", "PC-1"), at("2", "PC-2"), at("3", "PC-3"), at("", "PC-4"), at("7", "COPY-A"), at("7", "COPY-B"), at("9", "GONE")}
	newer := []checks.Machine{at("7", "COPY-B"), at("7", "COPY-A"), at("", "pc-4"), at("33", "PC-3"), at("2", "RENAMED"), at("1", "PC-1")}
	want := []int{5, 4, 3, 2, 1, 0, len(newer) + 6}
	for i, place := range pair(older, newer) {
		if place != want[i] {
			t.Errorf("%s is at %d, want %d", older[i].Name, place, want[i])
		}
	}
}

package assessment

import (
	"fmt"
	"strings"
	"testing"

	"ounce/checks"
)

// seenAs is a machine whose kind was read.
func seenAs(id string, server, portable bool) checks.Machine {
	m := machine(id, finding("encryption.system", checks.Pass))
	m.Facts.Platform.Server, m.Facts.Platform.Portable = checks.Known(server), checks.Known(portable)
	return m
}

func TestMoreMachinesCheckedThanSaid(t *testing.T) {
	t.Parallel()
	d := load(t)
	machines := []checks.Machine{seenAs("1", false, true), seenAs("2", false, false), seenAs("3", false, false),
		seenAs("4", false, false), seenAs("5", true, false)}
	unread := machine("6")
	twice := seenAs("7", false, false)
	twice.Name, twice.Source = "pc-2.example.local", "another program"
	for name, tc := range map[string]struct {
		said map[string]float64
		want []string
	}{
		"as many":        {map[string]float64{"staff": 4, "pcs": 4, "laptops": 1, "servers": 1}, nil},
		"more than seen": {map[string]float64{"staff": 4, "pcs": 40, "laptops": 10, "servers": 2}, nil},
		"not said":       {map[string]float64{"staff": 4}, nil},
		"fewer": {map[string]float64{"staff": 2, "pcs": 2, "laptops": 0, "servers": 0}, []string{
			"Computers: 2 | 4 computers were checked | PC-1, PC-2, PC-3, and 1 more",
			"Laptops: 0 | 1 laptop was checked | PC-1",
			"Servers: 0 | 1 server was checked | PC-5"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, err := d.Assess(Input{Answers: Answers{Given: map[string]Answer{"B01": {Fields: tc.said}}}, Now: now,
				Machines: append([]checks.Machine{unread, twice}, machines...)})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, c := range r.Contradictions {
				got = append(got, fmt.Sprintf("%s | %s | %s", c.Said, c.Seen, c.Name))
				if c.Question != "B01" || c.Source == "" || !c.Date.Equal(now) || !strings.Contains(c.Words, "than were said") {
					t.Errorf("incomplete: %+v", c)
				}
			}
			if strings.Join(got, "\n") != strings.Join(tc.want, "\n") {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(tc.want, "\n"))
			}
			again := false
			for _, do := range r.Recommendation.Yourself {
				again = again || do.ID == "B01"
			}
			if again != (tc.want != nil) || (r.Answers[0].Evidence == Contradicted) != again {
				t.Errorf("to do again: %v, evidence %q", again, r.Answers[0].Evidence)
			}
		})
	}
}

// What was seen is counted: a laptop that was checked wants its disk locked,
// whatever was said.
func TestSeenSizeCounts(t *testing.T) {
	t.Parallel()
	d := load(t)
	in := Input{Now: now, Answers: Answers{Given: map[string]Answer{
		"B01": {Fields: map[string]float64{"staff": 2, "pcs": 1, "laptops": 0, "servers": 0}}}},
		Machines: []checks.Machine{seenAs("1", false, true), seenAs("2", false, false), seenAs("3", true, false)}}
	c, r, err := d.prepare(in)
	if err != nil {
		t.Fatal(err)
	}
	if c.business.PCs != 2 || c.business.Servers != 1 {
		t.Errorf("%v computers and %v servers are counted", c.business.PCs, c.business.Servers)
	}
	for _, a := range r.Answers {
		if a.Question == "EP2" && a.State == StateSkipped {
			t.Error("the question of laptops' disks does not apply, though a laptop was seen")
		}
		if a.Question == "B01" && !strings.Contains(a.Answer, "laptops: 0") {
			t.Errorf("what was said reads %q", a.Answer)
		}
	}
}

// Who names laptops and no computers has at least so many computers.
func TestLaptopsAreComputers(t *testing.T) {
	t.Parallel()
	d := load(t)
	c, _, err := d.prepare(Input{Now: now, Answers: Answers{Given: map[string]Answer{"B01": {Fields: map[string]float64{"staff": 3, "laptops": 9}}}}})
	if err != nil || c.business.PCs != 9 {
		t.Errorf("%v computers, %v", c.business.PCs, err)
	}
}

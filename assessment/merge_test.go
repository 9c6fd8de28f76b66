package assessment

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"ounce/checks"
)

func merged(machines []checks.Machine) []checks.Machine {
	all, _ := Merge(machines)
	return all
}

// visits draws machines of which some are the same, some of one id, some without.
func visits(t *rapid.T, label string) []checks.Machine {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) checks.Machine {
		m := checks.Machine{
			ID:    rapid.SampledFrom([]string{"", "1", "2", "3"}).Draw(t, "id"),
			Name:  rapid.SampledFrom([]string{"PC-1", "pc-1", "PC-2"}).Draw(t, "name"),
			OS:    rapid.SampledFrom([]string{"Windows 11", "macOS 15"}).Draw(t, "os"),
			Taken: now.Add(-time.Duration(rapid.IntRange(0, 3).Draw(t, "days")) * 24 * time.Hour),
		}
		m.Findings = []checks.Finding{finding("firewall.on", rapid.SampledFrom(checks.Statuses()).Draw(t, "status"))}
		return m
	}), 0, 8).Draw(t, label)
}

func same(t *rapid.T, what string, a, b []checks.Machine) {
	t.Helper()
	left, right := make([]string, 0, len(a)), make([]string, 0, len(b))
	for i := range a {
		left = append(left, string(written(&a[i])))
	}
	for i := range b {
		right = append(right, string(written(&b[i])))
	}
	if diff := cmp.Diff(left, right); diff != "" {
		t.Fatalf("%s: %s", what, diff)
	}
}

func TestSomeComputersAreNamed(t *testing.T) {
	for names, want := range map[string]string{"": "", "a": "a", "a b c": "a, b, c", "a b c d e": "a, b, c and 2 more"} {
		if got := Some(strings.Fields(names)); got != want {
			t.Errorf("%q is told as %q, want %q", names, got, want)
		}
	}
}

func TestMergingIsAUnion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := visits(t, "a"), visits(t, "b"), visits(t, "c")
		same(t, "commutative", merged(slices.Concat(a, b)), merged(slices.Concat(b, a)))
		same(t, "associative", merged(slices.Concat(merged(slices.Concat(a, b)), c)), merged(slices.Concat(a, merged(slices.Concat(b, c)))))
		same(t, "idempotent", merged(slices.Concat(merged(a), merged(a))), merged(a))
		for _, m := range merged(a) {
			for _, other := range a {
				one, ok := m.Identity()
				two, ok2 := other.Identity()
				if ok && ok2 && one == two && other.Taken.After(m.Taken) {
					t.Fatalf("%s of %s stands for one of %s", m.Name, m.Taken, other.Taken)
				}
			}
		}
	})
}

func TestTheNewestVisitCountsAndItIsSaid(t *testing.T) {
	old, new := machine("1", finding("firewall.on", checks.Fail)), machine("1", finding("firewall.on", checks.Pass))
	old.Taken = new.Taken.Add(-72 * time.Hour)
	copied := machine("1")
	copied.Name = "PC-OTHER"
	all, older := Merge([]checks.Machine{new, old, copied})
	if len(all) != 2 || len(older) != 1 || !older[0].Taken.Equal(old.Taken) || !older[0].By.Equal(new.Taken) {
		t.Fatalf("%d machines, older %+v", len(all), older)
	}
	for _, m := range all {
		if m.Name == new.Name && m.Findings[0].Status != checks.Pass {
			t.Error("the older visit counts")
		}
	}
	if _, none := Merge([]checks.Machine{new, new}); len(none) != 0 {
		t.Errorf("the same file twice is told as %+v", none)
	}
}

func TestTheOfficeShowsTheWorstFirst(t *testing.T) {
	var machines []checks.Machine
	for i, status := range []checks.Status{checks.Pass, checks.Fail, checks.Warn, checks.Unclear} {
		m := machine(fmt.Sprint(i), finding("backup.product", status), finding("firewall.on", checks.Warn))
		machines = append(machines, m)
	}
	machines[3].Name, machines[2].Name = "Front Desk", "FRONT-DESK"
	office := officeOf(merged(machines), nil)
	if office.Computers[0].Machine != "1" || office.Computers[0].Act != 1 || office.Computers[0].Check != "backup.product" {
		t.Errorf("the first computer is %+v", office.Computers[0])
	}
	gap := office.Common[slices.IndexFunc(office.Common, func(g CommonGap) bool { return g.Check == "backup.product" })]
	if len(gap.Machines) != 2 || gap.Of != 3 || len(office.Common) != 2 {
		t.Errorf("common gaps %+v", office.Common)
	}
	if len(office.Namesakes) != 1 {
		t.Errorf("namesakes %v", office.Namesakes)
	}
}

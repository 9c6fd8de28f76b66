package gui

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"ounce/app/gui/parts"
	"ounce/checks"
)

func TestFindingsAreFilteredByStatusAndArea(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(&parts.Theme{})
	words := fakeDeps(t.TempDir()).Words
	l := newFindingList([]checks.Machine{fakeMachine(), fakeMachine()}, words, func(id string) checks.Definition { return checks.Definition{ID: id} })
	test.NewTempWindow(t, l).Resize(fyne.NewSize(800, 600))
	shows := func(want string) {
		t.Helper()
		if got := l.says.Content(); got != want {
			t.Errorf("with %q and %q it shows %q, want %q", l.status, l.area, got, want)
		}
	}
	shows("20 of 20")
	l.statusPick.SetSelected(words.Statuses[checks.Warn])
	shows("4 of 20")
	l.areaPick.SetSelected(words.Areas[checks.AreaBackup])
	shows("2 of 20")
	l.areaPick.SetSelected(words.Areas[checks.AreaFirewall])
	shows("0 of 20")
	if len(l.list.Objects) != 1 {
		t.Error("an empty list says nothing")
	}
	l.statusPick.SetSelectedIndex(0)
	shows("4 of 20")
	l.areaPick.SetSelected(words.Areas[checks.AreaBackup])
	shows("8 of 20")
	rows, waiting := listed(l.list)
	if rows != 6 || waiting != 1 {
		t.Errorf("%d rows and %d lines: what waits for something else is told apart from the rest", rows, waiting)
	}
}

// listed counts the findings in a list, and the lines that open more.
func listed(in *fyne.Container) (rows, opening int) {
	for _, o := range in.Objects {
		switch o := o.(type) {
		case *findingRow:
			rows++
		case *parts.Disclosure:
			opening++
		case *fyne.Container:
			r, n := listed(o)
			rows, opening = rows+r, opening+n
		}
	}
	return rows, opening
}

// TestFindingsOfALargeOffice lists those of 500 computers, some at a time, each
// with its computer.
func TestFindingsOfALargeOffice(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(&parts.Theme{})
	deps := realDeps(t, t.TempDir())
	var office []checks.Machine
	for i := range 500 {
		m := realMachine(deps.Checks)
		m.ID, m.Name = strconv.Itoa(i), "PC-"+strconv.Itoa(i)
		office = append(office, m)
	}
	began := time.Now()
	l := newFindingList(office, deps.Words, func(id string) checks.Definition { return checks.Definition{ID: id} })
	test.NewTempWindow(t, l).Resize(fyne.NewSize(800, 600))
	if rows, opening := listed(l.list); rows != mostFindings || opening != 1 {
		t.Errorf("of %d findings %d are listed at once, with %d lines that open more", len(l.all), rows, opening)
	}
	if took := time.Since(began); took > 20*time.Second {
		t.Errorf("that took %v", took)
	}
	first := l.list.Objects[0].(*fyne.Container).Objects[1].(*findingRow)
	if says := first.says.Content(); !strings.HasPrefix(says, "PC-0: ") {
		t.Errorf("a finding of one of 500 computers says %q", says)
	}
	if more := l.rows(l.all[len(l.all)-1:]).(*fyne.Container); len(more.Objects) != 2 {
		t.Errorf("the last finding stands among %d objects", len(more.Objects))
	}
}

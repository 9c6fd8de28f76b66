package gui

import (
	"testing"

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
	rows, waiting := 0, 0
	for _, o := range l.list.Objects {
		switch o.(type) {
		case *findingRow:
			rows++
		case *parts.Disclosure:
			waiting++
		}
	}
	if rows != 6 || waiting != 1 {
		t.Errorf("%d rows and %d lines: what waits for something else is told apart from the rest", rows, waiting)
	}
}

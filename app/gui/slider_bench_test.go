//go:build bench && linux

package gui

import (
	"fmt"
	"syscall"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"ounce/app/gui/parts"
)

// TestBenchSlider moves a slider of the real result: from the move to the laid
// out page, without the painting, which is the toolkit's.
func TestBenchSlider(t *testing.T) {
	const limit = 16 * time.Millisecond
	test.NewTempApp(t).Settings().SetTheme(&parts.Theme{})
	if err := addTranslations(); err != nil {
		t.Fatal(err)
	}
	on := realScene(t)
	s := newShell(on.deps(), "en-GB", atOnce)
	w := test.NewTempWindow(t, s)
	s.begin(on.open, stepResult)
	settle(w, fyne.NewSize(1024, 640))
	l := s.screen.(*result).levers.(*levers)
	const moves = 60
	began := worked(t)
	for i := range moves {
		l.sliders[0].SetValue(l.list[0].Min + float64(i%20))
	}
	each := (worked(t) - began) / moves
	fmt.Printf("slider moved   %8.1f ms of work       (at most 16 ms)\n", float64(each.Microseconds())/1000)
	if each > limit {
		t.Errorf("a moved slider takes %v of work", each)
	}
}

// worked is the time that this process has kept a processor busy.
func worked(t *testing.T) time.Duration {
	t.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		t.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

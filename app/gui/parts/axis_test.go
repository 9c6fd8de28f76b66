package parts

import (
	"testing"

	"pgregory.net/rapid"
)

func TestAnAxisEndsAtARoundFigure(t *testing.T) {
	for most, want := range map[float64]Scale{38700: {40000, 10000}, 46400: {50000, 10000}, 9: {10, 2}, 10: {10, 2}, 101: {125, 25}, 1: {1, 0.2}, 0: {1, 1}, -5: {1, 1}} {
		if got := NewScale(most); got != want {
			t.Errorf("up to %v the axis is %+v, not %+v", most, got, want)
		}
	}
}

func TestAnAxisHoldsItsFigure(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		most := rapid.Float64Range(0.01, 1e9).Draw(t, "most")
		s := NewScale(most)
		if s.Top < most*0.999999 || s.Top > most*2 || s.Top/s.Step > mostTicks+0.001 || s.Share(most) > 1.000001 {
			t.Fatalf("up to %v the axis is %+v", most, s)
		}
	})
}

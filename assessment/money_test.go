package assessment

import "testing"

func TestSumsAreRoundedToWhatTheModelKnows(t *testing.T) {
	for v, want := range map[float64]float64{
		0: 0, 4: 0, 994: 990, 1049: 1000, 9949: 9900, 38749: 39000, -7712: -7700, 999_400: 999_000, 1_234_567: 1_230_000, 73_823_882: 73_800_000,
	} {
		if got := Rounded(v); got != want {
			t.Errorf("%v is rounded to %v, want %v", v, got, want)
		}
	}
}

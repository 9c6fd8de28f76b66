package assessment

import "testing"

func TestNumbersThatCanMeanOnlyOne(t *testing.T) {
	for text, want := range map[string]float64{
		"12": 12, " 1 200 ": 1200, "38.5": 38.5, "38,50": 38.5, "£ 9": 9, "1\u00a0000 €": 1000, "-4": -4, "0": 0, "999999999999999": 999999999999999,
	} {
		if got, ok := PlainNumber(text); !ok || got != want {
			t.Errorf("%q: %v %v, want %v", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "a", "1,234", "1.234", "1,2,3", "1e5", "0x10", "Inf", "NaN", "12 apples", "1'000", "--1", "1234567890123456", "😀"} {
		if got, ok := PlainNumber(text); ok {
			t.Errorf("%q is read as %v", text, got)
		}
	}
	for text, want := range map[string]bool{"1,234": true, "1'000": true, "12": true, "a": false, "": false, "25 to 35": false} {
		if LooksLikeNumber(text) != want {
			t.Errorf("%q looks like a number: %v", text, !want)
		}
	}
}

package report

import (
	"strings"
	"testing"
)

func TestTextsWrapByTheirWords(t *testing.T) {
	for _, c := range []struct {
		text   string
		digits float64
		want   int
	}{
		{"", 10, 1}, {"0123456789", 10, 1}, {"0123456789 ", 10, 1}, {"01234567890", 10, 2}, {strings.Repeat("0", 35), 10, 4},
		{"00000 00000", 10, 2}, {"0000 00000 0000", 10, 2}, {"000000 000000 000000", 10, 3}, {"00000-00000", 10, 2},
		{"0\n0\n\n0", 10, 4}, {"iiiiiiiiiiiiiiiiiiii", 10, 1}, {"WWWWWWWWWWWWWWWWWWWW", 10, 4}, {"漢字漢字漢字", 10, 2},
	} {
		if got := textLines(c.text, c.digits); got != c.want {
			t.Errorf("%q in %v digits: %d lines, want %d", c.text, c.digits, got, c.want)
		}
	}
}

func TestRowsHoldTheirTexts(t *testing.T) {
	const line = 11 * lineSpacing
	for _, c := range []struct {
		text  string
		width float64
		l     look
		lines float64
	}{
		{"What stands between your network and the internet?", 44, cellLook, 2}, // LibreOffice and Excel take two lines
		{"If last night's backup failed, how would you hear of it?", 48, cellLook, 1},
		{strings.Repeat("words ", 100), 44, look{}, 1}, // no wrapping
	} {
		if got, want := textHeight(c.text, c.width, c.l), c.lines*line+4; got != want {
			t.Errorf("%q in %v: %v high, want %v", c.text, c.width, got, want)
		}
	}
	if got := textHeight(strings.Repeat("words ", 1000), 10, cellLook); got != maxHeight {
		t.Errorf("the highest row is %v", got)
	}
}

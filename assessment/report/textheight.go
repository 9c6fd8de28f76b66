package report

import (
	"math"
	"strings"
)

// lineSpacing is the height of a line, in font sizes.
const lineSpacing = 1.36

// maxHeight is the highest row that Excel takes, in points.
const maxHeight = 409

const (
	// columnEdge is how much of a column's width stays free beside a text.
	columnEdge = 0.7
	// surely is the part of a line that is filled before a word goes to the next
	// one: readers set texts a little wider or narrower.
	surely = 0.97
	// boldWider is how much wider bold letters are.
	boldWider = 1.03
)

// letterWidths are the widths of the letters from space to ~ in hundredths of a
// digit's width: the wider one of Calibri and of DejaVu Sans, which stands in
// for it where it is missing.
var letterWidths = [95]uint8{
	50, 64, 79, 132, 100, 149, 135, 44, 61, 61, 98, 132, 50, 60, 50, 76, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 53, 53, 132, 132, 132, 91,
	176, 114, 108, 110, 121, 99, 91, 124, 123, 50, 63, 103, 88, 169, 127, 131, 102, 133, 109, 100, 96, 127, 112, 176, 108, 96, 108, 61, 76, 61, 132, 98,
	79, 96, 104, 86, 104, 98, 60, 100, 104, 45, 47, 91, 45, 158, 104, 104, 104, 104, 69, 82, 66, 104, 93, 141, 93, 93, 83, 100, 91, 100, 132,
}

// letterWidth is how wide a letter is, in digits.
func letterWidth(r rune) float64 {
	switch {
	case r >= ' ' && r <= '~':
		return float64(letterWidths[r-' ']) / 100
	case r >= 0x1100: // scripts whose signs fill a square
		return 2
	default:
		return 1.1
	}
}

// textLines is how many lines a text takes where a line holds so many digits.
// Lines end at spaces and hyphens; a word that is longer than a line goes on in
// the next one.
func textLines(value string, digits float64) int {
	lines := 0
	for part := range strings.SplitSeq(value, "\n") {
		lines++
		filled, word := 0.0, 0.0 // word is the part of filled that may move on
		for _, r := range part {
			w := letterWidth(r)
			filled += w
			word += w
			if filled > digits && r != ' ' {
				lines++
				if word >= filled {
					word = w
				}
				filled = word
			}
			if r == ' ' || r == '-' {
				word = 0
			}
		}
	}
	return lines
}

// textHeight estimates how high a text is in a column of a width, in points.
func textHeight(value string, width float64, l look) float64 {
	size := l.fontSize()
	digits := math.Max(2, (width-columnEdge)*surely*11/size)
	if l.bold {
		digits /= boldWider
	}
	lines := 1
	if l.wrap && (2*float64(len(value)) > digits || strings.Contains(value, "\n")) {
		lines = textLines(value, digits)
	}
	return math.Min(maxHeight, float64(lines)*size*lineSpacing+4)
}

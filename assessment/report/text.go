package report

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxText is the most characters of a text from outside that a cell shows.
const maxText = 2000

// cutMark stands where a text was cut.
const cutMark = " … (cut)"

var escapeCode = regexp.MustCompile(`^_x[0-9A-Fa-f]{4}_`)

// escape keeps readers from turning a text like _x003D_ into a character.
func escape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var out strings.Builder
	for i := range len(s) {
		if escapeCode.MatchString(s[i:]) { // one code can begin where another ends
			out.WriteString("_x005F")
		}
		out.WriteByte(s[i])
	}
	return out.String()
}

// text makes a text from people or machines safe for a cell: no control, no
// direction and no invisible characters, and not longer than maxText. Every
// such text goes through here; the cell itself is written as text, so that
// nothing in it can become a formula.
func text(s string) string {
	s = strings.ToValidUTF8(s, "�")
	s = breaks.Replace(s)
	s = strings.Map(func(r rune) rune {
		if r != '\n' && invisible(r) {
			return -1
		}
		return r
	}, s)
	return cut(s, maxText)
}

var breaks = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\t", " ")

// line is text without line breaks.
func line(s string) string { return strings.Join(strings.Fields(text(s)), " ") }

func cut(s string, most int) string {
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most-utf8.RuneCountInString(cutMark)]) + cutMark
}

func invisible(r rune) bool {
	switch {
	case unicode.IsControl(r):
		return true
	case r >= 0x200b && r <= 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2060 && r <= 0x2069, r == 0xfeff:
		return true
	case r == 0xfffe || r == 0xffff || unicode.Is(unicode.Cs, r) || unicode.Is(unicode.Co, r):
		return true
	}
	return false
}

// replaceUnit puts a currency into a label.
func replaceUnit(label, currency string) string { return strings.ReplaceAll(label, "{}", currency) }

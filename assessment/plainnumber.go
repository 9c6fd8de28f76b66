package assessment

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

var plainNumber = regexp.MustCompile(`^-?[0-9]{1,15}(?:\.[0-9]{1,2})?$`)

// PlainNumber reads a number that people wrote and that can mean only one:
// 1200, 38.50 or 38,5, with spaces and currency signs. 1,234 could be two, so
// it is none.
func PlainNumber(text string) (float64, bool) {
	text = strings.Replace(bareNumber(text), ",", ".", 1)
	if !plainNumber.MatchString(text) {
		return 0, false
	}
	n, err := strconv.ParseFloat(text, 64)
	return n, err == nil && !math.IsInf(n, 0)
}

// LooksLikeNumber tells whether a text is meant as a number, readable or not.
func LooksLikeNumber(text string) bool {
	bare := bareNumber(text)
	return bare != "" && strings.IndexFunc(bare, func(r rune) bool { return !unicode.IsDigit(r) && !strings.ContainsRune(".,-'’", r) }) < 0
}

func bareNumber(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Sc, r) {
			return -1
		}
		return r
	}, text)
}

package gui

import (
	"math"
	"strconv"
	"strings"
	"unicode"

	"fyne.io/fyne/v2/lang"

	"ounce/assessment"
)

// parseNumber reads a number as people write it: with spaces, currency signs
// and thousands marks, and with the decimal sign of their language. Where a
// mark could be either, three digits behind it make it a thousands mark unless
// it is the language's decimal sign.
func parseNumber(text string, decimalComma bool) (float64, bool) {
	text = strings.TrimFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Sc, r) })
	decimal, thousands := ".", ","
	if decimalComma {
		decimal, thousands = ",", "."
	}
	text = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "'", "", "\u2019", "").Replace(text)
	switch last := strings.LastIndexAny(text, ".,"); {
	case last < 0:
	case strings.Contains(text, ".") && strings.Contains(text, ","):
		decimal, thousands = ".", ","
		if text[last] == ',' {
			decimal, thousands = ",", "."
		}
	case strings.Count(text, text[last:last+1]) > 1:
		decimal, thousands = "", text[last:last+1]
	case text[last:last+1] == thousands && len(text)-last-1 != 3:
		decimal, thousands = thousands, decimal
	}
	if thousands != "" {
		text = strings.ReplaceAll(text, thousands, "")
	}
	if decimal != "" {
		text = strings.Replace(text, decimal, ".", 1)
	}
	for i, r := range text {
		if !unicode.IsDigit(r) && r != '.' && (r != '-' || i > 0) {
			return 0, false
		}
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsInf(n, 0) {
		return 0, false
	}
	return n, true
}

// usesDecimalComma tells whether a language, as "de-DE", writes 1,5.
func usesDecimalComma(locale string) bool {
	language, _, _ := strings.Cut(strings.ToLower(locale), "-")
	switch locale {
	case "de-CH", "es-MX", "es-US":
		return false
	}
	switch language {
	case "de", "fr", "es", "it", "nl", "pt", "pl", "sv", "da", "nb", "fi", "cs", "ru", "uk", "el", "tr", "ro", "hu":
		return true
	}
	return false
}

// writeNumber writes a number for a box to fill in.
func writeNumber(n float64, decimalComma bool) string {
	text := strconv.FormatFloat(n, 'f', -1, 64)
	if decimalComma {
		text = strings.Replace(text, ".", ",", 1)
	}
	return text
}

// money writes an amount as exactly as the model knows it.
func money(amount float64, currency string) string {
	return group(assessment.Rounded(amount)) + " " + currency
}

// group writes a whole number with a mark at each thousand.
func group(n float64) string {
	digits := strconv.FormatFloat(math.Abs(n), 'f', 0, 64)
	var b strings.Builder
	if n < 0 {
		b.WriteString("–")
	}
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(d)
	}
	return b.String()
}

// scoreBand writes a score's range, as "41–58".
func scoreBand(low, high float64) string {
	l, h := strconv.Itoa(int(math.Round(low))), strconv.Itoa(int(math.Round(high)))
	if l == h {
		return l
	}
	return l + "–" + h
}

// amount holds the one value of a sentence.
func amount(n int) map[string]any { return map[string]any{"Count": n} }

// counted writes a sentence with the plural that its count needs.
func counted(sentence string, n int) string { return lang.N(sentence, n, amount(n)) }

// signed writes a change in whole units, with its sign.
func signed(change float64, unit string) string {
	text := group(math.Round(change)) + " " + unit
	if math.Round(change) > 0 {
		text = "+" + text
	}
	return text
}

// signedMoney writes a change of an amount, with its sign.
func signedMoney(change float64, currency string) string {
	text := money(change, currency)
	if change > 0 {
		text = "+" + text
	}
	return text
}

// Package damage makes damaged forms of what programs and files say, so that
// tests can hold parsers and verdicts against them. The same input gives the
// same forms.
package damage

import (
	"bytes"
	"encoding/binary"
	"math/rand/v2"
	"regexp"
	"unicode/utf16"
)

// Form is one damaged form of a text.
type Form struct {
	Name string
	Data []byte
}

var (
	numbers = regexp.MustCompile(`\b\d+\b`)
	quoted  = regexp.MustCompile(`"(\d+)"`)
	bare    = regexp.MustCompile(`:(\s*)(\d+)\b`)
	years   = regexp.MustCompile(`\b20\d\d\b`)
	letters = regexp.MustCompile(`[ae]`)
)

// Forms gives the forms in which outputs really come damaged: cut off, in
// another encoding, in another language, with numbers and dates that cannot be.
func Forms(data []byte) []Form {
	trimmed := bytes.TrimRight(data, "\r\n \t")
	replace := func(pattern *regexp.Regexp, with string) []byte { return pattern.ReplaceAll(data, []byte(with)) }
	forms := []Form{
		{"cut to nothing", nil},
		{"cut to a third", data[:len(data)/3]},
		{"cut in half", data[:len(data)/2]},
		{"cut before its end", trimmed[:max(0, len(trimmed)-2)]},
		{"in UTF-16", append([]byte{0xFF, 0xFE}, wide(data, binary.LittleEndian)...)},
		{"in UTF-16 without a mark", wide(data, binary.LittleEndian)},
		{"in UTF-16, the other way", append([]byte{0xFE, 0xFF}, wide(data, binary.BigEndian)...)},
		{"with a mark of UTF-8", append([]byte{0xEF, 0xBB, 0xBF}, data...)},
		{"with lines of Windows", bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n"))},
		{"in an OEM code page", letters.ReplaceAll(data, []byte{0x84})},
		{"in other letters", replace(letters, "ä")},
		{"with numbers of 32 bits", replace(numbers, "4294967295")},
		{"with numbers of 64 bits", replace(numbers, "18446744073709551615")},
		{"with numbers below nothing", replace(numbers, "-1")},
		{"with numbers beyond all", replace(numbers, "1e999")},
		{"with texts for numbers", replace(bare, `:$1"$2"`)},
		{"with numbers for texts", replace(quoted, "$1")},
		{"with zeros inside", bytes.ReplaceAll(data, []byte(" "), []byte{0})},
	}
	for _, year := range []string{"1601", "1970", "2099"} {
		forms = append(forms, Form{"of the year " + year, replace(years, year)})
	}
	return forms
}

// wide writes text in UTF-16; what is no text stays a byte a character.
func wide(data []byte, order binary.AppendByteOrder) []byte {
	out := make([]byte, 0, 2*len(data))
	for _, unit := range utf16.Encode([]rune(string(data))) {
		out = order.AppendUint16(out, unit)
	}
	return out
}

// tokens are what parsers stumble over.
var tokens = []string{
	"", "\x00", "\r\n", "\n", "\t", " ", "{", "}", "[", "]", "<", ">", "\"", "'", ":", "=", "%s", "\\", "\xff\xfe", "\u00e9", "\u200e",
	"-1", "0", "4294967295", "18446744073709551615", "1e309", "NaN", "true", "null", "1601-01-01", "2099-12-31T00:00:00Z",
	"Access is denied.", "permission denied", "Zugriff verweigert", "<!DOCTYPE x [<!ENTITY a \"b\">]>", "&a;", "bplist00",
}

// Random gives the number-th of endless damaged forms of a text: parts are cut
// out, doubled, moved, replaced.
func Random(data []byte, number uint64) []byte {
	r := rand.New(rand.NewPCG(number, uint64(len(data))))
	out := bytes.Clone(data)
	for range 1 + r.IntN(4) {
		at := r.IntN(len(out) + 1)
		length := min(r.IntN(16), len(out)-at)
		rest := bytes.Clone(out[at+length:])
		token := []byte(tokens[r.IntN(len(tokens))])
		switch r.IntN(6) {
		case 0:
			out = append(out[:at], rest...)
		case 1:
			out = append(out[:at], append(token, rest...)...)
		case 2:
			out = append(out[:at:at], append(token, out[at:]...)...)
		case 3:
			out = append(out[:at:at], append(bytes.Clone(out[at:at+length]), out[at:]...)...)
		case 4:
			out = out[:at]
		case 5:
			if at < len(out) {
				out[at] = byte(r.IntN(256))
			}
		}
		if len(out) > 1<<16 {
			out = out[:1<<16]
		}
	}
	return out
}

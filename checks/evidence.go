package checks

import (
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Seen is evidence of what stood in a source, cut to an excerpt.
func Seen(h Host, source, value string) Evidence {
	return Evidence{Source: source, Value: Excerpt(value), Privilege: PrivilegeOf(h)}
}

// excerptLength is the most that an excerpt holds, in characters.
const excerptLength = 120

// Excerpt puts a text on one line of at most 120 characters. It looks at no more
// of a text than it shows.
func Excerpt(text string) string {
	var line strings.Builder
	length, gap := 0, false
	for _, c := range text {
		switch {
		case unicode.IsSpace(c):
			gap = length > 0
			continue
		case c == utf8.RuneError || unicode.IsControl(c):
			c = '?'
		}
		if gap {
			line.WriteRune(' ')
			length, gap = length+1, false
		}
		if length >= excerptLength-1 {
			return strings.TrimSuffix(line.String(), " ") + "…"
		}
		line.WriteRune(c)
		length++
	}
	return line.String()
}

// IsMissing tells of an error that what was to be read is not on the machine.
func IsMissing(err error) bool {
	var read *ReadError
	return errors.As(err, &read) && read.Reason == Missing
}

// refusals are the words of programs, in the C locale, that were refused what
// they were to read.
var refusals = []string{"permission denied", "access is denied", "operation not permitted", "must be running as root"}

// Refused is the error of an answer that is not what its source says when all is
// well; the words of a refused read make it denied.
func Refused(source, text string) error {
	text, _, _ = strings.Cut(strings.TrimSpace(text), "\n")
	reason, low := Unreadable, strings.ToLower(text[:min(len(text), 400)])
	for _, words := range refusals {
		if strings.Contains(low, words) {
			reason = Denied
		}
	}
	if strings.Contains(low, "has not been booted with systemd") {
		reason = Unsupported
	}
	return &ReadError{Reason: reason, Source: source, Detail: Excerpt(text)}
}

package checks

import (
	"bytes"
	"errors"
	"unicode/utf8"
)

// Text gives what a program or a file of Unix says. What begins with the mark of
// an encoding, or is not UTF-8, or has zeros inside, is not what was meant to be
// read.
func Text(data []byte) (string, error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")), bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		return "", errors.New("text that begins with the mark of an encoding")
	case !utf8.Valid(data) || bytes.IndexByte(data, 0) >= 0:
		return "", errors.New("no text in UTF-8")
	}
	return string(data), nil
}

// WholeText gives Text that ends where a line ends, as all does that programs
// and the kernel write: anything else was cut off.
func WholeText(data []byte) (string, error) {
	text, err := Text(data)
	if err == nil && len(data) > 0 && data[len(data)-1] != '\n' {
		err = errors.New("cut off in the middle of a line")
	}
	return text, err
}

// DefaultsOnly tells that gsettings found no settings of a person at hand, and
// shows what comes with the programs instead.
func DefaultsOnly(out Output) bool {
	return bytes.Contains(out.Stderr, []byte("'memory' GSettings backend"))
}

// ASCII tells whether a name is written in the letters of programs; the names of
// settings are, in each language.
func ASCII(name string) bool {
	for i := range len(name) {
		if name[i] >= utf8.RuneSelf || name[i] < ' ' {
			return false
		}
	}
	return true
}

// FullOf32 is the number of 32 set bits: what a counter says that was never set,
// or that ran over. No size and no count is exactly that.
const FullOf32 = 1<<32 - 1

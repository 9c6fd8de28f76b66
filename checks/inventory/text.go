package inventory

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
	"unicode/utf16"
	"unicode/utf8"
)

// plainText gives a file's text as UTF-8: what a shell of Windows writes into a
// file is UTF-16. Packed files are not unpacked.
func plainText(data []byte) ([]byte, error) {
	if len(bytes.TrimSpace(data)) == 0 {
		return nil, errEmpty
	}
	if start := data[:min(len(data), 4096)]; bytes.HasPrefix(data, []byte("PK\x03\x04")) && (bytes.Contains(start, []byte("[Content_Types].xml")) || bytes.Contains(start, []byte("xl/"))) {
		return nil, errWorkbook
	}
	for _, magic := range []string{"PK\x03\x04", "\x1f\x8b", "BZh", "\xfd7zXZ", "7z\xbc\xaf", "Rar!", "\x28\xb5\x2f\xfd", "\x78\x01", "\x78\x9c", "\x78\xda"} {
		if bytes.HasPrefix(data, []byte(magic)) {
			return nil, errPacked
		}
	}
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		data = data[3:]
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		data = wide(data[2:], binary.LittleEndian)
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		data = wide(data[2:], binary.BigEndian)
	}
	if start := data[:min(len(data), 4096)]; bytes.IndexByte(start, 0) >= 0 {
		return nil, ErrOther
	}
	return data, nil
}

// oneByteLetters gives text as UTF-8 that a spreadsheet of Windows saved with one
// byte a letter.
func oneByteLetters(text []byte) []byte {
	if utf8.Valid(text) {
		return text
	}
	return letters(text)
}

// letters gives a text of one byte a letter as UTF-8.
func letters(text []byte) []byte {
	all := make([]byte, 0, len(text))
	for _, b := range text {
		all = utf8.AppendRune(all, rune(b))
	}
	return all
}

func wide(data []byte, order binary.ByteOrder) []byte {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = order.Uint16(data[2*i:])
	}
	text := make([]byte, 0, len(data))
	for _, r := range utf16.Decode(units) {
		text = utf8.AppendRune(text, r)
	}
	return text
}

// damaged says of a JSON error what a person can do about it.
func damaged(err error) error {
	var syntax *json.SyntaxError
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF), errors.As(err, &syntax) && syntax.Error() == "unexpected end of JSON input":
		return errCut
	case err == nil:
		return nil
	}
	return errDamaged
}

var errDamaged = errors.New("is damaged: what stands in it is not what was written; please take the file again")

package host

import (
	"encoding/binary"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// encoded gives the text of bytes that begin with the mark of UTF-16 or UTF-8,
// and how to write a text in the same way.
func encoded(data string) (text string, back func(string) string, ok bool) {
	if rest, marked := strings.CutPrefix(data, "\xef\xbb\xbf"); marked && utf8.ValidString(rest) {
		return rest, func(text string) string { return "\xef\xbb\xbf" + text }, true
	}
	for mark, order := range map[string]binary.ByteOrder{"\xff\xfe": binary.LittleEndian, "\xfe\xff": binary.BigEndian} {
		rest, marked := strings.CutPrefix(data, mark)
		if !marked || len(rest)%2 != 0 {
			continue
		}
		units := make([]uint16, len(rest)/2)
		for i := range units {
			units[i] = order.Uint16([]byte(rest[2*i : 2*i+2]))
		}
		write := func(text string) string {
			out := []byte(mark)
			for _, unit := range utf16.Encode([]rune(text)) {
				out = order.(binary.AppendByteOrder).AppendUint16(out, unit)
			}
			return string(out)
		}
		text = string(utf16.Decode(units))
		return text, write, write(text) == data // half a pair of units would be lost
	}
	return "", nil, false
}

// view is bytes looked at as text of one encoding: a character for each of its
// places, a line end where there is none.
type view struct {
	text []rune
	at   []int // where each character begins
	put  func(data []byte, at int, c rune)
	wide bool
}

// views are the ways in which bytes without a mark may be text: of bytes, in
// UTF-8 or in a code page, and of UTF-16 in either order from either byte on.
func views(data string) []view {
	all := []view{narrow(data, latin1), narrow(data, page850)}
	if strings.Contains(data, "\x00") {
		for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
			all = append(all, wide(data, 0, order), wide(data, 1, order))
		}
	}
	return all
}

func narrow(data string, high func(byte) rune) view {
	v := view{put: func(data []byte, at int, c rune) {
		_, size := utf8.DecodeRune(data[at:])
		for i := range size {
			data[at+i] = byte(c)
		}
	}}
	for i := 0; i < len(data); {
		c, size := utf8.DecodeRuneInString(data[i:])
		if c == utf8.RuneError && size == 1 {
			c = high(data[i])
		}
		v.text, v.at = append(v.text, orLineEnd(c)), append(v.at, i)
		i += size
	}
	return v
}

func wide(data string, from int, order binary.ByteOrder) view {
	v := view{wide: true, put: func(data []byte, at int, c rune) { order.PutUint16(data[at:], uint16(c)) }}
	for i := from; i+1 < len(data); i += 2 {
		v.text, v.at = append(v.text, orLineEnd(rune(order.Uint16([]byte(data[i:i+2]))))), append(v.at, i)
	}
	return v
}

func orLineEnd(c rune) rune {
	if !unicode.IsPrint(c) {
		return '\n'
	}
	return c
}

// latin1 is a byte in the code pages of Windows for western Europe.
func latin1(b byte) rune { return rune(b) }

// page850 is a byte in the code page of consoles in western Europe.
func page850(b byte) rune {
	const letters = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº"
	if i := int(b) - 0x80; i < utf8.RuneCountInString(letters) {
		return []rune(letters)[i]
	}
	if b == 0xE1 {
		return 'ß'
	}
	return ' '
}

// learnBytes takes in the ids that show by their form. What only its place gives
// away counts in UTF-16 alone: between bytes of other meaning no place is sure.
func (f *identities) learnBytes(data string) {
	for _, v := range views(data) {
		text := string(v.text)
		f.inExact(text, place{hardware: true}, func(id string, kind form) string { f.exact[kind.key(id)] = true; return id })
		if v.wide {
			f.inSpots(text, f.note)
		}
	}
}

// blank overwrites in bytes what identifies; their number stays.
func (f *identities) blank(data string) string {
	out := []byte(data)
	for _, v := range views(data) {
		clean := []rune(f.covered(string(v.text), v.wide))
		if len(clean) != len(v.text) {
			continue
		}
		for i, c := range clean {
			if c != v.text[i] {
				v.put(out, v.at[i], c)
			}
		}
	}
	return string(out)
}

// covered is replace with as many characters as before.
func (f *identities) covered(text string, spots bool) string {
	cover := func(id, with string) string {
		if n := utf8.RuneCountInString(id); n != utf8.RuneCountInString(with) {
			return strings.Repeat("x", n)
		}
		return with
	}
	text = f.inExact(text, place{hardware: true}, func(id string, kind form) string {
		with, known := f.as[kind.key(id)]
		if !known {
			return id
		}
		return cover(id, kind.like(id, with))
	})
	if f.starts != nil { // what stands before and after a word may be no text
		text = f.starts.ReplaceAllStringFunc(text, func(word string) string { return cover(word, "") })
	}
	if !spots {
		return text
	}
	return f.inSpots(text, func(word string, _ kind) string {
		if low := strings.ToLower(strings.TrimSpace(word)); f.as[low] == "" || !everyday(low) {
			return word
		}
		return cover(word, "")
	})
}

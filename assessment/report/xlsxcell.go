package report

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"
)

// cellOf gives the meaning of a cell's text by the kind of the cell.
func cellOf(kind, text string) cell {
	switch kind {
	case "s":
		if i, err := strconv.Atoi(text); err == nil && i >= 0 && i < math.MaxInt32 {
			return cell{text: text, shared: i + 1}
		}
		return cell{fault: text != "", text: text}
	case "str", "inlineStr", "d":
		return cell{text: decoded(text)}
	case "b":
		return cell{text: map[string]string{"0": "FALSE", "1": "TRUE"}[text]}
	case "e":
		return cell{text: text, fault: true}
	}
	if text == "" {
		return cell{}
	}
	_, err := strconv.ParseFloat(text, 64)
	return cell{text: text, number: err == nil, fault: err != nil}
}

// reading splits the name of a cell, as BC12.
func reading(name string) (column, row int, ok bool) {
	letters := strings.IndexFunc(name, func(r rune) bool { return r < 'A' || r > 'Z' })
	if letters < 1 || letters > 3 {
		return 0, 0, false
	}
	for _, r := range name[:letters] {
		column = column*26 + int(r-'A') + 1
	}
	row, err := strconv.Atoi(name[letters:])
	return column, row, err == nil
}

// code is how a workbook writes a character that its text may not hold.
var code = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// decoded puts characters into the place of their codes.
func decoded(text string) string {
	if !strings.Contains(text, "_x") {
		return text
	}
	var units []uint16
	last := 0
	for _, at := range code.FindAllStringIndex(text, -1) {
		unit, err := strconv.ParseUint(text[at[0]+2:at[1]-1], 16, 16)
		if err != nil {
			continue
		}
		units = append(units, utf16.Encode([]rune(text[last:at[0]]))...)
		units = append(units, uint16(unit))
		last = at[1]
	}
	return string(utf16.Decode(append(units, utf16.Encode([]rune(text[last:]))...)))
}

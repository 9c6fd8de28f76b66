package report

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"regexp"
	"strconv"
)

// formula is a cell that a reader's program recalculates, with the value that
// the model gives it: previews and Protected View show that value, since they
// do not calculate.
type formula struct {
	expr  string // without "=", a constant of this package
	value any    // float64, string or bool
}

var formulaCell = regexp.MustCompile(`<c r="([A-Z]+[0-9]+)"((?: s="[0-9]+")?)(?: t="[a-z]+")?><f>(.*?)</f>(?:<v>[^<]*</v>)?</c>`)

// placeValues writes each formula's value into its cell with the right type. A
// formula without a value, or a value without its formula, is an error.
func placeValues(data []byte, values map[string]any) ([]byte, error) {
	if len(values) == 0 && !bytes.Contains(data, []byte("<f>")) {
		return data, nil // a large table has none
	}
	placed := 0
	var failed error
	data = formulaCell.ReplaceAllFunc(data, func(cell []byte) []byte {
		parts := formulaCell.FindSubmatch(cell)
		value, known := values[string(parts[1])]
		if !known {
			failed = fmt.Errorf("the formula in %s has no value", parts[1])
			return cell
		}
		kind, text, err := cached(value)
		if err != nil {
			failed = fmt.Errorf("the formula in %s: %w", parts[1], err)
			return cell
		}
		placed++
		return fmt.Appendf(nil, `<c r="%s"%s%s><f>%s</f><v>%s</v></c>`, parts[1], parts[2], kind, parts[3], text)
	})
	if failed == nil && placed != len(values) {
		failed = fmt.Errorf("%d of %d values found their formula", placed, len(values))
	}
	return data, failed
}

// cached gives a value as a cell's type and text.
func cached(value any) (kind, text string, err error) {
	switch v := value.(type) {
	case float64:
		return "", strconv.FormatFloat(v, 'g', -1, 64), nil
	case bool:
		return ` t="b"`, map[bool]string{true: "1", false: "0"}[v], nil
	case string:
		var escaped bytes.Buffer
		if err := xml.EscapeText(&escaped, []byte(v)); err != nil {
			return "", "", err
		}
		return ` t="str"`, escaped.String(), nil
	}
	return "", "", fmt.Errorf("%T is no value of a cell", value)
}

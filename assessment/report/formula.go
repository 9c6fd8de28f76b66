package report

import (
	"fmt"
	"strconv"
)

// formula is a cell that a reader's program recalculates, with the value that
// the model gives it: previews and Protected View show that value, since they
// do not calculate.
type formula struct {
	expr  string // without "=", a constant of this package
	value any    // float64, string or bool
}

// cached gives a formula's value as a cell's type and text.
func cached(value any) (kind, text string, err error) {
	switch v := value.(type) {
	case float64:
		return "", strconv.FormatFloat(v, 'g', -1, 64), nil
	case bool:
		return ` t="b"`, map[bool]string{true: "1", false: "0"}[v], nil
	case string:
		return ` t="str"`, string(appendEscaped(nil, escape(v))), nil
	}
	return "", "", fmt.Errorf("%T is no value of a formula", value)
}

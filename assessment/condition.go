package assessment

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// condition is a question's or field's show_if: "BK1 != d", "B01.laptops > 0"
// or "B10 in a b", several of them joined by and.
type condition struct {
	question, field string
	op              string
	values          []string
	number          float64
	and             *condition
}

func parseCondition(text string) (*condition, error) {
	if text == "" {
		return nil, nil
	}
	text, rest, _ := strings.Cut(text, " and ")
	more, err := parseCondition(rest)
	if err != nil {
		return nil, err
	}
	words := strings.Fields(text)
	if len(words) < 3 {
		return nil, fmt.Errorf("condition %q is not of the form QUESTION OPERATOR VALUE", text)
	}
	c := &condition{op: words[1], values: words[2:], and: more}
	c.question, c.field, _ = strings.Cut(words[0], ".")
	switch c.op {
	case "==", "!=", "in":
	case ">", "<", ">=", "<=":
		n, err := strconv.ParseFloat(words[2], 64)
		if err != nil {
			return nil, fmt.Errorf("condition %q compares with something that is no number", text)
		}
		c.number = n
	default:
		return nil, fmt.Errorf("condition %q: operator must be ==, !=, in, <, >, <= or >=", text)
	}
	if c.op != "in" && len(c.values) != 1 {
		return nil, fmt.Errorf("condition %q has more than one value", text)
	}
	return c, nil
}

// holds tells whether the condition holds; what nobody answered does not rule
// anything out.
func (c *condition) holds(given map[string]Answer) bool {
	if c == nil {
		return true
	}
	return c.holdsAlone(given) && c.and.holds(given)
}

func (c *condition) holdsAlone(given map[string]Answer) bool {
	a, ok := given[c.question]
	if !ok || a.Unknown {
		return true
	}
	if c.op == ">" || c.op == "<" || c.op == ">=" || c.op == "<=" {
		n, ok := a.Fields[c.field]
		if c.field == "" && a.Number != nil {
			n, ok = *a.Number, true
		}
		if !ok {
			return true
		}
		switch c.op {
		case ">":
			return n > c.number
		case "<":
			return n < c.number
		case ">=":
			return n >= c.number
		default:
			return n <= c.number
		}
	}
	said := a.Choice
	if c.field != "" {
		said = a.Choices[c.field]
	}
	if said == "" {
		return true
	}
	return slices.Contains(c.values, said) != (c.op == "!=")
}

// decided tells whether the answers say enough to decide the condition.
func (c *condition) decided(given map[string]Answer) bool {
	a, ok := given[c.question]
	if !ok || a.Unknown || (c.and != nil && !c.and.decided(given)) {
		return false
	}
	if c.field == "" {
		return a.Choice != "" || a.Number != nil
	}
	_, number := a.Fields[c.field]
	return number || a.Choices[c.field] != ""
}

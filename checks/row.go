package checks

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"
)

// Row is one row of an answer (WMI, registry values, native calls): names and
// values as the source types them. The getters accept what sources really send,
// as numbers in strings, and never invent a value.
type Row map[string]any

// lookup finds a column, ignoring case, as the registry and WMI do.
func (r Row) lookup(name string) (any, bool) {
	if v, ok := r[name]; ok {
		return v, v != nil
	}
	for k, v := range r {
		if strings.EqualFold(k, name) {
			return v, v != nil
		}
	}
	return nil, false
}

// Has tells whether a column is there and not NULL, whatever its type.
func (r Row) Has(name string) bool {
	_, ok := r.lookup(name)
	return ok
}

// Named tells whether a column is there, also when it is NULL.
func (r Row) Named(name string) bool {
	if _, ok := r[name]; ok {
		return true
	}
	for k := range r {
		if strings.EqualFold(k, name) {
			return true
		}
	}
	return false
}

// Text gives a column that is text.
func (r Row) Text(name string) (string, bool) {
	v, ok := r.lookup(name)
	if !ok {
		return "", false
	}
	s, ok := v.(string)
	return s, ok
}

// Number gives a column that is a whole number, also one written as decimal or
// 0x text.
func (r Row) Number(name string) (int64, bool) {
	v, ok := r.lookup(name)
	if !ok {
		return 0, false
	}
	return wholeNumber(v)
}

// Float gives a column that is a finite number, also one written as text with a
// decimal point.
func (r Row) Float(name string) (float64, bool) {
	v, ok := r.lookup(name)
	if !ok {
		return 0, false
	}
	var f float64
	switch x := v.(type) {
	case float64:
		f = x
	case float32:
		f = float64(x)
	case string:
		parsed, err := strconv.ParseFloat(strings.TrimSpace(x), 64)
		if err != nil {
			return 0, false
		}
		f = parsed
	default:
		n, ok := wholeNumber(v)
		if !ok {
			return 0, false
		}
		f = float64(n)
	}
	return f, !math.IsNaN(f) && !math.IsInf(f, 0)
}

// Truth gives a column that is a truth value: true and false, 1 and 0, also as
// text. Any other number is no truth value.
func (r Row) Truth(name string) (bool, bool) {
	v, ok := r.lookup(name)
	if !ok {
		return false, false
	}
	if b, ok := v.(bool); ok {
		return b, true
	}
	if s, ok := v.(string); ok {
		switch strings.ToLower(strings.TrimSpace(s)) {
		case "true", "1":
			return true, true
		case "false", "0":
			return false, true
		}
		return false, false
	}
	switch n, ok := wholeNumber(v); {
	case ok && n == 1:
		return true, true
	case ok && n == 0:
		return false, true
	}
	return false, false
}

// Texts gives a column that is a list of texts; a single text is a list of one.
func (r Row) Texts(name string) ([]string, bool) {
	v, ok := r.lookup(name)
	if !ok {
		return nil, false
	}
	switch x := v.(type) {
	case []string:
		return x, true
	case string:
		return []string{x}, true
	case []any:
		out := make([]string, 0, len(x))
		for _, item := range x {
			s, ok := item.(string)
			if !ok {
				return nil, false
			}
			out = append(out, s)
		}
		return out, true
	}
	return nil, false
}

// Numbers gives a column that is a list of whole numbers; a single number is a
// list of one.
func (r Row) Numbers(name string) ([]int64, bool) {
	v, ok := r.lookup(name)
	if !ok {
		return nil, false
	}
	if list, ok := v.([]any); ok {
		out := make([]int64, 0, len(list))
		for _, item := range list {
			n, ok := wholeNumber(item)
			if !ok {
				return nil, false
			}
			out = append(out, n)
		}
		return out, true
	}
	n, ok := wholeNumber(v)
	return []int64{n}, ok
}

// Bytes gives a column that is binary.
func (r Row) Bytes(name string) ([]byte, bool) {
	v, ok := r.lookup(name)
	if !ok {
		return nil, false
	}
	b, ok := v.([]byte)
	return b, ok
}

func wholeNumber(v any) (int64, bool) {
	switch x := v.(type) {
	case int:
		return int64(x), true
	case int8:
		return int64(x), true
	case int16:
		return int64(x), true
	case int32:
		return int64(x), true
	case int64:
		return x, true
	case uint:
		return whole64(uint64(x))
	case uint8:
		return int64(x), true
	case uint16:
		return int64(x), true
	case uint32:
		return int64(x), true
	case uint64:
		return whole64(x)
	case float64:
		return int64(x), x == math.Trunc(x) && math.Abs(x) < 1<<53
	case json.Number:
		n, err := x.Int64()
		return n, err == nil
	case string:
		text, base := strings.ToLower(strings.TrimSpace(x)), 10
		if hex, ok := strings.CutPrefix(text, "0x"); ok {
			text, base = hex, 16
		}
		n, err := strconv.ParseInt(text, base, 64)
		return n, err == nil
	}
	return 0, false
}

func whole64(x uint64) (int64, bool) {
	if x > math.MaxInt64 {
		return 0, false
	}
	return int64(x), true
}

package assessment

import (
	"fmt"
	"strings"
)

// assumptions lists every figure that nobody gave us; amounts are in a currency.
func (d *Definitions) assumptions(c *Case, currency string) []Assumption {
	list := []Assumption{}
	b := c.business
	for _, one := range []struct {
		key   string
		value float64
	}{{"pcs", b.PCs}, {"servers", b.Servers}, {"sites", b.Sites}} {
		if c.assumed[one.key] {
			list = append(list, Assumption{Text: d.say("assumed_"+one.key, nil), Value: number(one.value)})
		}
	}
	if c.assumed["ages"] {
		list = append(list, Assumption{Text: d.say("assumed_ages", nil), Value: d.say("assumed_ages_value", nil)})
	}
	before, after, _ := strings.Cut(d.says["range"], "{low}")
	between, after, _ := strings.Cut(after, "{high}")
	for i, in := range d.Model.Inputs {
		if !c.figures.own[i] {
			list = append(list, Assumption{Text: in.Label, Value: withUnit(c.figures.value[i], in.Unit, currency),
				Range:  before + withoutUnit(c.figures.low[i], in.Unit) + between + withUnit(c.figures.high[i], in.Unit, currency) + after,
				Source: in.Source})
		}
	}
	return list
}

// withUnit writes a figure of the model as people say it: 1,300 USD, 1 hour, 60 %.
func withUnit(v float64, unit, currency string) string {
	switch text := withoutUnit(v, unit); {
	case unit == "share":
		return text + " %"
	case unit == "sigma": // of a logarithm, which has no unit
		return text
	case text == "1":
		one := strings.NewReplacer("hours", "hour", "minutes", "minute", "times", "time", "money", currency)
		return text + " " + one.Replace(unit)
	default:
		return text + " " + strings.Replace(unit, "money", currency, 1)
	}
}

// withoutUnit writes the number alone, a share in percent.
func withoutUnit(v float64, unit string) string {
	const most = 1000 // from here on without decimals
	if unit == "share" {
		v *= 100
	}
	if v >= most {
		return grouped(v)
	}
	return fmt.Sprintf("%.4g", v)
}

package assessment

import (
	"fmt"
	"strings"
)

// assumptions lists every figure that nobody gave us.
func (d *Definitions) assumptions(c *Case) []Assumption {
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
			list = append(list, Assumption{Text: in.Label, Value: trimmed(c.figures.value[i]) + " " + in.Unit,
				Range:  before + trimmed(c.figures.low[i]) + between + trimmed(c.figures.high[i]) + after,
				Source: in.Source})
		}
	}
	return list
}

func trimmed(v float64) string { return fmt.Sprintf("%.4g", v) }

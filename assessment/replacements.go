package assessment

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"

	"ounce/checks"
)

// planned is how far the plan of replacements looks ahead, in quarters.
const planned = 4

// plan lists what wants replacing, by quarter, as a budget.
type plan struct {
	*Definitions
	c        *Case
	now      time.Time
	machines []checks.Machine
	list     []Replacement
}

// replacements plans each checked machine by what was seen, and the others by
// what was said of their age. What has no known age stands there without a
// quarter: it is never taken for young.
func (d *Definitions) replacements(c *Case, a Answers, machines []checks.Machine, now time.Time) []Replacement {
	p := plan{d, c, now, machines, []Replacement{}}
	for i := range machines {
		p.machine(&machines[i])
	}
	p.others(a)
	p.server(a)
	slices.SortStableFunc(p.list, func(a, b Replacement) int {
		return cmp.Or(cmp.Compare(cmp.Or(a.Quarter, "9"), cmp.Or(b.Quarter, "9")), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Machine, b.Machine))
	})
	return p.list
}

// machine plans one checked machine: by its age, and by the end of its system's
// updates. A system that ends on a machine that can take the next one is an
// upgrade and costs nothing here.
func (p *plan) machine(m *checks.Machine) {
	if m.Facts.Platform.Virtual.Or(false) {
		return // there is nothing to buy for a virtual one
	}
	one := Replacement{Machine: m.ID, Name: m.Name}
	price := p.c.figures.value[inPCPrice]
	if m.Facts.Platform.Server.Or(false) {
		price = p.c.figures.value[inServerPrice]
	}
	outgrown := false
	for i := range m.Findings {
		f := &m.Findings[i]
		old := f.Status == checks.Warn || f.Status == checks.Fail
		switch {
		case f.Check == ageCheck && old:
			years, _ := ageOf(m)
			one.because(f.Reason, quarter(p.now, dueIn(years)))
			one.Budget = price
		case f.Check == ageCheck && f.Status == checks.Unclear && len(f.Args) > 0:
			one.because(f.Reason, "")
		case f.Check == ageCheck && f.Status == checks.Unclear:
			one.because(p.say("replace_unknown", nil), "")
		case f.Check == "hardware.windows11_ready" && old && (f.Say == "processor" || f.Say == "memory" || f.Say == "disk"):
			outgrown = true
			one.because(f.Reason, "")
		}
	}
	if ends, why := p.support(m); ends != "" {
		one.because(why, ends)
		if outgrown {
			one.Budget = price
		}
	}
	if one.Why != "" {
		p.list = append(p.list, one)
	}
}

// because adds a reason and moves the quarter to the earlier one.
func (r *Replacement) because(why, quarter string) {
	if r.Why != "" {
		r.Why += " "
	}
	r.Why += why
	if quarter != "" && (r.Quarter == "" || quarter < r.Quarter) {
		r.Quarter = quarter
	}
}

// support gives the quarter in which a machine's system gets its last updates,
// this one where it has; empty when that is further off than the plan.
func (p *plan) support(m *checks.Machine) (at, why string) {
	s, known := m.Facts.Updates.Support.Get()
	for i := range m.Findings {
		f := &m.Findings[i]
		if f.Check != "updates.os_support" || !seen(f.Status) {
			continue
		}
		switch {
		case f.Status == checks.Fail:
			return quarter(p.now, 0), f.Reason
		case known && !s.Until.IsZero() && s.Until.Before(p.now.AddDate(1, 0, 0)):
			return quarter(s.Until, 0), f.Reason
		case f.Status == checks.Warn:
			return quarter(p.now, 1), f.Reason
		}
	}
	return "", ""
}

// dueIn is in how many quarters a computer of some years wants replacing.
func dueIn(years int) int {
	switch {
	case years >= 7:
		return 1
	case years >= 6:
		return 2
	default:
		return planned
	}
}

// others plans the computers that nobody looked at by the boxes of their age:
// those of seven years and more over the next two quarters, those of five and
// six over the two behind.
func (p *plan) others(a Answers) {
	seen := p.Questions.seenAges(p.machines)
	counts, rest := p.Questions.counts(a, p.c.business.PCs, seen)
	question, boxes := p.Questions.ageBoxes()
	for i, f := range boxes {
		n := int(counts[i] - seen[i])
		if f.Ages[0] < oldFrom || n <= 0 {
			continue
		}
		first := dueIn(f.Ages[len(f.Ages)-1])
		if f.Ages[0] < 7 {
			first = planned - 1
		}
		for k, part := range [2]int{(n + 1) / 2, n / 2} {
			if part > 0 {
				p.list = append(p.list, Replacement{Machine: fmt.Sprintf("%s.%s.%d", question.ID, f.Key, k+1), Name: p.say("replace_"+f.Key, checks.Args{"n": part}), Count: part,
					Why: p.say("replace_said", nil), Quarter: quarter(p.now, first+k), Budget: float64(part) * p.c.figures.value[inPCPrice]})
			}
		}
	}
	looked := 0.0
	for i := range p.machines {
		if _, ok := ageOf(&p.machines[i]); !ok && !p.machines[i].Facts.Platform.Server.Or(false) {
			looked++ // stands in the plan by its name
		}
	}
	if n := int(math.Floor(rest - looked)); n > 0 {
		p.list = append(p.list, Replacement{Machine: question.ID + ".unknown", Name: p.say("replace_some", checks.Args{"n": n}), Count: n, Why: p.say("replace_unknown", nil)})
	}
}

// server plans a server of which only the age was said.
func (p *plan) server(a Answers) {
	if p.c.business.Servers < 1 {
		return
	}
	for i := range p.machines {
		if p.machines[i].Facts.Platform.Server.Or(false) {
			return
		}
	}
	for _, question := range p.Questions.Questions {
		for _, f := range question.Fields {
			if f.Feeds != "server_age" {
				continue
			}
			years, said := a.Given[question.ID].Fields[f.Key]
			one := Replacement{Machine: question.ID + "." + f.Key, Name: p.say("replace_server", nil), Count: 1}
			switch {
			case !said:
				one.Why = p.say("replace_unknown", nil)
			case years >= f.OldFrom:
				one.Why, one.Budget = p.say("replace_server_said", checks.Args{"years": int(years)}), p.c.figures.value[inServerPrice]
				one.Quarter = quarter(p.now, dueIn(int(years)))
			default:
				return
			}
			p.list = append(p.list, one)
		}
	}
}

// quarter names the quarter that is some quarters ahead, at most a year.
func quarter(now time.Time, ahead int) string {
	at := now.Year()*4 + (int(now.Month())-1)/3 + min(max(ahead, 0), planned)
	return fmt.Sprintf("%d-Q%d", at/4, at%4+1)
}

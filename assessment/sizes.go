package assessment

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"ounce/assets"
	"ounce/checks"
)

// SizeRule lays a number of machines that was said beside the machines that
// were checked. Fewer checked than said is usual; more is a contradiction.
type SizeRule struct {
	Question string `yaml:"question"`
	Field    string `yaml:"field"`
	// Counts is the kind of machine that is counted: computers, laptops or
	// servers.
	Counts   string          `yaml:"counts"`
	Severity checks.Severity `yaml:"severity"`
	// Words say the contradiction, Said what was said, Seen what was counted,
	// Source where.
	Words  string `yaml:"words"`
	Said   string `yaml:"said"`
	Seen   string `yaml:"seen"`
	Source string `yaml:"source"`
}

// kinds tell of one machine whether it is of a kind for certain: what nobody
// read contradicts no answer.
func kinds() map[string]func(*checks.Machine) bool {
	laptop := func(m *checks.Machine) bool {
		return m.Facts.Platform.Portable.Or(false) && !m.Facts.Platform.Server.Or(false)
	}
	return map[string]func(*checks.Machine) bool{
		"laptops": laptop,
		"servers": func(m *checks.Machine) bool { return m.Facts.Platform.Server.Or(false) },
		"computers": func(m *checks.Machine) bool {
			return laptop(m) || !m.Facts.Platform.Server.Or(true)
		},
	}
}

func (r *SizeRule) check(q *Questionnaire) error {
	question, ok := q.Get(r.Question)
	if !ok || question.field(r.Field) == nil {
		return fmt.Errorf("there is no such number")
	}
	if kinds()[r.Counts] == nil {
		return fmt.Errorf("counts must be computers, laptops or servers")
	}
	if !slices.Contains(checks.Severities(), r.Severity) || r.Words == "" || r.Said == "" || r.Seen == "" || r.Source == "" {
		return fmt.Errorf("needs a severity, words, said, seen and source")
	}
	return nil
}

func loadSizeRules(q *Questionnaire) ([]SizeRule, error) {
	var file rulesFile
	if err := assets.Read("rules.yaml", &file); err != nil {
		return nil, err
	}
	for i := range file.Sizes {
		if err := file.Sizes[i].check(q); err != nil {
			return nil, fmt.Errorf("rules.yaml: size %d (%s.%s): %w", i+1, file.Sizes[i].Question, file.Sizes[i].Field, err)
		}
	}
	return file.Sizes, nil
}

// bySize lays the numbers that were said beside the machines that were checked.
// What comes back counts at least what was seen; a number that nobody said is
// left open.
func (d *Definitions) bySize(a Answers, machines []checks.Machine) (Answers, []Contradiction) {
	var found []Contradiction
	for i := range d.sizes {
		rule := &d.sizes[i]
		given, ok := a.Given[rule.Question]
		said, told := given.Fields[rule.Field]
		if !ok || !told || given.Unknown {
			continue
		}
		counted := distinct(machines, kinds()[rule.Counts])
		if float64(len(counted)) <= said {
			continue
		}
		found = append(found, d.tooMany(rule, said, counted))
		fields := maps.Clone(given.Fields)
		fields[rule.Field] = float64(len(counted))
		given.Fields = fields
		a.Given = maps.Clone(a.Given)
		a.Given[rule.Question] = given
	}
	return a, found
}

// distinct are the machines of a kind, each name once: the same computer may
// have been seen by two programs.
func distinct(machines []checks.Machine, is func(*checks.Machine) bool) []*checks.Machine {
	var counted []*checks.Machine
	names := map[string]bool{}
	for i := range machines {
		m := &machines[i]
		name := checks.PlainName(m.Name)
		if name == "" {
			name = m.ID
		}
		if is(m) && !names[name] {
			names[name] = true
			counted = append(counted, m)
		}
	}
	return counted
}

func (d *Definitions) tooMany(rule *SizeRule, said float64, counted []*checks.Machine) Contradiction {
	var names []string
	c := Contradiction{Question: rule.Question, Said: checks.Fill(rule.Said, checks.Args{"n": number(said)}), Source: rule.Source,
		Words: rule.Words, Severity: rule.Severity, Seen: checks.Fill(rule.Seen, checks.Args{"n": len(counted)})}
	for _, m := range counted {
		names = append(names, m.Name)
		if m.Taken.After(c.Date) {
			c.Date = m.Taken
		}
	}
	slices.Sort(names)
	c.Name = strings.Join(names[:min(mostListed, len(names))], ", ")
	if more := len(names) - mostListed; more > 0 {
		c.Name += d.say("and_more", checks.Args{"n": more})
	}
	return c
}

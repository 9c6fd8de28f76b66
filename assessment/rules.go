package assessment

import (
	"fmt"
	"slices"

	"ounce/assets"
	"ounce/checks"
)

// Rule lays one question beside one check: which findings bear an answer out
// and which speak against it.
type Rule struct {
	Question string `yaml:"question"`
	Check    string `yaml:"check"`
	// Confirms and Contradicts are the answers concerned, by status; "*" stands
	// for any answer.
	Confirms    map[checks.Status][]string `yaml:"confirms"`
	Contradicts map[checks.Status][]string `yaml:"contradicts"`
	// Shows is what a machine is worth by this check alone at pass, warn and
	// fail; empty when the check proves nothing by itself.
	Shows    []float64                `yaml:"shows"`
	Suggests map[checks.Status]string `yaml:"suggests"`
	// Says are the sentences of the check for which alone the rule holds.
	Says     []string `yaml:"says"`
	When     string   `yaml:"when"`
	Portable bool     `yaml:"portable"`
	// Words say the contradiction; Better says it where the check passes and
	// the answer was the darker one.
	Words  string `yaml:"words"`
	Better string `yaml:"better"`

	when *condition
}

type rulesFile struct {
	Rules []Rule     `yaml:"rules"`
	Sizes []SizeRule `yaml:"sizes"`
}

func loadRules(q *Questionnaire) ([]Rule, error) {
	var file rulesFile
	if err := assets.Read("rules.yaml", &file); err != nil {
		return nil, err
	}
	for i := range file.Rules {
		if err := file.Rules[i].prepare(q); err != nil {
			return nil, fmt.Errorf("rules.yaml: rule %d (%s by %s): %w", i+1, file.Rules[i].Question, file.Rules[i].Check, err)
		}
	}
	return file.Rules, nil
}

func (r *Rule) prepare(q *Questionnaire) (err error) {
	question, ok := q.Get(r.Question)
	if !ok {
		return fmt.Errorf("there is no such question")
	}
	if r.when, err = parseCondition(r.When); err != nil {
		return err
	}
	if r.Words == "" || r.Check == "" {
		return fmt.Errorf("needs a check and words")
	}
	if (len(r.Contradicts[checks.Pass]) > 0) != (r.Better != "") {
		return fmt.Errorf("better goes with what contradicts at pass")
	}
	if n := len(r.Shows); n != 0 && (n != 3 || r.Shows[0] < r.Shows[1] || r.Shows[1] < r.Shows[2] || r.Shows[2] < 0 || r.Shows[0] > 1) {
		return fmt.Errorf("shows must be three falling numbers from 1 to 0")
	}
	for _, concerned := range []map[checks.Status][]string{r.Confirms, r.Contradicts} {
		for status, answers := range concerned {
			if !seen(status) {
				return fmt.Errorf("status %q is none of pass, warn, fail", status)
			}
			for _, id := range answers {
				if _, ok := question.choice(id); !ok && id != "*" {
					return fmt.Errorf("the question has no answer %q", id)
				}
			}
		}
	}
	for status, id := range r.Suggests {
		if _, ok := question.choice(id); !ok || !seen(status) {
			return fmt.Errorf("suggests %q at %q, which does not exist", id, status)
		}
	}
	return nil
}

// seen tells whether a status is a verdict on what was seen.
func seen(s checks.Status) bool { return s == checks.Pass || s == checks.Warn || s == checks.Fail }

// applies tells whether the rule concerns a machine with its finding and the
// answers.
func (r *Rule) applies(m *checks.Machine, f *checks.Finding, given map[string]Answer) bool {
	if len(r.Says) > 0 && !slices.Contains(r.Says, f.Say) {
		return false
	}
	if r.Portable {
		if portable, known := m.Facts.Platform.Portable.Get(); !known || !portable {
			return false
		}
	}
	return r.when == nil || (r.when.decided(given) && r.when.holds(given))
}

func concerns(concerned map[checks.Status][]string, status checks.Status, answer string) bool {
	answers := concerned[status]
	return slices.Contains(answers, answer) || slices.Contains(answers, "*")
}

// shown is what the check alone says the machine is worth.
func (r *Rule) shown(status checks.Status) (float64, bool) {
	if len(r.Shows) == 0 {
		return 0, false
	}
	switch status {
	case checks.Pass:
		return r.Shows[0], true
	case checks.Warn:
		return r.Shows[1], true
	case checks.Fail:
		return r.Shows[2], true
	default:
		return 0, false
	}
}

// fitting is what a machine is worth that contradicts an answer of some score:
// the best answer below it that still fits what was seen, or the answer itself
// where it is the lowest.
func (r *Rule) fitting(question *Question, status checks.Status, score float64) float64 {
	best, any := 0.0, false
	for _, a := range question.Answers {
		if a.Score <= score && !concerns(r.Contradicts, status, a.ID) {
			best, any = max(best, a.Score), true
		}
	}
	if !any {
		return score
	}
	return best
}

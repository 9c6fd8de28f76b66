package assessment

import (
	"cmp"
	"math"
	"slices"
	"sort"

	"ounce/checks"
)

// sampleWeight is how many checked machines the answer for the whole company
// weighs: with s the answer's score, the machines nobody checked are worth
// (4 s + seen) / (4 + checked).
const sampleWeight = 4

// judged is one question after answer and evidence met.
type judged struct {
	question *Question
	state    AnswerState
	evidence EvidenceState
	// value is the score from 0 to 1; counts is false for what does not apply.
	value  UnknownScore
	counts bool
	// known is the share that is known, by answer or by checks; confirmed the
	// share that checks bear out.
	known, confirmed float64
	checks           []string // that were seen and bear on it
}

// fleet is the machines with their findings at hand.
type fleet struct {
	machines []checks.Machine
	findings []map[string]*checks.Finding
	size     float64 // computers of the company, checked or not
}

func newFleet(machines []checks.Machine, pcs float64) *fleet {
	f := &fleet{machines: machines, size: math.Max(pcs, float64(len(machines)))}
	f.findings = make([]map[string]*checks.Finding, len(machines))
	for i := range machines {
		found := make(map[string]*checks.Finding, len(machines[i].Findings))
		for j := range machines[i].Findings {
			finding := &machines[i].Findings[j]
			found[finding.Check] = finding
		}
		f.findings[i] = found
	}
	return f
}

// sight is what the machines show about one question.
type sight struct {
	checked      float64 // machines that were looked at
	sum          float64 // their worth
	confirming   float64 // machines that bear the answer out
	contradicted bool
	found        []Contradiction
	checks       []string // that bear on the answer, each once
}

// look lays one question's answer beside every machine. score is the answer's
// own score; answered is false where nobody knows.
func (f *fleet) look(question *Question, rules []Rule, a Answers, answered bool, score float64, said string) sight {
	var s sight
	for i := range f.machines {
		m := &f.machines[i]
		worth, any, confirms := 1.0, false, false
		if answered {
			worth = score
		}
		for r := range rules {
			rule := &rules[r]
			finding, ok := f.findings[i][rule.Check]
			if !ok || !seen(finding.Status) || !rule.applies(m, finding, a.Given) {
				continue
			}
			if !slices.Contains(s.checks, rule.Check) {
				s.checks = append(s.checks, rule.Check)
			}
			// A machine that was looked at and says nothing against the answer is
			// worth the answer.
			any = any || answered
			switch {
			case !answered:
				if shown, ok := rule.shown(finding.Status); ok {
					worth, any = math.Min(worth, shown), true
				}
			case concerns(rule.Contradicts, finding.Status, a.Given[question.ID].Choice):
				s.contradicted = true
				if question.Kind != KindNumbers { // those count the machine as what it is
					worth = math.Min(worth, rule.fitting(question, finding.Status, score))
				}
				s.found = append(s.found, contradiction(question, rule, m, finding, said))
			case concerns(rule.Confirms, finding.Status, a.Given[question.ID].Choice):
				confirms = true
			}
		}
		if any {
			s.checked++
			s.sum += worth
		}
		if confirms {
			s.confirming++
		}
	}
	return s
}

func contradiction(question *Question, rule *Rule, m *checks.Machine, finding *checks.Finding, said string) Contradiction {
	c := Contradiction{
		Question: question.ID, Check: rule.Check, Machine: m.ID, Name: m.Name, Words: rule.Words,
		Said: said, Seen: finding.Reason, Date: m.Taken, Evidence: finding.Evidence,
		Critical: question.Critical(), Severity: finding.Severity,
	}
	if finding.Status == checks.Pass {
		c.Words = rule.Better
	}
	if len(finding.Evidence) > 0 {
		c.Source = finding.Evidence[0].Source
	}
	return c
}

// blend gives the company's worth: the checked machines as they are, the others
// by the answer and the sample together.
func (f *fleet) blend(score float64, s sight) float64 {
	if s.checked == 0 {
		return score
	}
	share := s.checked / f.size
	others := (sampleWeight*score + s.sum) / (sampleWeight + s.checked)
	return share*(s.sum/s.checked) + (1-share)*others
}

// coverage is the share of the company that the sample speaks for.
func (f *fleet) coverage(checked float64) float64 {
	if checked == 0 {
		return 0
	}
	share := checked / f.size
	return share + (1-share)*checked/(sampleWeight+checked)
}

// judge lays every question's answer beside the machines; tooMany is what their
// number alone contradicts.
func judge(d *Definitions, a Answers, f *fleet, tooMany []Contradiction) ([]judged, []Contradiction) {
	all := make([]judged, 0, len(d.Questions.Questions))
	contradictions := tooMany
	for i := range d.Questions.Questions {
		question := &d.Questions.Questions[i]
		j, s := judgeOne(d.Questions, question, d.rules[question.ID], a, f)
		if slices.ContainsFunc(tooMany, func(c Contradiction) bool { return c.Question == question.ID }) {
			j.evidence = Contradicted
		}
		all = append(all, j)
		contradictions = append(contradictions, s.found...)
	}
	sortContradictions(contradictions)
	return all, contradictions
}

func judgeOne(q *Questionnaire, question *Question, rules []Rule, a Answers, f *fleet) (judged, sight) {
	j := judged{question: question, state: q.state(*question, a), counts: question.Area != ""}
	switch j.state {
	case StateSkipped:
		j.known = 1
		if question.Skipped == nil {
			j.counts = false
		} else {
			j.value = UnknownScore{*question.Skipped, *question.Skipped, *question.Skipped}
		}
		return j, sight{}
	case StateAnswered:
		j.value, j.known = q.worth(question, a, f)
	default:
		j.value = q.unknown(question)
	}
	answered := j.state == StateAnswered
	s := f.look(question, rules, a, answered, j.value.Mean, q.words(question, a.Given[question.ID]))
	j.checks = s.checks
	j.value = UnknownScore{f.blend(j.value.Low, s), f.blend(j.value.Mean, s), f.blend(j.value.High, s)}
	switch {
	case s.contradicted:
		j.evidence = Contradicted
	case s.confirming > 0:
		j.evidence, j.confirmed = Confirmed, f.coverage(s.confirming)
	case s.checked > 0 && !answered:
		j.evidence, j.known, j.confirmed = CheckedOnly, f.coverage(s.checked), f.coverage(s.checked)
	case answered && len(rules) > 0:
		j.evidence = SaidOnly
	}
	return j, s
}

// unknown is what a question is worth when nobody knows.
func (q *Questionnaire) unknown(question *Question) UnknownScore {
	if question.Unknown != nil {
		return *question.Unknown
	}
	return q.Unknown
}

// worth is what an answer is worth, with the share of it that is known. Checked
// machines count by the age that was seen.
func (q *Questionnaire) worth(question *Question, a Answers, f *fleet) (UnknownScore, float64) {
	given := a.Given[question.ID]
	if question.Kind != KindNumbers {
		c, _ := question.choice(given.Choice)
		return UnknownScore{c.Score, c.Score, c.Score}, 1
	}
	_, boxes := q.ageBoxes()
	said := 0.0
	for _, box := range boxes {
		said += given.Fields[box.Key]
	}
	pcs, total, kept := math.Max(f.size, said), 0.0, 0.0
	counts, _ := q.counts(a, pcs, q.seenAges(f.machines))
	for i, box := range boxes {
		total += counts[i]
		kept += counts[i] * (1 - box.Loss)
	}
	known := total / math.Max(pcs, 1)
	penalty, unsure := 0.0, 0.0
	for i := range question.Fields {
		f := &question.Fields[i]
		years, ok := given.Fields[f.Key]
		if !f.show.holds(a.Given) {
			continue
		}
		switch {
		case f.Penalty > 0 && ok && years >= f.OldFrom:
			penalty = math.Max(penalty, f.Penalty)
		case f.Penalty > 0 && !ok:
			unsure = math.Max(unsure, f.Penalty)
		}
	}
	at := func(rest, penalty float64) float64 {
		return math.Max(0, kept/math.Max(pcs, 1)+(1-known)*rest-penalty)
	}
	rest := q.unknown(question)
	return UnknownScore{at(rest.Low, math.Max(penalty, unsure)), at(rest.Mean, penalty), at(rest.High, penalty)}, known
}

func sortContradictions(found []Contradiction) {
	severities := checks.Severities()
	sort.SliceStable(found, func(i, j int) bool {
		a, b := found[i], found[j]
		if a.Critical != b.Critical {
			return a.Critical
		}
		by := cmp.Or(
			cmp.Compare(slices.Index(severities, a.Severity), slices.Index(severities, b.Severity)),
			cmp.Compare(a.Question, b.Question), cmp.Compare(a.Check, b.Check))
		if by == 0 && a.Check != "" { // sizes stand as their rules do
			by = cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Machine, b.Machine))
		}
		return by < 0
	})
}

package assessment

import (
	"cmp"
	"slices"
	"strings"

	"ounce/checks"
)

const (
	// firmly is the share of the weight below which no word is firm.
	firmly = 0.70
	// nudge is how far one figure is moved to see whether the choice holds.
	nudge = 0.05
	// mostSettling is how many questions at most are named to settle a choice.
	mostSettling = 3
)

// provisional tells whether what is unknown, or one figure that is 5 % off,
// would turn the choice, and which questions would settle it. order lists the
// inputs by what they do.
func (d *Definitions) provisional(c *Case, r *Result, ch *choice, field *field, order []input) {
	rec := &r.Recommendation
	turns := c.turns(d.Model, ch, field)
	unknown := c.unknownTurns(ch)
	var why []string
	if r.Scores.Overall.Answered < firmly {
		why = append(why, d.say("provisional_answered", checks.Args{"known": percent(r.Scores.Overall.Answered)}))
	}
	if unknown {
		why = append(why, d.say("provisional_unknown", nil))
	}
	if len(turns) > 0 {
		labels := make([]string, len(turns))
		for i, t := range turns {
			labels[i] = t.label
		}
		why = append(why, d.say("provisional_turns", checks.Args{"inputs": strings.Join(labels, "; ")}))
	}
	if len(why) == 0 {
		return
	}
	rec.Provisional, rec.ProvisionalWhy = true, strings.Join(why, " ")
	rec.Settle = c.settling(turns, r.Answers, order)
	for _, id := range rec.Settle {
		rec.SettleWords = append(rec.SettleWords, d.Questions.at(id).Text)
	}
}

// turn is a figure that turns the choice when it is 5 % off.
type turn struct{ label, question string }

// turns moves each figure that is not known exactly by 5 % to both sides, the
// prices and the assumed size of the company included.
func (c *Case) turns(m *Model, ch *choice, f *field) []turn {
	var turns []turn
	for n := range m.Inputs {
		i := input(n)
		if c.figures.exact[i] {
			continue
		}
		for _, factor := range [2]float64{1 - nudge, 1 + nudge} {
			p := c.figures.value
			p[i] *= factor
			if other := f.choose(&p); !ch.same(&other) {
				turns = append(turns, turn{m.Inputs[n].Label, settledBy(i)})
				break
			}
		}
	}
	if c.catalogue.Provider == "" {
		dearer, cheaper := *c, *c
		dearer.scale, cheaper.scale = c.scale*(1+nudge), c.scale*(1-nudge)
		if dearer.chooses(ch) || cheaper.chooses(ch) {
			turns = append(turns, turn{label: priceLabel})
		}
	}
	if c.assumed["pcs"] {
		more, fewer := *c, *c
		more.business, fewer.business = c.business.sized(1+nudge), c.business.sized(1-nudge)
		if more.chooses(ch) || fewer.chooses(ch) {
			turns = append(turns, turn{"Number of computers", "B01"})
		}
	}
	return turns
}

// chooses tells whether the case chooses other than ch.
func (c *Case) chooses(ch *choice) bool {
	f := c.fieldOf(c.mid)
	other := f.choose(&c.figures.value)
	return !ch.same(&other)
}

// sized gives the company with its computers times a factor.
func (b Business) sized(factor float64) Business {
	b.PCs *= factor
	for i := range b.PCAges {
		b.PCAges[i] *= factor
	}
	return b
}

// unknownTurns tells whether the unknown answers, all at their worst or all at
// their best, would turn the choice.
func (c *Case) unknownTurns(ch *choice) bool {
	if c.low == c.high {
		return false
	}
	for _, s := range [2]AreaScores{c.low, c.high} {
		f := c.fieldOf(s)
		if other := f.choose(&c.figures.value); !ch.same(&other) {
			return true
		}
	}
	return false
}

// settling names the two or three questions whose answers would settle the
// choice: those behind the figures that turn it, then the unknown ones by what
// they move, then those behind the figures that count most.
func (c *Case) settling(turns []turn, answers []AnsweredView, order []input) []string {
	var ids []string
	add := func(id string) {
		if id != "" && len(ids) < mostSettling && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	for _, t := range turns {
		add(t.question)
	}
	unknown := slices.DeleteFunc(slices.Clone(answers), func(a AnsweredView) bool {
		return a.State == StateAnswered || a.Points.High <= a.Points.Low
	})
	slices.SortStableFunc(unknown, func(a, b AnsweredView) int {
		return cmp.Compare(b.Points.High-b.Points.Low, a.Points.High-a.Points.Low)
	})
	for _, a := range unknown {
		add(a.Question)
	}
	for _, own := range []bool{false, true} {
		for _, i := range order {
			if c.figures.own[i] == own {
				add(settledBy(i))
			}
		}
	}
	return ids
}

// settledBy is the question whose answer gives an input.
func settledBy(i input) string {
	switch i {
	case inWage:
		return "B02"
	case inMargin:
		return "B04"
	case inJobs, inOutages, inOutageMedian:
		return "B05"
	case inRate, inMinHours, inTravel, inJobMedian, inJobSigma:
		return "B06"
	case inFriction:
		return "B07"
	case inOwnHours:
		return "B08"
	case inPCLostUnplanned:
		return "HW2"
	default:
		return ""
	}
}

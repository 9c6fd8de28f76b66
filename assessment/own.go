package assessment

import (
	"math"
	"strings"

	"ounce/checks"
)

// said is what the answers feed into the cost model, by feed; a feed that is
// not in it was not answered.
type said map[string]float64

// feeds reads the answers; exact tells which of the feeds were given as a number
// and not as one of several answers.
func (q *Questionnaire) feeds(a Answers) (fed said, exact map[string]bool) {
	fed, exact = said{}, map[string]bool{}
	for i := range q.Questions {
		question := &q.Questions[i]
		given, ok := a.Given[question.ID]
		if !ok || given.Unknown || !question.show.holds(a.Given) {
			continue
		}
		if c, ok := question.choice(given.Choice); ok {
			if question.Feeds != "" {
				fed[question.Feeds] = c.Value
			}
			for key, v := range c.Sets {
				fed[key] = v
			}
		}
		if given.Number != nil && question.Feeds != "" {
			fed[question.Feeds], exact[question.Feeds] = *given.Number, true
		}
		for k := range question.Fields {
			f := &question.Fields[k]
			if !f.show.holds(a.Given) {
				continue
			}
			if v, ok := given.Fields[f.Key]; ok && f.Feeds != "" {
				fed[f.Feeds], exact[f.Feeds] = v, true
			}
			if c, ok := findChoice(f.Answers, given.Choices[f.Key]); ok && f.Feeds != "" {
				fed[f.Feeds] = c.Value
			}
		}
	}
	return fed, exact
}

func (s said) or(feed string, other float64) float64 {
	if v, ok := s[feed]; ok {
		return v
	}
	return other
}

// priorEvents is how many events of the client's own the model's frequency
// weighs.
const priorEvents = 3

// observed blends a count of the client's own year with the model's frequency,
// so that one lucky year does not erase the risk.
func observed(model, count float64) float64 {
	if model <= 0 {
		return model
	}
	return (priorEvents + count) / (priorEvents/model + 1)
}

// usualServer is from how many people on an office usually has a server.
const usualServer = 12

// counted counts the checked machines by what they are.
func counted(machines []checks.Machine) (pcs, laptops, servers float64) {
	for i := range machines {
		on := &machines[i].Facts.Platform
		switch {
		case on.Server.Or(false):
			servers++
		case on.Portable.Or(false):
			pcs, laptops = pcs+1, laptops+1
		default:
			pcs++
		}
	}
	return pcs, laptops, servers
}

// businessOf gives the size of the company: what was said, and the assumption
// where nothing was. ok is false when not even the number of people is known.
func (q *Questionnaire) businessOf(a Answers, fed said, machines []checks.Machine) (b Business, assumed map[string]bool, ok bool) {
	size := a.Given["B01"].Fields
	assumed = map[string]bool{}
	b.Staff, ok = size["staff"], size["staff"] > 0
	field := func(key string, assumption float64) float64 {
		if v, ok := size[key]; ok {
			return v
		}
		assumed[key] = true
		return assumption
	}
	pcs, _, servers := counted(machines)
	if b.Staff >= usualServer {
		servers = math.Max(servers, 1)
	}
	b.PCs = field("pcs", math.Max(math.Max(b.Staff, size["laptops"]), math.Max(pcs, 1)))
	b.Servers, b.Sites = field("servers", servers), field("sites", 1)
	b.PCAges, assumed["ages"] = q.ages(a, b.PCs, q.seenAges(machines))
	b.ServerAges[min(int(fed.or("server_age", 5)), 7)] = b.Servers
	b.Response = fed.or("tau_today", 1)
	b.Included = Included{fed["today_included_small"], fed["today_included_outage"]}
	b.Fee = fed["fee_now"]
	return b, assumed, ok
}

// figures is the model's inputs for one company: values, ranges, and which of
// them are the client's own.
type figures struct {
	value, low, high Params
	own              [inputCount]bool
	exact            [inputCount]bool // given as a number, so known as it is
}

// know marks the inputs that were given as numbers.
func (f *figures) know(exact map[string]bool) {
	for i, key := range inputKeys() {
		f.exact[i] = exact[key]
	}
}

// blend sets the client's own figures into the model. s are the middle scores.
func (m *Model) blend(fed said, b *Business, s AreaScores, currency string, perUSD float64) figures {
	var f figures
	f.low, f.value, f.high = m.ranges(currency, perUSD)
	b.Billed = 1
	for i, key := range inputKeys() {
		if v, ok := fed[key]; ok {
			f.set(input(i), v)
		}
	}
	if hours, ok := fed["own_hours_week"]; ok && b.Staff > 0 {
		f.set(inOwnHours, hours/(b.Staff/10))
	}
	o := today(b)
	now, e := footingOf(&o, b, s), eventsOf(&f.value, b)
	model := e.under(&now)
	if n, ok := fed["jobs"]; ok && model.jobs > 0 {
		f.observe(inJobs, observed(model.jobs, n)/model.jobs)
	}
	if n, ok := fed["outages"]; ok && model.outages > 0 {
		f.observe(inOutages, observed(model.outages, n)/model.outages)
		if hours := fed["outage_hours"]; hours > 0 && n > 0 {
			model := logMean(f.value[inOutageMedian], f.value[inOutageSigma]) * b.Response
			f.observe(inOutageMedian, math.Pow(hours/n/model, n/(priorEvents+n)))
		}
	}
	if reported, ok := fed["invoices"]; ok {
		e := eventsOf(&f.value, b)
		l := e.year(&now)
		if model := l[lineInvoicesSmall] + l[lineInvoicesOutage]; model > 0 {
			k := fed.or("invoice_source", 1)
			b.Billed = (k*model + reported) / (k + 1) / model
		}
	}
	return f
}

// set replaces an input by the client's own figure.
func (f *figures) set(i input, v float64) {
	f.value[i], f.low[i], f.high[i], f.own[i] = v, v, v, true
}

// observe scales an input by what was observed; its range shrinks by half, for
// one year is little.
func (f *figures) observe(i input, factor float64) {
	f.value[i] *= factor
	f.low[i] = f.value[i] * math.Sqrt(f.low[i]*factor/f.value[i])
	f.high[i] = f.value[i] * math.Sqrt(f.high[i]*factor/f.value[i])
	f.own[i] = true
}

func (q *Questionnaire) words(question *Question, given Answer) string {
	switch {
	case given.Unknown:
		return q.Labels["unknown"]
	case !given.said():
		return q.Labels["not_asked"]
	}
	text := ""
	if c, ok := question.choice(given.Choice); ok {
		text = c.Label
	} else if given.Number != nil {
		text = number(*given.Number)
	}
	for _, f := range question.Fields {
		value := ""
		if v, ok := given.Fields[f.Key]; ok {
			value = number(v)
			if f.Unit == "money" && v == math.Trunc(v) {
				value = grouped(v)
			}
		} else if c, ok := findChoice(f.Answers, given.Choices[f.Key]); ok {
			value = c.Label
		} else {
			continue
		}
		if text != "" {
			text += "; "
		}
		colon := ":"
		if strings.HasSuffix(f.Label, "?") {
			colon = ""
		}
		text += f.Label + colon + " " + value
	}
	return text
}

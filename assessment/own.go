package assessment

import "math"

// said is what the answers feed into the cost model, by feed; a feed that is
// not in it was not answered.
type said map[string]float64

func (q *Questionnaire) feeds(a Answers) said {
	fed := said{}
	for _, question := range q.Questions {
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
			fed[question.Feeds] = *given.Number
		}
		for _, f := range question.VisibleFields(a) {
			if v, ok := given.Fields[f.Key]; ok && f.Feeds != "" {
				fed[f.Feeds] = v
			}
			if c, ok := findChoice(f.Answers, given.Choices[f.Key]); ok && f.Feeds != "" {
				fed[f.Feeds] = c.Value
			}
		}
	}
	return fed
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

// businessOf gives the size of the company: what was said, and the assumption
// where nothing was. ok is false when not even the number of people is known.
func (q *Questionnaire) businessOf(a Answers, fed said) (b Business, assumed map[string]bool, ok bool) {
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
	b.PCs = field("pcs", math.Max(b.Staff, 1))
	servers := 0.0
	if b.Staff >= 12 {
		servers = 1
	}
	b.Servers, b.Sites = field("servers", servers), field("sites", 1)
	b.PCAges, assumed["ages"] = q.ages(a, b.PCs)
	b.ServerAges[min(int(fed.or("server_age", 5)), 7)] = b.Servers
	b.Response = fed.or("tau_today", 1)
	b.Included = Included{fed["today_included_small"], fed["today_included_outage"]}
	b.Fee = fed["fee_now"]
	return b, assumed, ok
}

// ages spreads the computers over their ages. Those that nobody placed are
// taken as 30, 30, 25 and 15 % of up to 2, 3 to 4, 5 to 6, and more years:
// an unknown age is never young.
func (q *Questionnaire) ages(a Answers, pcs float64) (ages [8]float64, assumed bool) {
	rest, shares, box := pcs, [4]float64{.30, .30, .25, .15}, 0
	type span struct {
		years []int
		count float64
	}
	var spans []span
	for _, question := range q.Questions {
		for _, f := range question.Fields {
			if len(f.Ages) == 0 {
				continue
			}
			n := a.Given[question.ID].Fields[f.Key]
			spans = append(spans, span{f.Ages, n})
			rest -= n
		}
	}
	rest = math.Max(rest, 0)
	for _, s := range spans {
		n := s.count
		if box < len(shares) {
			n += rest * shares[box]
		}
		box++
		for _, year := range s.years {
			ages[min(year, 7)] += n / float64(len(s.years))
		}
	}
	return ages, rest > 0
}

// figures is the model's inputs for one company: values, ranges, and which of
// them are the client's own.
type figures struct {
	value, low, high Params
	own              [inputCount]bool
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
	neutral := frequenciesOf(&f.value, b, &s)
	if n, ok := fed["jobs"]; ok && neutral.jobs > 0 {
		f.observe(inJobs, observed(neutral.jobs, n)/neutral.jobs)
	}
	if n, ok := fed["outages"]; ok && neutral.outages > 0 {
		f.observe(inOutages, observed(neutral.outages, n)/neutral.outages)
		if hours := fed["outage_hours"]; hours > 0 && n > 0 {
			model := logMean(f.value[inOutageMedian], f.value[inOutageSigma]) * b.Response
			f.observe(inOutageMedian, math.Pow(hours/n/model, n/(priorEvents+n)))
		}
	}
	if reported, ok := fed["invoices"]; ok {
		o := today(b)
		l := expected(&f.value, b, s, &o)
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
		} else if c, ok := findChoice(f.Answers, given.Choices[f.Key]); ok {
			value = c.Label
		} else {
			continue
		}
		if text != "" {
			text += "; "
		}
		text += f.Label + ": " + value
	}
	return text
}

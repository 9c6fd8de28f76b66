package assessment

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"ounce/checks"
)

func (d *Definitions) fillCost(c *Case, r *Result, withMonths bool) {
	cost := c.Cost()
	cost.Currency = r.Currency
	cost.Even = c.breakEven()
	cost.Tornado = c.tornado(d.Model)
	cost.Monthly, cost.Worlds = map[string]Months{}, map[string]float64{}
	outage := cost.BreakFix.Lines["invoices_outage"]
	all := outage + cost.BreakFix.Lines["lost_outage"] + cost.BreakFix.Lines["lost_margin"]
	cost.Repair = map[string]float64{}
	if all > 0 {
		cost.Repair[Today] = outage / all
	}
	cost.Actual = map[string]*float64{}
	for _, key := range []string{"invoices", "largest_invoice", "hurried_devices", "jobs", "outages", "outage_hours", "fee_now", "turnover"} {
		if v, ok := c.fed[key]; ok {
			cost.Actual[key] = &v
		}
	}
	for i, in := range d.Model.Inputs {
		f := c.figures
		ci := CostInput{Key: in.Key, Label: in.Label, Value: f.value[i], Low: f.low[i], High: f.high[i], Unit: in.Unit, Assumed: !f.own[i], Source: in.Source}
		if f.own[i] {
			ci.Source = d.say("own_source", nil)
		}
		cost.Inputs = append(cost.Inputs, ci)
	}
	if withMonths {
		cost.Monthly = c.months(simulatedYears)
		if largest, ok := c.fed["largest_invoice"]; ok && largest > cost.Monthly[Today].Cash.P99 {
			wider := c.widened()
			cost.Monthly = wider.months(simulatedYears)
			r.Assumptions = append(r.Assumptions, Assumption{Text: d.say("largest_invoice", checks.Args{"amount": money(largest)}), Value: money(largest), Source: d.say("own_source", nil)})
		}
		cost.Worlds = c.worlds(simulatedWorlds)
	}
	r.Cost = &cost
}

// widened gives the case with more spread in repairs and outages, at the same
// means.
func (c *Case) widened() *Case {
	const more = 0.2
	wide := *c
	v := &wide.figures.value
	for _, one := range [][2]input{{inJobMedian, inJobSigma}, {inOutageMedian, inOutageSigma}} {
		before := v[one[1]]
		v[one[1]] += more
		v[one[0]] *= logMean(1, before) / logMean(1, v[one[1]])
	}
	return &wide
}

// breakEven finds where each tier costs as much as today. Cost is linear in the
// fee and in the number of repairs, so two points give the line.
func (c *Case) breakEven() map[string]Even {
	even := map[string]Even{}
	p := &c.figures.value
	todayLines := c.lines(p, c.mid, -1)
	for i, t := range c.catalogue.Tiers {
		if t.Step == 0 {
			continue
		}
		var e Even
		o := c.offer(i)
		l := expected(p, &c.business, c.mid, &o)
		without := l.total() - o.fee*(12+o.onboarding/2)
		if price := (todayLines.total() - without) / ((12 + o.onboarding/2) * c.business.Staff); price >= 0 {
			e.PricePerUser = &price
		}
		none := *p
		none[inJobs] = 0
		before, after := c.lines(&none, c.mid, -1), c.lines(&none, c.mid, i)
		base := before.total() - after.total()
		slope := (todayLines.total() - l.total() - base) / p[inJobs]
		if jobs := -base / slope; slope > 0 && jobs <= 40 {
			jobs = math.Max(0, jobs)
			e.JobsPerPC = &jobs
		}
		even[t.ID] = e
	}
	return even
}

// priceSpread is how far prices may lie beside the list.
var priceSpread = [2]float64{0.7, 1.3}

// tornado shows what each input does to each tier's saving, the strongest first.
func (c *Case) tornado(m *Model) []Sensitivity {
	now := today(&c.business)
	was := expected(&c.figures.value, &c.business, c.mid, &now)
	var before [inputCount][2]float64
	for n := range m.Inputs {
		before[n] = c.ends(input(n), &now, was.total())
	}
	all := []Sensitivity{}
	for i, t := range c.catalogue.Tiers {
		if t.Step == 0 {
			continue
		}
		o := c.offer(i)
		is := expected(&c.figures.value, &c.business, c.mid, &o)
		base := was.total() - is.total()
		rows := make([]Sensitivity, 0, inputCount+1)
		for n, in := range m.Inputs {
			after := c.ends(input(n), &o, is.total())
			row := Sensitivity{Input: in.Key, Label: in.Label, Tier: t.ID, Low: before[n][0] - after[0], Base: base, High: before[n][1] - after[1]}
			if row.Low != row.High {
				rows = append(rows, row)
			}
		}
		price := Sensitivity{Input: "price", Label: "The provider's prices", Tier: t.ID, Base: base}
		for side, v := range priceSpread {
			dearer := *c
			dearer.scale *= v
			after := dearer.lines(&c.figures.value, c.mid, i)
			*[]*float64{&price.Low, &price.High}[side] = was.total() - after.total()
		}
		rows = append(rows, price)
		slices.SortStableFunc(rows, func(a, b Sensitivity) int {
			return cmp.Compare(math.Abs(b.High-b.Low), math.Abs(a.High-a.Low))
		})
		all = append(all, rows[:min(12, len(rows))]...)
	}
	return all
}

// ends is the cost of a year at both ends of one input's range; middle is the
// cost in between.
func (c *Case) ends(n input, o *offer, middle float64) [2]float64 {
	cost := [2]float64{middle, middle}
	for side, v := range [2]float64{c.figures.low[n], c.figures.high[n]} {
		if v != c.figures.value[n] {
			p := c.figures.value
			p[n] = v
			l := expected(&p, &c.business, c.mid, o)
			cost[side] = l.total()
		}
	}
	return cost
}

// advise puts a choice into words.
func (d *Definitions) advise(c *Case, r *Result, ch choice) {
	start, target := &c.catalogue.Tiers[ch.start], &c.catalogue.Tiers[ch.target]
	rec := &r.Recommendation
	rec.Start, rec.Target, rec.StartName, rec.TargetName = start.ID, target.ID, start.Name, target.Name
	saving := ch.today - ch.totals[ch.start]
	bill := r.Cost.BreakFix
	rec.Reasons = []string{d.say("today_costs", checks.Args{"today": money(ch.today), "hard": money(bill.Hard)})}
	say := func(id string, args checks.Args) { rec.Reasons = append(rec.Reasons, d.say(id, args)) }
	switch {
	case ch.stay:
		rec.Verdict = d.say("stay", nil)
		if len(c.open) > 0 {
			rec.Verdict = d.say("stay_gaps", checks.Args{"n": len(c.open)})
		}
		if best := d.cheapest(c, ch); best >= 0 && ch.totals[best] < ch.today {
			say("stay_close", checks.Args{"tier": c.catalogue.Tiers[best].Name, "saving": money(ch.today - ch.totals[best])})
		} else {
			say("stay_cheapest", nil)
		}
	case ch.start != ch.target:
		rec.Verdict = d.say("start_target", checks.Args{"start": start.Name, "target": target.Name})
	case start.Step > 1:
		rec.Verdict = d.say("direct", checks.Args{"start": start.Name})
	default:
		rec.Verdict = d.say("start_only", checks.Args{"start": start.Name})
	}
	if !ch.stay {
		if saving > 0 {
			say("saves", checks.Args{"tier": start.Name, "cost": money(ch.totals[ch.start]), "saving": money(saving)})
		} else {
			say("costs_more", checks.Args{"tier": start.Name, "cost": money(ch.totals[ch.start]), "more": money(saving)})
		}
		if more := r.Cost.Tiers[start.ID].Hard - bill.Hard; more > 0 {
			say("hard_money", checks.Args{"more": money(more)})
		}
	}
	for _, id := range c.open {
		question, _ := d.Questions.Get(id)
		switch {
		case slices.Contains(start.Closes, id):
			say("gap_closes", checks.Args{"todo": question.Todo})
		case question.Fix != nil && question.Fix.Confirmed:
			say("gap_yourself", checks.Args{"todo": question.Todo})
		default:
			say("gap_left", checks.Args{"todo": question.Todo})
		}
	}
	if ch.start != ch.target {
		say("band", checks.Args{"tier": target.Name, "saving": money(ch.totals[ch.start] - ch.totals[ch.target])})
	}
	if !ch.stay {
		say("monthly", nil)
		say("contract", checks.Args{"form": c.catalogue.Contract.Form, "days": c.catalogue.Contract.NoticeDays, "exit": c.catalogue.Contract.Exit})
	}
	rec.Prices = d.say("prices", checks.Args{"whose": c.catalogue.PricesOf, "date": c.catalogue.Date})
	if c.catalogue.Provider != "" {
		rec.Prices = d.say("prices_provider", checks.Args{"provider": c.catalogue.Provider, "date": c.catalogue.Date})
	}
	rec.WhyNot = d.whyNot(c, ch, r)
	d.provisional(c, r, ch)
}

// cheapest is the purchasable tier with the lowest mean cost, or -1.
func (d *Definitions) cheapest(c *Case, ch choice) int {
	best := -1
	for i, t := range c.catalogue.Tiers {
		if t.Step > 0 && (best < 0 || ch.totals[i] < ch.totals[best]) {
			best = i
		}
	}
	return best
}

func (d *Definitions) whyNot(c *Case, ch choice, r *Result) map[string]string {
	why := map[string]string{}
	start := &c.catalogue.Tiers[ch.start]
	startCost := ch.totals[ch.start]
	if ch.stay {
		startCost = ch.today
	}
	for i := range c.catalogue.Tiers {
		t := &c.catalogue.Tiers[i]
		if i == ch.start {
			continue
		}
		cost := ch.totals[i]
		if t.Step == 0 {
			cost = ch.today
		}
		args := checks.Args{"tier": start.Name, "more": money(math.Abs(cost - startCost)), "saving": money(math.Abs(startCost - cost))}
		if ch.stay {
			args["tier"] = d.say("staying", nil)
		}
		even := r.Cost.Even[t.ID].JobsPerPC
		switch left := c.leftOpen(t); {
		case i == ch.target:
			why[t.ID] = d.say("why_later", args)
		case !ch.feasible[i] && left != "":
			args["todo"] = left
			why[t.ID] = d.say(map[bool]string{true: "why_stay_gaps", false: "why_gap"}[t.Step == 0], args)
		case t.Step == 0:
			why[t.ID] = d.say("why_stay", args)
		case cost <= startCost && ch.stay:
			why[t.ID] = d.say("why_close", args)
		case cost <= startCost && t.Step > start.Step:
			why[t.ID] = d.say("why_close", args)
		case cost <= startCost:
			why[t.ID] = d.say("why_risk", args)
		case t.Step == start.Step:
			why[t.ID] = d.say("why_variant", args)
		case t.Step < start.Step:
			why[t.ID] = d.say("why_cheaper", args)
		case even != nil && *even > 0 && *even > c.figures.value[inJobs]:
			args["jobs"], args["have"] = fmt.Sprintf("%.1f", *even), fmt.Sprintf("%.1f", c.figures.value[inJobs])
			why[t.ID] = d.say("why_dearer_jobs", args)
		default:
			why[t.ID] = d.say("why_dearer", args)
		}
	}
	return why
}

// leftOpen is the first open gap that neither the tier nor the people close.
func (c *Case) leftOpen(t *Tier) string {
	for _, id := range c.open {
		question, _ := c.questions.Get(id)
		if !slices.Contains(t.Closes, id) && (question.Fix == nil || !question.Fix.Confirmed) {
			return question.Todo
		}
	}
	return ""
}

// provisional tells whether the unknown, or one input that is 5 % off, would
// turn the choice, and which questions would settle it.
func (d *Definitions) provisional(c *Case, r *Result, ch choice) {
	rec := &r.Recommendation
	same := func(other choice) bool { return other.start == ch.start && other.target == ch.target }
	p := c.figures.value
	turned := !same(c.choose(&p, c.low)) || !same(c.choose(&p, c.high)) || r.Scores.Overall.Answered < 0.70
	settle := map[string]bool{}
	add := func(id string) {
		if id != "" && !settle[id] && len(settle) < 3 {
			settle[id] = true
			rec.Settle = append(rec.Settle, id)
		}
	}
	var inputs []input
	for _, row := range r.Cost.Tornado {
		if i := slices.Index(inputKeysSlice(), row.Input); i >= 0 && !slices.Contains(inputs, input(i)) && len(inputs) < 6 {
			inputs = append(inputs, input(i))
		}
	}
	for _, i := range inputs {
		for _, factor := range []float64{0.95, 1.05} {
			q := p
			q[i] *= factor
			if !same(c.choose(&q, c.mid)) {
				turned = true
				add(settledBy(i))
			}
		}
	}
	if !turned {
		return
	}
	rec.Provisional = true
	unknown := slices.Clone(r.Answers)
	slices.SortStableFunc(unknown, func(a, b AnsweredView) int {
		return cmp.Compare(b.Points.High-b.Points.Low, a.Points.High-a.Points.Low)
	})
	for _, a := range unknown {
		if a.Points.High > a.Points.Low && a.State != StateAnswered {
			add(a.Question)
		}
	}
	for _, i := range inputs {
		if !c.figures.own[i] {
			add(settledBy(i))
		}
	}
}

func inputKeysSlice() []string {
	keys := inputKeys()
	return keys[:]
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
	default:
		return ""
	}
}

func (d *Definitions) assumptions(c *Case, assumed map[string]bool) []Assumption {
	list := []Assumption{}
	b := c.business
	for _, key := range []string{"pcs", "servers", "sites"} {
		if assumed[key] {
			v := map[string]float64{"pcs": b.PCs, "servers": b.Servers, "sites": b.Sites}[key]
			list = append(list, Assumption{Text: d.say("assumed_"+key, nil), Value: number(v)})
		}
	}
	if assumed["ages"] {
		list = append(list, Assumption{Text: d.say("assumed_ages", nil), Value: d.say("assumed_ages_value", nil)})
	}
	between := d.says["range"]
	spread := func(low, high string) string {
		return strings.NewReplacer("{low}", low, "{high}", high).Replace(between)
	}
	for i, in := range d.Model.Inputs {
		if !c.figures.own[i] {
			list = append(list, Assumption{Text: in.Label, Value: trimmed(c.figures.value[i]) + " " + in.Unit,
				Range: spread(trimmed(c.figures.low[i]), trimmed(c.figures.high[i])), Source: in.Source})
		}
	}
	return list
}

func trimmed(v float64) string { return fmt.Sprintf("%.4g", v) }

func (d *Definitions) roadmap(c *Case, r *Result, ch choice) {
	add := func(step RoadmapStep) { r.Roadmap = append(r.Roadmap, step) }
	free := 0
	for _, a := range r.Recommendation.Yourself {
		if a.Who == "yourself" && free < 5 {
			free++
			add(RoadmapStep{When: "now", What: d.say("road_fix", checks.Args{"title": a.Title}), Closes: []string{a.ID}, Who: "yourself"})
		}
	}
	start := &c.catalogue.Tiers[ch.start]
	if ch.stay {
		value := ""
		if best := d.cheapest(c, ch); best >= 0 {
			if jobs := r.Cost.Even[c.catalogue.Tiers[best].ID].JobsPerPC; jobs != nil {
				value = d.say("road_stay_value", checks.Args{"jobs": fmt.Sprintf("%.1f", *jobs)})
			}
		}
		add(RoadmapStep{When: "year", What: d.say("road_check", nil), Closes: []string{}, Who: "yourself", Value: value})
	} else {
		days := c.catalogue.Contract.NoticeDays
		add(RoadmapStep{When: "30_days", What: d.say("road_start", checks.Args{"tier": start.Name, "days": days}), Closes: notNil(start.Closes),
			Service: start.ID, Who: "provider", Value: d.say("road_start_value", checks.Args{"saving": money(ch.today - ch.totals[ch.start]), "fee": money(r.Cost.Tiers[start.ID].FeeMonth)})})
		share := 1 - r.Cost.Tiers[start.ID].Lines["lost_small"]/math.Max(r.Cost.BreakFix.Lines["lost_small"], 1e-9)
		add(RoadmapStep{When: "90_days", What: d.say("road_measure", nil), Closes: []string{}, Who: "yourself",
			Value: d.say("road_measure_value", checks.Args{"share": percent(share), "tier": start.Name})})
		if ch.target != ch.start {
			target := &c.catalogue.Tiers[ch.target]
			add(RoadmapStep{When: "year", What: d.say("road_next", checks.Args{"tier": target.Name}), Closes: notNil(target.Closes), Service: target.ID,
				Who: "provider", Value: d.say("road_next_value", checks.Args{"saving": money(ch.totals[ch.start] - ch.totals[ch.target])})})
		}
		add(RoadmapStep{When: "year", What: d.say("road_check", nil), Closes: []string{}, Who: "yourself"})
	}
	budget, n := 0.0, 0
	for _, one := range r.Replacements {
		if one.Quarter != "" {
			budget += one.Budget
			n++
		}
	}
	if n > 0 {
		add(RoadmapStep{When: "year", What: d.say("road_replace", checks.Args{"n": n}), Closes: []string{}, Who: "yourself", Value: d.say("road_replace_value", checks.Args{"budget": money(budget)})})
	}
}

// replacements lists the machines that want replacing, by quarter. A machine
// whose age is unknown stands there without a quarter.
func (d *Definitions) replacements(machines []checks.Machine, price float64, now time.Time) []Replacement {
	list := []Replacement{}
	for i := range machines {
		m := &machines[i]
		one := Replacement{Machine: m.ID, Name: m.Name}
		for _, f := range m.Findings {
			old := f.Status == checks.Warn || f.Status == checks.Fail
			switch {
			case f.Check == "hardware.age" && old:
				ahead := 4
				if years, ok := figure(f.Args["least"]); ok && years >= 7 {
					ahead = 1
				}
				one.Why, one.Quarter, one.Budget = f.Reason, earlier(one.Quarter, quarter(now, ahead)), price
			case f.Check == "hardware.age" && f.Status == checks.Unclear && one.Why == "":
				one.Why = d.say("replace_unknown", nil)
			case f.Check == "updates.os_support" && old:
				one.Why = f.Reason
				one.Quarter = earlier(one.Quarter, quarter(now, map[checks.Status]int{checks.Fail: 0, checks.Warn: 1}[f.Status]))
			}
		}
		if one.Why != "" {
			list = append(list, one)
		}
	}
	slices.SortStableFunc(list, func(a, b Replacement) int {
		return cmp.Or(cmp.Compare(cmp.Or(a.Quarter, "9"), cmp.Or(b.Quarter, "9")), cmp.Compare(a.Name, b.Name))
	})
	return list
}

// figure reads a number out of a finding's values, as a scan or JSON has it.
func figure(v any) (float64, bool) {
	switch n := v.(type) {
	case int:
		return float64(n), true
	case float64:
		return n, true
	default:
		return 0, false
	}
}

func earlier(a, b string) string {
	if a != "" && a < b {
		return a
	}
	return b
}

// quarter names the quarter that is some quarters ahead, at most a year.
func quarter(now time.Time, ahead int) string {
	at := now.Year()*4 + (int(now.Month())-1)/3 + min(max(ahead, 0), 4)
	return fmt.Sprintf("%d-Q%d", at/4, at%4+1)
}

package assessment

import (
	"math"
	"slices"

	"ounce/checks"
)

// mostFixes is how many things to do for nothing stand on the roadmap.
const mostFixes = 5

// roadmap is what happens when: what costs nothing, then one service with its
// worth in figures, a look at what it brought, and only then the next.
func (a *adviser) roadmap() []RoadmapStep {
	steps := append(a.urgentHelp(), a.freeFixes()...)
	if !a.ch.stay {
		steps = append(steps, a.begin(), a.measure())
		if a.ch.target != a.ch.start {
			steps = append(steps, a.next())
		}
	}
	again := RoadmapStep{When: "year", What: a.say("road_check", nil), Closes: []string{}, Who: "yourself"}
	if a.ch.stay {
		again.Value = a.worthALook()
	}
	steps = append(steps, again)
	budget, n := 0.0, 0
	for _, one := range a.r.Replacements {
		if one.Quarter != "" && one.Budget > 0 {
			budget += one.Budget
			n += max(one.Count, 1)
		}
	}
	if n > 0 {
		steps = append(steps, RoadmapStep{When: "year", What: a.say("road_replace", checks.Args{"n": n}), Closes: []string{}, Who: "yourself",
			Value: a.say("road_replace_value", checks.Args{"budget": a.sum(budget)})})
	}
	return steps
}

// urgentHelp are those of the things to do first that need somebody's help and
// that the service to start with does not bring.
func (a *adviser) urgentHelp() []RoadmapStep {
	brought := func(id string) bool {
		if a.ch.stay {
			return false
		}
		return slices.Contains(a.start.Closes, id) || slices.ContainsFunc(a.r.Contradictions, func(c Contradiction) bool {
			return c.Check == id && slices.Contains(a.start.Closes, c.Question)
		})
	}
	steps := []RoadmapStep{}
	for _, do := range a.r.First {
		if do.Who == "yourself" || brought(do.ID) {
			continue
		}
		step := RoadmapStep{When: "now", What: do.Title, Closes: []string{do.ID}, Who: do.Who}
		if do.Minutes > 0 {
			step.Value = a.say("road_help", checks.Args{"minutes": do.Minutes})
		}
		steps = append(steps, step)
	}
	return steps
}

func (a *adviser) freeFixes() []RoadmapStep {
	steps := []RoadmapStep{}
	for _, do := range a.r.Recommendation.Yourself {
		if do.Who != "yourself" || len(steps) == mostFixes {
			continue
		}
		step := RoadmapStep{When: "now", What: do.Title, Closes: []string{do.ID}, Who: "yourself"}
		switch {
		case do.Minutes > 0 && do.Saves != nil:
			step.Value = a.say("road_fix_saves", checks.Args{"minutes": do.Minutes, "saving": a.sum(do.Saves.Mid)})
		case do.Minutes > 0:
			step.Value = a.say("road_fix", checks.Args{"minutes": do.Minutes})
		}
		steps = append(steps, step)
	}
	return steps
}

// begin is the first service. A tier of several services begins with the one of
// them that avoids most by itself.
func (a *adviser) begin() RoadmapStep {
	saving := a.ch.today - a.ch.totals[a.ch.start]
	step := RoadmapStep{When: "30_days", What: a.say("road_start", checks.Args{"tier": a.start.words(), "terms": a.terms()}),
		Closes: notNil(a.start.Closes), Service: a.start.ID, Who: "provider"}
	args := checks.Args{"saving": a.sum(saving), "fee": a.fee(a.start)}
	switch {
	case saving >= 0:
		step.Value = a.say("road_start_value", args)
	default:
		step.Value = a.say("road_start_costs", args)
	}
	if first, avoids := a.gateway(); a.start.Step > 1 && first != nil {
		step.What += " " + a.say("road_first", checks.Args{"service": first.words(), "avoids": a.sum(avoids)})
	}
	return step
}

// gateway is the variant of the first step that belongs to the advised tier's
// services: the one that closes a gap of the backup, then the one that avoids
// most after its fee. avoids is what it saves before its fee.
func (a *adviser) gateway() (tier *Tier, avoids float64) {
	best := -1
	for i := range a.c.catalogue.Tiers {
		t := &a.c.catalogue.Tiers[i]
		if t.Step != 1 || !containsAll(a.start.Lines, t.Lines) {
			continue
		}
		backup := a.closesBackup(i)
		if best < 0 || backup && !a.closesBackup(best) || backup == a.closesBackup(best) && a.ch.totals[i] < a.ch.totals[best] {
			best = i
		}
	}
	if best < 0 {
		return nil, 0
	}
	bill := a.r.Cost.Tiers[a.c.name(best)]
	fee := bill.Lines["fee"] + bill.Lines["onboarding"] - a.r.Cost.BreakFix.Lines["fee"]
	return &a.c.catalogue.Tiers[best], a.ch.today - bill.Total + fee
}

// closesBackup tells whether a tier closes an open gap of the backup.
func (a *adviser) closesBackup(i int) bool {
	return slices.ContainsFunc(a.c.open, func(id string) bool {
		return a.c.questions.at(id).Area == checks.AreaBackup && slices.Contains(a.c.catalogue.Tiers[i].Closes, id)
	})
}

func containsAll(all, some []string) bool {
	for _, one := range some {
		if !slices.Contains(all, one) {
			return false
		}
	}
	return len(some) > 0
}

// quarterShare is the part of a year that 90 days are.
const quarterShare = 0.25

// fewestFewer is by how many repairs fewer 90 days must go before their number
// tells anything: one more or less is chance.
const fewestFewer = 2

// measure says by which figures of the first 90 days to go on.
func (a *adviser) measure() RoadmapStep {
	e := eventsOf(&a.c.figures.value, &a.c.business)
	now, then := a.c.footing(a.c.mid, -1), a.c.footing(a.c.mid, a.ch.start)
	was, is := e.under(&now), e.under(&then)
	before, after := int(math.Round(quarterShare*was.jobs)), int(math.Round(quarterShare*is.jobs))
	args := checks.Args{"tier": a.start.words(),
		"before": before, "after": after, "share": percent(1 - is.jobs/math.Max(was.jobs, 1e-9))}
	step := RoadmapStep{When: "90_days", What: a.say("road_measure", nil), Closes: []string{}, Who: "yourself"}
	switch {
	case before-after < fewestFewer:
		step.Value = a.say("road_measure_few", args)
	case a.ch.start != a.ch.target:
		step.Value = a.say("road_measure_next", args)
	default:
		step.Value = a.say("road_measure_keep", args)
	}
	return step
}

func (a *adviser) next() RoadmapStep {
	step := RoadmapStep{When: "year", What: a.say("road_next", checks.Args{"tier": a.target.words()}), Closes: notNil(a.target.Closes),
		Service: a.target.ID, Who: "provider"}
	if saving := a.ch.totals[a.ch.start] - a.ch.totals[a.ch.target]; saving > 0 {
		step.Value = a.say("road_next_value", checks.Args{"saving": a.sum(saving), "tier": a.start.words()})
	}
	return step
}

// worthALook says from how many repairs on another offer is worth a look, for
// those who stay.
func (a *adviser) worthALook() string {
	least := math.Inf(1)
	for _, t := range a.c.catalogue.Tiers {
		if jobs := a.r.Cost.Even[t.ID].JobsPerPC; jobs != nil {
			least = math.Min(least, *jobs)
		}
	}
	if math.IsInf(least, 1) || least <= a.c.figures.value[inJobs] {
		return ""
	}
	return a.say("road_stay_value", checks.Args{"jobs": a.jobs(least), "have": a.jobs(a.c.figures.value[inJobs])})
}

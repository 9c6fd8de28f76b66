// Package scan runs every topic of checks on a machine, all at once.
package scan

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"ounce/checks"
	"ounce/checks/lifecycle"
)

// Progress tells that one finding more has landed.
type Progress struct {
	Done, Total int
	Finding     checks.Finding
}

// Scanner runs topics of checks.
type Scanner struct {
	Definitions *checks.Definitions
	Topics      []checks.Topic
	// Platform reads what every topic needs to know; it runs first.
	Platform func(ctx context.Context, h checks.Host) checks.Platform
	// Know adds what is known of the machine from elsewhere; it may be nil. It is
	// called when the platform is read and when a topic has landed.
	Know func(*checks.Facts)
	// OnProgress is called for each finding as it lands, one call at a time.
	OnProgress func(Progress)
}

// grace is how long a collector that ignores the end of its context is waited
// for before its topic is given up.
const grace = 500 * time.Millisecond

// platformDeadline is short: it is a handful of small reads, and all wait for it.
const platformDeadline = 2 * time.Second

type landed struct {
	topic checks.Topic
	facts checks.TopicFacts
	why   checks.Reason // why there are no facts
	broke string        // what went wrong in reading them
	// privilege is the one with which they were read.
	privilege checks.Privilege
}

// Run reads the facts of all topics, each under its own deadline, and judges
// them as they land. When ctx ends it keeps what it has: what was not read by
// then is unknown, because it was stopped.
func (s *Scanner) Run(ctx context.Context, h checks.Host) checks.Machine {
	m := checks.Machine{Taken: h.Now()}
	host := bounded{h}
	short, cancel := context.WithTimeout(ctx, platformDeadline)
	m.Facts.Platform = checks.Stamp(s.platform(short, host), checks.PrivilegeOf(h))
	hung := short.Err() != nil
	cancel()
	know := s.Know
	if know == nil {
		know = func(*checks.Facts) {}
	}
	know(&m.Facts)
	m.Name = m.Facts.Platform.Hostname.Or("This computer")
	m.OS = m.Facts.Platform.Product.Or(s.Definitions.Systems[h.System()])

	platform := m.Facts.Platform // what the topics read while m.Facts grows
	results := make(chan landed)
	var wg, named sync.WaitGroup
	named.Go(func() { m.ID = machineID(ctx, host) })
	for _, topic := range s.Topics {
		if hung {
			// A machine that cannot even say what it is gets no more than the usual time.
			topic.Deadline = min(topic.Deadline, checks.DefaultDeadline)
		}
		wg.Go(func() { results <- collect(ctx, topic, host, platform) })
	}
	go func() { wg.Wait(); close(results) }()

	total := 0
	for _, topic := range s.Topics {
		total += len(topic.Checks)
	}
	found := map[string]checks.Finding{}
	for result := range results {
		if result.facts != nil {
			result.facts.AddTo(&m.Facts)
			know(&m.Facts)
		}
		for _, f := range s.judge(result, &m) {
			found[f.Check] = f
			if s.OnProgress != nil {
				s.OnProgress(Progress{Done: len(found), Total: total, Finding: f})
			}
		}
	}
	named.Wait()
	m.Findings = s.order(found)
	s.quietSymptoms(m.Findings)
	return m
}

// platform reads what the machine is; where that breaks, nothing is known of it.
func (s *Scanner) platform(ctx context.Context, h checks.Host) (p checks.Platform) {
	defer func() {
		if recover() != nil {
			p = checks.Platform{System: h.System(), Elevated: h.Elevated()}
		}
	}()
	return s.Platform(ctx, h)
}

func machineID(ctx context.Context, h checks.Host) string {
	short, cancel := context.WithTimeout(ctx, platformDeadline)
	defer cancel()
	rows, err := h.Call(short, "machine.id")
	if err != nil || len(rows) == 0 {
		return ""
	}
	id, _ := rows[0].Text("id")
	return id
}

// collect runs one topic and gives it up when it does not heed its deadline.
func collect(ctx context.Context, topic checks.Topic, h checks.Host, p checks.Platform) landed {
	deadline := topic.Deadline
	if deadline == 0 {
		deadline = checks.DefaultDeadline
	}
	limited, cancel := context.WithTimeout(ctx, deadline)
	defer cancel()
	privilege := checks.PrivilegeOf(h)
	done := make(chan landed, 1)
	go func() {
		result := landed{topic: topic, privilege: privilege}
		defer func() {
			if p := recover(); p != nil {
				result.why, result.broke = checks.Unreadable, broke(p)
			}
			done <- result
		}()
		result.facts = checks.Stamp(topic.Collect(limited, h, p), privilege)
		result.why = endReason(limited)
	}()
	select {
	case result := <-done:
		return result
	case <-limited.Done():
	}
	select {
	case result := <-done:
		return result
	case <-time.After(grace):
		return landed{topic: topic, why: endReason(limited), privilege: privilege}
	}
}

// broke says a mistake of Ounce's own, which must not take the rest with it.
func broke(caught any) string { return checks.Excerpt(fmt.Sprint("Ounce made a mistake: ", caught)) }

func endReason(ctx context.Context) checks.Reason {
	if errors.Is(ctx.Err(), context.Canceled) {
		return checks.Stopped
	}
	return checks.TimedOut
}

func (s *Scanner) judge(result landed, m *checks.Machine) []checks.Finding {
	findings := make([]checks.Finding, 0, len(result.topic.Checks))
	for _, check := range result.topic.Checks {
		def, ok := s.Definitions.Get(check.ID)
		if !ok {
			continue // a test holds checks and definitions together
		}
		var v checks.Verdict
		switch {
		case !def.Concerns(m.Facts.Platform.System):
			v = checks.Skipped("other_system", nil)
		case result.facts == nil:
			v = checks.Undecided(checks.Unknown{Reason: result.why, Detail: result.broke})
			v.Evidence = []checks.Evidence{checks.Tried("the reads of "+result.topic.ID, result.why, result.privilege)}
		case def.Dated && s.Know == nil && !clockRuns(m.Taken):
			v = checks.Undecided(checks.Unknown{Reason: checks.Unreadable, Detail: "the clock"})
			v.Say, v.Args = "wrong_clock", checks.Args{"date": m.Taken}
			v.Evidence = []checks.Evidence{{Source: "clock of this computer", Value: m.Taken.UTC().Format(time.DateOnly), Privilege: result.privilege}}
		default:
			v = judged(check, m)
			if v.Status == checks.Unclear && v.Unknown.Reason == "" {
				v.Unknown.Reason = result.why
			}
		}
		v.Elevated = m.Facts.Platform.Elevated
		findings = append(findings, s.Definitions.Finding(def, v))
	}
	return findings
}

// clockRuns tells whether a date can be that of today: long before the dates that
// Ounce brings with it nobody had it, and long after them nobody has it any more.
// A computer whose battery for the clock is empty begins anew in some year.
func clockRuns(today time.Time) bool {
	table, err := lifecycle.Load()
	if err != nil {
		return true // the checks that need the table say so themselves
	}
	return today.After(table.Data.AddDate(-1, 0, 0)) && today.Before(table.Data.AddDate(10, 0, 0))
}

// judged is the verdict of a check, unknown where judging breaks.
func judged(check checks.Check, m *checks.Machine) (v checks.Verdict) {
	defer func() {
		if p := recover(); p != nil {
			v = checks.Undecided(checks.Unknown{Reason: checks.Unreadable, Detail: broke(p)})
			v.Evidence = []checks.Evidence{checks.Tried("the rule of "+check.ID, checks.Unreadable, checks.User)}
		}
	}()
	return check.Judge(m)
}

// order sorts the findings as the catalogue does, so that the same facts give
// the same list whichever topic came in first.
func (s *Scanner) order(found map[string]checks.Finding) []checks.Finding {
	list := make([]checks.Finding, 0, len(found))
	for _, id := range s.Definitions.IDs() {
		if f, ok := found[id]; ok {
			list = append(list, f)
		}
	}
	return list
}

// quietSymptoms makes a check not applicable while the root cause that it
// depends on fails, so that one problem is told once. Of a chain it names the
// first cause: what hides another symptom is none.
func (s *Scanner) quietSymptoms(findings []checks.Finding) {
	failed := map[string]string{}
	for _, f := range findings {
		if f.Status == checks.Fail {
			failed[f.Check] = f.Title
		}
	}
	for i, f := range findings {
		root := rootCause(f.Check, s.dependsOn, failed, nil)
		if root == "" {
			continue
		}
		def, _ := s.Definitions.Get(f.Check)
		quiet := s.Definitions.Finding(def, checks.Skipped("root_cause", checks.Args{"cause": failed[root]}))
		quiet.Because, quiet.Evidence = root, f.Evidence
		findings[i] = quiet
	}
}

func (s *Scanner) dependsOn(id string) []string {
	def, _ := s.Definitions.Get(id)
	return def.DependsOn
}

// rootCause gives the failed check from which a check's chain of causes starts;
// empty when nothing that it depends on fails.
func rootCause(id string, dependsOn func(string) []string, failed map[string]string, below []string) string {
	if slices.Contains(below, id) {
		return "" // a circle, which a test keeps out of the catalogue
	}
	causes := dependsOn(id)
	for _, cause := range causes {
		if root := rootCause(cause, dependsOn, failed, append(below, id)); root != "" {
			return root
		}
	}
	for _, cause := range causes {
		if failed[cause] != "" {
			return cause
		}
	}
	return ""
}

//go:build bench && linux

package app

import (
	"fmt"
	"slices"
	"syscall"
	"testing"
	"time"

	"ounce/assessment"
	"ounce/assets"
	"ounce/checks"
)

// TestBenchJudgement times the judgement and fails above the limits that are
// promised. The quickest of several runs counts, and on a machine that is busy
// with other things the processor's time.
func TestBenchJudgement(t *testing.T) {
	judge, err := assessment.Load()
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := assets.Files.ReadFile("examples/average.yaml")
	if err != nil {
		t.Fatal(err)
	}
	answers, err := assessment.ParseAnswers("average", sheet, judge.Questions)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	in := assessment.Input{Answers: answers, Now: now, Machines: benchMachines(judge, 1, now)}
	one := quickest(t, 300, 1, judge, in)
	in.Simulate = true
	months := quickest(t, 9, 2, judge, in) - one
	in.Simulate, in.Machines = false, benchMachines(judge, 500, now)
	many := quickest(t, 9, 1, judge, in)
	for _, row := range []struct {
		name      string
		took, max time.Duration
	}{{"judging one machine", one, time.Millisecond}, {"judging 500 machines", many, 100 * time.Millisecond}, {"20,000 years of months", months, 250 * time.Millisecond}} {
		fmt.Printf("%-24s %8.2f ms                 (at most %v)\n", row.name, float64(row.took.Microseconds())/1000, row.max)
		if row.took > row.max {
			t.Errorf("%s took %v, at most %v are promised", row.name, row.took, row.max)
		}
	}
}

// quickest is the shortest of several judgements that work on so many things at
// once.
func quickest(t *testing.T, runs, atOnce int, judge *assessment.Definitions, in assessment.Input) time.Duration {
	t.Helper()
	var took []time.Duration
	for range runs {
		began, used := time.Now(), processorTime(t)
		if _, err := judge.Assess(in); err != nil {
			t.Fatal(err)
		}
		took = append(took, min(time.Since(began), (processorTime(t)-used)/time.Duration(atOnce)))
	}
	return slices.Min(took)
}

// processorTime is what this process has used of the processor.
func processorTime(t *testing.T) time.Duration {
	t.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		t.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// benchMachines are machines on which every check that a rule names passes or
// fails, in turn.
func benchMachines(judge *assessment.Definitions, n int, now time.Time) []checks.Machine {
	var machines []checks.Machine
	for i := range n {
		m := checks.Machine{ID: fmt.Sprint(i), Name: fmt.Sprint("PC-", i), OS: "Windows 11 Pro", Taken: now}
		for _, rule := range judge.Rules {
			m.Findings = append(m.Findings, checks.Finding{Check: rule.Check, Status: []checks.Status{checks.Pass, checks.Fail}[(i+len(m.Findings))%2],
				Severity: checks.High, Title: rule.Check, Reason: "Seen: " + rule.Check, Evidence: []checks.Evidence{{Source: "file", Value: "x"}}})
		}
		machines = append(machines, m)
	}
	return machines
}

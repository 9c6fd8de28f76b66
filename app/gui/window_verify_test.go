//go:build verify && cgo

package gui

import (
	"context"
	"fmt"
	"os"
	"testing"
	"time"

	"ounce/assessment"
	"ounce/checks"
)

// TestMain opens a real window on the real questionnaire and fakes when OUNCE_WINDOW asks for it: the
// window needs the process's first thread, which no test has.
func TestMain(m *testing.M) {
	if os.Getenv("OUNCE_WINDOW") == "" {
		os.Exit(m.Run())
	}
	deps := fakeDeps(os.TempDir())
	d, err := assessment.Load()
	if err != nil {
		panic(err)
	}
	deps.Countries, deps.Currencies, deps.Tiers = nil, nil, nil
	deps.Ask(d)
	deps.Assess = func(_ context.Context, a assessment.Answers, machines []checks.Machine) (assessment.Result, error) {
		return d.Assess(assessment.Input{Answers: a, Machines: machines, Now: taken, Simulate: true})
	}
	deps.Scan = func(ctx context.Context, landed func(int, int, checks.Finding)) (checks.Machine, error) {
		machine := fakeMachine()
		for i, f := range machine.Findings {
			select {
			case <-ctx.Done():
				machine.Findings = machine.Findings[:i]
				return machine, nil
			case <-time.After(100 * time.Millisecond):
			}
			landed(i+1, len(fakeFindings()), f)
		}
		return machine, nil
	}
	if err := Run(context.Background(), deps); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

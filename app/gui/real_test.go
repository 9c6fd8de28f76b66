package gui

import (
	"context"
	"regexp"
	"slices"
	"testing"

	"ounce/assessment"
	"ounce/assets"
	"ounce/checks"
)

// realDeps are fakes but for the questionnaire, the texts of the checks and the
// judgement.
func realDeps(t testing.TB, folder string) Deps {
	t.Helper()
	d, err := assessment.Load()
	if err != nil {
		t.Fatal(err)
	}
	defs, err := checks.LoadDefinitions()
	if err != nil {
		t.Fatal(err)
	}
	deps := fakeDeps(folder)
	deps.Countries, deps.Currencies, deps.Tiers, deps.Checks = nil, nil, nil, nil
	deps.Ask(d)
	for _, area := range checks.Areas() {
		for _, id := range defs.IDs() {
			if def, ok := defs.Get(id); ok && def.Area == area && def.Concerns(checks.Windows) {
				deps.Checks = append(deps.Checks, def)
			}
		}
	}
	input := func(a assessment.Answers, machines []checks.Machine) assessment.Input {
		return assessment.Input{Answers: a, Machines: machines, Checks: defs, Now: taken}
	}
	deps.Assess = func(_ context.Context, a assessment.Answers, machines []checks.Machine) (assessment.Result, error) {
		return d.Assess(input(a, machines))
	}
	deps.Levers = LeversOf
	deps.Try = func(a assessment.Answers, machines []checks.Machine, values map[string]float64) (assessment.Result, error) {
		in, change := input(a, machines), ChangeOf(values)
		in.Change = &change
		return d.Assess(in)
	}
	machine := realMachine(deps.Checks)
	deps.Scan = func(_ context.Context, landed func(int, int, checks.Finding)) (checks.Machine, error) {
		for i, f := range machine.Findings {
			landed(i+1, len(machine.Findings), f)
		}
		return machine, nil
	}
	data, err := assets.Files.ReadFile("examples/neglected.yaml")
	if err != nil {
		t.Fatal(err)
	}
	answers, err := assessment.ParseAnswers("neglected", data, d.Questions)
	if err != nil {
		t.Fatal(err)
	}
	deps.Sample = func(context.Context) (Assessment, error) {
		return Assessment{Answers: answers, Own: machine.ID, Machines: []checks.Machine{machine}}, nil
	}
	return deps
}

// realMachine has a finding for each check, with one of its own sentences.
func realMachine(defs []checks.Definition) checks.Machine {
	m := fakeMachine()
	m.Findings = nil
	hole := regexp.MustCompile(`\{[^}]*\}`)
	statuses := []checks.Status{checks.Pass, checks.Pass, checks.Warn, checks.Pass, checks.Unclear, checks.Pass, checks.Fail}
	for i, def := range defs {
		var says []string
		for id := range def.Says {
			says = append(says, id)
		}
		slices.Sort(says)
		f := checks.Finding{Check: def.ID, Area: def.Area, Title: def.Title, Severity: def.Severity, Status: statuses[i%len(statuses)],
			Reason:   hole.ReplaceAllString(def.Says[says[i%len(says)]], "3"),
			Evidence: []checks.Evidence{{Source: `HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion`, Value: "26200.6899", Privilege: checks.User}}}
		if f.Status == checks.Unclear {
			f.Unknown, f.Evidence, f.Reason = checks.Denied, nil, "We could not see "+def.Thing+" from this account. Someone with administrator rights can."
		}
		m.Findings = append(m.Findings, f)
	}
	return m
}

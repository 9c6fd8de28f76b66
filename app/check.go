package app

import (
	"encoding/json"
	"fmt"
	"time"

	"ounce/app/disk"
	"ounce/assessment"
	"ounce/checks"
)

// checkCommand runs the health checks.
type checkCommand struct {
	From   string `help:"Play back a recording instead of looking at this machine." placeholder:"RECORDING" reads:"recording"`
	JSON   string `name:"json" help:"Write facts and findings as JSON; - is standard output." placeholder:"FILE" writes:"json"`
	FailOn string `help:"End with status 3 when a finding is at this level or above." enum:",warn,fail" default:"" placeholder:"warn|fail"`
	Detail bool   `short:"d" help:"Also print what was read, and where."`
}

// Help is the command's example.
func (checkCommand) Help() string {
	return "Example: ounce check --json findings.json --fail-on fail"
}

// Run checks, prints, saves.
func (c *checkCommand) Run(s *session) error {
	if err := disk.CanWrite(c.JSON); err != nil {
		return err
	}
	h, err := s.openHost(c.From)
	if err != nil {
		return err
	}
	defs, err := checks.LoadDefinitions()
	if err != nil {
		return fmt.Errorf("loading the checks: %w", err)
	}
	m, err := s.scan(s.ctx, h, defs, nil)
	if err != nil {
		return err
	}
	if c.JSON != "" {
		if err := s.writeMachine(c.JSON, m); err != nil {
			return err
		}
	}
	if c.JSON != "-" {
		printMachine(s.out, m, defs, c.Detail)
	}
	if reached(m.Findings, c.FailOn) {
		return &statusError{statusFinding, fmt.Errorf("at least one finding is at the level %q or above", c.FailOn)}
	}
	return nil
}

// reached tells whether a finding is at a level (warn or fail) or above.
func reached(findings []checks.Finding, level string) bool {
	for _, f := range findings {
		if level != "" && (f.Status == checks.Fail || (f.Status == checks.Warn && level == "warn")) {
			return true
		}
	}
	return false
}

// machinesFile is the JSON of checked machines: schema 1 without the judgement.
type machinesFile struct {
	Schema    int              `json:"schema"`
	App       assessment.App   `json:"app"`
	Generated time.Time        `json:"generated"`
	Machines  []checks.Machine `json:"machines"`
}

func (s *session) writeMachine(path string, m checks.Machine) error {
	return s.writeJSON(path, machinesFile{
		Schema: 1, App: assessment.App{Version: Version}, Generated: m.Taken.UTC(), Machines: []checks.Machine{m},
	})
}

// writeJSON writes a value as indented JSON that ends with a line.
func (s *session) writeJSON(path string, value any) error {
	data, err := json.MarshalIndent(value, "", "  ")
	if err != nil {
		return fmt.Errorf("writing JSON: %w", err)
	}
	return s.writeFile(path, append(data, '\n'))
}

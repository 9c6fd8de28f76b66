package app

import (
	"bytes"
	"encoding/json"
	"fmt"

	"ounce/checks"
	"ounce/checks/inventory"
)

// checkCommand runs the health checks.
type checkCommand struct {
	From   string `help:"Play back a recording instead of looking at this machine." placeholder:"RECORDING" reads:"recording"`
	JSON   string `name:"json" help:"Write facts and findings as JSON; - is standard output." placeholder:"FILE" writes:"machines"`
	Out    string `help:"Keep this machine for an assessment elsewhere, as pc7.ounce-machine; for a folder with / at its end, the file gets the machine's name." placeholder:"FILE" writes:"machine"`
	FailOn string `help:"End with status 3 when a finding is at this level or above." enum:"warn,fail" placeholder:"warn|fail"`
	Detail bool   `short:"d" help:"Also print what was read, and where."`
}

// Help is the command's example.
func (checkCommand) Help() string {
	return "On a visit to several computers, run it on each from a stick and hand the files to ounce assess --machine.\n\n" +
		"Example: ounce check --json findings.json --fail-on fail\n\nExample: ounce check --out pc7.ounce-machine"
}

// Run checks, prints, saves.
func (c *checkCommand) Run(s *session) error {
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
	if c.JSON != "-" && c.Out != "-" {
		printMachine(s.out, m, defs, c.Detail)
	}
	if c.Out != "" {
		kept, err := s.keepMachine(c.Out, m)
		if err != nil {
			return err
		}
		if kept != "-" && c.JSON != "-" {
			fmt.Fprintf(s.out, "Kept in %s\n", kept)
		}
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

func (s *session) writeMachine(path string, m checks.Machine) error {
	data, err := inventory.Write([]checks.Machine{m}, m.Taken, Version)
	if err != nil {
		return err
	}
	return s.writeFile(path, data)
}

// mostIndented is how large JSON, in bytes, is still laid out for people to read:
// more than that goes to programs, and laid out it takes three times the memory.
const mostIndented = 8 << 20

// writeJSON writes a value as JSON that ends with a line.
func (s *session) writeJSON(path string, value any) error {
	data, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("writing JSON: %w", err)
	}
	if len(data) > mostIndented {
		return s.writeFile(path, append(data, '\n'))
	}
	var text bytes.Buffer
	if err := json.Indent(&text, data, "", "  "); err != nil {
		return fmt.Errorf("writing JSON: %w", err)
	}
	text.WriteByte('\n')
	return s.writeFile(path, text.Bytes())
}

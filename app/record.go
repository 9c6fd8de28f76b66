package app

import (
	"fmt"

	"ounce/checks"
	"ounce/checks/host"
)

// recordCommand writes what the checks read, so that others can play it back.
type recordCommand struct {
	File string `arg:"" help:"The file to write, as pc7.recording.yaml." writes:"recording"`
}

// Help is the command's example.
func (recordCommand) Help() string {
	return "Example: ounce record pc7.recording.yaml"
}

// Run checks this machine and keeps what was read, scrubbed.
func (c *recordCommand) Run(s *session) error {
	defs, err := checks.LoadDefinitions()
	if err != nil {
		return fmt.Errorf("loading the checks: %w", err)
	}
	recorder := host.Record(s.live())
	if _, err := s.scan(s.ctx, recorder, defs, nil); err != nil {
		return err
	}
	data, err := recorder.Recording().Scrub().YAML()
	if err != nil {
		return err
	}
	return s.writeFile(c.File, data)
}

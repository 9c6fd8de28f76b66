package app

import "ounce/checks/inventory"

// osqueryPackCommand writes the queries for osquery whose results Ounce reads.
type osqueryPackCommand struct {
	Out string `help:"Where to write it; without it, to standard output." placeholder:"FILE" writes:"pack"`
}

// Help is the command's example.
func (osqueryPackCommand) Help() string {
	return "Run it with osqueryi --config_path ounce-pack.conf --pack ounce --json, or schedule it; hand what comes out to ounce assess --machine. In Fleet, save each query as a report and export it.\n\nExample: ounce osquery-pack --out ounce-pack.conf"
}

// Run writes the pack.
func (c *osqueryPackCommand) Run(s *session) error {
	data, err := inventory.Pack()
	if err != nil {
		return err
	}
	path := c.Out
	if path == "" {
		path = "-"
	}
	return s.writeFile(path, data)
}

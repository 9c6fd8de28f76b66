package app

import (
	"fmt"

	"ounce/app/disk"
	"ounce/assessment"
)

// tiersCommand lists the service tiers.
type tiersCommand struct {
	JSON  string `name:"json" help:"Write the list as JSON; - is standard output." placeholder:"FILE" writes:"tiers"`
	Check string `help:"Validate a list of tiers of your own." placeholder:"FILE" reads:"tiers" without:"json"`
}

// Help is the command's example.
func (tiersCommand) Help() string { return "Example: ounce tiers --check our-tiers.yaml" }

// maxDefinitions is the largest file of tiers or answers that is read.
const maxDefinitions = 1 << 20

// Run prints or validates.
func (c *tiersCommand) Run(s *session) error {
	questions, err := assessment.LoadQuestionnaire()
	if err != nil {
		return err
	}
	catalogue, err := loadCatalogue(c.Check, questions)
	if err != nil {
		return err
	}
	if c.Check != "" {
		fmt.Fprintf(s.out, "%s is a sound list of %d tiers.\n", c.Check, len(catalogue.Tiers))
		return nil
	}
	if c.JSON != "" {
		return s.writeJSON(c.JSON, catalogue)
	}
	for _, t := range catalogue.Tiers {
		fmt.Fprintf(s.out, "%-5s %s\n", t.ID, t.Name)
		printWrapped(s.out, "      ", t.Says)
	}
	return nil
}

// loadCatalogue reads a provider's own tiers, or Ounce's.
func loadCatalogue(path string, q *assessment.Questionnaire) (*assessment.Catalogue, error) {
	if path == "" {
		return assessment.LoadCatalogue(q)
	}
	data, err := disk.Read(path, maxDefinitions)
	if err != nil {
		return nil, err
	}
	if err := notAnother(path, data, headless); err != nil {
		return nil, err
	}
	return assessment.ParseCatalogue(path, data, q)
}

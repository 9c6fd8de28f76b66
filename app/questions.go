package app

import (
	"ounce/assessment"
)

// questionsCommand writes a blank answer sheet.
type questionsCommand struct {
	Out string `help:"Where to write it; without it, to standard output." placeholder:"FILE" writes:"answers"`
}

// Help is the command's example.
func (questionsCommand) Help() string {
	return "Fill the sheet in with any text editor and hand it to ounce assess.\n\nExample: ounce questions --out answers.yaml"
}

// Run writes the sheet.
func (c *questionsCommand) Run(s *session) error {
	questions, err := assessment.LoadQuestionnaire()
	if err != nil {
		return err
	}
	path := c.Out
	if path == "" {
		path = "-"
	}
	return s.writeFile(path, assessment.BlankSheet(questions))
}

package app

import (
	"fmt"

	"ounce/assessment"
	"ounce/checks"
)

// questionsCommand writes an answer sheet.
type questionsCommand struct {
	Out     string   `help:"Where to write it: an Excel sheet with lists to choose from (.xlsx), or a text file (.yaml). Without it, the text goes to standard output." placeholder:"FILE" writes:"answers"`
	Answers string   `help:"Begin with the answers of this sheet." placeholder:"FILE" reads:"answers"`
	Machine []string `help:"Show beside the questions what was seen on computers: files or folders as ounce assess takes them; can be given many times." placeholder:"FILE" reads:"machines"`
	copyFlags
}

// Help is the command's example.
func (questionsCommand) Help() string {
	return "Fill the sheet in with Excel or any text editor, and hand it to ounce assess or drag it onto the window.\n\nExample: ounce questions --out answers.xlsx"
}

// Run writes the sheet.
func (c *questionsCommand) Run(s *session) error {
	if _, err := c.given(s); err != nil {
		return err
	}
	judge, err := assessment.Load()
	if err != nil {
		return err
	}
	answers := assessment.Answers{Country: "US", Currency: "USD"}
	if c.Answers != "" {
		if answers, err = readAnswers(c.Answers, judge.Questions); err != nil {
			return err
		}
	}
	defs, err := checks.LoadDefinitions()
	if err != nil {
		return fmt.Errorf("loading the checks: %w", err)
	}
	elsewhere, err := s.gather(c.Machine, defs, c.opener(s))
	if err != nil {
		return err
	}
	path := c.Out
	if path == "" {
		path = "-"
	}
	data, err := answersFile(path, judge.Questions, answers, judge.Prefill(elsewhere.machines))
	if err != nil {
		return err
	}
	return s.writeFile(path, data)
}

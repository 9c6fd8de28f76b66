package app

import (
	"bytes"
	"fmt"
	"os"

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
	if err := canBeSheet(c.Out); err != nil {
		return err
	}
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
	if err := losesAnswers(path, judge.Questions, answers); err != nil {
		return err
	}
	data, err := answersFile(path, judge.Questions, answers, judge.Prefill(elsewhere.machines))
	if err != nil {
		return err
	}
	return s.writeFile(path, data)
}

// losesAnswers refuses to replace a sheet that somebody filled in with one that
// says something else.
func losesAnswers(path string, q *assessment.Questionnaire, writing assessment.Answers) error {
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() || info.Size() == 0 {
		return nil // nothing stands there
	}
	there, err := readAnswers(path, q)
	if err != nil || (len(there.Given) > 0 || there.Company != "") && !bytes.Equal(assessment.WriteAnswers(q, there), assessment.WriteAnswers(q, writing)) {
		return fmt.Errorf("%s is there already and holds answers; please choose another name", path)
	}
	return nil
}

package app

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"ounce/app/disk"
	"ounce/app/store"
	"ounce/assessment"
	"ounce/assessment/report"
)

// sheetName is the answer sheet that Ounce leaves where there is no window.
const sheetName = "Ounce questions.xlsx"

// withoutWindow does the whole job where the screen can show no window: it
// checks this computer, leaves the questions as an Excel sheet and writes the
// report. The next time it takes the answers from that sheet. tell shows
// somebody at the screen how it went.
func (s *session) withoutWindow(folder string, why error, tell func(text string)) error {
	fmt.Fprintf(s.err, "ounce: %s\n", why)
	done, err := s.assessInto(folder)
	if err != nil {
		tell(capital(disk.Words(err)) + ".")
		return err
	}
	text := strings.Join(done, "\n\n")
	fmt.Fprintln(s.out, text)
	tell(text)
	return nil
}

// assessInto assesses into a folder and says what it left there.
func (s *session) assessInto(folder string) ([]string, error) {
	judge, err := assessment.Load()
	if err != nil {
		return nil, err
	}
	sheet := filepath.Join(folder, sheetName)
	c := assessCommand{Privacy: string(report.Client)}
	answered := ""
	if _, err := os.Stat(sheet); err == nil {
		c.Answers = sheet
		answers, err := readAnswers(sheet, judge.Questions)
		if err != nil {
			return nil, err
		}
		answered = answers.Company
	}
	c.Out = unusedReport(filepath.Join(folder, report.FileName(answered)))
	if err := disk.CanWrite(c.Out); err != nil {
		return nil, err
	}
	input, err := c.input(s, judge, store.Assessment{})
	if err != nil {
		return nil, err
	}
	if err := c.assess(s, judge, store.Assessment{}, nil, input); err != nil {
		return nil, err
	}
	done := []string{"Ounce checked this computer. The report is " + c.Out}
	if c.Answers != "" {
		return append(done, "It rests on your answers in "+sheet+". Change them and start Ounce again for a new report."), nil
	}
	data, err := answersFile(sheet, judge.Questions, input.Answers, judge.Prefill(input.Machines))
	if err != nil {
		return nil, err
	}
	if err := disk.Replace(sheet, data); err != nil {
		return nil, err
	}
	return append(done, "The questions are in "+sheet+". Fill them in with Excel, save, and start Ounce again: the next report rests on your answers. Its window needs OpenGL, which this screen does not offer; the command ounce assess does the same."), nil
}

// unusedReport numbers a name that is taken: a report of an earlier day stays.
func unusedReport(path string) string {
	base := strings.TrimSuffix(path, ".xlsx")
	for n := 2; ; n++ {
		if _, err := os.Lstat(path); err != nil {
			return path
		}
		path = fmt.Sprintf("%s %d.xlsx", base, n)
	}
}

func capital(text string) string {
	if text == "" {
		return text
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

// reportFolder is where people look for documents; a portable Ounce puts them
// beside itself.
func (s *session) reportFolder() string {
	if places, err := s.places(); err == nil && places.Portable {
		return places.Beside
	}
	if s.home == "" {
		return "."
	}
	if documents := filepath.Join(s.home, "Documents"); disk.FolderIsThere(documents) == nil {
		return documents
	}
	return s.home
}

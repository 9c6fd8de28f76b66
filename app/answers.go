package app

import (
	"bytes"
	"path/filepath"
	"strings"

	"ounce/app/disk"
	"ounce/assessment"
	"ounce/assessment/report"
)

// readAnswers reads an answers file: YAML, or a filled-in Excel answer sheet. It
// goes by what the file holds, not by its name.
func readAnswers(path string, q *assessment.Questionnaire) (assessment.Answers, error) {
	data, err := disk.Read(path, report.MaxAnswerSheet)
	if err != nil {
		return assessment.Answers{}, err
	}
	if report.IsWorkbook(data) {
		return report.ReadAnswerSheet(path, data, q)
	}
	if err := notAnother(path, data, headAnswers); err != nil {
		return assessment.Answers{}, err
	}
	return assessment.ParseAnswers(path, data, q)
}

// isSheet tells whether a file of that name is an Excel answer sheet.
func isSheet(path string) bool { return strings.EqualFold(filepath.Ext(path), ".xlsx") }

// canBeSheet refuses a name for an answer sheet that promises another kind of
// file.
func canBeSheet(path string) error {
	switch strings.ToLower(filepath.Ext(path)) {
	case "", ".xlsx", ".yaml", ".yml", ".txt":
		return nil
	}
	return usage("an answer sheet is an Excel file (.xlsx) or a text file (.yaml), and %s is neither", path)
}

// answersFile is what a file of answers holds, as its name asks for. seen is
// what the checks saw beforehand; only a workbook shows it.
func answersFile(path string, q *assessment.Questionnaire, a assessment.Answers, seen []assessment.Suggestion) ([]byte, error) {
	if !isSheet(path) {
		return assessment.WriteAnswers(q, a), nil
	}
	var book bytes.Buffer
	err := report.WriteAnswerSheet(&book, q, a, seen)
	return book.Bytes(), err
}

// Package report lays a Result out as an Excel workbook that opens in Excel,
// Numbers, Google Sheets, LibreOffice and previews. It computes no judgement:
// every number comes from the Result.
package report

import (
	"errors"
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"

	"ounce/assessment"
	"ounce/checks"
)

// Write writes the workbook of a result.
func Write(w io.Writer, r assessment.Result) (err error) {
	words, err := checks.LoadWords()
	if err != nil {
		return err
	}
	defs, err := checks.LoadDefinitions()
	if err != nil {
		return err
	}
	b := &book{file: excelize.NewFile(), result: r, words: words, defs: defs, styles: map[look]int{}}
	defer func() { err = errors.Join(err, b.file.Close()) }()
	for _, build := range []struct {
		name string
		fill func(*sheet)
	}{
		{"Summary", summary}, {"Findings", findings}, {"Answers", answers},
	} {
		s, err := b.add(build.name)
		if err != nil {
			return err
		}
		if build.fill(s); s.err != nil {
			return fmt.Errorf("laying out the sheet %s: %w", build.name, s.err)
		}
		if err := s.finish(); err != nil {
			return fmt.Errorf("finishing the sheet %s: %w", build.name, err)
		}
	}
	if err := b.properties(); err != nil {
		return err
	}
	return b.file.Write(w)
}

// book is a workbook in the making.
type book struct {
	file   *excelize.File
	result assessment.Result
	words  checks.Words
	defs   *checks.Definitions
	styles map[look]int
	sheets int
}

// properties names Ounce as the maker and the date of the result as the date;
// nothing of the machine that wrote it.
func (b *book) properties() error {
	date := b.result.Generated.UTC().Format("2006-01-02") + "T00:00:00Z"
	title := "IT assessment"
	if b.result.Company != "" {
		title += " of " + line(b.result.Company)
	}
	if err := b.file.SetDocProps(&excelize.DocProperties{
		Title: title, Creator: "Ounce", LastModifiedBy: "Ounce", Language: "en", Created: date, Modified: date,
	}); err != nil {
		return fmt.Errorf("setting the properties: %w", err)
	}
	if err := b.file.SetAppProps(&excelize.AppProperties{Application: "Ounce", AppVersion: ""}); err != nil {
		return fmt.Errorf("setting the program's name: %w", err)
	}
	b.file.SetActiveSheet(0)
	return nil
}

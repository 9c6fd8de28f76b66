// Package report lays a Result out as an Excel workbook that opens in Excel,
// Numbers, Google Sheets, LibreOffice and previews. It computes no judgement:
// every number comes from the Result.
package report

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

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
	b := &book{file: excelize.NewFile(), result: r, words: words, defs: defs, styles: map[look]int{}, values: map[string]map[string]any{}, drawn: map[place]any{}}
	defer func() { err = errors.Join(err, b.file.Close()) }()
	for _, build := range []struct {
		name string
		fill func(*sheet)
	}{
		{"Summary", summary}, {"Findings", findings}, {"Said and seen", said}, {"Roadmap", roadmap},
		{"Answers", answers}, {"Evidence and method", method}, {"Glossary", glossary},
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
	b.file.SetZipWriter(func(out io.Writer) excelize.ZipWriter {
		return &archive{out: zip.NewWriter(out), date: b.date(), correct: b.correct}
	})
	return b.file.Write(w)
}

// date is the day of the result: no clock of a machine gets into the bytes.
func (b *book) date() time.Time {
	year, month, day := b.result.Generated.UTC().Date()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// correct mends what excelize leaves wrong in a part.
func (b *book) correct(name string, data []byte) ([]byte, error) {
	if strings.HasPrefix(name, "xl/charts/chart") {
		return b.fillCharts(data)
	}
	values, isSheet := b.values[name]
	if !isSheet {
		return data, nil
	}
	return placeValues(data, values)
}

// book is a workbook in the making.
type book struct {
	file   *excelize.File
	result assessment.Result
	words  checks.Words
	defs   *checks.Definitions
	styles map[look]int
	sheets int
	// values are those of the formulas, by part and cell.
	values map[string]map[string]any
	// drawn are the values of sheets that charts draw from.
	drawn map[place]any
}

// properties names Ounce as the maker and the date of the result as the date;
// nothing of the machine that wrote it.
func (b *book) properties() error {
	date := b.date().Format(time.RFC3339)
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

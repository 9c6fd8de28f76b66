// Package report lays a Result out as an Excel workbook that opens in Excel,
// Numbers, Google Sheets, LibreOffice and previews. It computes no judgement:
// every number comes from the Result.
package report

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"ounce/assessment"
	"ounce/checks"
)

// Option is what a workbook can have beside the result.
type Option func(*book)

// Living makes the figures of the sheet Cost follow what a reader changes. c is
// the case that the result was judged from.
func Living(c assessment.Case) Option { return func(b *book) { b.living = &c } }

// Offered gives the catalogue that the result was judged with; without it the
// built-in one gives the names of the tiers.
func Offered(c *assessment.Catalogue) Option { return func(b *book) { b.catalogue = c } }

// Sealed encrypts the workbook with a password, as Excel does it: ECMA-376
// standard encryption, AES with 128 bits, the key from 50,000 rounds of SHA-1.
// Two such files of one result differ, since each has its own salt.
func Sealed(password string) Option { return func(b *book) { b.password = password } }

// ErrNothing and ErrNoFindings refuse a report that would say nothing, and say
// what it would take.
var (
	ErrNothing    = errors.New("there is nothing to report yet: no question is answered and no computer was looked at")
	ErrNoFindings = errors.New("there are no findings to list: no computer was looked at")
)

// Write writes the workbook of a result; ErrNothing for one that holds neither an
// answer nor a computer.
func Write(w io.Writer, r assessment.Result, options ...Option) (err error) {
	told := func(a assessment.AnsweredView) bool {
		return a.State == assessment.StateAnswered || a.State == assessment.StateUnknown
	}
	if len(r.Machines) == 0 && !slices.ContainsFunc(r.Answers, told) {
		return ErrNothing
	}
	b, err := prepare(r, options)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.file.Close()) }()
	if err := b.layOut(); err != nil {
		return err
	}
	if err := b.properties(); err != nil {
		return err
	}
	b.file.SetZipWriter(func(out io.Writer) excelize.ZipWriter {
		return &archive{out: zip.NewWriter(out), date: b.date(), correct: b.correct}
	})
	return b.send(w)
}

// prepare gives the book of a result with what its options ask for.
func prepare(r assessment.Result, options []Option) (*book, error) {
	words, err := checks.LoadWords()
	if err != nil {
		return nil, err
	}
	defs, err := checks.LoadDefinitions()
	if err != nil {
		return nil, err
	}
	b := &book{file: excelize.NewFile(), result: r, words: words, defs: defs, styles: map[look]int{}, cleaned: map[string]string{}, brief: map[string]string{}}
	for _, option := range options {
		option(b)
	}
	if err := b.brand.Check(); err != nil {
		return nil, err
	}
	if b.privacy == Public {
		b.result, b.aliases = anonymous(b.result)
	}
	// A currency gets into number formats, where quotes would end a text.
	b.result.Currency = cut(strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, b.result.Currency), 8)
	if b.catalogue == nil {
		questions, err := assessment.LoadQuestionnaire()
		if err != nil {
			return nil, err
		}
		if b.catalogue, err = assessment.LoadCatalogue(questions); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// send writes the finished workbook, sealed where there is a password.
func (b *book) send(w io.Writer) error {
	if b.password == "" {
		return b.file.Write(w)
	}
	var plain bytes.Buffer
	if err := b.file.Write(&plain); err != nil {
		return err
	}
	sealed, err := excelize.Encrypt(plain.Bytes(), &excelize.Options{Password: b.password})
	if err != nil {
		return fmt.Errorf("sealing the workbook: %w", err)
	}
	_, err = w.Write(sealed)
	return err
}

// layout is one sheet: adding one is adding a line to layouts.
type layout struct {
	name string
	fill func(*sheet)
	when func(*book) bool // nil is always
	// onePage sheets stand upright on exactly one page; the others lie, and are
	// one page wide.
	onePage bool
}

// layouts are the sheets in their order. The first is filled last, since it
// shows what stands on the others.
func layouts() []layout {
	return []layout{
		{name: "Summary", fill: summary, onePage: true},
		{name: "Since last time", fill: since, when: func(b *book) bool { return len(b.since.results) > 0 }},
		{name: "Cost", fill: cost},
		{name: "Months", fill: months},
		{name: "Findings", fill: findings},
		{name: "Said and seen", fill: said},
		{name: "Roadmap", fill: roadmap},
		{name: "Machines", fill: machines},
		{name: "Answers", fill: answers},
		{name: methodName, fill: method},
		{name: "Glossary", fill: glossary},
	}
}

// layOut fills the sheets.
func (b *book) layOut() error {
	var sheets []*sheet
	for _, l := range layouts() {
		if l.when != nil && !l.when(b) {
			continue
		}
		s, err := b.add(l)
		if err != nil {
			return err
		}
		sheets = append(sheets, s)
	}
	for i := range sheets {
		s := sheets[(i+1)%len(sheets)]
		if s.fill(s); s.err != nil {
			return fmt.Errorf("laying out the sheet %s: %w", s.name, s.err)
		}
		if err := s.finish(); err != nil {
			return fmt.Errorf("finishing the sheet %s: %w", s.name, err)
		}
	}
	return b.fillIn()
}

// fillIn makes the parts of the cells that the sheets hold.
func (b *book) fillIn() error {
	b.rows, b.texts.numbers = map[string][]byte{}, map[string]int{}
	for _, s := range b.sheets {
		rows, err := s.grid.xml(&b.texts)
		if err != nil {
			return fmt.Errorf("writing the sheet %s: %w", s.name, err)
		}
		b.rows[s.part] = rows
	}
	// The library makes the part of the texts only where it has one itself.
	return b.file.SetCellStr(b.sheets[0].name, "A1", "")
}

// date is the day of the result: no clock of a machine gets into the bytes.
func (b *book) date() time.Time {
	year, month, day := b.result.Generated.UTC().Date()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// correct mends what excelize leaves wrong in a part, and puts the cells in.
func (b *book) correct(name string, data []byte) ([]byte, error) {
	if strings.HasPrefix(name, "xl/charts/chart") {
		return b.fillCharts(data)
	}
	if name == sharedTexts {
		return b.texts.xml(), nil
	}
	if rows, ok := b.rows[name]; ok {
		return placeRows(data, rows)
	}
	return data, nil
}

// book is a workbook in the making.
type book struct {
	file   *excelize.File
	result assessment.Result
	words  checks.Words
	defs   *checks.Definitions
	styles map[look]int
	sheets []*sheet
	// rows are the cells of the sheets as XML, by part.
	rows  map[string][]byte
	texts textTable
	// living is the case behind the result, for formulas; nil without it.
	living    *assessment.Case
	catalogue *assessment.Catalogue
	privacy   Privacy
	brand     Brand
	password  string
	aliases   []alias           // of names that stand in texts
	cleaned   map[string]string // texts as they may be shown
	brief     map[string]string // sources in short, as briefly gives them
	costRows  costRows
	since     earlier
	scoreRows scoreRows
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

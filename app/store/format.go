package store

import (
	"archive/tar"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"time"

	"ounce/assessment"
)

// formatNow is the version of the files that are written. Every change of their
// shape raises it: an older Ounce refuses what it would lose.
const formatNow = 2

// The sizes in bytes beyond which nothing is an assessment.
const (
	maxFile     = 128 << 20
	maxHead     = 1 << 20
	maxAnswers  = 4 << 20
	maxMachines = 128 << 20 // of JSON, four times what 500 take
	maxKept     = 1000
)

// The entries of the archive, in their order.
const (
	entryHead     = "head.json"
	entryAnswers  = "answers.json"
	entryMachines = "machines.jsonl.gz"
	entryResults  = "results.json"
	folderResults = "results"
)

// headFile is the JSON of the first entry.
type headFile struct {
	Format   int       `json:"ounce_assessment"`
	ID       string    `json:"id"`
	Company  string    `json:"company,omitempty"`
	Changed  time.Time `json:"changed"`
	Revision string    `json:"revision"`
	Shared   []string  `json:"shared,omitempty"`
	Says     string    `json:"says,omitempty"`
	Latest   *Summary  `json:"latest,omitempty"`
	Machines int       `json:"machines"`
	Results  int       `json:"results"`
}

// answersFile is the JSON of the answers; format 1 had the same.
type answersFile struct {
	Quick   bool         `json:"quick,omitempty"`
	Own     string       `json:"own,omitempty"`
	Answers savedAnswers `json:"answers"`
}

type savedAnswers struct {
	Company  string                 `json:"company,omitempty"`
	Country  string                 `json:"country,omitempty"`
	Currency string                 `json:"currency,omitempty"`
	PerUSD   float64                `json:"per_usd,omitempty"`
	Given    map[string]savedAnswer `json:"given"`
}

type savedAnswer struct {
	Choice  string             `json:"choice,omitempty"`
	Number  *float64           `json:"number,omitempty"`
	Fields  map[string]float64 `json:"fields,omitempty"`
	Choices map[string]string  `json:"choices,omitempty"`
	Unknown bool               `json:"unknown,omitempty"`
	Note    string             `json:"note,omitempty"`
}

func saved(a assessment.Answers) savedAnswers {
	s := savedAnswers{Company: a.Company, Country: a.Country, Currency: a.Currency, PerUSD: a.PerUSD, Given: map[string]savedAnswer{}}
	for question, given := range a.Given {
		s.Given[question] = savedAnswer(given)
	}
	return s
}

func (s savedAnswers) answers() assessment.Answers {
	a := assessment.Answers{Company: s.Company, Country: s.Country, Currency: s.Currency, PerUSD: s.PerUSD, Given: map[string]assessment.Answer{}}
	for question, given := range s.Given {
		a.Given[question] = assessment.Answer(given)
	}
	return a
}

// NewerError is a file of a version that this Ounce does not know.
type NewerError struct{ Format int }

func (e *NewerError) Error() string {
	return fmt.Sprintf("it was written by a newer Ounce (format %d; this one reads up to %d); please update this one", e.Format, formatNow)
}

// errNoAssessment is a sealed file that holds something else.
var errNoAssessment = errors.New("what it holds is no assessment")

// write writes an assessment as an archive.
func write(to io.Writer, a Assessment) error {
	archive := tar.NewWriter(to)
	entry := func(name string, data []byte) error {
		if err := archive.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: int64(len(data)), Format: tar.FormatUSTAR}); err != nil {
			return err
		}
		_, err := archive.Write(data)
		return err
	}
	text := func(name string, value any) error {
		data, err := json.Marshal(value)
		if err != nil {
			return err
		}
		return entry(name, data)
	}
	h := a.Head
	if err := text(entryHead, headFile{Format: formatNow, ID: h.ID, Company: a.Answers.Company, Changed: h.Changed, Revision: h.Revision,
		Shared: h.Shared, Says: h.Says, Latest: h.Latest, Machines: len(a.Machines), Results: len(a.Kept)}); err != nil {
		return err
	}
	if err := text(entryAnswers, answersFile{Quick: a.Quick, Own: a.Own, Answers: saved(a.Answers)}); err != nil {
		return err
	}
	machines, err := packMachines(a.Machines)
	if err != nil {
		return err
	}
	if err := entry(entryMachines, machines); err != nil {
		return err
	}
	summaries := make([]Summary, len(a.Kept))
	for i, snapshot := range a.Kept {
		summaries[i] = snapshot.Summary
	}
	if err := text(entryResults, summaries); err != nil {
		return err
	}
	for i, snapshot := range a.Kept {
		if err := entry(resultName(i), snapshot.packed); err != nil {
			return err
		}
	}
	return archive.Close()
}

func resultName(i int) string { return path.Join(folderResults, fmt.Sprintf("%d.json.gz", i+1)) }

// readHead reads the first entry of an archive.
func readHead(archive *tar.Reader) (Head, error) {
	var file headFile
	if err := readEntry(archive, entryHead, maxHead, &file); err != nil {
		return Head{}, err
	}
	switch {
	case file.Format > formatNow:
		return Head{}, &NewerError{file.Format}
	case file.Format < 2 || !isID(file.ID) || file.Revision == "":
		return Head{}, errNoAssessment
	}
	return Head{ID: file.ID, Company: file.Company, Changed: file.Changed, Revision: file.Revision, Shared: file.Shared,
		Says: file.Says, Latest: file.Latest, MachineCount: file.Machines, ResultCount: file.Results}, nil
}

// read reads a whole archive.
func read(from io.Reader) (Assessment, error) {
	var a Assessment
	archive := tar.NewReader(from)
	head, err := readHead(archive)
	if err != nil {
		return a, err
	}
	var answers answersFile
	if err := readEntry(archive, entryAnswers, maxAnswers, &answers); err != nil {
		return a, err
	}
	a = Assessment{Head: head, Answers: answers.Answers.answers(), Own: answers.Own, Quick: answers.Quick}
	if err := next(archive, entryMachines); err != nil {
		return a, err
	}
	if a.Machines, err = unpackMachines(archive); err != nil {
		return a, fmt.Errorf("its machines: %w", err)
	}
	var summaries []Summary
	if err := readEntry(archive, entryResults, maxAnswers, &summaries); err != nil {
		return a, err
	}
	if len(summaries) != head.ResultCount || len(a.Machines) != head.MachineCount || len(summaries) > maxKept {
		return a, errNoAssessment
	}
	for i, summary := range summaries {
		if err := next(archive, resultName(i)); err != nil {
			return a, err
		}
		packed, err := io.ReadAll(io.LimitReader(archive, maxResult))
		if err != nil {
			return a, err
		}
		a.Kept = append(a.Kept, Snapshot{Summary: summary, packed: packed})
	}
	if _, err := archive.Next(); !errors.Is(err, io.EOF) {
		return a, errors.Join(errNoAssessment, err)
	}
	// The seal of the last piece is looked at when it is read.
	if n, err := io.Copy(io.Discard, from); err != nil || n > maxHead {
		return a, errors.Join(errNoAssessment, err)
	}
	return a, nil
}

// next goes to the entry that must come next.
func next(archive *tar.Reader, name string) error {
	header, err := archive.Next()
	switch {
	case errors.Is(err, io.EOF):
		return errNoAssessment
	case err != nil:
		return err
	case header.Name != name || header.Typeflag != tar.TypeReg:
		return errNoAssessment
	}
	return nil
}

// readEntry decodes the entry that must come next.
func readEntry(archive *tar.Reader, name string, limit int64, into any) error {
	if err := next(archive, name); err != nil {
		return err
	}
	data, err := io.ReadAll(io.LimitReader(archive, limit+1))
	if err != nil {
		return err
	}
	if int64(len(data)) > limit {
		return errTooMuch
	}
	if json.NewDecoder(bytes.NewReader(data)).Decode(into) != nil {
		return errNoAssessment
	}
	return nil
}

package gui

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"

	"ounce/assessment"
	"ounce/checks"
)

// keptFormat is the version of the files that a FileStore writes.
const keptFormat = 1

// maxKept is the size in bytes beyond which no file is a kept assessment.
const maxKept = 64 << 20

// FileStore keeps assessments as files that only the user may read, one each.
// They are plain JSON and not sealed yet: whoever can read the user's files can
// read them.
type FileStore struct {
	folder string
	// write replaces a file as a whole or not at all.
	write func(path string, data []byte) error
	now   func() time.Time
}

// NewFileStore keeps assessments in a folder, which is made when first needed.
func NewFileStore(folder string, write func(path string, data []byte) error, now func() time.Time) *FileStore {
	return &FileStore{folder: folder, write: write, now: now}
}

// keptFile is the format of a file.
type keptFile struct {
	Format   int              `json:"ounce_assessment"`
	Changed  time.Time        `json:"changed"`
	Says     string           `json:"says,omitempty"`
	Quick    bool             `json:"quick,omitempty"`
	Own      string           `json:"own,omitempty"`
	Answers  keptAnswers      `json:"answers"`
	Machines []checks.Machine `json:"machines,omitempty"`
}

// keptHead is what a list needs of a keptFile.
type keptHead struct {
	Format  int       `json:"ounce_assessment"`
	Changed time.Time `json:"changed"`
	Says    string    `json:"says"`
	Answers struct {
		Company string `json:"company"`
	} `json:"answers"`
}

type keptAnswers struct {
	Company  string                `json:"company,omitempty"`
	Country  string                `json:"country,omitempty"`
	Currency string                `json:"currency,omitempty"`
	PerUSD   float64               `json:"per_usd,omitempty"`
	Given    map[string]keptAnswer `json:"given"`
}

type keptAnswer struct {
	Choice  string             `json:"choice,omitempty"`
	Number  *float64           `json:"number,omitempty"`
	Fields  map[string]float64 `json:"fields,omitempty"`
	Choices map[string]string  `json:"choices,omitempty"`
	Unknown bool               `json:"unknown,omitempty"`
	Note    string             `json:"note,omitempty"`
}

// Recent lists what is kept, the newest first. Files that cannot be read are
// left out; they stay where they are.
func (s *FileStore) Recent() ([]Recent, error) {
	entries, err := os.ReadDir(s.folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("listing what is kept: %w", err)
	}
	var list []Recent
	for _, entry := range entries {
		id, ok := strings.CutSuffix(entry.Name(), ".json")
		if !ok || !isKeptID(id) {
			continue
		}
		var head keptHead
		if err := s.read(id, &head); err != nil || head.Format < 1 {
			continue
		}
		list = append(list, Recent{ID: id, Company: head.Answers.Company, Changed: head.Changed, Says: head.Says})
	}
	slices.SortFunc(list, func(a, b Recent) int { return b.Changed.Compare(a.Changed) })
	return list, nil
}

// Open reads one.
func (s *FileStore) Open(id string) (Assessment, error) {
	if !isKeptID(id) {
		return Assessment{}, errors.New(lang.L("There is no assessment of that name."))
	}
	var file keptFile
	if err := s.read(id, &file); err != nil {
		return Assessment{}, err
	}
	switch {
	case file.Format < 1:
		return Assessment{}, errors.New(lang.L("The file is no assessment."))
	case file.Format > keptFormat:
		return Assessment{}, errors.New(lang.L("It was written by a newer Ounce. Please update this one."))
	}
	a := Assessment{ID: id, Says: file.Says, Quick: file.Quick, Own: file.Own, Machines: file.Machines, Answers: assessment.Answers{
		Company: file.Answers.Company, Country: file.Answers.Country, Currency: file.Answers.Currency,
		PerUSD: file.Answers.PerUSD, Given: map[string]assessment.Answer{}}}
	for question, given := range file.Answers.Given {
		a.Answers.Given[question] = assessment.Answer(given)
	}
	return a, nil
}

// Save keeps one, under a new id if it has none.
func (s *FileStore) Save(a Assessment) (string, error) {
	id := a.ID
	if id == "" {
		id = newKeptID()
	}
	if !isKeptID(id) {
		return "", fmt.Errorf("saving under the name %q", id)
	}
	file := keptFile{Format: keptFormat, Changed: s.now().UTC(), Says: a.Says, Quick: a.Quick, Own: a.Own, Machines: a.Machines, Answers: keptAnswers{
		Company: a.Answers.Company, Country: a.Answers.Country, Currency: a.Answers.Currency,
		PerUSD: a.Answers.PerUSD, Given: map[string]keptAnswer{}}}
	for question, given := range a.Answers.Given {
		file.Answers.Given[question] = keptAnswer(given)
	}
	data, err := json.Marshal(file)
	if err != nil {
		return "", fmt.Errorf("saving: %w", err)
	}
	if err := os.MkdirAll(s.folder, 0o700); err != nil {
		return "", fmt.Errorf("making the folder for assessments: %w", err)
	}
	return id, s.write(s.path(id), data)
}

func (s *FileStore) path(id string) string { return filepath.Join(s.folder, id+".json") }

func (s *FileStore) read(id string, into any) error {
	info, err := os.Stat(s.path(id))
	if err != nil {
		return fmt.Errorf("reading the assessment: %w", err)
	}
	if info.Size() > maxKept {
		return errors.New(lang.L("The file is too large to be an assessment."))
	}
	data, err := os.ReadFile(s.path(id))
	if err != nil {
		return fmt.Errorf("reading the assessment: %w", err)
	}
	if json.Unmarshal(data, into) != nil {
		return errors.New(lang.L("The file is damaged; it was left as it is."))
	}
	return nil
}

// idBytes makes ids that two Ounces never give twice.
const idBytes = 8

func newKeptID() string {
	var id [idBytes]byte
	rand.Read(id[:])
	return hex.EncodeToString(id[:])
}

func isKeptID(id string) bool {
	decoded, err := hex.DecodeString(id)
	return err == nil && len(decoded) == idBytes
}

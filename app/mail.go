package app

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"math"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"ounce/app/disk"
	"ounce/app/draft"
	"ounce/app/settings"
	"ounce/assessment"
	"ounce/assets"
)

// mailCommand writes a mail with a report in it.
type mailCommand struct {
	Report string `arg:"" help:"The report that ounce assess or the window wrote." placeholder:"REPORT.xlsx" reads:"report"`
	Out    string `help:"The draft to write; a mail program opens it ready to be sent." required:"" placeholder:"DRAFT.eml" writes:"mail"`
	To     string `help:"To whom it goes." placeholder:"ADDRESSES"`
	Saved  string `help:"The saved assessment, or its shared copy, that the report is of: the mail then names the company and says the verdict." placeholder:"ASSESSMENT"`
	copyFlags
}

// Help is the command's example.
func (mailCommand) Help() string {
	return "Nothing is sent, and no password of a mail account is asked for: open the draft in your mail program, read it, and send it from there.\n\nExample: ounce mail report.xlsx --to kim@example.org --out report.eml"
}

// Run writes the draft.
func (c *mailCommand) Run(s *session) error {
	if c.To != "" {
		if err := draft.Check(c.To); err != nil {
			return usage("--to: %w", err)
		}
	}
	if _, err := c.given(s); err != nil {
		return err
	}
	book, err := readReport(c.Report)
	if err != nil {
		return err
	}
	set, err := s.settings()
	if err != nil {
		return err
	}
	var result *assessment.Result
	if c.Saved != "" {
		a, err := s.readSaved(c.Saved, c.copyFlags)
		if err != nil {
			return err
		}
		r, err := newestResult(a)
		if err != nil {
			return err
		}
		result = &r
	}
	data, err := s.mail(draft.Mail{To: c.To, Name: filepath.Base(c.Report), Data: book}, result, set.Brand)
	if err != nil {
		return err
	}
	if err := s.ctx.Err(); err != nil {
		return err
	}
	if err := s.writeFile(c.Out, data); err != nil {
		return err
	}
	if c.Out != "-" {
		fmt.Fprintf(s.out, "%s opens in your mail program, ready to be sent. Nothing was sent.\n", c.Out)
	}
	return nil
}

// maxAttached is the largest report in bytes that goes into a mail; most
// mailboxes refuse more.
const maxAttached = 20 << 20

// readReport reads a report that goes into a mail.
func readReport(path string) ([]byte, error) {
	data, err := disk.Read(path, maxAttached)
	if err != nil {
		return nil, err
	}
	if !isWorkbook(data) {
		return nil, fmt.Errorf("%s is no report of Ounce: it must be the Excel file that ounce assess wrote", path)
	}
	return data, nil
}

// mail is the draft of a mail with a report in it. What it says comes from the
// result; without one it only says what is attached.
func (s *session) mail(m draft.Mail, r *assessment.Result, brand settings.Brand) ([]byte, error) {
	var err error
	if m.Subject, m.Text, err = mailWords(r, s.now(), brand); err != nil {
		return nil, err
	}
	m.Date, m.Type, m.Name = s.now(), draft.XLSX, clean(m.Name)
	var out bytes.Buffer
	err = draft.Write(&out, m)
	return out.Bytes(), err
}

// isWorkbook tells an Excel workbook from other files.
func isWorkbook(data []byte) bool {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return false
	}
	for _, file := range archive.File {
		if file.Name == "xl/workbook.xml" {
			return true
		}
	}
	return false
}

// mailFile is assets/mail.yaml.
type mailFile struct {
	Subject          string   `yaml:"subject"`
	SubjectNameless  string   `yaml:"subject_nameless"`
	Paragraphs       []string `yaml:"paragraphs"`
	AttachedNameless string   `yaml:"attached_nameless"`
}

var mailPlace = regexp.MustCompile(`\{[a-z]+\}`)

// mailWords are the subject and the text of the mail that a report goes with.
func mailWords(r *assessment.Result, now time.Time, brand settings.Brand) (subject, text string, err error) {
	var file mailFile
	if err := assets.Read("mail.yaml", &file); err != nil {
		return "", "", err
	}
	known := map[string]string{"{date}": now.Format("2 January 2006"), "{name}": signature(brand)}
	if r != nil {
		known["{date}"] = r.Generated.Format("2 January 2006")
		known["{company}"] = strings.TrimSpace(clean(r.Company))
		known["{verdict}"] = clean(r.Recommendation.Verdict)
		if score := r.Scores.Overall.Range; score != nil {
			known["{low}"], known["{high}"] = fmt.Sprint(math.Round(score.Low)), fmt.Sprint(math.Round(score.High))
		}
	}
	fill := func(words string) (string, error) {
		missing := false
		filled := mailPlace.ReplaceAllStringFunc(words, func(place string) string {
			missing = missing || known[place] == ""
			return known[place]
		})
		if missing {
			return "", errNotKnown
		}
		return filled, nil
	}
	if subject, err = fill(file.Subject); err != nil {
		subject = file.SubjectNameless
	}
	var paragraphs []string
	for _, words := range file.Paragraphs {
		filled, err := fill(words)
		if err != nil && strings.Contains(words, "{company}") {
			filled, err = fill(file.AttachedNameless)
		}
		if err == nil {
			paragraphs = append(paragraphs, filled)
		}
	}
	return subject, strings.Join(paragraphs, "\n\n") + "\n", nil
}

// errNotKnown is a sentence about something that is not known.
var errNotKnown = errors.New("a sentence about what is not known")

// signature is how a mail ends.
func signature(b settings.Brand) string {
	var lines []string
	for _, line := range []string{b.Contact.Person, b.Name, b.Contact.Phone, b.Contact.Mail, b.Contact.Web} {
		if line = strings.TrimSpace(clean(line)); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

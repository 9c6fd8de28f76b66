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
	"ounce/app/store"
	"ounce/assessment"
	"ounce/assessment/report"
	"ounce/assets"
)

// mailCommand writes a mail with a report in it, a sealed copy, or both.
type mailCommand struct {
	File  string `arg:"" help:"The report that ounce assess or the window wrote, or a sealed copy." placeholder:"FILE" reads:"report"`
	Copy  string `help:"A sealed copy (FILE.ounce) that goes with the report." placeholder:"COPY" reads:"sealed"`
	Out   string `help:"The draft to write; a mail program opens it ready to be sent." required:"" placeholder:"DRAFT.eml" writes:"mail"`
	To    string `help:"To whom it goes." placeholder:"ADDRESSES"`
	Saved string `help:"The saved assessment, or its shared copy, that the report is of: the mail then names the company and says the verdict." placeholder:"ASSESSMENT"`
	copyFlags
}

// Help is the command's example.
func (mailCommand) Help() string {
	return "Nothing is sent, and no password of a mail account is asked for: open the draft in your mail program, read it, and send it from there. Beside a sealed copy, or a report that is locked with a password, the mail says nothing of what is in it.\n\nExample: ounce mail report.xlsx --to kim@example.org --out report.eml"
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
	files, err := readAttached(c.File, c.Copy)
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
	data, err := s.mail(c.To, files, result, set.Brand)
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

// maxAttached is the largest file in bytes that goes into a mail; most mailboxes
// refuse more.
const maxAttached = 20 << 20

// attached are the files that go with a mail, and what the mail says of them.
type attached struct {
	files []draft.File
	// report is one of them, locked tells that it has a password; sealed is the
	// name of a sealed copy, empty for none.
	report, locked bool
	sealed         string
}

// readAttached reads the files of a mail: reports and sealed copies. Empty paths
// are none.
func readAttached(paths ...string) (attached, error) {
	var a attached
	size := 0
	for _, path := range paths {
		if path == "" {
			continue
		}
		data, err := disk.Read(path, maxAttached)
		if err != nil {
			return a, err
		}
		if size += len(data); size > maxAttached {
			return a, fmt.Errorf("the files are larger than the %d MB that mailboxes take; please send them one by one", maxAttached>>20)
		}
		file := draft.File{Name: clean(filepath.Base(path)), Type: draft.XLSX, Data: data}
		switch {
		case isWorkbook(data), report.IsLocked(data):
			a.report, a.locked = true, a.locked || report.IsLocked(data)
		case bytes.HasPrefix(data, []byte(store.Begins)):
			a.sealed, file.Type = file.Name, draft.Opaque
		default:
			return a, fmt.Errorf("%s is neither a report nor a sealed copy of Ounce", path)
		}
		a.files = append(a.files, file)
	}
	return a, nil
}

// says tells whether the mail has a paragraph that is for a kind of attachment:
// a report, one that everybody can open, or a sealed copy. Empty is for each.
func (a attached) says(with string) bool {
	switch with {
	case "report":
		return a.report
	case "open report":
		return a.report && !a.locked
	case "copy":
		return a.sealed != ""
	}
	return with == ""
}

// mail is the draft of a mail with files in it. What it says of them comes from
// the result; without one it only says what is attached.
func (s *session) mail(to string, a attached, r *assessment.Result, brand settings.Brand) ([]byte, error) {
	subject, text, err := mailWords(a, r, s.now(), brand)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = draft.Write(&out, draft.Mail{To: to, Subject: subject, Text: text, Date: s.now(), Files: a.files})
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
	Subject         string `yaml:"subject"`
	SubjectNameless string `yaml:"subject_nameless"`
	Paragraphs      []struct {
		Text     string `yaml:"text"`
		Nameless string `yaml:"nameless"`
		With     string `yaml:"with"`
	} `yaml:"paragraphs"`
}

var mailPlace = regexp.MustCompile(`\{[a-z]+\}`)

// mailWords are the subject and the text of the mail that files go with.
func mailWords(a attached, r *assessment.Result, now time.Time, brand settings.Brand) (subject, text string, err error) {
	var file mailFile
	if err := assets.Read("mail.yaml", &file); err != nil {
		return "", "", err
	}
	known := map[string]string{"{date}": now.Format("2 January 2006"), "{name}": signature(brand), "{copy}": a.sealed}
	if r != nil {
		known["{date}"] = r.Generated.Format("2 January 2006")
		known["{company}"] = strings.TrimSpace(clean(r.Company))
		known["{verdict}"] = clean(r.Recommendation.Verdict)
		if score := r.Scores.Overall.Range; score != nil {
			low, high := fmt.Sprint(math.Round(score.Low)), fmt.Sprint(math.Round(score.High))
			if low == high {
				known["{score}"] = high
			} else {
				known["{low}"], known["{high}"] = low, high
			}
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
	for _, p := range file.Paragraphs {
		if !a.says(p.With) {
			continue
		}
		filled, err := fill(p.Text)
		if err != nil && p.Nameless != "" {
			filled, err = fill(p.Nameless)
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

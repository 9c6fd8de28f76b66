package app

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"regexp"

	"ounce/app/disk"
	"ounce/assessment"
	"ounce/assessment/report"
)

// kind is what a command writes: its name in a sentence, and whether a file
// holds one. Locked says that what is to be written gets a password.
type kind struct {
	called string
	holds  func(data []byte, locked bool) bool
}

// kinds are what the tag writes can say.
func kinds() map[string]kind {
	return map[string]kind{
		"report":      {"report of Ounce", isReport},
		"result":      {"result of Ounce", hasKeys("schema", "answers", "scores", "recommendation")},
		"csv":         {"list of findings of Ounce", begins("\ufeffstatus,severity,computer,area,check,")},
		"machines":    {"file of checked machines of Ounce", hasKeys("schema", "machines", "sum")},
		"machine":     {"file of checked machines of Ounce", hasKeys("schema", "machines", "sum")},
		"comparison":  {"comparison of Ounce", hasKeys("schema", "older", "newer")},
		"assessments": {"list of assessments of Ounce", hasKeys("schema", "assessments")},
		"checks":      {"list of checks of Ounce", listsChecks},
		"tiers":       {"list of tiers of Ounce", hasKeys("version", "lines", "tiers")},
		"plan":        {"plan of Ounce", hasKeys("input", "break_even_clients", "cohorts")},
		"pack":        {"set of queries of Ounce", holdsPack},
		"answers":     {"answer sheet of Ounce", isAnswerSheet},
		"recording":   {"recording of Ounce", says(`(?m)^ounce_recording: `)},
		"sealed":      {"sealed copy of Ounce", begins("age-encryption.org/")},
		"mail":        {"draft of a mail of Ounce", says(`(?m)^X-Unsent: 1\r$`)},
	}
}

// mostKept is the largest file in bytes that is looked at before it is replaced.
const mostKept = 256 << 20

// replaceable refuses to replace a file that is not of a kind. An empty one holds
// nothing to lose.
func replaceable(path, of string, locked bool) error {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case !info.Mode().IsRegular() || info.Size() == 0:
		return nil
	}
	k, known := kinds()[of]
	if !known {
		return fmt.Errorf("what is to be written into %s is of no kind (%q)", path, of)
	}
	data, err := disk.Read(path, mostKept)
	if err != nil {
		return err
	}
	switch {
	case k.holds(data, locked):
		return nil
	case report.IsWorkbook(data) && !isWorkbook(data):
		return fmt.Errorf("%s is there already and cannot be looked into; please choose another name", path)
	}
	return fmt.Errorf("%s is there already and is no %s; please choose another name", path, k.called)
}

func begins(with string) func([]byte, bool) bool {
	return func(data []byte, _ bool) bool { return bytes.HasPrefix(data, []byte(with)) }
}

func says(pattern string) func([]byte, bool) bool {
	exp := regexp.MustCompile(pattern)
	return func(data []byte, _ bool) bool { return exp.Match(data) }
}

// hasKeys tells JSON by keys of its outermost object.
func hasKeys(keys ...string) func([]byte, bool) bool {
	return func(data []byte, _ bool) bool {
		var object map[string]json.RawMessage
		if json.Unmarshal(data, &object) != nil {
			return false
		}
		for _, key := range keys {
			if _, ok := object[key]; !ok {
				return false
			}
		}
		return true
	}
}

func listsChecks(data []byte, _ bool) bool {
	var list []struct{ ID, Area, Severity, Fine string }
	return json.Unmarshal(data, &list) == nil && len(list) > 0 && list[0].ID != "" && list[0].Area != "" && list[0].Severity != "" && list[0].Fine != ""
}

func holdsPack(data []byte, _ bool) bool {
	var pack struct{ Packs map[string]json.RawMessage }
	return json.Unmarshal(data, &pack) == nil && pack.Packs["ounce"] != nil
}

// isReport tells a report from other workbooks by its sheets. Into a locked one
// nobody can look: it gives way to another locked one.
func isReport(data []byte, locked bool) bool {
	if !isWorkbook(data) {
		return locked && report.IsWorkbook(data)
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return false
	}
	part, err := archive.Open("xl/workbook.xml")
	if err != nil {
		return false
	}
	defer part.Close()
	const most = 1 << 20
	sheets, err := io.ReadAll(io.LimitReader(part, most))
	for _, name := range []string{"Summary", "Findings", "Evidence and method"} {
		if err != nil || !bytes.Contains(sheets, []byte(`name="`+name+`"`)) {
			return false
		}
	}
	return true
}

// isAnswerSheet takes sheets with mistakes for what they are, too.
func isAnswerSheet(data []byte, _ bool) bool {
	if !report.IsWorkbook(data) {
		return says(`(?m)^ounce_answers:`)(data, false)
	}
	questions, err := assessment.LoadQuestionnaire()
	if err != nil {
		return false
	}
	_, err = report.ReadAnswerSheet("", data, questions)
	return err == nil || errors.As(err, new(assessment.Mistakes))
}

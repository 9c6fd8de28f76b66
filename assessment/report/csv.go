package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"

	"ounce/assessment"
)

// WriteCSV writes the findings as comma-separated values, one a line, in the
// order and the words of the sheet Findings and with the ids that scripts need.
// It begins with a byte order mark, without which Excel takes it for another
// alphabet. A text that a spreadsheet would take for a formula begins with an
// apostrophe. Without a computer it is ErrNoFindings.
func WriteCSV(w io.Writer, r assessment.Result, options ...Option) error {
	if len(r.Machines) == 0 {
		return ErrNoFindings
	}
	b, err := prepare(r, options)
	if err != nil {
		return err
	}
	defer b.file.Close()
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return fmt.Errorf("writing the findings: %w", err)
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	out.Write([]string{"status", "severity", "computer", "area", "check", "title", "seen", "source", "why", "what_to_do", "who", "minutes"})
	for _, row := range b.findingRows() {
		f, todo, minutes := row.finding, b.todo(row), ""
		if todo.minutes > 0 {
			minutes = fmt.Sprint(todo.minutes)
		}
		fields := []string{
			string(f.Status), string(f.Severity), row.machine.Name, string(f.Area), f.Check, f.Title, f.Reason,
			strings.ReplaceAll(readFrom(f.Evidence), "\n", "; "), todo.why, todo.steps, todo.who, minutes,
		}
		for i := range fields {
			fields[i] = harmless(line(b.clean(fields[i])))
		}
		out.Write(fields)
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("writing the findings: %w", err)
	}
	return nil
}

// harmless keeps a spreadsheet from taking a text for a formula.
func harmless(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r＝＋－＠", []rune(s)[0]) {
		return "'" + s
	}
	return s
}

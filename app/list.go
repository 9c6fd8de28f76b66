package app

import (
	"fmt"
	"io"
	"math"
	"strings"
	"time"
	"unicode/utf8"

	"ounce/app/store"
	"ounce/assessment"
)

// listCommand lists the saved assessments.
type listCommand struct {
	JSON string `name:"json" help:"Write the list as JSON; - is standard output." placeholder:"FILE" writes:"assessments"`
}

// Help is the command's example.
func (listCommand) Help() string {
	return "An assessment is named by its company or by its id, as listed.\n\nExample: ounce list"
}

// listedFile is the JSON of the list.
type listedFile struct {
	Schema      int      `json:"schema"`
	Assessments []listed `json:"assessments"`
}

type listed struct {
	ID        string         `json:"id"`
	Company   string         `json:"company"`
	Changed   time.Time      `json:"changed"`
	Computers int            `json:"computers"`
	Results   int            `json:"results"`
	Latest    *store.Summary `json:"latest,omitempty"`
	// CheckAgain is when it is time to look again.
	CheckAgain *time.Time `json:"check_again,omitempty"`
}

// Run lists.
func (c *listCommand) Run(s *session) error {
	if err := s.ctx.Err(); err != nil {
		return err
	}
	st, err := s.openStore()
	if err != nil {
		return err
	}
	list, err := s.listed(st)
	if err != nil {
		return err
	}
	if c.JSON == "" {
		printList(s.out, list.Heads, s.now())
		return nil
	}
	file := listedFile{Schema: 1, Assessments: []listed{}}
	for _, h := range list.Heads {
		l := listed{ID: h.ID, Company: h.Company, Changed: h.Changed, Computers: h.MachineCount, Results: h.ResultCount, Latest: h.Latest}
		if due := h.Due(); !due.IsZero() {
			l.CheckAgain = &due
		}
		file.Assessments = append(file.Assessments, l)
	}
	return s.writeJSON(c.JSON, file)
}

// printList prints one assessment a line.
func printList(w io.Writer, heads []store.Head, now time.Time) {
	if len(heads) == 0 {
		fmt.Fprintln(w, "No assessment is saved here yet; ounce assess --save keeps one, and the window keeps each.")
		return
	}
	widest := 0
	for _, h := range heads {
		widest = max(widest, utf8.RuneCountInString(nameOf(h)))
	}
	for _, h := range heads {
		name := nameOf(h)
		fmt.Fprintf(w, "%s%s  %s  %11s  %s  %s\n", name, strings.Repeat(" ", widest-utf8.RuneCountInString(name)),
			h.ID[:8], h.Changed.Local().Format("2 Jan 2006"), padded(scoreWords(h), 15), strings.Join(outcome(h, now), "; "))
	}
}

func padded(text string, width int) string {
	return text + strings.Repeat(" ", max(0, width-utf8.RuneCountInString(text)))
}

// scoreWords say the score of the latest result.
func scoreWords(h store.Head) string {
	switch {
	case h.Latest != nil && h.Latest.Score != nil:
		return band(*h.Latest.Score) + " of 100"
	case h.Latest != nil:
		return "no score yet"
	case h.Says != "":
		return clean(h.Says)
	}
	return "not finished"
}

// band is a score with its uncertainty, as whole points.
func band(r assessment.Range) string {
	low, high := math.Round(r.Low), math.Round(r.High)
	if low == high {
		return fmt.Sprintf("%.0f", low)
	}
	return fmt.Sprintf("%.0f–%.0f", low, high)
}

// outcome says what the latest result came to, and when to look again.
func outcome(h store.Head, now time.Time) []string {
	var words []string
	if latest := h.Latest; latest != nil {
		switch {
		case latest.StartName == "":
		case latest.StartName == latest.TargetName:
			words = append(words, clean(latest.StartName))
		default:
			words = append(words, "start: "+clean(latest.StartName), "aim: "+clean(latest.TargetName))
		}
		if due := h.Due(); !due.After(now) {
			words = append(words, "due to be checked again since "+due.Local().Format("2 January 2006"))
		}
	}
	return words
}

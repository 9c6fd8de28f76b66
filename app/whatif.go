package app

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"ounce/app/disk"
	"ounce/assessment"
	"ounce/assessment/report"
)

// maxPassword is how many characters Excel takes as a password.
const maxPassword = 255

// askPassword asks for the password where it is given as -. At a terminal nobody
// sees what is typed; what a script writes to the input is its first line.
func (c *assessCommand) askPassword(s *session) error {
	if c.Password == "-" {
		text, err := s.secret("Password: ")
		if errors.Is(err, errNobody) {
			text, err = firstLine(s.in)
		}
		if err != nil {
			return fmt.Errorf("reading the password: %w", err)
		}
		if c.Password = text; text == "" {
			return usage("no password was given")
		}
	}
	if utf8.RuneCountInString(c.Password) > maxPassword {
		return usage("a password has at most %d characters", maxPassword)
	}
	return nil
}

// firstLine reads the first line and nothing of what follows it, since the answers
// of an interview may.
func firstLine(from io.Reader) (string, error) {
	var line []byte
	for letter := make([]byte, 1); len(line) < 4*maxPassword+2; {
		n, err := from.Read(letter)
		if n > 0 && letter[0] == '\n' || errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return "", err
		}
		line = append(line, letter[:n]...)
	}
	return strings.TrimRight(string(line), "\r\n"), nil
}

// whatIf says what the figures that somebody changed in a report change in the
// advice.
func (c *assessCommand) whatIf(s *session) error {
	data, err := disk.Read(c.WhatIf, report.MostWorkbook)
	if err != nil {
		return err
	}
	reading, err := report.ReadBack(data, c.Password)
	if err != nil {
		return fmt.Errorf("%s cannot be read back: %w", c.WhatIf, err)
	}
	judge, err := assessment.Load()
	if err != nil {
		return err
	}
	was, err := judge.Restore(reading.Case)
	if err != nil {
		return fmt.Errorf("%s cannot be read back: it was written by another Ounce or changed by hand: %w", c.WhatIf, err)
	}
	if c.Answers+c.Saved+c.From+c.Tiers+c.Out+c.JSON+c.CSV+c.PassphraseFile != "" || c.Ask || c.Save || c.NoScan || len(c.Machine)+len(c.Since) > 0 {
		return usage("--what-if needs nothing but the report and its --password: everything else is in the report")
	}
	printWhatIf(s.out, reading, was, was.With(reading.Change))
	return nil
}

func printWhatIf(w io.Writer, reading report.Reading, was, is assessment.Case) {
	const ignored = "Only the yellow cells of the sheet Cost were read; anything else that was edited is ignored."
	if len(reading.Changed) == 0 {
		printWrapped(w, "", "No figure was changed, so the advice stays as it is.")
		printWrapped(w, "", ignored)
		return
	}
	fmt.Fprintln(w, "Changed figures:")
	for _, f := range reading.Changed {
		fmt.Fprintf(w, "  %s: %.6g instead of %.6g (%s)\n", clean(f.Label), f.Is, f.Was, clean(f.Unit))
	}
	before, after := was.Cost(), is.Cost()
	fmt.Fprintf(w, "\nA year in %s %31s %12s\n", clean(reading.Case.Currency), "as judged", "changed")
	row := func(name string, a, b assessment.Bill) {
		fmt.Fprintf(w, "  %-38.38s %12s %12s\n", clean(name), report.Spoken(a.Total), report.Spoken(b.Total))
	}
	row("Today", before.BreakFix, after.BreakFix)
	for _, t := range reading.Case.Tiers {
		row(t.Name, before.Tiers[t.ID], after.Tiers[t.ID])
	}
	fmt.Fprintln(w)
	name := func(id string) string {
		for _, t := range reading.Case.Tiers {
			if t.ID == id {
				return clean(t.Name)
			}
		}
		return clean(id)
	}
	start, target := was.Advice()
	newStart, newTarget := is.Advice()
	switch {
	case newStart == start && newTarget == target:
		printWrapped(w, "", "The advice stays: "+adviceWords(name, start, target)+".")
	default:
		printWrapped(w, "", "The advice changes: "+adviceWords(name, newStart, newTarget)+". It was: "+adviceWords(name, start, target)+".")
	}
	if newStart != assessment.Today {
		saved := after.BreakFix.Total - after.Tiers[newStart].Total
		words := "less"
		if saved < 0 {
			saved, words = -saved, "more"
		}
		printWrapped(w, "", fmt.Sprintf("With these figures %s costs about %s %s a year %s than today.", name(newStart), report.Spoken(saved), clean(reading.Case.Currency), words))
	}
	printWrapped(w, "", ignored)
}

func adviceWords(name func(string) string, start, target string) string {
	if start == target {
		return "start with " + name(start)
	}
	return "start with " + name(start) + ", aim for " + name(target)
}

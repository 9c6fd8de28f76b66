package app

import (
	"fmt"
	"io"

	"ounce/assessment"
	"ounce/checks"
)

// compareCommand says what changed from one assessment to a later one.
type compareCommand struct {
	Old  string `arg:"" help:"The earlier one: a saved assessment (its company or id), a shared copy (FILE.ounce), or the JSON of ounce assess." placeholder:"OLD" reads:"result"`
	New  string `arg:"" optional:"" help:"The later one, named likewise. Without it, the last two visits of OLD are compared." placeholder:"NEW" reads:"result"`
	JSON string `name:"json" help:"Write the differences as JSON; - is standard output." placeholder:"FILE" writes:"comparison"`
	All  bool   `help:"Also print what is as it was."`
	copyFlags
}

// Help is the command's example.
func (compareCommand) Help() string {
	return "No longer seen is neither fixed nor fine: it could not be looked at this time. Of a saved assessment the newest result counts.\n\nExample: ounce compare \"Miller & Sons\"\n\nExample: ounce compare spring.json miller.ounce"
}

// Run compares.
func (c *compareCommand) Run(s *session) error {
	if _, err := c.given(s); err != nil {
		return err
	}
	older, newer, err := c.two(c.opener(s))
	if err != nil {
		return err
	}
	if newer.Generated.Before(older.Generated) {
		s.warn("%s is the earlier one; it is compared as the older of the two", clean(c.New))
		older, newer = newer, older
	}
	if !sameCompany(older.Company, newer.Company) {
		s.warn("the two are of different companies: %s and %s", clean(older.Company), clean(newer.Company))
	}
	words, err := checks.LoadWords()
	if err != nil {
		return err
	}
	d := assessment.Compare(older, newer)
	if c.JSON != "" {
		if err := s.writeJSON(c.JSON, comparison{1, header(older), header(newer), d}); err != nil {
			return err
		}
	}
	if c.JSON != "-" {
		printDifference(s.out, older, newer, d, words, c.All)
	}
	return nil
}

// two gives the results to compare, in the order in which they were named.
func (c *compareCommand) two(open opener) (older, newer assessment.Result, err error) {
	first, err := open.results(c.Old)
	if err != nil {
		return older, newer, err
	}
	last := len(first) - 1
	if c.New == "" {
		if last == 0 {
			return older, newer, fmt.Errorf("%s holds one result, and comparing takes two; please name the other one, too", c.Old)
		}
		return first[last-1], first[last], nil
	}
	second, err := open.results(c.New)
	if err != nil {
		return older, newer, err
	}
	return first[last], second[len(second)-1], nil
}

// comparison is the JSON of two results held against each other.
type comparison struct {
	Schema int         `json:"schema"`
	Older  resultTitle `json:"older"`
	Newer  resultTitle `json:"newer"`
	assessment.Difference
}

type resultTitle struct {
	Company   string            `json:"company"`
	Generated string            `json:"generated"`
	Machines  int               `json:"machines"`
	Score     *assessment.Range `json:"score,omitempty"`
	Currency  string            `json:"currency"`
	Today     *float64          `json:"today_costs,omitempty"`
}

func header(r assessment.Result) resultTitle {
	h := resultTitle{Company: r.Company, Generated: r.Generated.UTC().Format("2006-01-02T15:04:05Z"), Machines: len(r.Machines), Score: r.Scores.Overall.Range, Currency: r.Currency}
	if r.Cost != nil {
		h.Today = &r.Cost.BreakFix.Total
	}
	return h
}

var turnHeadings = []struct {
	turn  assessment.Turn
	words string
}{
	{assessment.TurnNew, "New"}, {assessment.TurnWorse, "Worse"}, {assessment.TurnGone, "No longer seen"},
	{assessment.TurnBetter, "Better"}, {assessment.TurnFixed, "Fixed"}, {assessment.TurnSame, "As it was"},
}

func printDifference(w io.Writer, older, newer assessment.Result, d assessment.Difference, words checks.Words, all bool) {
	const day = "2 January 2006"
	fmt.Fprintf(w, "From %s to %s\n", older.Generated.Format(day), newer.Generated.Format(day))
	if d.Points != nil {
		fmt.Fprintf(w, "Score: %.0f, was %.0f (%+.0f points)\n", newer.Scores.Overall.Mid, older.Scores.Overall.Mid, *d.Points)
	} else {
		fmt.Fprintln(w, "Score: too little is known in one of the two to compare")
	}
	if d.Money != nil {
		fmt.Fprintf(w, "What today costs a year: %.0f %s, was %.0f (%+.0f)\n", newer.Cost.BreakFix.Total, newer.Currency, older.Cost.BreakFix.Total, *d.Money)
	}
	say := func(status string) string {
		if named, ok := words.Statuses[checks.Status(status)]; ok {
			return named
		}
		return status
	}
	for _, heading := range turnHeadings {
		count := 0
		for _, t := range d.Turns {
			if t.Turn == heading.turn {
				count++
			}
		}
		if count == 0 || heading.turn == assessment.TurnSame && !all {
			continue
		}
		fmt.Fprintf(w, "\n%s (%d)\n", heading.words, count)
		for _, t := range d.Turns {
			if t.Turn != heading.turn {
				continue
			}
			line := clean(t.Title)
			if t.Name != "" {
				line += ", " + clean(t.Name)
			}
			switch {
			case t.Was != "" && t.Is != "" && t.Was != t.Is:
				line += fmt.Sprintf(": %s, was %s", clean(say(t.Is)), clean(say(t.Was)))
			case t.Is == "" && t.Was != "":
				line += ": was " + clean(say(t.Was))
			case t.Is != "":
				line += ": " + clean(say(t.Is))
			}
			if t.Points != 0 {
				line += fmt.Sprintf(" (%+.1f points)", t.Points)
			}
			printWrapped(w, "  ", line)
		}
	}
	same := 0
	for _, t := range d.Turns {
		if t.Turn == assessment.TurnSame {
			same++
		}
	}
	if !all {
		fmt.Fprintf(w, "\n%d more are as they were.\n", same)
	}
}

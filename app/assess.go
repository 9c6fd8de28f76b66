package app

import (
	"cmp"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"ounce/app/store"
	"ounce/assessment"
	"ounce/assessment/report"
	"ounce/checks"
)

// assessCommand checks, judges and writes the report.
type assessCommand struct {
	Answers string   `help:"The answer sheet, .xlsx or .yaml (ounce questions writes a blank one). With --ask the answers are kept in it, and those that it holds already count." placeholder:"FILE" reads:"answers"`
	Ask     bool     `help:"Ask the questions here, one at a time. Every answer is kept at once, in the file of --answers if one is named."`
	Saved   string   `help:"Go on with a saved assessment (its company or id) or a shared copy (FILE.ounce): its computers, and its answers unless --answers gives others." placeholder:"ASSESSMENT"`
	Save    bool     `help:"Keep the assessment and its result among the saved ones; one of the same company goes on."`
	Machine []string `help:"Computers looked at elsewhere: files of ounce check --out, recordings, inventories of GLPI or FusionInventory agents, results of osquery, or a folder of them; also the computers of a saved assessment or a shared copy. Can be given many times." placeholder:"FILE" reads:"machines"`
	From    string   `help:"Play back a recording instead of looking at this machine." placeholder:"RECORDING" reads:"recording"`
	NoScan  bool     `help:"Do not look at this machine." without:"from"`
	Tiers   string   `help:"A list of tiers of your own." placeholder:"FILE" reads:"tiers"`
	Privacy string   `help:"How much the report tells: internal, client (no serial numbers, user names, addresses) or public (no names of computers either)." enum:"internal,client,public" default:"client" placeholder:"LEVEL"`
	Since   []string `help:"Earlier results of this company: the JSON of ounce assess, a saved assessment or a shared copy (FILE.ounce). The report shows what changed; can be given many times." placeholder:"OLD" reads:"result"`
	Out     string   `help:"The report to write." placeholder:"REPORT.xlsx" writes:"report"`
	JSON    string   `name:"json" help:"Write the result as JSON; - is standard output." placeholder:"FILE" writes:"result"`
	CSV     string   `name:"csv" help:"Write the findings as comma-separated values; - is standard output." placeholder:"FILE" writes:"csv"`

	Password string `help:"Lock the report with a password, or open the one of --what-if; - asks for it. Excel's lock is AES-128: good against the curious, no safe." placeholder:"WORD"`
	WhatIf   string `help:"Read the figures that somebody changed in a report, and say what they change in the advice." placeholder:"REPORT.xlsx" reads:"workbook"`
	copyFlags
}

// Help is the command's example.
func (assessCommand) Help() string {
	return "Example: ounce assess --answers answers.xlsx --out report.xlsx\n\nExample: ounce assess --ask --out report.xlsx"
}

// validate refuses a command line that could only disappoint.
func (c *assessCommand) validate() error {
	switch {
	case c.WhatIf != "":
		return nil
	case c.Out == "" && c.JSON == "" && c.CSV == "" && !c.Save:
		return usage("say where the result goes: --out REPORT.xlsx, --json FILE, --csv FILE, --save, or several")
	case c.Password != "" && c.Out == "":
		return usage("--password locks a report, and there is none without --out")
	case c.Out != "" && !strings.EqualFold(filepath.Ext(c.Out), ".xlsx"):
		return usage("the report is an Excel file, so its name must end in .xlsx; %s does not", c.Out)
	case c.Out != "" && len(filepath.Base(c.Out)) == len(".xlsx"):
		return usage("%s is only the ending of a name; please say what the report is called, such as report.xlsx", c.Out)
	case c.Ask && canBeSheet(c.Answers) != nil:
		return canBeSheet(c.Answers)
	case c.Answers == "" && !c.Ask && c.Saved == "":
		return usage("say where the answers come from: --answers FILE, --ask to be asked here, or --saved ASSESSMENT")
	}
	return nil
}

// Run assesses.
func (c *assessCommand) Run(s *session) error {
	if err := c.validate(); err != nil {
		return err
	}
	if err := c.askPassword(s); err != nil {
		return err
	}
	if c.WhatIf != "" {
		return c.whatIf(s)
	}
	judge, err := assessment.Load()
	if err != nil {
		return err
	}
	before, err := c.before(s)
	if err != nil {
		return err
	}
	since, err := c.since(s)
	if err != nil {
		return err
	}
	input, err := c.input(s, judge, before)
	if err != nil {
		return err
	}
	if before, err = c.goOn(s, before, input.Answers.Company); err != nil {
		return err
	}
	return c.assess(s, judge, before, since, input)
}

// assess judges and writes what came of it.
func (c *assessCommand) assess(s *session, judge *assessment.Definitions, before store.Assessment, since [][]assessment.Result, input assessment.Input) error {
	result, err := judge.Assess(input)
	if err != nil {
		return err
	}
	older, err := c.older(s, before, since, result)
	if err != nil {
		return err
	}
	set, err := s.settings()
	if err != nil {
		return err
	}
	brand, err := brandOf(set.Brand)
	if err != nil {
		return err
	}
	tellOffice(result.Office, s.warn)
	options := []report.Option{report.Since(older...), report.Keeping(report.Privacy(c.Privacy)), report.Offered(input.Catalogue), report.Sealed(c.Password), report.Branded(brand)}
	sized, known, err := judge.Case(input)
	if err != nil {
		return err
	}
	if known {
		options = append(options, report.Living(sized))
	}
	if err := c.write(s, result, options); err != nil || !c.Save {
		return err
	}
	return c.save(s, before, input, result)
}

func (c *assessCommand) input(s *session, judge *assessment.Definitions, before store.Assessment) (assessment.Input, error) {
	none := assessment.Input{}
	set, err := s.settings()
	if err != nil {
		return none, err
	}
	catalogue, err := loadCatalogue(cmp.Or(c.Tiers, set.Tiers), judge.Questions)
	if err != nil {
		return none, err
	}
	answers, err := c.begun(judge.Questions, before.Answers)
	if err != nil {
		return none, err
	}
	defs, err := checks.LoadDefinitions()
	if err != nil {
		return none, fmt.Errorf("loading the checks: %w", err)
	}
	elsewhere, err := s.gather(c.Machine, defs, c.opener(s))
	if err != nil {
		return none, err
	}
	elsewhere.tellLeft(s.warn)
	machines, date := slices.Concat(before.Machines, elsewhere.machines), s.now()
	if !c.NoScan {
		h, err := s.openHost(c.From)
		if err != nil {
			return none, err
		}
		m, err := s.scan(s.ctx, h, defs, nil)
		if err != nil {
			return none, err
		}
		machines, date = append(machines, m), m.Taken
	}
	if c.Ask {
		if answers, err = c.ask(s, judge, answers, machines); err != nil {
			return none, err
		}
	}
	for _, m := range machines { // a recording can be older than what comes with it
		if m.Taken.After(date) && m.Taken.Before(s.now().Add(24*time.Hour)) {
			date = m.Taken
		}
	}
	return assessment.Input{
		Answers: answers, Machines: machines, Catalogue: catalogue, Checks: defs,
		Now: date, Version: Version, Simulate: true,
	}, nil
}

// write makes all that was asked for and then writes it, so that what cannot be
// made leaves nothing half done.
func (c *assessCommand) write(s *session, result assessment.Result, options []report.Option) error {
	var book, findings strings.Builder
	if c.Out != "" {
		if err := report.Write(&book, result, options...); err != nil {
			return fmt.Errorf("making the report: %w", err)
		}
	}
	if c.CSV != "" {
		if err := report.WriteCSV(&findings, result, options...); err != nil {
			return err
		}
	}
	if err := s.ctx.Err(); err != nil {
		return err
	}
	if c.Out != "" {
		if err := s.writeFile(c.Out, []byte(book.String())); err != nil {
			return err
		}
	}
	if c.JSON != "" {
		if err := s.writeJSON(c.JSON, result); err != nil {
			return err
		}
	}
	if c.CSV != "" {
		if err := s.writeFile(c.CSV, []byte(findings.String())); err != nil {
			return err
		}
	}
	if c.JSON != "-" && c.CSV != "-" {
		printResult(s.out, result, c.Out)
	}
	return nil
}

// printResult says the outcome in a few lines.
func printResult(w io.Writer, r assessment.Result, out string) {
	printWrapped(w, "", clean(r.Recommendation.Verdict))
	for i, action := range r.First {
		words := fmt.Sprintf("%d. %s", i+1, clean(action.Title))
		if len(r.Machines) > 1 && len(action.Machines) > 0 {
			words += clean(" (on " + assessment.Some(action.Machines) + ")")
		}
		printWrapped(w, "  ", words)
	}
	if out != "" {
		fmt.Fprintf(w, "The report is %s\n", out)
	}
}

// since reads what --since names, each as it was named, before the work.
func (c *assessCommand) since(s *session) ([][]assessment.Result, error) {
	named := make([][]assessment.Result, len(c.Since))
	for i, name := range c.Since {
		var err error
		if named[i], err = c.opener(s).results(name); err != nil {
			return nil, err
		}
	}
	return named, nil
}

// older are earlier results, those that were kept and those that somebody named,
// the oldest first.
func (c *assessCommand) older(s *session, before store.Assessment, since [][]assessment.Result, now assessment.Result) ([]assessment.Result, error) {
	all, err := before.Earlier(now.Generated)
	if err != nil {
		return nil, err
	}
	for i, name := range c.Since {
		count := len(all)
		for _, r := range since[i] {
			if !r.Generated.After(now.Generated) {
				all = append(all, r)
			}
		}
		if len(all) == count {
			return nil, fmt.Errorf("%s is of %s, later than this assessment", name, since[i][0].Generated.Format("2 January 2006"))
		}
		if other := all[count].Company; !sameCompany(other, now.Company) {
			s.warn("%s is of another company: %s, and this is %s", clean(name), clean(other), clean(now.Company))
		}
	}
	slices.SortStableFunc(all, func(a, b assessment.Result) int { return a.Generated.Compare(b.Generated) })
	// What a saved assessment keeps and a file holds, too, is one visit.
	return slices.CompactFunc(all, func(a, b assessment.Result) bool { return a.Generated.Equal(b.Generated) }), nil
}

// sameCompany tells whether two results can be of one company; one that was not
// named can be any.
func sameCompany(a, b string) bool {
	a, b = strings.TrimSpace(a), strings.TrimSpace(b)
	return a == "" || b == "" || strings.EqualFold(a, b)
}

// tellOffice says what became of computers that were seen more than once.
func tellOffice(o assessment.Office, say func(format string, args ...any)) {
	for _, old := range o.Superseded {
		say("%s", clean(strings.TrimSuffix(old.Words(), ".")))
	}
	for _, name := range o.Namesakes {
		say("two computers are called %s; if they are one, seen by two programs, leave one of the files out", clean(name))
	}
}

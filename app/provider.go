package app

import (
	"fmt"
	"io"

	"ounce/assessment"
)

// providerCommand is the provider's own plan out of break-fix. It knows no
// client, and nothing of it goes into a client's report.
type providerCommand struct {
	Clients  int     `help:"Clients who pay by the hour." default:"24" placeholder:"N"`
	Revenue  float64 `help:"What one of them pays in a month." default:"400" placeholder:"MONEY"`
	Margin   float64 `help:"Share of that which is left after the cost of the work, 0 to 1." default:"0.5" placeholder:"SHARE"`
	Rise     float64 `help:"Rise of the break-fix rate, as 0.2 for 20 percent." default:"0.2" placeholder:"SHARE"`
	Leave    float64 `help:"Share of clients who leave over it; 0.1 to 0.3 is a cautious guess." default:"0.2" placeholder:"SHARE"`
	Replace  int     `help:"Months until a client who left is replaced." default:"6" placeholder:"MONTHS"`
	Cohort   int     `help:"Clients whose rate rises at a time." default:"4" placeholder:"N"`
	Gateway  float64 `help:"Monthly fee of the first service for one client." default:"150" placeholder:"MONEY"`
	Aside    float64 `help:"Money already set aside for it." default:"0" placeholder:"MONEY"`
	Currency string  `help:"Three-letter code that is written behind amounts." default:"USD" placeholder:"CODE"`
	JSON     string  `name:"json" help:"Write the plan as JSON; - is standard output." placeholder:"FILE" writes:"plan"`
}

// Help is the command's example.
func (providerCommand) Help() string {
	return "For an IT provider alone: what break-fix does to you, how many clients a rise of the rate may cost, and in which groups to raise it. Nothing of it is ever in a client's report.\n\nExample: ounce provider --clients 24 --revenue 400 --margin 0.5 --rise 0.2 --leave 0.15 --cohort 4"
}

// Run works the plan out.
func (c *providerCommand) Run(s *session) error {
	questions, err := assessment.LoadQuestionnaire()
	if err != nil {
		return err
	}
	if err := questions.Check(assessment.Answers{Currency: c.Currency, PerUSD: 1}); err != nil {
		return usage("--currency must be a three-letter code such as USD, GBP or EUR, not %.40q", c.Currency)
	}
	input := assessment.ProviderInput{Clients: c.Clients, Revenue: c.Revenue, Margin: c.Margin, Rise: c.Rise, Leave: c.Leave,
		Replace: c.Replace, Cohort: c.Cohort, Gateway: c.Gateway, Aside: c.Aside}
	if err := input.Check(); err != nil {
		return usage("--%w", err)
	}
	plan, err := assessment.Plan(input, c.Currency)
	if err != nil {
		return err
	}
	if c.JSON != "" {
		return s.writeJSON(c.JSON, plan)
	}
	printPlan(s.out, plan)
	return nil
}

func printPlan(w io.Writer, p assessment.ProviderPlan) {
	fmt.Fprintln(w, "What break-fix does to you")
	for _, words := range p.Argument {
		printWrapped(w, "  ", words)
	}
	fmt.Fprintln(w, "\nWhat a higher rate may cost")
	for _, words := range p.Words {
		printWrapped(w, "  ", words)
	}
	fmt.Fprintln(w, "\nThe way out")
	for i, words := range p.Way {
		printWrapped(w, "  ", fmt.Sprintf("%d. %s", i+1, words))
	}
	if len(p.Cohorts) == 0 {
		return
	}
	fmt.Fprintf(w, "\n  %5s %8s %7s %10s %10s %14s\n", "group", "clients", "month", "buffer", "leaving", "more a month")
	for _, c := range p.Cohorts {
		fmt.Fprintf(w, "  %5d %8d %7d %10.0f %10.1f %14.0f\n", c.Number, c.Clients, c.Month, c.Buffer, c.Leaving, c.Sum)
	}
}

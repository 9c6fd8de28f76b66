package assessment

import (
	"fmt"
	"math"

	"ounce/assets"
	"ounce/checks"
)

// ProviderInput is a provider's break-fix business, for the plan out of it.
// Shares run from 0 to 1.
type ProviderInput struct {
	Clients int     `json:"clients"` // who pay by the hour
	Revenue float64 `json:"revenue"` // of one of them, a month
	Margin  float64 `json:"margin"`  // of that revenue, after the cost of the work
	Rise    float64 `json:"rise"`    // of the rate
	Leave   float64 `json:"leave"`   // share of clients who leave over it; 0.1 to 0.3 is usual, J
	Replace int     `json:"replace"` // months until a client who left is replaced
	Cohort  int     `json:"cohort"`  // clients whose rate rises at a time
	Gateway float64 `json:"gateway"` // fee of the first service, a month and client
	Aside   float64 `json:"aside"`   // money set aside already
}

// ProviderPlan is the way out of break-fix for a provider. It is never part of
// a Result.
type ProviderPlan struct {
	Input ProviderInput `json:"input"`
	// EvenRevenue is the share of revenue, EvenClients the share of clients on
	// contribution margin that may go before the rise costs more than it brings.
	EvenRevenue float64 `json:"break_even_revenue"`
	EvenClients float64 `json:"break_even_clients"`
	// MayLeave is how many of one cohort may go.
	MayLeave int `json:"may_leave"`
	// Buffer is what one cohort's leaving is expected to cost until it is made up.
	Buffer float64 `json:"buffer"`
	// Gain is what all cohorts bring a month, once those who left are replaced
	// by nobody.
	Gain float64 `json:"gain"`
	// Wait is how many months a buffer takes to come back.
	Wait     int      `json:"wait"`
	Pays     bool     `json:"pays"`
	Cohorts  []Cohort `json:"cohorts"`
	Starters int      `json:"starters"` // clients with the first service that fill the buffer
	Months   int      `json:"months"`   // in which they do
	Argument []string `json:"argument"`
	Way      []string `json:"way"`
	Words    []string `json:"words"`
}

// Cohort is one group of clients whose rate rises together.
type Cohort struct {
	Number  int     `json:"number"`
	Clients int     `json:"clients"`
	Month   int     `json:"month"` // after the start
	Buffer  float64 `json:"buffer"`
	Leaving float64 `json:"leaving"` // expected
	Gain    float64 `json:"gain"`    // a month, of this group
	Sum     float64 `json:"sum"`     // a month, of all groups so far
}

// EvenChurn gives the shares of revenue and of clients that a rise of prices
// may cost before the firm is worse off: 1 - 1/(1+x) of the revenue, and
// x/(m+x) of the clients on a contribution margin m.
func EvenChurn(rise, margin float64) (revenue, clients float64) {
	return 1 - 1/(1+rise), rise / (margin + rise)
}

const (
	// watched is how many months at least show who leaves: 90 days.
	watched = 3
	// fillMonths is in how many months the first service fills the buffer.
	fillMonths = 6
	// longestWait is the longest wait for a buffer that still counts as a plan.
	longestWait = 60
)

// Plan works out a provider's way out of break-fix, with words. currency is
// written behind each amount.
func Plan(in ProviderInput, currency string) (ProviderPlan, error) {
	if err := in.Check(); err != nil {
		return ProviderPlan{}, err
	}
	p := ProviderPlan{Input: in, Cohorts: []Cohort{}, Months: fillMonths}
	p.EvenRevenue, p.EvenClients = EvenChurn(in.Rise, in.Margin)
	p.Pays = in.Leave < p.EvenClients
	p.MayLeave = int(math.Floor(float64(in.Cohort)*p.EvenClients + 1e-9))
	p.Buffer = in.buffer(in.Cohort)
	p.Gain = in.gain(in.Clients)
	p.Wait = in.wait()
	if p.Pays {
		p.Cohorts = in.cohorts(p.Wait)
	}
	missing := math.Max(0, p.Buffer-in.Aside)
	p.Starters = int(math.Ceil(missing / (fillMonths * in.Gateway * in.Margin)))
	return p, p.say(currency)
}

// Check says which figure cannot be, by its name, and what it may be.
func (in ProviderInput) Check() error {
	for _, one := range []struct {
		name      string
		v         float64
		low, high float64
	}{
		{"clients", float64(in.Clients), 1, 100000}, {"revenue", in.Revenue, 1, 1e9}, {"margin", in.Margin, 0.01, 1},
		{"rise", in.Rise, 0.01, 5}, {"leave", in.Leave, 0, 0.9}, {"replace", float64(in.Replace), 0, 60},
		{"cohort", float64(in.Cohort), 1, float64(max(in.Clients, 1))}, {"gateway", in.Gateway, 1, 1e6}, {"aside", in.Aside, 0, 1e12},
	} {
		if !(one.v >= one.low && one.v <= one.high) {
			return fmt.Errorf("%s must be from %s to %s; it is %s", one.name, number(one.low), number(one.high), wrote(one.v))
		}
	}
	return nil
}

// buffer is the revenue of a group, times the share that leaves, the months
// until they are replaced, and the margin.
func (in ProviderInput) buffer(clients int) float64 {
	return float64(clients) * in.Revenue * in.Leave * float64(in.Replace) * in.Margin
}

// gain is what a group brings a month more: the rise of those who stay, without
// the margin of those who leave.
func (in ProviderInput) gain(clients int) float64 {
	return float64(clients) * in.Revenue * ((1-in.Leave)*in.Rise - in.Leave*in.Margin)
}

// wait is in how many months the rise of those who stay has brought the buffer
// of their group back.
func (in ProviderInput) wait() int {
	back := (1 - in.Leave) * in.Rise * in.Revenue
	months := math.Ceil(in.buffer(1)/back - 1e-9)
	return int(math.Min(longestWait, math.Max(watched, months)))
}

func (in ProviderInput) cohorts(wait int) []Cohort {
	var all []Cohort
	sum := 0.0
	for left, month := in.Clients, 0; left > 0; left, month = left-in.Cohort, month+wait {
		n := min(in.Cohort, left)
		sum += in.gain(n)
		all = append(all, Cohort{Number: len(all) + 1, Clients: n, Month: month, Buffer: in.buffer(n), Leaving: float64(n) * in.Leave, Gain: in.gain(n), Sum: sum})
	}
	return all
}

// say puts the plan into the words of provider.yaml.
func (p *ProviderPlan) say(currency string) error {
	var file adviceFile
	if err := assets.Read("provider.yaml", &file); err != nil {
		return err
	}
	d := Definitions{says: file.Says}
	sum := func(v float64) string { return money(v) + " " + currency }
	share := func(v float64) string { return fmt.Sprintf("%.0f %%", 100*v) }
	in := p.Input
	args := checks.Args{"rise": share(in.Rise), "margin": share(in.Margin), "leave": share(in.Leave), "revenue": share(p.EvenRevenue),
		"clients": share(p.EvenClients), "gain": sum(p.Gain)}
	p.Words = []string{d.say("even", args)}
	for _, id := range []string{"name", "income", "fires", "neglect"} {
		p.Argument = append(p.Argument, d.say("argument_"+id, nil))
	}
	way := checks.Args{"fee": sum(in.Gateway), "clients": p.Starters, "months": p.Months, "rise": share(in.Rise), "cohort": in.Cohort,
		"buffer": sum(p.Buffer), "wait": p.Wait, "most": p.MayLeave}
	stop := "way_stop"
	if p.MayLeave == 0 {
		stop = "way_stop_none"
	}
	ids := []string{"way_gateway", "way_show", "way_rise", "way_wait", stop, "way_monthly"}
	if !p.Pays {
		p.Words = append(p.Words, d.say("leave_too_many", args))
		ids = []string{"way_gateway", "way_show", "way_monthly"}
	} else {
		p.Words = append(p.Words, d.say("pays", args))
	}
	for _, id := range ids {
		p.Way = append(p.Way, d.say(id, way))
	}
	return nil
}

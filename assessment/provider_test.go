package assessment

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

var usual = ProviderInput{Clients: 24, Revenue: 400, Margin: .5, Rise: .2, Leave: .15, Replace: 6, Cohort: 4, Gateway: 150}

// The published table of break-even churn.
func TestEvenChurnIsAsPublished(t *testing.T) {
	for rise, want := range map[float64][2]string{.10: {"9", "17"}, .20: {"17", "29"}, .35: {"26", "41"}} {
		revenue, clients := EvenChurn(rise, .5)
		if got := [2]string{fmt.Sprintf("%.0f", 100*revenue), fmt.Sprintf("%.0f", 100*clients)}; got != want {
			t.Errorf("a rise of %v: %v, want %v", rise, got, want)
		}
	}
}

func TestProviderPlan(t *testing.T) {
	p, err := Plan(usual, "USD")
	if err != nil {
		t.Fatal(err)
	}
	// 4 clients x 400 x 0.15 x 6 months x 0.5
	if math.Abs(p.Buffer-720) > 1e-9 || p.Wait != 3 || p.MayLeave != 1 || !p.Pays || len(p.Cohorts) != 6 {
		t.Errorf("buffer %v, wait %d, may leave %d, pays %v, %d cohorts", p.Buffer, p.Wait, p.MayLeave, p.Pays, len(p.Cohorts))
	}
	// 24 x 400 x (0.85 x 0.2 - 0.15 x 0.5)
	last := p.Cohorts[5]
	if math.Abs(p.Gain-912) > 1e-9 || last.Month != 15 || math.Abs(last.Sum-p.Gain) > 1e-9 {
		t.Errorf("gain %v; the last group %+v", p.Gain, last)
	}
	if p.Starters != 2 { // 720 in 6 months at 75 each
		t.Errorf("%d clients with the first service fill the buffer", p.Starters)
	}
	for _, words := range [][]string{p.Argument, p.Way, p.Words} {
		for _, s := range words {
			if strings.ContainsAny(s, "{}") || strings.HasPrefix(s, "(") {
				t.Errorf("unfilled sentence %q", s)
			}
		}
	}
	if len(p.Argument) != 4 || len(p.Way) != 6 {
		t.Errorf("%d arguments, %d steps", len(p.Argument), len(p.Way))
	}
}

// Where more are expected to leave than may, no rise is planned.
func TestProviderPlanThatDoesNotPay(t *testing.T) {
	in := usual
	in.Leave, in.Rise = .3, .1
	p, err := Plan(in, "USD")
	if err != nil || p.Pays || len(p.Cohorts) != 0 || p.Gain >= 0 || !strings.Contains(strings.Join(p.Words, " "), "does not pay") {
		t.Errorf("%+v, %v", p, err)
	}
}

func TestProviderPlanRefuses(t *testing.T) {
	for want, change := range map[string]func(*ProviderInput){
		"clients must be from 1 to 100000; it is 0":      func(in *ProviderInput) { in.Clients = 0 },
		"revenue must be from 1 to 1000000000; it is -5": func(in *ProviderInput) { in.Revenue = -5 },
		"margin must be from 0.01 to 1; it is 1.5":       func(in *ProviderInput) { in.Margin = 1.5 },
		"rise must be from 0.01 to 5; it is NaN":         func(in *ProviderInput) { in.Rise = math.NaN() },
		"leave must be from 0 to 0.9; it is 1":           func(in *ProviderInput) { in.Leave = 1 },
		"cohort must be from 1 to 24; it is 25":          func(in *ProviderInput) { in.Cohort = 25 },
		"replace must be from 0 to 60; it is -1":         func(in *ProviderInput) { in.Replace = -1 },
		"gateway must be from 1 to 1000000; it is +Inf":  func(in *ProviderInput) { in.Gateway = math.Inf(1) },
	} {
		in := usual
		change(&in)
		if _, err := Plan(in, "USD"); err == nil || err.Error() != want {
			t.Errorf("%v, want %q", err, want)
		}
	}
}

// At the break-even churn a rise brings nothing, below it something; and a
// buffer is back before the next group begins.
func TestProviderPlanHolds(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		in := ProviderInput{Clients: rapid.IntRange(1, 200).Draw(t, "clients"), Revenue: rapid.Float64Range(1, 5000).Draw(t, "revenue"),
			Margin: rapid.Float64Range(.05, 1).Draw(t, "margin"), Rise: rapid.Float64Range(.05, 1).Draw(t, "rise"),
			Leave: rapid.Float64Range(0, .5).Draw(t, "leave"), Replace: rapid.IntRange(0, 12).Draw(t, "replace"), Gateway: 100}
		in.Cohort = rapid.IntRange(1, in.Clients).Draw(t, "cohort")
		p, err := Plan(in, "USD")
		if err != nil {
			t.Fatal(err)
		}
		if p.Pays != (p.Gain > 0) && math.Abs(in.Leave-p.EvenClients) > 1e-9 {
			t.Fatalf("pays %v, gain %v", p.Pays, p.Gain)
		}
		in.Leave = p.EvenClients
		if gain := in.gain(in.Clients); math.Abs(gain) > 1e-6*in.Revenue*float64(in.Clients) {
			t.Fatalf("at break-even the gain is %v", gain)
		}
		in = p.Input
		clients := 0
		for _, c := range p.Cohorts {
			clients += c.Clients
			if back := float64(p.Wait) * float64(c.Clients) * (1 - in.Leave) * in.Rise * in.Revenue; p.Wait < longestWait && back < c.Buffer-1e-6 {
				t.Fatalf("the buffer %v is not back after %d months: %v", c.Buffer, p.Wait, back)
			}
		}
		if p.Pays && clients != in.Clients {
			t.Fatalf("%d of %d clients are planned", clients, in.Clients)
		}
		if _, err := json.Marshal(p); err != nil {
			t.Fatal(err)
		}
	})
}

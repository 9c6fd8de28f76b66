package assessment

import (
	"encoding/json"
	"math"
	"os"
	"testing"
)

// profile gives the worked profiles' scores.
func profile(name string) AreaScores {
	return map[string]AreaScores{
		"weak":    {.25, .35, .35, .45, .4, .3, .25, .2},
		"typical": {.45, .5, .5, .6, .55, .5, .4, .4},
		"good":    {.8, .8, .75, .85, .85, .85, .7, .6},
	}[name]
}

// office is a company of the worked examples: a computer for each person, ages
// from 0 to 7 in turn, servers of 5 years.
func office(staff, servers int) Business {
	b := Business{Staff: float64(staff), PCs: float64(staff), Servers: float64(servers), Sites: 1, Response: 1, Billed: 1}
	for i := range staff {
		b.PCAges[i%8]++
	}
	b.ServerAges[5] = b.Servers
	return b
}

func worked(t testing.TB, d *Definitions, staff, servers int, name string) *Case {
	t.Helper()
	c := &Case{business: office(staff, servers), low: profile(name), mid: profile(name), high: profile(name),
		catalogue: d.Catalogue, questions: d.Questions, scale: 1}
	c.figures.low, c.figures.value, c.figures.high = d.Model.ranges("USD", 1)
	for _, tier := range d.Catalogue.Tiers {
		c.prices = append(c.prices, tier.Price["USD"])
	}
	return c
}

func load(t testing.TB) *Definitions {
	t.Helper()
	d, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// The reference counts hardware and servers as one line, as we do.
var referenceLines = CostLines()

func TestClosedFormEqualsReference(t *testing.T) {
	d := load(t)
	data, err := os.ReadFile("testdata/closed_form.json")
	if err != nil {
		t.Fatal(err)
	}
	var rows []struct {
		Staff, Servers int
		Profile        string
		Costs          map[string]map[string]float64
	}
	if err := json.Unmarshal(data, &rows); err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		c := worked(t, d, row.Staff, row.Servers, row.Profile)
		for id, want := range row.Costs {
			i := -1
			for n, tier := range d.Catalogue.Tiers {
				if tier.ID == id {
					i = n
				}
			}
			e := eventsOf(&c.figures.value, &c.business)
			got := c.bill(&e, i)
			if !near(got.Total, want["total"]) {
				t.Errorf("%d %s %s: total %v, want %v", row.Staff, row.Profile, id, got.Total, want["total"])
			}
			for _, name := range referenceLines {
				if !near(got.Lines[name], want[name]) {
					t.Errorf("%d %s %s: %s is %v, want %v", row.Staff, row.Profile, id, name, got.Lines[name], want[name])
				}
			}
		}
	}
}

func near(got, want float64) bool {
	return math.Abs(got-want) <= 1e-9*math.Max(1, math.Abs(want))
}

// The choices that the rules make for the worked profiles.
func TestWorkedChoices(t *testing.T) {
	d := load(t)
	for _, one := range []struct {
		staff, servers int
		profile        string
		start, target  string
	}{
		{5, 0, "weak", "T2", "T2"}, {5, 0, "typical", "T2", "T2"}, {5, 0, "good", "T0", "T0"},
		{10, 0, "weak", "T2", "T2"}, {10, 0, "typical", "T1e", "T2"}, {10, 0, "good", "T0", "T0"},
		{20, 1, "weak", "T2", "T2"}, {20, 1, "typical", "T1e", "T2"}, {20, 1, "good", "T0", "T0"},
		{50, 2, "weak", "T2", "T2"}, {50, 2, "typical", "T1e", "T2"}, {50, 2, "good", "T0", "T0"},
	} {
		start, target := worked(t, d, one.staff, one.servers, one.profile).Advice()
		if start != one.start || target != one.target {
			t.Errorf("%d %s: start %s, target %s; want %s, %s", one.staff, one.profile, start, target, one.start, one.target)
		}
	}
}

func TestWorstYearsAgreeWithSimulation(t *testing.T) {
	d := load(t)
	for _, name := range []string{"weak", "typical", "good"} {
		c := worked(t, d, 20, 1, name)
		for i := -1; i < len(d.Catalogue.Tiers); i++ {
			e, f := eventsOf(&c.figures.value, &c.business), c.footing(c.mid, i)
			l := e.year(&f)
			closed := e.worstYears(&f, &l)
			drawn, seeds := 0.0, 4 // one run's worst years are some per cent off
			for k := range seeds {
				drawn += c.simulate(i, simulatedYears, seed+uint64(k)).months.WorstYears / float64(seeds)
			}
			t.Logf("%s %d: closed form %.0f, simulation %.0f", name, i, closed, drawn)
			if math.Abs(closed-drawn) > .10*drawn {
				t.Errorf("%s %d: closed form %.0f, simulation %.0f", name, i, closed, drawn)
			}
		}
	}
}

// classMean is one class of cost, simulated and in closed form.
type classMean struct {
	class                    string
	simulated, closed, error float64
}

// simulatedMeans runs ten seeds for the tier in place i. Own time and friction
// are steady: the simulation has them in every month as they are.
func simulatedMeans(c *Case, i int) []classMean {
	const seeds = 10
	l := c.lines(&c.figures.value, c.mid, i)
	rows := []classMean{
		{class: "repairs", closed: l[lineInvoicesSmall] + l[lineLostSmall]},
		{class: "outages", closed: l[lineInvoicesOutage] + l[lineLostOutage] + l[lineLostMargin]},
		{class: "hardware", closed: l[lineHardware]}, {class: "data loss", closed: l[lineDataLoss]}, {class: "cyber", closed: l[lineCyber]},
		{class: "own time, friction", closed: l[lineOwnTime] + l[lineFriction]},
	}
	for s := range uint64(seeds) {
		run := c.simulate(i, simulatedYears, seed+s)
		events := 0.0
		for k := range run.mean {
			rows[k].simulated += run.mean[k] / seeds
			rows[k].error += run.error[k] * run.error[k]
			events += run.mean[k]
		}
		rows[classCount].simulated += (12*run.months.Total.Mean - events - l[lineFee]) / seeds
	}
	for k := range rows {
		rows[k].error = math.Sqrt(rows[k].error) / seeds
	}
	return rows
}

// Over ten seeds the simulated mean of each class lies within three standard
// errors of the closed form.
func TestSimulationMeetsClosedForm(t *testing.T) {
	d := load(t)
	c := worked(t, d, 20, 1, "typical")
	for i := -1; i < len(d.Catalogue.Tiers); i++ {
		for _, row := range simulatedMeans(c, i) {
			t.Logf("tier %d, %s: simulated %.1f, closed form %.1f, standard error %.2f", i, row.class, row.simulated, row.closed, row.error)
			if math.Abs(row.simulated-row.closed) > 3*row.error+slack*row.closed {
				t.Errorf("tier %d, %s: simulated %.1f, closed form %.1f, standard error %.2f", i, row.class, row.simulated, row.closed, row.error)
			}
		}
	}
}

func BenchmarkAssessSimulation(b *testing.B) {
	c := worked(b, load(b), 20, 1, "typical")
	for b.Loop() {
		c.months(simulatedYears)
	}
}

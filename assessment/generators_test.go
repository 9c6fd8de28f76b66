package assessment

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"ounce/checks"
)

// cases is how many cases each property holds for, where nothing else is said.
const cases = "10000"

func TestMain(m *testing.M) {
	flag.Parse()
	set := false
	flag.Visit(func(f *flag.Flag) { set = set || f.Name == "rapid.checks" })
	if !set {
		if err := flag.Set("rapid.checks", cases); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}

// luck unfolds one drawn number into many: what a draw costs is most of what a
// case costs.
func luck(t *rapid.T, label string) *rand.Rand {
	return rand.New(rand.NewPCG(rapid.Uint64().Draw(t, label), 1))
}

func one[T any](rng *rand.Rand, of []T) T { return of[rng.IntN(len(of))] }

// anyAnswers draws a sheet: a size, and any answer, unknown or none to each
// question; at times the company's own figures.
func anyAnswers(t *rapid.T, q *Questionnaire) Answers {
	rng := luck(t, "answers")
	staff, pcs := float64(1+rng.IntN(60)), 1+rng.IntN(60)
	a := Answers{Currency: one(rng, []string{"USD", "GBP", "EUR"}), Given: map[string]Answer{
		"B01": {Fields: map[string]float64{"staff": staff, "pcs": float64(pcs), "laptops": float64(rng.IntN(2)), "servers": float64(rng.IntN(4))}},
	}}
	for i := range q.Questions {
		question := &q.Questions[i]
		if question.Kind == KindNumbers {
			continue
		}
		switch n := rng.IntN(len(question.Answers)+2) - 2; {
		case n >= 0:
			a.Given[question.ID] = Answer{Choice: question.Answers[n].ID}
		case n == -1:
			a.Given[question.ID] = Answer{Unknown: true}
		}
	}
	if rng.IntN(2) == 0 {
		ages := map[string]float64{}
		for _, key := range []string{"age_0_2", "age_3_4", "age_5_6", "age_7p"} {
			n := rng.IntN(pcs + 1)
			ages[key], pcs = float64(n), pcs-n
		}
		ages["fw_age"] = float64(rng.IntN(12))
		a.Given["B09"] = Answer{Fields: ages}
	}
	if rng.IntN(3) == 0 {
		outages := rng.IntN(9)
		a.Given["B05"] = Answer{Fields: map[string]float64{"n_help": float64(rng.IntN(100)), "n_outage": float64(outages), "h_outage": float64(outages * rng.IntN(9))}}
		a.Given["B06"] = Answer{Fields: map[string]float64{"inv_total": float64(rng.IntN(40000))}, Choices: map[string]string{"inv_src": one(rng, []string{"books", "estimate"})}}
	}
	return a
}

// anyMachines draws machines with findings of the checks that rules name.
func anyMachines(t *rapid.T, ids []string, most int) []checks.Machine {
	rng := luck(t, "machines")
	var machines []checks.Machine
	for i := range rng.IntN(most + 1) {
		m := machine(fmt.Sprint(i))
		m.Facts.Platform.Portable = checks.Known(rng.IntN(2) == 0)
		for _, id := range ids {
			m.Findings = append(m.Findings, checks.Finding{Check: id, Status: one(rng, checks.Statuses()), Severity: checks.Critical, Title: id, Reason: "Seen."})
		}
		machines = append(machines, m)
	}
	return machines
}

func checkIDs(d *Definitions) []string {
	var ids []string
	for _, r := range d.Rules {
		ids = append(ids, r.Check)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

func prepared(t *rapid.T, d *Definitions, a Answers, machines []checks.Machine) (*Case, Result) {
	c, r, err := d.prepare(Input{Answers: a, Machines: machines, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	return c, r
}

// scoredOf scores without laying out the rest of a result.
func scoredOf(d *Definitions, a Answers, machines []checks.Machine) scored {
	machines = merged(machines)
	a, tooMany := d.bySize(d.Questions.complete(a), machines)
	all, _ := judge(d, a, newFleet(machines, a.Given["B01"].Fields["pcs"]), tooMany)
	return score(d, all, findGaps(all))
}

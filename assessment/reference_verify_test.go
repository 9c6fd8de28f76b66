//go:build verify

package assessment

import (
	"bufio"
	"encoding/json"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"testing"

	"ounce/checks"
)

const referenceDriver = `
import sys, json
sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])
import model_reference as m
for line in sys.stdin:
    x = json.loads(line)
    s = dict(zip(m.AREAS, x["scores"]))
    print(m.expected(x["p"], x["b"], s, x["tier"] or None, x["price"]))
`

// The closed form against the reference program on 1,000 random inputs. The
// folder of the reference is in OUNCE_REFERENCE.
func TestClosedFormEqualsReferenceProgram(t *testing.T) {
	folder := os.Getenv("OUNCE_REFERENCE")
	if folder == "" {
		t.Log("OUNCE_REFERENCE names no folder with model_reference.py: not held against it")
		return
	}
	d := load(t)
	rng := rand.New(rand.NewPCG(1, 2))
	python := exec.Command("python3", "-c", referenceDriver, folder)
	python.Stderr = os.Stderr
	in, err := python.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := python.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := python.Start(); err != nil {
		t.Fatal(err)
	}
	keys := inputKeys()
	areas := map[string]int{}
	for i, a := range checks.Areas() {
		areas[string(a)] = i
	}
	order := []string{"backup", "firewall_network", "hardware", "endpoint", "updates", "access", "people", "support"}
	var want []float64
	const n = 1000
	for range n {
		c := worked(t, d, 1+rng.IntN(120), rng.IntN(5), "typical")
		p := map[string]float64{}
		for i := range c.figures.value {
			low, high := c.figures.low[i], c.figures.high[i]
			c.figures.value[i] = low + (high-low)*rng.Float64()
			p[keys[i]] = c.figures.value[i]
		}
		scores := make([]float64, len(order))
		for i, a := range order {
			scores[i] = rng.Float64()
			c.mid[areas[a]] = scores[i]
		}
		c.business.Sites, c.business.Response = float64(1+rng.IntN(4)), .6+.9*rng.Float64()
		c.scale = .7 + .8*rng.Float64()
		ages := []int{}
		c.business.PCAges = [8]float64{}
		for range int(c.business.PCs) {
			age := rng.IntN(8)
			ages = append(ages, age)
			c.business.PCAges[age]++
		}
		servers := []int{}
		for range int(c.business.Servers) {
			servers = append(servers, 5)
		}
		tier := rng.IntN(len(d.Catalogue.Tiers)+1) - 1
		id := ""
		if tier >= 0 {
			id = d.Catalogue.Tiers[tier].ID
		}
		l := c.lines(&c.figures.value, c.mid, tier)
		want = append(want, l.total())
		line, err := json.Marshal(map[string]any{"p": p, "scores": scores, "tier": id, "price": c.scale, "b": map[string]any{
			"staff": c.business.Staff, "pcs": c.business.PCs, "servers": c.business.Servers, "sites": c.business.Sites,
			"pc_ages": ages, "srv_ages": servers, "tau_today": c.business.Response}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := in.Write(append(line, '\n')); err != nil {
			t.Fatal(err)
		}
	}
	in.Close()
	scanner, got, off := bufio.NewScanner(out), 0, 0.0
	for scanner.Scan() {
		var v float64
		if err := json.Unmarshal(scanner.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		off = math.Max(off, math.Abs(want[got]-v)/math.Max(1, math.Abs(v)))
		if !near(want[got], v) {
			t.Errorf("input %d: %v, the reference says %v", got, want[got], v)
		}
		got++
	}
	if err := python.Wait(); err != nil || got != n {
		t.Fatalf("the reference answered %d of %d: %v", got, n, err)
	}
	t.Logf("%d random companies: the closed form is at most %.1g beside the reference, relatively", n, off)
}

package assessment

import (
	"math"
	"testing"
)

// The counts of a Poisson draw have their mean and variance, however rare or
// frequent they are.
func TestCounterIsPoisson(t *testing.T) {
	for _, mean := range []float64{0, 1e-9, .01, .7, 5, 40, 900, 5000} {
		c := newCounter(mean)
		const n = 200000
		sum, square := 0.0, 0.0
		for i := range n {
			k := float64(c.draw((float64(i) + .5) / n))
			sum, square = sum+k, square+k*k
		}
		got := sum / n
		variance := square/n - got*got
		if math.Abs(got-mean) > 1e-3*math.Max(.01, mean) || math.Abs(variance-mean) > .01*math.Max(.01, mean) {
			t.Errorf("mean %v: drawn %v with variance %v", mean, got, variance)
		}
	}
}

// The largest company that may be entered is simulated, too.
func TestLargestCompanyIsSimulated(t *testing.T) {
	d := load(t)
	c := worked(t, d, 500, 50, "weak")
	c.business.PCs = 1000
	for i := range c.business.PCAges {
		c.business.PCAges[i] *= 2
	}
	run := c.simulate(-1, 300, seed)
	l := c.lines(&c.figures.value, c.mid, -1)
	jobs := l[lineInvoicesSmall] + l[lineLostSmall]
	if math.Abs(run.mean[classJob]-jobs) > 4*run.error[classJob] || math.IsNaN(run.months.Cash.P99) {
		t.Errorf("repairs cost %v, simulated %v, standard error %v", jobs, run.mean[classJob], run.error[classJob])
	}
}

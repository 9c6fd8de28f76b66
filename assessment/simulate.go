package assessment

import (
	"math"
	"math/rand/v2"
	"slices"
	"sync"
)

const (
	simulatedYears  = 20000
	simulatedWorlds = 2000
	seed            = 20261123
)

// months simulates every tier and today. Each has its own stream of chance, so
// the outcome does not depend on what runs when.
func (c *Case) months(years int) map[string]Months {
	n := len(c.catalogue.Tiers) + 1
	out := make([]Months, n)
	limit := make(chan struct{}, 2)
	var wait sync.WaitGroup
	for i := range n {
		wait.Go(func() {
			limit <- struct{}{}
			out[i] = c.simulate(i-1, years, seed).months
			<-limit
		})
	}
	wait.Wait()
	named := map[string]Months{Today: out[0]}
	for i, t := range c.catalogue.Tiers {
		named[t.ID] = out[i+1]
	}
	return named
}

// quantiles is a table of a distribution cut into equal parts: each entry is
// the mean of its part, so the table's mean is exact.
type quantiles [4096]float64

// logQuantiles tables min(most, max(least, X)) of a lognormal X.
func logQuantiles(median, sigma, least, most float64) *quantiles {
	var t quantiles
	n := float64(len(t))
	below := 0.0 // E[X; X <= edge]
	mean := logMean(median, sigma)
	lowEdge := 0.0
	for i := range t {
		highEdge, to := math.Inf(1), mean
		if i+1 < len(t) {
			z := math.Sqrt2 * math.Erfinv(2*float64(i+1)/n-1)
			highEdge, to = median*math.Exp(sigma*z), mean*normal(z-sigma)
		}
		switch {
		case highEdge <= least:
			t[i] = least
		case lowEdge >= most:
			t[i] = most
		case lowEdge < least || highEdge > most:
			t[i] = math.Min(most, math.Max(least, (to-below)*n))
		default:
			t[i] = (to - below) * n
		}
		lowEdge, below = highEdge, to
	}
	return &t
}

// scaledTo moves a table so that its mean is the closed form's.
func (t *quantiles) scaledTo(mean float64) *quantiles {
	sum := 0.0
	for _, v := range t {
		sum += v
	}
	factor := mean * float64(len(t)) / sum
	for i := range t {
		t[i] *= factor
	}
	return t
}

// counter draws Poisson counts by inversion: the place of a count holds the
// probability of that many or fewer, from the count first on.
type counter struct {
	first int
	sums  []float64
}

// rarest is the probability below which a count is left out.
const rarest = 1e-13

// newCounter tables the counts that are at all likely, from the mean outwards,
// so that no mean is too large to begin with.
func newCounter(mean float64) counter {
	if !(mean > 0) {
		return counter{0, []float64{1}}
	}
	middle := math.Floor(mean)
	logGamma, _ := math.Lgamma(middle + 1)
	top := math.Exp(middle*math.Log(mean) - mean - logGamma)
	var below, above []float64
	for k, p := middle, top; k > 0 && p >= rarest; k-- {
		p *= k / mean
		below = append(below, p)
	}
	for k, p := middle+1, top; p >= rarest; k++ {
		p *= mean / k
		above = append(above, p)
	}
	slices.Reverse(below)
	c := counter{first: int(middle) - len(below)}
	sum := 0.0
	for _, p := range append(append(below, top), above...) {
		sum += p
		c.sums = append(c.sums, sum)
	}
	return c
}

func (c counter) draw(u float64) int {
	if u < c.sums[0] {
		return c.first
	}
	if len(c.sums) < 24 {
		k := 1
		for k < len(c.sums)-1 && u >= c.sums[k] {
			k++
		}
		return c.first + k
	}
	k, _ := slices.BinarySearch(c.sums, u)
	return c.first + min(k, len(c.sums)-1)
}

const classCount = int(classCyber) + 1

// simulation is what one run gives: the months, and each class's mean year with
// its standard error.
type simulation struct {
	months      Months
	mean, error [classCount]float64
}

// simulate draws years of months for the tier in place i, or today for -1.
func (c *Case) simulate(i, years int, seed uint64) simulation {
	p, b, o := &c.figures.value, &c.business, c.footing(c.mid, i)
	rng := rand.New(rand.NewPCG(seed, uint64(i+1)))
	e := eventsOf(p, b)
	often, all := e.under(&o), e.year(&o)
	fee := o.fee + o.keptFee
	steady := fee + (all[lineFriction]+all[lineOwnTime])/12

	billed := logQuantiles(p[inJobMedian], p[inJobSigma], p[inMinHours], math.Inf(1)).scaledTo(e.jobHours.mean)
	stuck := logQuantiles(p[inStuckMedian], p[inStuckSigma], 0, stuckCap).scaledTo(e.stuck.mean)
	emergency, onsite := uint64(p[inEmergencySmall]*65536), uint64(p[inOnsiteShare]*65536)
	billSmall, billOut := e.rate*(1-o.inclSmall)*o.rest, (1-o.inclOut)*o.rest
	tripSmall, work := p[inTravel]*(1-o.inclSmall)*o.rest, o.wait*e.wage
	incident := (p[inCyberFix] + p[inCyberPerHead]*b.Staff) * o.softened

	jobs, outages := newCounter(often.jobs/12), newCounter(often.outages/12)
	// What is rare is drawn together and told apart when it happens.
	rare := newCounter((often.pcs + often.servers + often.dataLoss + often.cyber) / 12)
	pcs := often.pcs
	servers := pcs + often.servers
	losses := servers + often.dataLoss
	happens := losses + often.cyber

	cash, total, annual := make([]float64, 0, 12*years), make([]float64, 0, 12*years), make([]float64, 0, years)
	var sum, squares [classCount]float64
	for range years {
		var class [classCount]float64
		year := 0.0
		for range 12 {
			paid, lost, spent := fee, steady-fee, 0.0
			begin := class
			for range jobs.draw(rng.Float64()) {
				u := rng.Uint64()
				bill := billed[u&4095] * billSmall
				if (u>>24)&0xffff < emergency {
					bill *= p[inEmergency]
				}
				if (u>>40)&0xffff < onsite {
					bill += tripSmall
				}
				paid += bill
				class[classJob] += bill + stuck[(u>>12)&4095]*work
			}
			for range outages.draw(rng.Float64()) {
				d := p[inOutageMedian] * math.Exp(p[inOutageSigma]*rng.NormFloat64()) * o.wait
				hour := e.rate
				if rng.Float64() < p[inEmergencyOutage] {
					hour *= p[inEmergency]
				}
				bill := (math.Max(1, d*p[inOutageBilled])*hour + p[inTravel]) * billOut
				paid += bill
				class[classOutage] += bill + d*e.standstill*(1+e.margin)
			}
			for range rare.draw(rng.Float64()) {
				switch which := rng.Float64() * happens; {
				case which < pcs:
					paid += p[inPCPrice] + e.pcs.rush + 2*e.pcs.help*(1-o.inclSmall)
					class[classHardware] += e.pcs.cost(o.inclSmall, 1)
				case which < servers:
					paid += p[inServerPrice] + e.servers.rush + e.servers.help*(1-o.inclOut)
					class[classHardware] += e.servers.cost(o.inclOut, o.wait)
				case which < losses && rng.Float64() < o.fails:
					x := math.Exp(redoSigma*rng.NormFloat64() - redoSigma*redoSigma/2)
					paid += x * p[inRecovery]
					class[classDataLoss] += x * e.recovery
				case which < losses:
					paid += smallLoss * e.rate * (1 - o.inclSmall)
					class[classDataLoss] += e.restore(&o)
				default:
					x := incident * math.Exp(p[inCyberSigma]*rng.NormFloat64())
					paid += x
					class[classCyber] += x
				}
			}
			for k := range class {
				spent += class[k] - begin[k]
			}
			cash, total = append(cash, paid), append(total, fee+lost+spent)
			year += fee + lost + spent
		}
		annual = append(annual, year)
		for k, v := range class {
			sum[k] += v
			squares[k] += v * v
		}
	}
	out := simulation{}
	n := float64(years)
	for k := range sum {
		out.mean[k] = sum[k] / n
		out.error[k] = math.Sqrt(math.Max(0, squares[k]/n-out.mean[k]*out.mean[k]) / n)
	}
	out.months = summarise(cash, total, annual)
	return out
}

func summarise(cash, total, annual []float64) Months {
	m := Months{Cash: percentiles(cash), Total: percentiles(total)}
	m.Percentiles = m.Cash
	if m.Cash.P50 > 0 {
		m.Spike = m.Cash.P95 / m.Cash.P50
	}
	slices.Sort(annual)
	worst := annual[int(math.Ceil(float64(len(annual))*(1-worstShare))):]
	for _, v := range worst {
		m.WorstYears += v / float64(len(worst))
	}
	return m
}

// percentiles finds the percentiles by selection; it reorders the values.
func percentiles(xs []float64) Percentiles {
	var p Percentiles
	for _, v := range xs {
		p.Mean += v
	}
	p.Mean /= float64(len(xs))
	from := 0
	for _, one := range []struct {
		at  float64
		put *float64
	}{{.50, &p.P50}, {.90, &p.P90}, {.95, &p.P95}, {.99, &p.P99}} {
		k := int(one.at * float64(len(xs)-1))
		pick(xs[from:], k-from)
		*one.put, from = xs[k], k
	}
	return p
}

// pick puts the k-th smallest value in its place, the smaller ones before it.
func pick(xs []float64, k int) {
	low, high := 0, len(xs)-1
	for low < high {
		pivot := xs[(low+high)/2]
		i, j := low, high
		for i <= j {
			for xs[i] < pivot {
				i++
			}
			for xs[j] > pivot {
				j--
			}
			if i <= j {
				xs[i], xs[j] = xs[j], xs[i]
				i++
				j--
			}
		}
		switch {
		case k <= j:
			high = j
		case k >= i:
			low = i
		default:
			return
		}
	}
}

// worlds draws every input from its range and tells in which share of these
// worlds each tier costs less than today.
func (c *Case) worlds(n int) map[string]float64 {
	rng := rand.New(rand.NewPCG(seed, 1000))
	wins := make([]int, len(c.catalogue.Tiers))
	world := *c
	for range n {
		var p Params
		for i := range p {
			p[i] = pert(rng, c.figures.low[i], c.figures.value[i], c.figures.high[i])
		}
		if price := pert(rng, .7, 1, 1.5); c.catalogue.Provider == "" { // a provider knows its own prices
			world.scale = c.scale * price
		}
		s := c.mid
		for i := range s {
			s[i] = math.Min(1, math.Max(0, s[i]+.08*rng.NormFloat64()))
		}
		e, today := eventsOf(&p, &c.business), world.footing(s, -1)
		before := e.year(&today)
		for i := range wins {
			f := world.footing(s, i)
			after := e.year(&f)
			if after.total() < before.total() {
				wins[i]++
			}
		}
	}
	shares := map[string]float64{}
	for i, t := range c.catalogue.Tiers {
		shares[t.ID] = float64(wins[i]) / float64(n)
	}
	return shares
}

// pert draws from low to high with the mode in between.
func pert(rng *rand.Rand, low, mode, high float64) float64 {
	if !(high > low) {
		return mode
	}
	a := gamma(rng, 1+4*(mode-low)/(high-low))
	b := gamma(rng, 1+4*(high-mode)/(high-low))
	return low + (high-low)*a/(a+b)
}

// gamma draws by Marsaglia and Tsang; shape is at least 1.
func gamma(rng *rand.Rand, shape float64) float64 {
	d := shape - 1.0/3
	c := 1 / math.Sqrt(9*d)
	for {
		x := rng.NormFloat64()
		v := 1 + c*x
		if v <= 0 {
			continue
		}
		v *= v * v
		if u := 1 - rng.Float64(); math.Log(u) < .5*x*x+d-d*v+d*math.Log(v) {
			return d * v
		}
	}
}

package assessment

import "math"

// caution is the weight of the bad years in a comparison: 0 looks at the mean
// alone, 0.3 is a very cautious owner.
const caution = 0.15

// worstShare is the share of years that count as bad.
const worstShare = 0.05

// redoSigma is the spread of what lost data costs; D.
const redoSigma = 0.8

// riskAdjusted is the mean cost of a year plus a part of what the worst 5 % of
// years cost beyond it. It is never below the mean.
func (e *events) riskAdjusted(f *footing, l *lines) float64 {
	mean := l.total()
	return mean + caution*math.Max(0, e.worstYears(f, l)-mean)
}

// worstYears is about the mean of the worst 5 % of years, in closed form: a
// lognormal year, and with the probability of a cyber incident a worse one,
// both matched by mean and variance. It differs from the simulation by some
// per cent, but it has no noise, so a choice never hangs on a seed.
func (e *events) worstYears(f *footing, l *lines) float64 {
	steady := l[lineFee] + l[lineOnboarding] + l[lineFriction] + l[lineOwnTime]
	mean := l.total() - steady - l[lineCyber]
	if mean <= 0 {
		return l.total()
	}
	often := e.under(f)
	variance := e.variance(f, often)
	incident := -math.Expm1(-often.cyber)
	loss := e.incident.mean * f.softened
	spread := e.incident.square*f.softened*f.softened - loss*loss
	years := mixture{matched(mean, variance), matched(mean+loss, variance+spread), incident}
	t := years.quantile(worstShare, f.worst)
	f.worst = t
	beyond := years.meanAbove(t) - math.Exp(t)*years.above(t)
	return steady + math.Exp(t) + math.Max(0, beyond)/worstShare
}

// variance is the variance of a year's cost without cyber incidents.
func (e *events) variance(f *footing, often frequencies) float64 {
	paid := (1 - f.inclSmall) * f.rest
	bill, trip, work := e.jobRate*paid, e.jobTrip*paid, f.wait*e.wage
	v := often.jobs * (bill*bill*e.jobHours.square + 2*bill*e.jobHours.mean*(trip+work*e.stuck.mean) +
		trip*trip + 2*trip*work*e.stuck.mean + work*work*e.stuck.square)

	paid = (1 - f.inclOut) * f.rest
	hour, trip := f.wait*(e.outageBilled*e.outageRate*paid+e.standstill*(1+e.margin)), e.outageTrip*paid
	v += often.outages * (hour*hour*e.outage.square + 2*hour*e.outage.mean*trip + trip*trip)

	pc, server := e.pcs.cost(f.inclSmall, 1), e.servers.cost(f.inclOut, f.wait)
	v += often.pcs*pc*pc + often.servers*server*server

	small := e.restore(f)
	return v + often.dataLoss*(f.fails*e.recovery*e.recovery*redoSpread+(1-f.fails)*small*small)
}

// redoSpread is the mean square of what lost data costs, against its mean.
const redoSpread = 1.8964808793049515

// logNormal is a lognormal distribution. Its methods take the logarithm of an
// amount.
type logNormal struct{ mu, sigma, mean float64 }

func matched(mean, variance float64) logNormal {
	s2 := math.Log1p(variance / (mean * mean))
	return logNormal{math.Log(mean) - s2/2, math.Sqrt(math.Max(s2, 1e-12)), mean}
}

func (d logNormal) above(t float64) float64 { return normal((d.mu - t) / d.sigma) }

// meanAbove is E[X; ln X > t].
func (d logNormal) meanAbove(t float64) float64 { return d.mean * normal(d.sigma-(t-d.mu)/d.sigma) }

// density is that of the logarithm.
func (d logNormal) density(t float64) float64 {
	z := (t - d.mu) / d.sigma
	return math.Exp(-z*z/2) / (d.sigma * math.Sqrt(2*math.Pi))
}

// mixture is calm years and, with a probability, years with an incident.
type mixture struct {
	calm, hit logNormal
	incident  float64
}

func (m *mixture) above(t float64) float64 {
	return (1-m.incident)*m.calm.above(t) + m.incident*m.hit.above(t)
}

func (m *mixture) density(t float64) float64 {
	return (1-m.incident)*m.calm.density(t) + m.incident*m.hit.density(t)
}

func (m *mixture) meanAbove(t float64) float64 {
	return (1-m.incident)*m.calm.meanAbove(t) + m.incident*m.hit.meanAbove(t)
}

// quantile finds the logarithm of the amount that a share of years exceeds: by
// Newton's steps from a first guess, and by halving where one leads out of the
// bracket. The mean of the worst years is flat there, so a thousandth of the
// spread is enough.
func (m *mixture) quantile(share, guess float64) float64 {
	low, high := m.calm.mu, math.Max(m.calm.mu+4*m.calm.sigma, m.hit.mu+4*m.hit.sigma)
	t := guess
	if !(t > low && t < high) {
		t = m.calm.mu + 1.645*m.calm.sigma
	}
	for range 40 {
		gap := m.above(t) - share
		if gap > 0 {
			low = t
		} else {
			high = t
		}
		next := t + gap/m.density(t)
		if !(next > low && next < high) {
			next = (low + high) / 2
		}
		if math.Abs(next-t) < 1e-3*m.calm.sigma {
			return next
		}
		t = next
	}
	return t
}

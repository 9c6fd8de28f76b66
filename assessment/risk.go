package assessment

import "math"

// caution is the weight of the bad years in a comparison: 0 looks at the mean
// alone, 0.3 is a very cautious owner.
const caution = 0.15

// worstShare is the share of years that count as bad.
const worstShare = 0.05

// riskAdjusted is the mean cost of a year plus a part of what the worst 5 % of
// years cost beyond it.
func riskAdjusted(p *Params, b *Business, s AreaScores, o *offer, l *lines) float64 {
	mean := l.total()
	return mean + caution*math.Max(0, worstYears(p, b, s, o, l)-mean)
}

// worstYears is about the mean of the worst 5 % of years, in closed form: a
// lognormal year, and with the probability of a cyber incident a worse one,
// both matched by mean and variance. It differs from the simulation by some
// per cent, but it has no noise, so a choice never hangs on a seed.
func worstYears(p *Params, b *Business, s AreaScores, o *offer, l *lines) float64 {
	steady := l[lineFee] + l[lineOnboarding] + l[lineFriction] + l[lineOwnTime]
	mean := l.total() - steady - l[lineCyber]
	if mean <= 0 {
		return l.total()
	}
	after := s.after(o.coverage)
	f := frequenciesOf(p, b, &after)
	variance := yearVariance(p, b, &after, f, o)
	calm := matched(mean, variance)
	incident := -math.Expm1(-f.cyber)
	loss := logMean(p[inCyberFix]+p[inCyberPerHead]*b.Staff, p[inCyberSigma]) * cyberBackup(after[areaBackup])
	hit := matched(mean+loss, variance+loss*loss*math.Expm1(p[inCyberSigma]*p[inCyberSigma]))
	above := func(t float64) float64 {
		return (1-incident)*calm.above(t) + incident*hit.above(t)
	}
	// The mean of the worst years is least sensitive to the threshold just where
	// it is right, so few steps suffice.
	low, high := calm.mu, math.Log(calm.quantileBound()+hit.quantileBound())
	for range 14 {
		if t := (low + high) / 2; above(math.Exp(t)) > worstShare {
			low = t
		} else {
			high = t
		}
	}
	t := math.Exp((low + high) / 2)
	beyond := (1-incident)*calm.meanAbove(t) + incident*hit.meanAbove(t) - t*above(t)
	return steady + t + math.Max(0, beyond)/worstShare
}

// yearVariance is the variance of a year's cost without cyber incidents.
func yearVariance(p *Params, b *Business, s *AreaScores, f frequencies, o *offer) float64 {
	response := b.Response * o.response
	if o.replacesResponse {
		response = math.Min(b.Response, o.response)
	}
	rate, w := p[inRate], p[inWage]
	rest := (1 - o.discount) * b.Billed

	billRate := rate * (1 + p[inEmergencySmall]*(p[inEmergency]-1)) * (1 - o.inclSmall) * rest
	trip := p[inOnsiteShare] * p[inTravel] * (1 - o.inclSmall) * rest
	h1, h2 := meanAtLeast(p[inMinHours], p[inJobMedian], p[inJobSigma]), squareAtLeast(p[inMinHours], p[inJobMedian], p[inJobSigma])
	t1, t2 := meanAtMost(p[inStuckMedian], p[inStuckSigma], stuckCap), squareAtMost(p[inStuckMedian], p[inStuckSigma], stuckCap)
	work := response * w
	variance := f.jobs * (billRate*billRate*h2 + 2*billRate*h1*(trip+work*t1) + trip*trip + 2*trip*work*t1 + work*work*t2)

	standstill := b.Staff * p[inAffected] * p[inOutputLost] * w
	perHour := response * (p[inOutageBilled]*rate*(1+p[inEmergencyOutage]*(p[inEmergency]-1))*(1-o.inclOut)*rest + standstill*(1+p[inMargin]))
	length := logMean(p[inOutageMedian], p[inOutageSigma])
	trip = p[inTravel] * (1 - o.inclOut) * rest
	variance += f.outages * (perHour*perHour*length*length*math.Exp(p[inOutageSigma]*p[inOutageSigma]) + 2*perHour*length*trip + trip*trip)

	unplanned := p[inUnplanned] * (1 - o.planned)
	pcs, servers := failing(p, b)
	pc := p[inPCPrice]*p[inRush] + p[inPCSetup]*rate*.5*(1-o.inclSmall) + (p[inPCLostUnplanned]-p[inPCLostPlanned])*w
	server := p[inServerPrice]*p[inRush] + serverDown*rate*(1-o.inclOut) + serverDown*response*standstill
	variance += pcs*unplanned*pc*pc + servers*unplanned*server*server

	redo := p[inRecovery] + p[inRedoHours]*math.Max(1, b.Staff*p[inRedoPeople])*w
	small := smallLoss*rate*(1-o.inclSmall) + smallLoss*w
	fails := restoreFails(s[areaBackup])
	return variance + f.dataLoss*(fails*redo*redo*math.Exp(redoSigma*redoSigma)+(1-fails)*small*small)
}

// redoSigma is the spread of what lost data costs; D.
const redoSigma = 0.8

// logNormal is a lognormal distribution.
type logNormal struct{ mu, sigma, mean float64 }

func matched(mean, variance float64) logNormal {
	s2 := math.Log1p(variance / (mean * mean))
	return logNormal{math.Log(mean) - s2/2, math.Sqrt(math.Max(s2, 1e-12)), mean}
}

func (d logNormal) above(t float64) float64 {
	if t <= 0 {
		return 1
	}
	return normal((d.mu - math.Log(t)) / d.sigma)
}

// meanAbove is E[X; X > t].
func (d logNormal) meanAbove(t float64) float64 {
	if t <= 0 {
		return d.mean
	}
	return d.mean * normal(d.sigma-(math.Log(t)-d.mu)/d.sigma)
}

// quantileBound lies above all but one year in a thousand.
func (d logNormal) quantileBound() float64 { return math.Exp(d.mu + 3.1*d.sigma) }

// squareAtLeast is E[max(least, X)^2] of a lognormal X.
func squareAtLeast(least, median, sigma float64) float64 {
	square := median * median * math.Exp(2*sigma*sigma)
	if least <= 0 {
		return square
	}
	z := (math.Log(least) - math.Log(median)) / sigma
	return least*least*normal(z) + square*normal(2*sigma-z)
}

// squareAtMost is E[min(X, most)^2] of a lognormal X.
func squareAtMost(median, sigma, most float64) float64 {
	z := (math.Log(most) - math.Log(median)) / sigma
	return median*median*math.Exp(2*sigma*sigma)*normal(z-2*sigma) + most*most*(1-normal(z))
}

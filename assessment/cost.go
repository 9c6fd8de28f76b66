package assessment

import "math"

// line is a line of a year's bill.
type line int

// The lines, in the order of CostLines.
const (
	lineFee line = iota
	lineOnboarding
	lineInvoicesSmall
	lineInvoicesOutage
	lineHardware
	lineDataLoss
	lineCyber
	lineLostSmall
	lineLostOutage
	lineLostMargin
	lineOwnTime
	lineFriction
	lineCount
)

// lastHardLine is the last line that leaves the account as money; the lines
// behind it are work lost.
const lastHardLine = lineCyber

// lines is a year's cost by line.
type lines [lineCount]float64

func (l *lines) total() float64 {
	sum := 0.0
	for _, v := range l {
		sum += v
	}
	return sum
}

func (l *lines) hard() float64 {
	sum := 0.0
	for _, v := range l[:lastHardLine+1] {
		sum += v
	}
	return sum
}

// stuckCap is how many hours at most one repair keeps one person from work.
const stuckCap = 24.0

const (
	workDays   = 220 // a year
	weeks      = 46  // worked in a year
	serverDown = 8   // hours of help, and of standstill, when a server dies
	smallLoss  = 2   // hours of help, and of work, for a restore that works
)

// hazards are the shares of computers and servers that fail in a year, by age;
// D, between Gartner 2006 and Backblaze.
func hazards() (pc, server [8]float64) {
	return [8]float64{.03, .03, .04, .06, .08, .11, .14, .18}, [8]float64{.02, .02, .03, .04, .05, .07, .09, .12}
}

// restoreFails is the share of restores that fail by the backup score: 100, 60,
// 35, 15 and 5 % at 0, .25, .5, .75 and 1.
func restoreFails(score float64) float64 {
	table := [5]float64{1, .60, .35, .15, .05}
	at := math.Min(math.Max(score, 0), 1) * 4
	i := math.Min(math.Floor(at), 3)
	return table[int(i)] + (table[int(i)+1]-table[int(i)])*(at-i)
}

// class is a class of events with its own frequency.
type class int

const (
	classJob class = iota
	classOutage
	classHardware
	classDataLoss
	classCyber
)

// risk bends a frequency by the scores: exp(-beta (score - 0.5)) over the
// areas, kept within 1/limit and limit.
func risk(beta *AreaScores, limit float64, s *AreaScores) float64 {
	x := 0.0
	for i, b := range beta {
		if b != 0 {
			x -= b * (s[i] - .5)
		}
	}
	return math.Max(1/limit, math.Min(limit, math.Exp(x)))
}

// frequencies are the events of a year under scores.
type frequencies struct{ jobs, outages, dataLoss, cyber float64 }

func frequenciesOf(p *Params, b *Business, s *AreaScores) frequencies {
	jobs := AreaScores{areaHardware: .5, areaUpdates: .3, areaEndpoint: .2, areaSupport: .4}
	outages := AreaScores{areaFirewall: .6, areaHardware: .5, areaUpdates: .2, areaSupport: .3}
	dataLoss := AreaScores{areaHardware: .4, areaEndpoint: .3, areaPeople: .3}
	cyber := AreaScores{areaEndpoint: .7, areaUpdates: .7, areaFirewall: .9, areaAccess: .5, areaPeople: .3}
	return frequencies{
		jobs:     p[inJobs] * b.PCs * risk(&jobs, 2, s),
		outages:  p[inOutages] * (p[inUnpreventable] + (1-p[inUnpreventable])*risk(&outages, 2, s)),
		dataLoss: (p[inDataLoss] + .01*b.PCs) * risk(&dataLoss, 2, s),
		cyber:    p[inCyber] * risk(&cyber, 3.5, s),
	}
}

// offer is what the model needs of a tier; the zero offer is break-fix today.
type offer struct {
	coverage           AreaScores
	inclSmall, inclOut float64
	discount           float64
	response           float64
	replacesResponse   bool // the tier's response stands by itself
	frictionCut        float64
	ownTimeCut         float64
	planned            float64
	fee, onboarding    float64 // a month; months
	keptFee            float64 // a month, of the contract that goes on
	selfHelp           bool
}

// today is break-fix as it is now, with the contract that there may be.
func today(b *Business) offer {
	return offer{inclSmall: b.Included.Small, inclOut: b.Included.Outage, response: 1, keptFee: b.Fee}
}

// offerOf is a tier for a company. A tier that includes repairs replaces a
// contract that the company has; a smaller one comes on top of it.
func offerOf(t *Tier, price Price, scale float64, b *Business) offer {
	o := offer{
		coverage: t.areas, inclSmall: t.Included.Small, inclOut: t.Included.Outage, discount: t.Discount,
		response: t.Response, replacesResponse: t.Included.Small > 0, frictionCut: t.FrictionCut,
		ownTimeCut: t.OwnTimeCut, planned: t.Planned, fee: price.scaledFee(b, scale), onboarding: t.Onboarding,
		selfHelp: t.OwnWork,
	}
	if !o.replacesResponse {
		o.inclSmall, o.inclOut, o.keptFee = b.Included.Small, b.Included.Outage, b.Fee
	}
	return o
}

// expected is the mean cost of a year in closed form, by line. s are the
// scores of today.
func expected(p *Params, b *Business, s AreaScores, o *offer) lines {
	s = s.after(o.coverage)
	f := frequenciesOf(p, b, &s)
	response := b.Response * o.response
	if o.replacesResponse {
		response = math.Min(b.Response, o.response)
	}
	rate, w := p[inRate], p[inWage]
	rest := (1 - o.discount) * b.Billed
	standstill := b.Staff * p[inAffected] * p[inOutputLost] * w

	var l lines
	hours := meanAtLeast(p[inMinHours], p[inJobMedian], p[inJobSigma])
	bill := hours*rate*(1+p[inEmergencySmall]*(p[inEmergency]-1)) + p[inOnsiteShare]*p[inTravel]
	l[lineInvoicesSmall] = f.jobs * bill * (1 - o.inclSmall) * rest
	l[lineLostSmall] = f.jobs * meanAtMost(p[inStuckMedian], p[inStuckSigma], stuckCap) * response * w

	length := logMean(p[inOutageMedian], p[inOutageSigma]) * response
	billed := meanAtLeast(1, p[inOutageMedian]*response*p[inOutageBilled], p[inOutageSigma])
	l[lineInvoicesOutage] = f.outages * (billed*rate*(1+p[inEmergencyOutage]*(p[inEmergency]-1)) + p[inTravel]) * (1 - o.inclOut) * rest
	l[lineLostOutage] = f.outages * length * standstill
	l[lineLostMargin] = l[lineLostOutage] * p[inMargin]

	unplanned := p[inUnplanned] * (1 - o.planned)
	pcs, servers := failing(p, b)
	l[lineHardware] = pcs*unplanned*(p[inPCPrice]*p[inRush]+p[inPCSetup]*rate*.5*(1-o.inclSmall)+(p[inPCLostUnplanned]-p[inPCLostPlanned])*w) +
		servers*unplanned*(p[inServerPrice]*p[inRush]+serverDown*rate*(1-o.inclOut)+serverDown*response*standstill)

	fails := restoreFails(s[areaBackup])
	l[lineDataLoss] = f.dataLoss * (fails*(p[inRecovery]+p[inRedoHours]*math.Max(1, b.Staff*p[inRedoPeople])*w) +
		(1-fails)*(smallLoss*rate*(1-o.inclSmall)+smallLoss*w))
	l[lineCyber] = f.cyber * logMean(p[inCyberFix]+p[inCyberPerHead]*b.Staff, p[inCyberSigma]) * cyberBackup(s[areaBackup])

	l[lineFriction] = p[inFriction] / 60 * workDays * b.Staff * w * p[inFrictionReal] * (1 - o.frictionCut)
	l[lineOwnTime] = p[inOwnHours] * b.Staff / 10 * weeks * w * (1 - o.ownTimeCut)
	if o.selfHelp {
		l[lineOwnTime] += (p[inSelfHelp] + .3*b.PCs) * w
	}
	l[lineFee] = 12 * (o.fee + o.keptFee)
	l[lineOnboarding] = o.fee * o.onboarding / 2 // once in two years
	return l
}

// failing is how many computers and servers fail in a year.
func failing(p *Params, b *Business) (pcs, servers float64) {
	pc, server := hazards()
	for age := range pc {
		pcs += b.PCAges[age] * pc[age]
		servers += b.ServerAges[age] * server[age] * p[inServerHazard]
	}
	return pcs, servers
}

// cyberBackup is what a good backup takes from an incident's cost; Sophos 2023
// found half.
func cyberBackup(score float64) float64 { return math.Exp(-.7 * (score - .5)) }

// logMean is the mean of a lognormal with a median and sigma.
func logMean(median, sigma float64) float64 { return median * math.Exp(sigma*sigma/2) }

// normal is the distribution function of the standard normal.
func normal(x float64) float64 { return .5 * (1 + math.Erf(x/math.Sqrt2)) }

// meanAtLeast is E[max(least, X)] of a lognormal X.
func meanAtLeast(least, median, sigma float64) float64 {
	if least <= 0 {
		return logMean(median, sigma)
	}
	z := (math.Log(least) - math.Log(median)) / sigma
	return least*normal(z) + logMean(median, sigma)*normal(sigma-z)
}

// meanAtMost is E[min(X, most)] of a lognormal X.
func meanAtMost(median, sigma, most float64) float64 {
	z := (math.Log(most) - math.Log(median)) / sigma
	return logMean(median, sigma)*normal(z-sigma) + most*(1-normal(z))
}

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

// footing is how a company stands under an offer: its terms, and what the
// scores make of the risks once the offer has made good its part. It is all of
// a year that does not hang on the model's inputs.
type footing struct {
	offer
	jobs, outages, dataLoss, cyber float64 // factors on how often things happen
	fails                          float64 // share of restores that fail
	softened                       float64 // what a good backup leaves of an incident's cost
	wait                           float64 // for help, against what is usual
	rest                           float64 // of an invoice, after discount and the client's own figures
	known                          outageBill
	worst                          float64 // where the last search for the worst years ended; the next begins there
}

// outageBill is the billed hours of an outage for one median and spread. It is
// the one part of a year that hangs on inputs and offer in no simple way, so a
// footing keeps it for the inputs that most of the what-ifs leave alone.
type outageBill struct{ median, sigma, hours float64 }

// outageHours are the billed hours of an outage on a footing.
func (e *events) outageHours(f *footing) float64 {
	if f.known.median == e.outageMedian && f.known.sigma == e.outageSigma {
		return f.known.hours
	}
	return meanAtLeast(1, e.outageMedian*f.wait, e.outageSigma)
}

// keep keeps the billed hours of an outage for these inputs.
func (f *footing) keep(e *events) {
	f.known = outageBill{e.outageMedian, e.outageSigma, meanAtLeast(1, e.outageMedian*f.wait, e.outageSigma)}
}

// footingOf lays an offer and today's scores together.
func footingOf(o *offer, b *Business, s AreaScores) footing {
	s = s.after(o.coverage)
	jobs := AreaScores{areaHardware: .5, areaUpdates: .3, areaEndpoint: .2, areaSupport: .4}
	outages := AreaScores{areaFirewall: .6, areaHardware: .5, areaUpdates: .2, areaSupport: .3}
	dataLoss := AreaScores{areaHardware: .4, areaEndpoint: .3, areaPeople: .3}
	cyber := AreaScores{areaEndpoint: .7, areaUpdates: .7, areaFirewall: .9, areaAccess: .5, areaPeople: .3}
	f := footing{
		offer: *o, jobs: risk(&jobs, 2, &s), outages: risk(&outages, 2, &s), dataLoss: risk(&dataLoss, 2, &s),
		cyber: risk(&cyber, 3.5, &s), fails: restoreFails(s[areaBackup]), softened: cyberBackup(s[areaBackup]),
		wait: b.Response * o.response, rest: (1 - o.discount) * b.Billed,
	}
	if o.replacesResponse {
		f.wait = math.Min(b.Response, o.response)
	}
	return f
}

// frequencies are the events of a year.
type frequencies struct{ jobs, outages, pcs, servers, dataLoss, cyber float64 }

// events is what the inputs say of a company's year before any offer: how often
// things happen at middling scores, and what one of them costs.
type events struct {
	often        frequencies
	unprevented  float64 // share of outages that nobody can prevent
	rate, wage   float64
	standstill   float64 // work lost in an hour in which the office stands still
	margin       float64 // lost with it, for each unit
	pcs          size
	servers      size
	jobHours     moments // billed
	jobRate      float64 // an hour, emergencies included
	jobTrip      float64
	stuck        moments // staff hours lost
	outage       moments // hours
	outageMedian float64 // billed hours of an outage, with outageSigma
	outageSigma  float64
	outageBilled float64 // for an hour of outage
	outageRate   float64
	outageTrip   float64
	recovery     float64 // of lost data, with the work to redo
	incident     moments
	friction     float64 // a year
	ownTime      float64
	selfHelp     float64
}

// size is what the death of a machine costs beyond its price: what is paid in
// a hurry, what help costs, and hours that its user or the office waits.
type size struct{ rush, help, lost float64 }

// moments are the mean of something and the mean of its square.
type moments struct{ mean, square float64 }

func eventsOf(p *Params, b *Business) events {
	rate, w := p[inRate], p[inWage]
	pcs, servers := failing(p, b)
	loss := logMean(p[inCyberFix]+p[inCyberPerHead]*b.Staff, p[inCyberSigma])
	length := logMean(p[inOutageMedian], p[inOutageSigma])
	e := events{
		often: frequencies{
			jobs: p[inJobs] * b.PCs, outages: p[inOutages], pcs: pcs * p[inUnplanned], servers: servers * p[inUnplanned],
			dataLoss: p[inDataLoss] + .01*b.PCs, cyber: p[inCyber],
		},
		unprevented: p[inUnpreventable], rate: rate, wage: w, margin: p[inMargin],
		standstill: b.Staff * p[inAffected] * p[inOutputLost] * w,
		jobHours:   atLeast(p[inMinHours], p[inJobMedian], p[inJobSigma]),
		jobRate:    rate * (1 + p[inEmergencySmall]*(p[inEmergency]-1)), jobTrip: p[inOnsiteShare] * p[inTravel],
		stuck:        atMost(p[inStuckMedian], p[inStuckSigma], stuckCap),
		outage:       moments{length, length * length * math.Exp(p[inOutageSigma]*p[inOutageSigma])},
		outageMedian: p[inOutageMedian] * p[inOutageBilled], outageSigma: p[inOutageSigma], outageBilled: p[inOutageBilled],
		outageRate: rate * (1 + p[inEmergencyOutage]*(p[inEmergency]-1)), outageTrip: p[inTravel],
		pcs:      size{p[inPCPrice] * p[inRush], p[inPCSetup] * rate * .5, (p[inPCLostUnplanned] - p[inPCLostPlanned]) * w},
		recovery: p[inRecovery] + p[inRedoHours]*math.Max(1, b.Staff*p[inRedoPeople])*w,
		incident: moments{loss, loss * loss * math.Exp(p[inCyberSigma]*p[inCyberSigma])},
		friction: p[inFriction] / 60 * workDays * b.Staff * w * p[inFrictionReal],
		ownTime:  p[inOwnHours] * b.Staff / 10 * weeks * w, selfHelp: (p[inSelfHelp] + .3*b.PCs) * w,
	}
	e.servers = size{p[inServerPrice] * p[inRush], serverDown * rate, serverDown * e.standstill}
	return e
}

// under gives how often things happen under an offer.
func (e *events) under(f *footing) frequencies {
	return frequencies{
		jobs: e.often.jobs * f.jobs, outages: e.often.outages * (e.unprevented + (1-e.unprevented)*f.outages),
		pcs: e.often.pcs * (1 - f.planned), servers: e.often.servers * (1 - f.planned),
		dataLoss: e.often.dataLoss * f.dataLoss, cyber: e.often.cyber * f.cyber,
	}
}

// year is the mean cost of a year in closed form, by line.
func (e *events) year(f *footing) lines {
	often := e.under(f)
	var l lines
	l[lineInvoicesSmall] = often.jobs * (e.jobHours.mean*e.jobRate + e.jobTrip) * (1 - f.inclSmall) * f.rest
	l[lineLostSmall] = often.jobs * e.stuck.mean * f.wait * e.wage
	l[lineInvoicesOutage] = often.outages * (e.outageHours(f)*e.outageRate + e.outageTrip) * (1 - f.inclOut) * f.rest
	l[lineLostOutage] = often.outages * e.outage.mean * f.wait * e.standstill
	l[lineLostMargin] = l[lineLostOutage] * e.margin
	l[lineHardware] = often.pcs*e.pcs.cost(f.inclSmall, 1) + often.servers*e.servers.cost(f.inclOut, f.wait)
	l[lineDataLoss] = often.dataLoss * (f.fails*e.recovery + (1-f.fails)*e.restore(f))
	l[lineCyber] = often.cyber * e.incident.mean * f.softened
	l[lineFriction] = e.friction * (1 - f.frictionCut)
	l[lineOwnTime] = e.ownTime * (1 - f.ownTimeCut)
	if f.selfHelp {
		l[lineOwnTime] += e.selfHelp
	}
	l[lineFee] = 12 * (f.fee + f.keptFee)
	l[lineOnboarding] = f.fee * f.onboarding / 2 // once in two years
	return l
}

// cost is what one death costs when a share of help is included.
func (s size) cost(included, wait float64) float64 { return s.rush + s.help*(1-included) + s.lost*wait }

// restore is what a restore that works costs.
func (e *events) restore(f *footing) float64 {
	return smallLoss * (e.rate*(1-f.inclSmall) + e.wage)
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

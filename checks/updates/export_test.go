package updates

// What the tests of other packages' shapes need to see.
var (
	ParseAptList    = parseAptList
	ParseAptHistory = parseAptHistory
	ParseDnf        = parseDnf
	ParseRPMTimes   = parseRPMTimes
	ParseSchedule   = parseSchedule
	ParseSettings   = parseSettings
	ParseHistory    = parseHistory
	ParseHotfixDate = parseHotfixDate
	SystemUpdate    = systemUpdate
	OfficeRelease   = officeRelease
	OfficeMSI       = officeMSI
	SQLMajor        = sqlMajor
	NewestKernel    = newestKernel
	MacSecurity     = macSecurity
	DnfApplies      = dnfApplies
	AptPeriodic     = aptPeriodic
)

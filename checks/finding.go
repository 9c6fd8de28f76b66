package checks

// Status is the outcome of a check.
type Status string

// The five outcomes. Unknown is what could not be read; NotApplicable is what
// does not concern this machine.
const (
	Pass          Status = "pass"
	Warn          Status = "warn"
	Fail          Status = "fail"
	Unclear       Status = "unknown"
	NotApplicable Status = "not_applicable"
)

// Statuses lists the outcomes, the most urgent first.
func Statuses() []Status { return []Status{Fail, Warn, Unclear, Pass, NotApplicable} }

// Severity says how much a failed check matters.
type Severity string

// The severities. Critical: the business can lose its data or its week.
// High: repair within days. Medium: within the month. Low: when convenient.
const (
	Critical Severity = "critical"
	High     Severity = "high"
	Medium   Severity = "medium"
	Low      Severity = "low"
)

// Severities lists the severities, the heaviest first.
func Severities() []Severity { return []Severity{Critical, High, Medium, Low} }

// Area is a part of a business's IT that is scored by itself.
type Area string

// The areas.
const (
	AreaBackup   Area = "backup"
	AreaFirewall Area = "firewall_network"
	AreaHardware Area = "hardware"
	AreaEndpoint Area = "endpoint"
	AreaUpdates  Area = "updates"
	AreaAccess   Area = "access"
	AreaPeople   Area = "people"
	AreaSupport  Area = "support"
)

// Areas lists the areas in the order in which people read them.
func Areas() []Area {
	return []Area{AreaBackup, AreaFirewall, AreaHardware, AreaEndpoint, AreaUpdates, AreaAccess, AreaPeople, AreaSupport}
}

// Finding is what one check says about one machine, in words and with its
// evidence.
type Finding struct {
	Check    string   `json:"check"`
	Area     Area     `json:"area"`
	Title    string   `json:"title"`
	Status   Status   `json:"status"`
	Severity Severity `json:"severity"`
	// Say is the id of the sentence in Reason.
	Say string `json:"say"`
	// Args are the values in that sentence.
	Args Args `json:"args,omitempty"`
	// Reason is the verdict in one or two sentences.
	Reason string `json:"reason"`
	// Unknown says why, for an unknown status alone.
	Unknown Reason `json:"unknown,omitempty"`
	// Because names the check whose outcome makes this one not applicable.
	Because  string     `json:"because,omitempty"`
	Evidence []Evidence `json:"evidence"`
}

// Args are the values in a sentence: whole numbers, texts, dates.
type Args map[string]any

// Verdict is what a rule says: a status, the sentence that says why with its
// values, and the evidence of the facts it used.
type Verdict struct {
	Status   Status
	Say      string
	Args     Args
	Unknown  Unknown
	Evidence []Evidence
	// Elevated tells that the facts were read with administrator rights.
	Elevated bool
}

// Passed is the verdict that all is well; say names the sentence.
func Passed(say string, args Args) Verdict { return Verdict{Status: Pass, Say: say, Args: args} }

// Warned is the verdict that something needs a look.
func Warned(say string, args Args) Verdict { return Verdict{Status: Warn, Say: say, Args: args} }

// Failed is the verdict that something must be done.
func Failed(say string, args Args) Verdict { return Verdict{Status: Fail, Say: say, Args: args} }

// Skipped is the verdict that a check does not concern this machine.
func Skipped(say string, args Args) Verdict {
	return Verdict{Status: NotApplicable, Say: say, Args: args}
}

// Undecided is the verdict that the facts do not suffice; the sentence comes
// from the reason.
func Undecided(why Unknown) Verdict {
	return Verdict{Status: Unclear, Say: string(why.Reason), Unknown: why}
}

// Because gives the verdict the evidence of the facts it rests on.
func (v Verdict) Because(facts ...interface{ Evidence() []Evidence }) Verdict {
	for _, f := range facts {
		v.Evidence = append(v.Evidence, f.Evidence()...)
	}
	return v
}

// Need gives a fact's value, or the verdict of a rule that cannot do without
// it: ok is false when the fact is unknown.
func Need[T any](f Fact[T]) (value T, verdict Verdict, ok bool) {
	if f.known {
		return f.value, Verdict{}, true
	}
	return f.value, Undecided(f.unknown).Because(f), false
}

package checks

import "time"

// Updates is what a machine shows about its updates.
type Updates struct {
	// Support is what the maker still does for the operating system.
	Support Fact[Support] `json:"support,omitzero"`
	// PointRelease is the installed point release and the newest known one.
	PointRelease Fact[PointRelease] `json:"point_release,omitzero"`
	// LastInstall is the newest successful installation of system updates.
	LastInstall Fact[LastInstall] `json:"last_install,omitzero"`
	// LastCheck is when the machine last learnt which updates there are.
	LastCheck Fact[time.Time] `json:"last_check,omitzero"`
	// Pending are the updates that wait, as far as the machine knows.
	Pending Fact[Pending] `json:"pending,omitzero"`
	// Failing are installations that failed since the last one that worked.
	Failing Fact[int] `json:"failing,omitzero"`
	// Restart tells whether an update waits for a restart.
	Restart Fact[bool] `json:"restart,omitzero"`
	// RestartSince is since when it waits.
	RestartSince Fact[time.Time] `json:"restart_since,omitzero"`
	// Automatic is how updates get installed.
	Automatic Fact[Automatic] `json:"automatic,omitzero"`
	// HeldBack is what keeps updates from being offered.
	HeldBack Fact[HeldBack] `json:"held_back,omitzero"`
	// SecurityData tells whether the protection data of macOS updates itself.
	SecurityData Fact[bool] `json:"security_data,omitzero"`
	// UpdateServer tells whether updates come from a server of the business.
	UpdateServer Fact[bool] `json:"update_server,omitzero"`
	// Programs are Office and server programs with what their maker does for them.
	Programs Fact[[]Support] `json:"programs,omitzero"`
	// Browsers are the installed browsers.
	Browsers Fact[[]Browser] `json:"browsers,omitzero"`
}

// AddTo puts the facts in their place.
func (f Updates) AddTo(all *Facts) { all.Updates = f }

// SupportState says what a maker does for a release.
type SupportState string

// The states. SupportOpen gets updates and its maker names no end;
// SupportPresumedEnded is over by the maker's habit, not by its word;
// SupportExtended gets updates only inside a programme that has to be joined.
const (
	Supported            SupportState = "supported"
	SupportOpen          SupportState = "supported_open"
	SupportExtended      SupportState = "extended_only"
	SupportPresumedEnded SupportState = "presumed_ended"
	SupportEnded         SupportState = "ended"
)

// Support is what the table of support dates says about a product on the day
// of the reading.
type Support struct {
	State SupportState `json:"state"`
	// Label is the release in words, as "Windows 11 24H2"; empty for one that is
	// older than every row.
	Label string `json:"label"`
	// Until is the last day of updates: to come for what is supported or
	// extended, past for what has ended. Zero where the maker names none.
	Until time.Time `json:"until,omitzero"`
	// Programme is what has to be joined for extended updates.
	Programme string `json:"programme,omitempty"`
	// TableDate is the day of the dates.
	TableDate time.Time `json:"table_date"`
}

// PointRelease is an installed version and the newest of its line that the
// table knows.
type PointRelease struct {
	Installed string    `json:"installed"`
	Newest    string    `json:"newest"`
	Behind    bool      `json:"behind"`
	TableDate time.Time `json:"table_date"`
}

// LastInstall is the newest installation that was found; At and Single are not
// both zero.
type LastInstall struct {
	// At is when all that waited was installed.
	At time.Time `json:"at,omitzero"`
	// Single is when single packages alone were brought up to date, where that
	// was later.
	Single time.Time `json:"single,omitzero"`
	// Complete tells that nothing newer can have been missed: every record of
	// installations could be read.
	Complete bool `json:"complete"`
}

// Pending are updates that wait.
type Pending struct {
	All int `json:"all"`
	// Security are those that close security holes; -1 when the machine does not
	// tell them apart.
	Security int `json:"security"`
	// Since is the latest day on which the oldest of the security updates can
	// have come out; zero when that is not known.
	Since time.Time `json:"since,omitzero"`
}

// AutomaticMode is how updates get installed.
type AutomaticMode string

// The modes. UpdatesAsk downloads or announces updates and leaves installing to
// people.
const (
	UpdatesOn  AutomaticMode = "on"
	UpdatesAsk AutomaticMode = "ask"
	UpdatesOff AutomaticMode = "off"
)

// Automatic is how updates get installed, and whether a policy says so.
type Automatic struct {
	Mode   AutomaticMode `json:"mode"`
	Policy bool          `json:"policy,omitempty"`
}

// HeldBack is what keeps updates from being offered: a delay, or a pause.
type HeldBack struct {
	Days        int       `json:"days"`
	PausedUntil time.Time `json:"paused_until,omitzero"`
}

// Browser is an installed browser and the date of its program file.
type Browser struct {
	Name  string    `json:"name"`
	Dated time.Time `json:"dated"`
}

package checks

import "time"

// Hardware is what a machine is made of and how it is doing.
type Hardware struct {
	Model     Fact[Model]     `json:"model,omitzero"`
	Processor Fact[Processor] `json:"processor,omitzero"`
	Memory    Fact[Memory]    `json:"memory,omitzero"`
	// Built is when the machine was made, as far as its parts tell.
	Built Fact[YearRange] `json:"built,omitzero"`
	// Volumes are the local file systems that are written to.
	Volumes Fact[[]Volume] `json:"volumes,omitzero"`
	// Disks are the disks inside, without sticks and other external ones.
	Disks Fact[[]Disk] `json:"disks,omitzero"`
	// Arrays are the disk arrays that the system itself manages.
	Arrays     Fact[[]Array]    `json:"arrays,omitzero"`
	DiskErrors Fact[DiskErrors] `json:"disk_errors,omitzero"`
	Uptime     Fact[Uptime]     `json:"uptime,omitzero"`
	// Stops are the times when it went off without being shut down.
	Stops Fact[Incidents] `json:"stops,omitzero"`
	// Crashes are the times when the system itself gave up.
	Crashes Fact[Incidents] `json:"crashes,omitzero"`
	// Batteries are those that the machine runs on; an empty list is a machine
	// without one.
	Batteries  Fact[[]Battery] `json:"batteries,omitzero"`
	TPM        Fact[TPM]       `json:"tpm,omitzero"`
	Firmware   Fact[Firmware]  `json:"firmware,omitzero"`
	SecureBoot Fact[bool]      `json:"secure_boot,omitzero"`
	// BootCertificates tells whether the Secure Boot certificates that follow
	// those of 2011 are in the firmware.
	BootCertificates Fact[CertificateState] `json:"boot_certificates,omitzero"`
}

// AddTo puts the facts in their place.
func (f Hardware) AddTo(all *Facts) { all.Hardware = f }

// Model is what the maker calls a machine.
type Model struct {
	Maker string `json:"maker,omitempty"`
	Name  string `json:"name"`
	// Board tells that it is the name of the main board, because the machine
	// has none of its own.
	Board bool `json:"board,omitempty"`
}

// Text is the model in words, with its maker once.
func (m Model) Text() string {
	if m.Maker == "" || len(m.Name) >= len(m.Maker) && m.Name[:len(m.Maker)] == m.Maker {
		return m.Name
	}
	return m.Maker + " " + m.Name
}

// Processor is the main processor or chip.
type Processor struct {
	Name    string `json:"name"`
	Cores   int    `json:"cores,omitempty"`   // 0 when not told
	Threads int    `json:"threads,omitempty"` // 0 when not told
	// Launched is the year in which its series came out; 0 when not known.
	Launched int `json:"launched,omitempty"`
	// Windows11 is "yes" or "no" by the lists of its maker's series; empty when
	// the series is on neither side for certain.
	Windows11 string `json:"windows11,omitempty"`
}

// Memory is the main memory that the system sees, in bytes. It is less than
// what is fitted where graphics take a part.
type Memory struct {
	Total     int64 `json:"total"`
	Available int64 `json:"available,omitempty"` // 0 when not told
}

// YearRange is the span of years in which something happened. An end that is 0
// is open: not known.
type YearRange struct {
	From int `json:"from,omitempty"`
	To   int `json:"to,omitempty"`
}

// Ages gives the least and the greatest age in years; known tells which of the
// two ends is.
func (r YearRange) Ages(now time.Time) (least, greatest int, leastKnown, greatestKnown bool) {
	if r.To != 0 {
		least, leastKnown = max(0, now.Year()-r.To), true
	}
	if r.From != 0 {
		greatest, greatestKnown = max(0, now.Year()-r.From), true
	}
	return least, greatest, leastKnown, greatestKnown
}

// Volume is one file system; sizes in bytes.
type Volume struct {
	Mount  string `json:"mount"`
	Total  int64  `json:"total"`
	Free   int64  `json:"free"`
	System bool   `json:"system,omitempty"`
}

// Disk is one drive inside the machine.
type Disk struct {
	// Name is what the system calls it: "nvme0n1", "disk0", "0".
	Name  string `json:"name"`
	Model string `json:"model,omitempty"`
	Size  int64  `json:"size,omitempty"` // bytes; 0 when not told
	Bus   string `json:"bus,omitempty"`  // "nvme", "sata", ...; empty when not told
	// System tells whether the operating system is on it.
	System Fact[bool] `json:"system,omitzero"`
	// Spinning tells a hard disk from a solid-state drive.
	Spinning Fact[bool]       `json:"spinning,omitzero"`
	Health   Fact[DiskHealth] `json:"health,omitzero"`
	// Wear is how much of its rated life is used, in percent; it may pass 100.
	Wear Fact[int] `json:"wear,omitzero"`
}

// DiskHealth is what a disk says of itself.
type DiskHealth struct {
	State HealthState `json:"state"`
	// Sectors counts those that it could not read or had to replace.
	Sectors int64 `json:"sectors,omitempty"`
}

// HealthState is a disk's or an array's own verdict.
type HealthState string

// The states of health. Weak: it works and says that something is wrong.
// Failing: it expects to die, or has lost what it protects with.
const (
	Healthy HealthState = "healthy"
	Weak    HealthState = "weak"
	Failing HealthState = "failing"
)

// Array is several disks that the system joins.
type Array struct {
	Name  string      `json:"name"`
	State HealthState `json:"state"`
}

// DiskErrors is what the system noted about its own disks.
type DiskErrors struct {
	// Since is how far back the log was read.
	Since time.Time `json:"since"`
	// Damage counts unreadable spots and damaged file systems, Retries what
	// worked in the end.
	Damage  int       `json:"damage"`
	Retries int       `json:"retries"`
	Last    time.Time `json:"last,omitzero"`
}

// Uptime is how long the system has run since it was started.
type Uptime struct {
	Boot time.Time `json:"boot"`
	Days int       `json:"days"`
}

// Incidents counts something that happened now and then.
type Incidents struct {
	Since time.Time `json:"since"` // how far back was looked
	Count int       `json:"count"`
	Last  time.Time `json:"last,omitzero"`
}

// Battery is one battery that the machine runs on.
type Battery struct {
	// Capacity is what it still holds of what it was made for, in percent.
	Capacity Fact[int] `json:"capacity,omitzero"`
	Cycles   int       `json:"cycles,omitempty"` // 0 when not told
	// Service tells that the system itself asks for a new one.
	Service Fact[bool] `json:"service,omitzero"`
}

// TPM is the version of the security chip.
type TPM string

// The security chips.
const (
	NoTPM TPM = "none"
	TPM12 TPM = "1.2"
	TPM20 TPM = "2.0"
)

// Firmware is how the machine starts.
type Firmware string

// The kinds of firmware.
const (
	UEFI Firmware = "uefi"
	BIOS Firmware = "bios"
)

// CertificateState is how far the change of certificates has come.
type CertificateState string

// The states of the change of certificates, in the words of Windows.
const (
	CertificatesUpdated    CertificateState = "Updated"
	CertificatesInProgress CertificateState = "InProgress"
	CertificatesNotStarted CertificateState = "NotStarted"
)

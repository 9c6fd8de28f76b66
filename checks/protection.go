package checks

import "time"

// Protection is what guards a machine against malicious programs.
type Protection struct {
	// Registered are the antivirus products that the system itself counts as its
	// own: Windows Security Center on clients, Microsoft Defender's own word on
	// servers, which have no Security Center. Linux and macOS keep no such list.
	Registered Fact[[]SecurityProduct] `json:"registered,omitzero"`
	// Agents are the products of the catalogue (assets/products/protection.yaml)
	// found by service, program or extension. Known and empty means that the
	// system was looked through and runs none that the catalogue knows.
	Agents Fact[[]SecurityProduct] `json:"agents,omitzero"`
	// Health is Windows' own word on its virus protection as a whole: "good",
	// "poor", "snooze" or "notmonitored".
	Health Fact[string] `json:"health,omitzero"`
	// Exclusions are what Microsoft Defender was told not to scan.
	Exclusions Fact[ScanExclusions] `json:"exclusions,omitzero"`
	// BuiltIn is the version of the scanner that belongs to the system itself
	// (XProtect on macOS).
	BuiltIn Fact[string] `json:"built_in,omitzero"`
	// BuiltInUpdated is when that scanner last took new definitions.
	BuiltInUpdated Fact[time.Time] `json:"built_in_updated,omitzero"`
	// Gatekeeper tells whether macOS checks who made a program before it starts.
	Gatekeeper Fact[bool] `json:"gatekeeper,omitzero"`
	// SystemIntegrity tells whether macOS keeps programs from changing the system
	// (System Integrity Protection). A custom, weakened setting is false.
	SystemIntegrity Fact[bool] `json:"system_integrity,omitzero"`
	// StartupSecurity is how strictly a Mac checks the system that it starts.
	StartupSecurity Fact[StartupSecurity] `json:"startup_security,omitzero"`
}

// AddTo puts the facts in their place.
func (f Protection) AddTo(all *Facts) { all.Protection = f }

// SecurityProduct is one antivirus, or detection and response, product on a
// machine. Its facts rest on different sources and are known one by one.
type SecurityProduct struct {
	// ID is the product's id in the catalogue, empty for one that is not there.
	ID   string `json:"id,omitempty"`
	Name string `json:"name"`
	// Antivirus tells whether it scans files by itself.
	Antivirus bool `json:"antivirus"`
	// Watched tells whether it reports to a console where somebody can watch.
	Watched bool `json:"watched"`
	// State is what it does now.
	State Fact[ProductState] `json:"state,omitzero"`
	// RealTime tells whether files are scanned as they are used.
	RealTime Fact[bool] `json:"real_time,omitzero"`
	// SignatureAge is the age of its definitions in whole days.
	SignatureAge Fact[int] `json:"signature_age,omitzero"`
	// Current is the product's own word on whether its definitions are current.
	Current Fact[bool] `json:"current,omitzero"`
	// EngineOutdated tells that the program itself is too old, in its own words.
	EngineOutdated Fact[bool] `json:"engine_outdated,omitzero"`
	// Tamper tells whether programs are kept from switching it off.
	Tamper Fact[bool] `json:"tamper,omitzero"`
	// Licensed tells whether its subscription is valid.
	Licensed Fact[bool] `json:"licensed,omitzero"`
}

// ProductState is what a protection product does now.
type ProductState string

// The states. Passive: it runs beside another product and leaves the scanning
// to it. Idle: it is installed, and nothing makes it scan by itself.
const (
	ProductOn      ProductState = "on"
	ProductOff     ProductState = "off"
	ProductPaused  ProductState = "paused"
	ProductExpired ProductState = "expired"
	ProductPassive ProductState = "passive"
	ProductIdle    ProductState = "idle"
)

// ScanExclusions are what a scanner was told to leave out, without the names.
type ScanExclusions struct {
	Count int `json:"count"`
	// Broad are the kinds of places left out that are too wide to leave out: "a
	// whole drive", as ids "drive", "users", "downloads", "temporary", "system",
	// "programs" (a kind of program file as a whole).
	Broad []string `json:"broad,omitempty"`
}

// StartupSecurity is the security level at which a Mac starts.
type StartupSecurity string

// The levels, as Apple names them.
const (
	StartupFull       StartupSecurity = "full"
	StartupReduced    StartupSecurity = "reduced"
	StartupPermissive StartupSecurity = "permissive"
)

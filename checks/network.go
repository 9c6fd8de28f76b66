package checks

// Network is how a machine is joined to its network. It holds no address, no
// name of a network and no name of an adapter.
type Network struct {
	// Joined tells whether the machine has a connection to any network.
	Joined Fact[bool] `json:"joined"`
	// Wired is the slowest connected cable.
	Wired Fact[Wired] `json:"wired"`
	// Wifi is how the wireless network in use is locked.
	Wifi Fact[WifiLock] `json:"wifi"`
	// WifiStandard is the generation of Wi-Fi that the connection in use speaks.
	WifiStandard Fact[WifiStandard] `json:"wifi_standard"`
	// Gateway tells whether the machine knows a way out of its own network.
	Gateway Fact[bool] `json:"gateway"`
	// Resolver is who looks up names of the internet for the machine.
	Resolver Fact[Resolver] `json:"resolver"`
	// Proxy is what stands between the user's programs and the web.
	Proxy Fact[Proxy] `json:"proxy"`
	// VPN tells whether a VPN connection of a kind that Ounce knows is up.
	VPN Fact[bool] `json:"vpn"`
}

// Wired is the slowest connected cable of a machine.
type Wired struct {
	// Connected is false when no cable is in use; Megabits is then 0.
	Connected bool `json:"connected"`
	// Megabits is the speed agreed on with the other end, in Mbit/s.
	Megabits int64 `json:"megabits"`
}

// WifiLock is how a wireless network is locked.
type WifiLock string

// The kinds. WifiOpen lets in anyone without a password, also when it encrypts
// (OWE). WifiOld can be broken with free programs (WEP, WPA with TKIP);
// WifiMixed is strong, but still lets in devices of the old kind. WifiNone
// means that no wireless network is in use.
const (
	WifiNone   WifiLock = "none"
	WifiOpen   WifiLock = "open"
	WifiOld    WifiLock = "old"
	WifiMixed  WifiLock = "mixed"
	WifiStrong WifiLock = "strong"
)

// WifiStandard is a generation of Wi-Fi, as the Wi-Fi Alliance counts them.
type WifiStandard int

// The generations; WifiUnused means that no wireless network is in use, and
// WifiLegacy is 802.11 a, b or g, from before the count began.
const (
	WifiUnused WifiStandard = 0
	WifiLegacy WifiStandard = 3
	Wifi4      WifiStandard = 4 // 802.11n
	Wifi5      WifiStandard = 5 // 802.11ac
	Wifi6      WifiStandard = 6 // 802.11ax
	Wifi7      WifiStandard = 7 // 802.11be
)

// Resolver is who looks up names.
type Resolver struct {
	Kind ResolverKind `json:"kind"`
	// Service is the public service's own name; empty for the other kinds.
	Service string `json:"service,omitempty"`
}

// ResolverKind is a kind of resolver.
type ResolverKind string

// The kinds. ResolverFilter leaves out names known to be dangerous;
// ResolverPublic is a known service that does not; ResolverOther is a server of
// the house, of the provider, or any that Ounce does not know.
const (
	ResolverNone   ResolverKind = "none"
	ResolverFilter ResolverKind = "filter"
	ResolverPublic ResolverKind = "public"
	ResolverOther  ResolverKind = "other"
)

// Proxy is what stands between programs and the web.
type Proxy string

// The kinds: none, a fixed server, one on the machine itself, or a script that
// names one.
const (
	ProxyNone   Proxy = "none"
	ProxyFixed  Proxy = "fixed"
	ProxyLocal  Proxy = "local"
	ProxyScript Proxy = "script"
)

// AddTo puts the facts in their place.
func (f Network) AddTo(all *Facts) { all.Network = f }

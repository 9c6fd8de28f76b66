package checks

// Firewall is what guards a machine against connections from outside, and what
// listens for them.
type Firewall struct {
	// Guards are the firewalls that were looked at, each on or off.
	Guards []Guard `json:"guards"`
	// On tells whether any of them filters what comes in.
	On Fact[bool] `json:"on"`
	// BlocksIncoming tells whether what no rule allows is kept out.
	BlocksIncoming Fact[bool] `json:"blocks_incoming"`
	// Listening are the services that other machines can reach, by TCP port on
	// an address that is not the machine's own loopback.
	Listening Fact[[]Listener] `json:"listening"`
	// OffOn are the kinds of network on which the firewall is off, on Windows,
	// which switches it for each kind by itself.
	OffOn Fact[[]NetworkKind] `json:"off_on,omitzero"`
	// Products are the firewalls of other makers that the system knows of.
	Products Fact[[]OtherFirewall] `json:"products,omitzero"`
	// Logging tells whether what is kept out is written down, on every network.
	Logging Fact[bool] `json:"logging,omitzero"`
	// Stealth tells whether the machine stays silent to those who knock (macOS).
	Stealth Fact[bool] `json:"stealth,omitzero"`
	// OpenRules are the rules that let anybody in, bound to no program (Windows).
	OpenRules Fact[OpenRules] `json:"open_rules,omitzero"`
	// SignIn tells whether the machine waits for remote sign-in by SSH.
	SignIn Fact[bool] `json:"sign_in,omitzero"`
	// Desktop is how the system's own remote desktop stands, where the system
	// says so by itself.
	Desktop Fact[Desktop] `json:"desktop,omitzero"`
	// OldSharing tells whether file sharing speaks SMB 1, as server or as client
	// (Windows).
	OldSharing Fact[bool] `json:"old_sharing,omitzero"`
	// RemoteTools are the programs of the catalogue (assets/products/remote.yaml)
	// by which somebody elsewhere can work on the machine.
	RemoteTools Fact[[]RemoteTool] `json:"remote_tools,omitzero"`
}

// NetworkKind is a kind of network, as Windows tells them apart.
type NetworkKind string

// The kinds.
const (
	DomainNetwork  NetworkKind = "domain"
	PrivateNetwork NetworkKind = "private"
	PublicNetwork  NetworkKind = "public"
)

// NetworkKinds lists every kind.
func NetworkKinds() []NetworkKind {
	return []NetworkKind{DomainNetwork, PrivateNetwork, PublicNetwork}
}

// OtherFirewall is a firewall that does not belong to the system.
type OtherFirewall struct {
	Name string `json:"name"`
	On   bool   `json:"on"`
}

// Desktop is the state of a remote desktop.
type Desktop string

// The states. DesktopGuarded asks who is there before it shows a screen
// (network level authentication); DesktopOpen does not. DesktopShared is a Mac's
// Screen Sharing, DesktopManaged its Remote Management.
const (
	DesktopOff     Desktop = "off"
	DesktopGuarded Desktop = "guarded"
	DesktopOpen    Desktop = "open"
	DesktopShared  Desktop = "shared"
	DesktopManaged Desktop = "managed"
)

// OpenRules are rules that let anybody in, from anywhere, to any program.
type OpenRules struct {
	Count int `json:"count"`
	// AllPorts tells that one of them names no port.
	AllPorts bool `json:"all_ports,omitempty"`
	// Ports are those that the rules name, as "51500" or "5000-5010".
	Ports []string `json:"ports,omitempty"`
}

// RemoteTool is a program by which somebody elsewhere can work on the machine.
type RemoteTool struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	// Manages tells that it is the agent of an IT provider's console.
	Manages bool `json:"manages"`
}

// Guard is one firewall, or one profile of it, by name.
type Guard struct {
	Name string     `json:"name"`
	On   Fact[bool] `json:"on"`
}

// Listener is a TCP port on which a machine waits for connections.
type Listener struct {
	Port int `json:"port"`
	// Everywhere tells that it waits on all addresses.
	Everywhere bool `json:"everywhere"`
}

// AddTo puts the facts in their place.
func (f Firewall) AddTo(all *Facts) { all.Firewall = f }

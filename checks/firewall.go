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
	// SignIn tells whether remote sign-in by SSH is switched on, where the
	// system says so by itself.
	SignIn Fact[bool] `json:"sign_in,omitzero"`
	// Desktop is how the system's own remote desktop stands.
	Desktop Fact[Desktop] `json:"desktop,omitzero"`
	// OldSharing tells whether file sharing speaks SMB 1.
	OldSharing Fact[bool] `json:"old_sharing,omitzero"`
	// Stealth tells whether the machine leaves probes unanswered.
	Stealth Fact[bool] `json:"stealth,omitzero"`
	// OpenRules counts the rules that let anyone in, to a port that is bound to
	// no program.
	OpenRules Fact[int] `json:"open_rules,omitzero"`
	// Products are firewalls of other makers that are on, by name.
	Products Fact[[]string] `json:"products,omitzero"`
	// RemoteTools are programs for remote control that start by themselves.
	RemoteTools Fact[[]string] `json:"remote_tools,omitzero"`
}

// Desktop is the state of a remote desktop.
type Desktop string

// The states. DesktopGuarded asks who is there before it shows a screen
// (network level authentication); DesktopOpen does not.
const (
	DesktopOff     Desktop = "off"
	DesktopGuarded Desktop = "guarded"
	DesktopOpen    Desktop = "open"
	DesktopShared  Desktop = "shared"
)

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

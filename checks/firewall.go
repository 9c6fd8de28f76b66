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

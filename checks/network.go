package checks

// Network is how a machine is joined to its network. It holds no address and no
// name of a network.
type Network struct {
	// Joined tells whether an adapter of the machine has a connection.
	Joined Fact[bool] `json:"joined"`
	// Wifi is how the wireless network in use is locked.
	Wifi Fact[WifiLock] `json:"wifi"`
}

// WifiLock is how a wireless network is locked.
type WifiLock string

// The kinds. WifiOld can be broken with free programs (WEP, WPA with TKIP);
// WifiNone means that no wireless network is in use.
const (
	WifiNone   WifiLock = "none"
	WifiOpen   WifiLock = "open"
	WifiOld    WifiLock = "old"
	WifiStrong WifiLock = "strong"
)

// AddTo puts the facts in their place.
func (f Network) AddTo(all *Facts) { all.Network = f }

package checks

// Firewall is the facts of that topic.
type Firewall struct{}

// AddTo puts the facts in their place.
func (f Firewall) AddTo(all *Facts) { all.Firewall = f }

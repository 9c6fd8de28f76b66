package checks

// Network is the facts of that topic.
type Network struct{}

// AddTo puts the facts in their place.
func (f Network) AddTo(all *Facts) { all.Network = f }

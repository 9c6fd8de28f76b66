package checks

// Hardware is the facts of that topic.
type Hardware struct{}

// AddTo puts the facts in their place.
func (f Hardware) AddTo(all *Facts) { all.Hardware = f }

package checks

// Updates is the facts of that topic.
type Updates struct{}

// AddTo puts the facts in their place.
func (f Updates) AddTo(all *Facts) { all.Updates = f }

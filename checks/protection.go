package checks

// Protection is the facts of that topic.
type Protection struct{}

// AddTo puts the facts in their place.
func (f Protection) AddTo(all *Facts) { all.Protection = f }

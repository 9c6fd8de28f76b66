package checks

// Access is the facts of that topic.
type Access struct{}

// AddTo puts the facts in their place.
func (f Access) AddTo(all *Facts) { all.Access = f }

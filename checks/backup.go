package checks

// Backup is the facts of that topic.
type Backup struct{}

// AddTo puts the facts in their place.
func (f Backup) AddTo(all *Facts) { all.Backup = f }

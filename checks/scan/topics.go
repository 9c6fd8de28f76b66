package scan

import (
	"ounce/checks"
	"ounce/checks/updates"
)

// Topics lists every room of checks.
func Topics() []checks.Topic {
	return []checks.Topic{
		updates.Topic(),
	}
}

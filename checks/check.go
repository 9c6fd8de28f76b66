package checks

import (
	"context"
	"time"
)

// Check is one rule: an id, which never changes, and a pure function of the
// facts. Its texts are in the Definition of the same id.
type Check struct {
	ID    string
	Judge func(m *Machine) Verdict
}

// TopicFacts are the facts of one topic; they know their place in a Machine.
type TopicFacts interface{ AddTo(*Facts) }

// Topic is a room of checks: how its facts are collected, and the rules that
// judge them. A rule uses the facts of its own topic and the Platform alone, so
// that it can be judged as soon as they are in.
type Topic struct {
	ID string
	// Deadline is how long collecting may take; zero is DefaultDeadline.
	Deadline time.Duration
	// Collect reads the facts. It returns soon after its context ends, with
	// what it has; what it could not read is unknown.
	Collect func(ctx context.Context, h Host, p Platform) TopicFacts
	Checks  []Check
}

// DefaultDeadline is how long a topic may take when it says nothing else.
const DefaultDeadline = 5 * time.Second

package checks

import (
	"encoding/json"
	"errors"
	"fmt"
)

// Evidence says where something was read and what stood there.
type Evidence struct {
	Source    string    `json:"source" yaml:"source"`
	Value     string    `json:"value" yaml:"value"`
	Privilege Privilege `json:"privilege,omitempty" yaml:"privilege,omitempty"`
}

// Privilege is the right with which something was read, or would have to be.
type Privilege string

// The privileges.
const (
	User          Privilege = "user"
	Administrator Privilege = "administrator"
)

// Unknown says why something is not known: the reason, and in Detail what was
// seen instead, in the system's words.
type Unknown struct {
	Reason Reason
	Detail string
}

// ReadFailed tells that the machine did not answer, against an answer that
// decides nothing.
func (u Unknown) ReadFailed() bool {
	return u.Reason == Denied || u.Reason == TimedOut || u.Reason == Stopped
}

// Fact is one thing about a machine: known, with its evidence, or unknown, with
// the reason. The zero Fact is unknown and was never looked at.
type Fact[T any] struct {
	value    T
	known    bool
	unknown  Unknown
	evidence []Evidence
}

// Known is a fact with its value.
func Known[T any](value T, evidence ...Evidence) Fact[T] {
	return Fact[T]{value: value, known: true, evidence: evidence}
}

// Unseen is a fact that could not be read.
func Unseen[T any](reason Reason, detail string, evidence ...Evidence) Fact[T] {
	return Fact[T]{unknown: Unknown{Reason: reason, Detail: detail}, evidence: evidence}
}

// UnseenBy is the unknown fact that a failed read leaves behind. An error that
// is no ReadError makes it unreadable: that is what a parser's error means.
func UnseenBy[T any](err error, evidence ...Evidence) Fact[T] {
	var read *ReadError
	if errors.As(err, &read) {
		if len(evidence) == 0 {
			evidence = []Evidence{{Source: read.Source, Value: ""}}
		}
		return Unseen[T](read.Reason, read.Detail, evidence...)
	}
	return Unseen[T](Unreadable, err.Error(), evidence...)
}

// Get gives the value and whether it is known.
func (f Fact[T]) Get() (T, bool) { return f.value, f.known }

// Known tells whether the value is known.
func (f Fact[T]) Known() bool { return f.known }

// Or gives the value, or another one where it is unknown. It is for texts and
// orders, never for a verdict.
func (f Fact[T]) Or(other T) T {
	if f.known {
		return f.value
	}
	return other
}

// Why says why the fact is unknown; it is empty for a known fact and for one
// that nobody looked at.
func (f Fact[T]) Why() Unknown { return f.unknown }

// Evidence is what the fact rests on.
func (f Fact[T]) Evidence() []Evidence { return f.evidence }

// IsZero tells whether nobody looked; such facts are left out of JSON.
func (f Fact[T]) IsZero() bool {
	return !f.known && f.unknown == Unknown{} && len(f.evidence) == 0
}

// Then derives a fact from another one, keeping evidence and unknown alike. A
// conversion that fails makes the fact unreadable.
func Then[T, U any](f Fact[T], convert func(T) (U, error)) Fact[U] {
	if !f.known {
		return Fact[U]{unknown: f.unknown, evidence: f.evidence}
	}
	value, err := convert(f.value)
	if err != nil {
		return Unseen[U](Unreadable, err.Error(), f.evidence...)
	}
	return Known(value, f.evidence...)
}

// First gives the first known of several readings of one thing, in order of
// trust. When none is known it is unknown for the reason that a person can do
// most about: a denied reading before any other, else the first one's.
func First[T any](readings ...Fact[T]) Fact[T] {
	var none Fact[T]
	for _, f := range readings {
		if f.known {
			return f
		}
	}
	for i, f := range readings {
		none.evidence = append(none.evidence, f.evidence...)
		if i == 0 || none.unknown.Reason == "" || (f.unknown.Reason == Denied && none.unknown.Reason != Denied) {
			none.unknown = f.unknown
		}
	}
	return none
}

// Agree joins two independent readings of one thing. Two that differ are
// conflicting, with both values; one that is unknown leaves the other to speak.
func Agree[T comparable](a, b Fact[T]) Fact[T] {
	evidence := append(append([]Evidence{}, a.evidence...), b.evidence...)
	switch {
	case a.known && b.known && a.value == b.value:
		return Known(a.value, evidence...)
	case a.known && b.known:
		return Unseen[T](Conflicting, fmt.Sprintf("%v and %v", a.value, b.value), evidence...)
	case a.known:
		return Known(a.value, evidence...)
	case b.known:
		return Known(b.value, evidence...)
	default:
		return First(a, b)
	}
}

type factJSON[T any] struct {
	Value    *T         `json:"value,omitempty"`
	Unknown  Reason     `json:"unknown,omitempty"`
	Detail   string     `json:"detail,omitempty"`
	Evidence []Evidence `json:"evidence,omitempty"`
}

// MarshalJSON writes {"value","evidence"} or {"unknown","detail","evidence"}.
func (f Fact[T]) MarshalJSON() ([]byte, error) {
	out := factJSON[T]{Evidence: f.evidence}
	if f.known {
		out.Value = &f.value
	} else {
		out.Unknown, out.Detail = f.unknown.Reason, f.unknown.Detail
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads what MarshalJSON writes and refuses a fact that is both
// known and unknown.
func (f *Fact[T]) UnmarshalJSON(data []byte) error {
	var in factJSON[T]
	if err := json.Unmarshal(data, &in); err != nil {
		return err
	}
	if in.Value != nil && in.Unknown != "" {
		return errors.New("a fact is known or unknown, not both")
	}
	*f = Fact[T]{evidence: in.Evidence}
	if in.Value != nil {
		f.value, f.known = *in.Value, true
	} else {
		f.unknown = Unknown{Reason: in.Unknown, Detail: in.Detail}
	}
	return nil
}

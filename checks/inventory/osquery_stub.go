package inventory

import "time"

type hosts struct{}

func (h *hosts) add(string, []byte, time.Time) error { return ErrOther }
func (h *hosts) done() ([]Noted, []Problem)          { return nil, nil }
func isFleet([]byte) bool                            { return false }

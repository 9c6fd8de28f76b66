//go:build !linux && !windows

package gui

// preflight finds nothing out on this system.
func preflight() (release func(), err error) { return func() {}, nil }

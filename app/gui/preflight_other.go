//go:build !linux

package gui

// preflight finds nothing out on this system.
func preflight() error { return nil }

//go:build !windows

package app

// tellOnScreen shows nothing: it was said on the terminal.
func tellOnScreen(string) {}

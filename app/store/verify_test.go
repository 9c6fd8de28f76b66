//go:build verify

package store

import "testing"

// TestVerifyKilledWhileSaving kills it as often as a promise needs.
func TestVerifyKilledWhileSaving(t *testing.T) { killWhileSaving(t, 500) }

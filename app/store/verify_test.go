//go:build verify

package store

import "testing"

// TestVerifyKilledWhileSaving kills it as often as a promise needs.
func TestVerifyKilledWhileSaving(t *testing.T) { killWhileSaving(t, 500) }

// TestVerifyEachByteFlipped flips every byte of a saved file.
func TestVerifyEachByteFlipped(t *testing.T) { flipBytes(t, 1) }

// TestVerifyEachLengthCut cuts a saved file to every length.
func TestVerifyEachLengthCut(t *testing.T) { cutFile(t, 1) }

//go:build race

package damage

// Race tells that the tests run under the race detector.
const Race = true

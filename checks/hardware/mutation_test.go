package hardware

import (
	"testing"

	"ounce/checks/host/hosttest"
)

// TestNoFalseVerdict breaks each source of whole machines, one at a time.
func TestNoFalseVerdict(t *testing.T) {
	for _, m := range machines {
		t.Run(m.name, func(t *testing.T) {
			hosttest.NoFalseVerdict(t, open(t, m.name), Topic(), m.platform)
		})
	}
}

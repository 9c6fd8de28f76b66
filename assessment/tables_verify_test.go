//go:build verify

package assessment

import (
	"fmt"
	"math"
	"testing"
)

// TestSimulatedMeansBesideClosedForm prints each class of cost, simulated over
// ten seeds, beside its closed form, for today and each tier.
func TestSimulatedMeansBesideClosedForm(t *testing.T) {
	d := load(t)
	c := worked(t, d, 20, 1, "typical")
	fmt.Printf("%-6s %-18s %12s %12s %10s\n", "tier", "class", "simulated", "closed form", "3 errors")
	for i := -1; i < len(d.Catalogue.Tiers); i++ {
		id := Today
		if i >= 0 {
			id = c.name(i)
		}
		for _, row := range simulatedMeans(c, i) {
			fmt.Printf("%-6s %-18s %12.1f %12.1f %10.1f\n", id, row.class, row.simulated, row.closed, 3*row.error)
			if math.Abs(row.simulated-row.closed) > 3*row.error+slack*row.closed {
				t.Errorf("%s, %s: %v is not %v", id, row.class, row.simulated, row.closed)
			}
		}
	}
}

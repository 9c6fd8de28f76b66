//go:build bench

package scan

import (
	"context"
	"fmt"
	"testing"
	"time"

	"ounce/checks"
	"ounce/checks/platform"
)

// TestBenchHangingHost times a machine whose every source hangs and fails above
// the limit that the README promises.
func TestBenchHangingHost(t *testing.T) {
	for _, system := range []checks.System{checks.Linux, checks.MacOS, checks.Windows} {
		s := Scanner{Definitions: definitions(t), Topics: Topics(), Platform: platform.Read}
		began := time.Now()
		m := s.Run(context.Background(), hanging{empty(system)})
		took := time.Since(began)
		unknown, decided := 0, 0
		for _, f := range m.Findings {
			switch f.Status {
			case checks.Unclear:
				unknown++
			case checks.NotApplicable: // a check of another system
			default:
				decided++
			}
		}
		fmt.Printf("a hanging %-8s %5.1f s  %d checks unknown, %d decided   (at most 8 s, none decided)\n", system, took.Seconds(), unknown, decided)
		if took > 8*time.Second || decided > 0 {
			t.Errorf("a hanging %s took %s, %d checks decided", system, took, decided)
		}
	}
}

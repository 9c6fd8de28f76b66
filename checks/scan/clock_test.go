package scan

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ounce/checks"
	"ounce/checks/host"
	"ounce/checks/platform"
)

// TestAWrongClockDecidesNothing: a computer whose clock begins anew, or runs far
// ahead, is told nothing that it is not told when its clock is right.
func TestAWrongClockDecidesNothing(t *testing.T) {
	s := Scanner{Definitions: definitions(t), Topics: Topics(), Platform: platform.Read}
	changed := 0
	for _, path := range machines(t) {
		rec := build(t, path)
		right := statuses(s.Run(context.Background(), host.Play(rec)))
		for _, year := range []int{1601, 1970, 2000, 2015, 2099} {
			wrong := *rec
			wrong.Now = time.Date(year, 1, 2, 10, 0, 0, 0, time.UTC)
			m := s.Run(context.Background(), host.Play(&wrong))
			for _, f := range m.Findings {
				switch {
				case f.Status == checks.Unclear, f.Status == checks.NotApplicable, f.Status == right[f.Check]:
				case right[f.Check] == checks.NotApplicable: // what silenced it is not known now
				default:
					t.Errorf("%s in %d: %s says %s (%s), and %s with the right date", strings.TrimSuffix(filepath.Base(path), ".yaml"), year, f.Check, f.Status, f.Say, right[f.Check])
				}
				if f.Say == "wrong_clock" {
					changed++
					if !strings.Contains(f.Reason, "Set its clock") {
						t.Errorf("%s says %q", f.Check, f.Reason)
					}
				}
			}
		}
	}
	if changed == 0 {
		t.Error("no check heeds the clock")
	}
}

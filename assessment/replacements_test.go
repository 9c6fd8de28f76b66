package assessment

import (
	"testing"
	"time"

	"ounce/checks"
)

func TestAVirtualMachineIsNeverReplaced(t *testing.T) {
	d := load(t)
	now := time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)
	for _, virtual := range []bool{false, true} {
		m := checks.Machine{ID: "m", Name: "VM", Findings: []checks.Finding{{Check: "updates.os_support", Status: checks.Fail, Reason: "It has ended."}}}
		m.Facts.Platform.Virtual = checks.Known(virtual)
		p := plan{d, &Case{}, now, []checks.Machine{m}, nil}
		p.machine(&m)
		if planned := len(p.list) > 0; planned == virtual {
			t.Errorf("virtual %t: %v", virtual, p.list)
		}
	}
}

package report

import (
	"fmt"
	"io"
	"testing"

	"ounce/assessment"
	"ounce/checks"
)

// fleet is a result with that many machines of so many findings each.
func fleet(b testing.TB, machines, findings int) (r assessment.Result, c assessment.Case) {
	b.Helper()
	r, c = company(b, "average")
	r.Machines = nil
	for i := range machines {
		m := checks.Machine{ID: fmt.Sprint(i), Name: fmt.Sprintf("office-%d", i), OS: "Windows 11 Pro"}
		for n := range findings {
			m.Findings = append(m.Findings, checks.Finding{
				Check: fmt.Sprintf("check.%d", n), Area: checks.AreaBackup, Title: fmt.Sprintf("Check %d", n),
				Status: checks.Statuses()[n%len(checks.Statuses())], Severity: checks.Medium, Reason: "No backup has finished on this computer for 41 days.",
				Evidence: []checks.Evidence{{Source: fmt.Sprintf("file /etc/example-%d", n), Value: "2026-10-14", Privilege: checks.User}},
			})
		}
		r.Machines = append(r.Machines, m)
	}
	return r, c
}

func BenchmarkWorkbook(b *testing.B) {
	for _, size := range [][2]int{{1, 80}, {50, 80}, {500, 80}} {
		b.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(b *testing.B) {
			r, c := fleet(b, size[0], size[1])
			b.ReportAllocs()
			for b.Loop() {
				if err := Write(io.Discard, r, Living(c)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

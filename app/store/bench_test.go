//go:build bench

package store

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

// The promises, on an office PC.
const (
	listed    = 200
	listLimit = 100 * time.Millisecond
)

// TestBenchList times the list of 200 assessments, and one save among them.
func TestBenchList(t *testing.T) {
	folder, k := t.TempDir(), &memory{}
	s := testStore(t, folder, k)
	var last Assessment
	for i := range listed {
		last = example(numbered(i))
		for range 20 { // as large as those of twenty machines
			last.Machines = append(last.Machines, last.Machines[0])
		}
		if err := last.Keep(exampleResult(start(), 49)); err != nil {
			t.Fatal(err)
		}
		last.Head = mustSave(t, s, last)
	}
	list := median(5, func() {
		if got := mustList(t, testStore(t, folder, k)); len(got.Heads) != listed {
			t.Fatalf("%d are listed", len(got.Heads))
		}
	})
	save := median(9, func() { last.Head = mustSave(t, s, last) })
	fmt.Printf("list of %d     %8.1f ms                 (at most %d ms)\n", listed, ms(list), listLimit.Milliseconds())
	fmt.Printf("one save        %8.1f ms\n", ms(save))
	if list > listLimit {
		t.Errorf("listing %d assessments took %v", listed, list)
	}
}

func median(runs int, do func()) time.Duration {
	var took []time.Duration
	for range runs {
		began := time.Now()
		do()
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	return took[runs/2]
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

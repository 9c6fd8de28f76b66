package app

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

func TestInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var things, taken []int
		for i := range 50 {
			things = append(things, i)
		}
		var working, most atomic.Int32
		work := func(i int) int { // the later, the faster
			now := working.Add(1)
			for seen := most.Load(); now > seen && !most.CompareAndSwap(seen, now); seen = most.Load() {
			}
			time.Sleep(time.Duration(100-i) * time.Millisecond)
			working.Add(-1)
			return -i
		}
		take := func(i, result int) error {
			if result != -i {
				t.Errorf("%d came to %d", i, result)
			}
			taken = append(taken, i)
			return nil
		}
		if err := inOrder(t.Context(), things, work, take); err != nil || !slices.Equal(taken, things) {
			t.Errorf("taken were %v (%v)", taken, err)
		}
		if most.Load() > mostAtOnce {
			t.Errorf("%d were worked on at once", most.Load())
		}
		wrong := errors.New("wrong")
		if err := inOrder(t.Context(), things, work, func(i, _ int) error {
			if i == 3 {
				return wrong
			}
			return nil
		}); !errors.Is(err, wrong) {
			t.Errorf("a wrong one gives %v", err)
		}
		ctx, stop := context.WithCancel(t.Context())
		stop()
		if err := inOrder(ctx, things, work, take); !errors.Is(err, context.Canceled) {
			t.Errorf("stopped before it began gives %v", err)
		}
		if err := inOrder(t.Context(), nil, work, take); err != nil {
			t.Errorf("nothing gives %v", err)
		}
		time.Sleep(time.Second) // what nobody waits for any longer ends
		synctest.Wait()
	})
}

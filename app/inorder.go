package app

import (
	"context"
	"runtime"
)

// mostAtOnce is how many files are worked on at the same time: more would hold
// more of them in memory and be no faster on the disk of a stick.
const mostAtOnce = 4

// inOrder works on things side by side, on all processors, and takes what came
// of them one after the other in their order. No more than a few wait to be
// taken at any time. It ends at the first error of take, or when ctx does.
func inOrder[T, R any](ctx context.Context, things []T, work func(T) R, take func(T, R) error) error {
	if len(things) == 1 && ctx.Err() == nil {
		return take(things[0], work(things[0]))
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	type turn struct {
		thing T
		done  chan R
	}
	// One thing is with whoever takes, so the others are as many as wait here.
	turns := make(chan turn, max(0, min(runtime.GOMAXPROCS(0), mostAtOnce)-1))
	go func() {
		defer close(turns)
		for _, thing := range things {
			one := turn{thing, make(chan R, 1)}
			select {
			case turns <- one:
				go func() { one.done <- work(one.thing) }()
			case <-ctx.Done():
				return
			}
		}
	}()
	for one := range turns {
		if err := take(one.thing, <-one.done); err != nil {
			return err
		}
	}
	return ctx.Err()
}

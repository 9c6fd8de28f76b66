package scan

import (
	"context"
	"time"

	"ounce/checks"
)

// bounded is a Host whose every read returns when its context ends, whatever
// the host behind it does. A read that is given up goes on in the background
// until the system answers; nobody waits for it.
type bounded struct{ checks.Host }

func within[T any](ctx context.Context, source string, read func() (T, error)) (T, error) {
	type answer struct {
		value T
		err   error
	}
	var none T
	if ctx.Err() != nil {
		return none, &checks.ReadError{Reason: endReason(ctx), Source: source}
	}
	done := make(chan answer, 1)
	go func() {
		defer func() {
			if p := recover(); p != nil {
				done <- answer{err: &checks.ReadError{Reason: checks.Unreadable, Source: source, Detail: broke(p)}}
			}
		}()
		value, err := read()
		done <- answer{value, err}
	}()
	select {
	case a := <-done:
		return a.value, a.err
	case <-ctx.Done():
	}
	// What was answered in the same moment still counts.
	select {
	case a := <-done:
		return a.value, a.err
	case <-time.After(time.Millisecond):
		return none, &checks.ReadError{Reason: endReason(ctx), Source: source}
	}
}

func (b bounded) Run(ctx context.Context, program string, args ...string) (checks.Output, error) {
	return within(ctx, "program "+program, func() (checks.Output, error) { return b.Host.Run(ctx, program, args...) })
}

func (b bounded) ReadFile(ctx context.Context, path string) ([]byte, error) {
	return within(ctx, "file "+path, func() ([]byte, error) { return b.Host.ReadFile(ctx, path) })
}

func (b bounded) Stat(ctx context.Context, path string) (checks.Entry, error) {
	return within(ctx, "file "+path, func() (checks.Entry, error) { return b.Host.Stat(ctx, path) })
}

func (b bounded) ReadDir(ctx context.Context, path string) ([]checks.Entry, error) {
	return within(ctx, "folder "+path, func() ([]checks.Entry, error) { return b.Host.ReadDir(ctx, path) })
}

func (b bounded) ReadKey(ctx context.Context, key string) (checks.Key, error) {
	return within(ctx, "registry "+key, func() (checks.Key, error) { return b.Host.ReadKey(ctx, key) })
}

func (b bounded) Query(ctx context.Context, namespace, query string) ([]checks.Row, error) {
	return within(ctx, "WMI "+namespace, func() ([]checks.Row, error) { return b.Host.Query(ctx, namespace, query) })
}

func (b bounded) Events(ctx context.Context, q checks.EventQuery) ([]checks.Event, error) {
	return within(ctx, "event log "+q.Channel, func() ([]checks.Event, error) { return b.Host.Events(ctx, q) })
}

func (b bounded) Call(ctx context.Context, name string, args ...string) ([]checks.Row, error) {
	return within(ctx, "system call "+name, func() ([]checks.Row, error) { return b.Host.Call(ctx, name, args...) })
}

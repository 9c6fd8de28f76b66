package host

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"syscall"
	"time"

	"ounce/checks"
)

// live is the machine that Ounce runs on. Its methods may be called from any
// number of goroutines.
type live struct {
	system checks.System
	calls  map[string]nativeCall
	surroundings
}

var _ checks.Host = (*live)(nil)

// nativeCall answers one call of the documented table (see Calls).
type nativeCall func(ctx context.Context, args []string) ([]checks.Row, error)

// Live is the machine that Ounce runs on, in the environment that this process has
// now: what becomes of it later is for Ounce's own libraries.
func Live() checks.Host {
	return &live{system: systemOf(runtime.GOOS), calls: nativeCalls(), surroundings: around()}
}

func systemOf(goos string) checks.System {
	switch goos {
	case "windows":
		return checks.Windows
	case "darwin":
		return checks.MacOS
	}
	return checks.Linux
}

// System is the operating system that runs.
func (l *live) System() checks.System { return l.system }

// Now is the clock's time.
func (l *live) Now() time.Time { return time.Now() }

// Elevated tells whether this process has administrator rights.
func (l *live) Elevated() bool { return elevated() }

// Call asks one of the documented native interfaces.
func (l *live) Call(ctx context.Context, name string, args ...string) ([]checks.Row, error) {
	source := "system call " + name
	call, ok := l.calls[name]
	if !ok {
		return nil, &checks.ReadError{Reason: checks.Unsupported, Source: source}
	}
	return await(ctx, source, func() ([]checks.Row, error) { return call(ctx, args) })
}

// await waits for a read until the context ends, whatever the system does: a
// network drive that does not answer holds a call for minutes. The abandoned
// read ends on its own. An error that is no ReadError becomes one, and so does a
// panic, as for a procedure that this Windows lacks: one read that fails leaves
// one thing unknown, and all the others known.
func await[T any](ctx context.Context, source string, read func() (T, error)) (T, error) {
	type answer struct {
		value T
		err   error
	}
	var none T
	if ctx.Err() != nil {
		return none, ended(ctx, source)
	}
	done := make(chan answer, 1)
	go func() {
		defer func() {
			if p := recover(); p != nil {
				done <- answer{none, panicError(p)}
			}
		}()
		value, err := read()
		if err != nil {
			err = readError(ctx, source, err) // asks the system about some errors, too
		}
		done <- answer{value, err}
	}()
	select {
	case a := <-done:
		if a.err != nil {
			return none, readError(ctx, source, a.err)
		}
		return a.value, nil
	case <-ctx.Done():
		return none, ended(ctx, source)
	}
}

// panicError is what a read panicked with, as an error.
func panicError(p any) error {
	if err, ok := p.(error); ok {
		return err
	}
	return fmt.Errorf("%v", p)
}

// ended says why a context ended: its time was over, or the person stopped it.
func ended(ctx context.Context, source string) error {
	reason := checks.TimedOut
	if errors.Is(ctx.Err(), context.Canceled) {
		reason = checks.Stopped
	}
	return &checks.ReadError{Reason: reason, Source: source}
}

// readError says an error of the system as a ReadError with this source.
func readError(ctx context.Context, source string, err error) error {
	var read *checks.ReadError
	if errors.As(err, &read) {
		if read.Source == "" {
			return &checks.ReadError{Reason: read.Reason, Source: source, Detail: read.Detail}
		}
		return read
	}
	if ctx.Err() != nil && errors.Is(err, ctx.Err()) {
		return ended(ctx, source)
	}
	return &checks.ReadError{Reason: reasonOf(err), Source: source, Detail: detailOf(err)}
}

// reasonOf sorts an error of the system by its number, never by its text, which
// is localised.
func reasonOf(err error) checks.Reason {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return checks.Missing
	case errors.Is(err, fs.ErrPermission):
		return checks.Denied
	case errors.Is(err, os.ErrDeadlineExceeded), errors.Is(err, context.DeadlineExceeded):
		return checks.TimedOut
	case errors.Is(err, errors.ErrUnsupported):
		return checks.Unsupported
	}
	return systemReason(err)
}

// detailOf is what the system said, without the path: a path names the person.
func detailOf(err error) string {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	var call *os.SyscallError
	if errors.As(err, &call) {
		err = call.Err
	}
	var number syscall.Errno
	if errors.As(err, &number) && number == 0 {
		return "failed without saying why" // where the system would say "success"
	}
	return err.Error()
}

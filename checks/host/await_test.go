package host

import (
	"context"
	"errors"
	"os"
	"syscall"
	"testing"

	"ounce/checks"
)

func TestAFailureWithoutANumberIsNoSuccess(t *testing.T) {
	if said := detailOf(os.NewSyscallError("EvtQuery", syscall.Errno(0))); said != "failed without saying why" {
		t.Errorf("says %q", said)
	}
}

func TestAReadThatPanicsIsUnknown(t *testing.T) {
	var none []int
	for name, c := range map[string]struct {
		read func()
		want checks.Reason
	}{
		"a procedure that the system lacks": {func() { panic(errors.ErrUnsupported) }, checks.Unsupported},
		"a fault of ours":                   {func() { _ = none[1] }, checks.Unreadable},
		"words":                             {func() { panic("no such thing") }, checks.Unreadable},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := await(context.Background(), "here", func() (int, error) { c.read(); return 1, nil })
			var read *checks.ReadError
			if !errors.As(err, &read) || read.Reason != c.want || read.Source != "here" || read.Detail == "" {
				t.Errorf("gives %#v", err)
			}
		})
	}
}

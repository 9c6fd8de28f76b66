//go:build linux || darwin

package host

import (
	"errors"
	"os"
	"os/exec"
	"syscall"

	"golang.org/x/sys/unix"

	"ounce/checks"
)

func elevated() bool { return os.Geteuid() == 0 }

func rootFolder() string { return "/" }

func executable(path string) bool { return unix.Access(path, unix.X_OK) == nil }

// openFile opens without waiting for a writer, should the file have become a
// pipe after it was looked at.
func openFile(path string) (*os.File, error) {
	return os.OpenFile(path, os.O_RDONLY|unix.O_NONBLOCK|unix.O_NOCTTY, 0)
}

// systemReason sorts the error numbers that package fs does not know.
func systemReason(err error) checks.Reason {
	switch {
	case errors.Is(err, unix.ENOTDIR):
		return checks.Missing
	case errors.Is(err, unix.ETIMEDOUT):
		return checks.TimedOut
	}
	return checks.Unreadable
}

// family is a program with all that it started. It runs in a session of its own:
// one signal reaches all of it, and it has no terminal to ask a password on.
type family struct{ cmd *exec.Cmd }

func newFamily(cmd *exec.Cmd) (*family, error) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	return &family{cmd}, nil
}

func (f *family) started() {}

func (f *family) kill() error {
	if f.cmd.Process == nil {
		return nil
	}
	return unix.Kill(-f.cmd.Process.Pid, unix.SIGKILL)
}

func (f *family) close() {}

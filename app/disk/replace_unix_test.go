//go:build !windows

package disk

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestDevicesAreWrittenToAndNotReplaced writes into a pipe.
func TestDevicesAreWrittenToAndNotReplaced(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	must(t, syscall.Mkfifo(pipe, 0o600))
	read := make(chan string)
	go func() {
		data, err := os.ReadFile(pipe)
		read <- fmt.Sprintf("%s %v", data, err)
	}()
	must(t, CanWrite(pipe))
	must(t, Replace(pipe, []byte("hello")))
	if got := <-read; got != "hello <nil>" {
		t.Errorf("read %q", got)
	}
	if info, err := os.Lstat(pipe); err != nil || info.Mode()&fs.ModeNamedPipe == 0 {
		t.Errorf("the pipe is gone: %v (%v)", info, err)
	}
	must(t, Replace(os.DevNull, []byte("nothing")))
	if info, err := os.Lstat(os.DevNull); err != nil || info.Mode()&fs.ModeDevice == 0 {
		t.Errorf("%s is gone: %v (%v)", os.DevNull, info, err)
	}
}

func TestErrorsInPlainWords(t *testing.T) {
	name := filepath.Join("some", "report.xlsx")
	read := func(err error) error { return &fs.PathError{Op: "open", Path: name, Err: err} }
	write := func(err error) error {
		return &WriteError{name, &fs.PathError{Op: "write", Path: filepath.Join("some", ".ounce-123"), Err: err}}
	}
	for _, c := range []struct {
		err  error
		want string
	}{
		{read(syscall.ENOENT), "there is no file " + name},
		{read(syscall.EACCES), "this account has no right to read " + name},
		{write(syscall.EACCES), name + " could not be written: this account has no right to, or another program holds the file open"},
		{write(syscall.ENOSPC), name + " could not be written: the disk is full; what was there before is untouched"},
		{write(syscall.EDQUOT), name + " could not be written: the disk is full; what was there before is untouched"},
		{write(syscall.EROFS), name + " could not be written: this disk is read-only; please choose another folder"},
		{read(syscall.ENAMETOOLONG), "the name report.xlsx… is too long for this computer"},
		{errors.New("something else"), "something else"},
	} {
		if got := Words(c.err); got != c.want {
			t.Errorf("%v: %q, want %q", c.err, got, c.want)
		}
	}
}

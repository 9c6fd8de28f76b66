//go:build !windows

package disk

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
)

func TestAReplacedFileStaysAsOpenAsItWas(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "report.xlsx")
	must(t, Replace(path, []byte("first")))
	holds(t, path, "first")
	for _, mode := range []fs.FileMode{0o600, 0o644, 0o640, 0o755} {
		must(t, os.Chmod(path, mode))
		must(t, Replace(path, []byte(mode.String())))
		holds(t, path, mode.String())
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != mode {
			t.Errorf("mode %v became %v (%v)", mode, info.Mode(), err)
		}
	}
	if got := names(t, folder); !slices.Equal(got, []string{"report.xlsx"}) {
		t.Errorf("left %v", got)
	}
}

func TestANewFileIsForItsOwnerAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "answers.yaml")
	must(t, Replace(path, nil))
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others may read it: %v (%v)", info.Mode(), err)
	}
}

func TestBehindALinkTheFileIsReplaced(t *testing.T) {
	folder := t.TempDir()
	at := func(name string) string { return filepath.Join(folder, name) }
	must(t, os.MkdirAll(at("deep/share"), 0o700))
	must(t, os.MkdirAll(at("deep/beside"), 0o700))
	must(t, os.WriteFile(at("deep/share/real.xlsx"), []byte("old"), 0o640))
	must(t, os.Symlink("deep/share", at("folder")))
	must(t, os.Symlink("real.xlsx", at("deep/share/middle.xlsx")))
	for link, to := range map[string]string{
		"relative.xlsx": "deep/share/real.xlsx", "absolute.xlsx": at("deep/share/real.xlsx"),
		"through.xlsx": "folder/middle.xlsx", "dangling.xlsx": "folder/../beside/new.xlsx",
	} {
		must(t, os.Symlink(to, at(link)))
		must(t, Replace(at(link), []byte(link)))
		holds(t, at(link), link)
		if got, err := os.Readlink(at(link)); err != nil || got != to {
			t.Errorf("%s is no link any more: %q (%v)", link, got, err)
		}
	}
	holds(t, at("deep/beside/new.xlsx"), "dangling.xlsx")
	if info, err := os.Stat(at("deep/share/real.xlsx")); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("mode %v (%v)", info.Mode(), err)
	}
	if got := names(t, at("deep/share")); !slices.Equal(got, []string{"middle.xlsx", "real.xlsx"}) {
		t.Errorf("left %v", got)
	}
}

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
		err          error
		want, reason string
	}{
		{read(syscall.ENOENT), "there is no file " + name, "it is not there"},
		{read(syscall.EACCES), "this account has no right to read " + name, "this account has no right to"},
		{write(syscall.EACCES), name + " could not be written: this account has no right to, or another program holds the file open", "this account has no right to"},
		{write(syscall.ENOENT), name + " could not be written: its folder takes no new file", "its folder takes no new file"},
		{read(syscall.EIO), name + " could not be read: input/output error", "input/output error"},
		{write(syscall.ENOSPC), name + " could not be written: the disk is full; what was there before is untouched", "the disk is full"},
		{write(syscall.EDQUOT), name + " could not be written: the disk is full; what was there before is untouched", "the disk is full"},
		{write(syscall.EROFS), name + " could not be written: this disk is read-only; please choose another folder", "this disk is read-only"},
		{read(syscall.ENAMETOOLONG), "the name report.xlsx… is too long for this computer", "the name is too long for this computer"},
		{&WriteError{name, errors.New("odd")}, "writing " + name + ": odd", "odd"},
		{fmt.Errorf("keeping the version before: %w", write(syscall.ENOSPC)), name + " could not be written: the disk is full; what was there before is untouched", "the disk is full"},
		{errors.New("something else"), "something else", "something else"},
	} {
		if got := Words(c.err); got != c.want {
			t.Errorf("%v: %q, want %q", c.err, got, c.want)
		}
		if got := Reason(c.err); got != c.reason {
			t.Errorf("why %v: %q, want %q", c.err, got, c.reason)
		}
	}
}

// TestOnlyOrdinaryFilesAreRead waits for nobody, whatever a name leads to.
func TestOnlyOrdinaryFilesAreRead(t *testing.T) {
	folder := t.TempDir()
	at := func(name string) string { return filepath.Join(folder, name) }
	must(t, syscall.Mkfifo(at("pipe"), 0o600))
	must(t, os.Symlink("pipe", at("link")))
	must(t, os.Symlink("circle", at("circle")))
	must(t, os.WriteFile(at("file"), []byte("12345678"), 0o600))
	const odd = " is a pipe or a device, not an ordinary file"
	for path, want := range map[string]string{
		at("pipe"): at("pipe") + odd, at("link"): at("link") + odd, "/dev/zero": "/dev/zero" + odd, os.DevNull: os.DevNull + odd,
		folder: folder + " is a folder, not a file", at("nowhere"): "there is no file " + at("nowhere"), at("circle"): at("circle") + " is a link that leads in a circle",
		at("file/x"): at("file/x") + " could not be read: not a directory",
	} {
		if data, err := Read(path, 1<<20); err == nil || data != nil || Words(err) != want {
			t.Errorf("%s: %q, %v, want %q", path, data, err, want)
		}
	}
	if data, err := Read(at("file"), 8); err != nil || string(data) != "12345678" {
		t.Errorf("read %q (%v)", data, err)
	}
	if _, err := Read(at("file"), 7); err == nil {
		t.Error("a file above the limit was read")
	}
}

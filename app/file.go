package app

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// writeFile writes a file as a whole or not at all: beside the target first,
// then in its place. "-" is the session's standard output.
func (s *session) writeFile(path string, data []byte) error {
	if path == "-" {
		_, err := s.out.Write(data)
		return err
	}
	return replaceFile(path, data)
}

// replaceFile writes beside the target, makes sure that it is on the disk, and
// puts it in the target's place; the old file stays until then. Only the owner
// may read it.
func replaceFile(path string, data []byte) (err error) {
	temp, err := createBeside(path)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			temp.Close()
			os.Remove(temp.Name())
			err = &writeError{path, err}
		}
	}()
	if _, err = io.Copy(temp, bytes.NewReader(data)); err != nil {
		return err
	}
	if err = temp.Sync(); err != nil {
		return err
	}
	if err = temp.Close(); err != nil {
		return err
	}
	return os.Rename(temp.Name(), path)
}

// canWrite tells early whether a target could be written, before a minute is
// spent on what goes into it. It leaves nothing behind.
func canWrite(path string) error {
	if path == "-" || path == "" {
		return nil
	}
	probe, err := createBeside(path)
	if err != nil {
		return err
	}
	return errors.Join(probe.Close(), os.Remove(probe.Name()))
}

// createBeside opens a new file in the folder of a target.
func createBeside(path string) (*os.File, error) {
	if err := folderIsThere(filepath.Dir(path)); err != nil {
		return nil, err
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return nil, fmt.Errorf("%s is a folder; please name a file in it", path)
	}
	file, err := os.CreateTemp(filepath.Dir(path), ".ounce-*")
	if err != nil {
		return nil, &writeError{path, err}
	}
	return file, nil
}

// writeError is a file that could not be written, by the name that the person
// gave it.
type writeError struct {
	path string
	err  error
}

func (e *writeError) Error() string { return fmt.Sprintf("writing %s: %v", e.path, e.err) }
func (e *writeError) Unwrap() error { return e.err }

func folderIsThere(folder string) error {
	info, err := os.Stat(folder)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("the folder %s does not exist", folder)
	case err != nil:
		return fmt.Errorf("looking at the folder %s: %w", folder, err)
	case !info.IsDir():
		return fmt.Errorf("%s is not a folder", folder)
	}
	return nil
}

// readFile reads a file of at most limit bytes that a person named.
func readFile(path string, limit int64) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	if info.IsDir() {
		return nil, fmt.Errorf("%s is a folder, not a file", path)
	}
	data, err := io.ReadAll(io.LimitReader(file, limit+1))
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	if int64(len(data)) > limit {
		return nil, fmt.Errorf("%s is larger than %d MB; this cannot be the right file", path, limit>>20)
	}
	return data, nil
}

// plainError says an error without the words of the operating system where
// people would not know them.
func plainError(err error) string {
	var writing *writeError
	var reading *fs.PathError
	name, wrote := "", errors.As(err, &writing)
	switch {
	case wrote:
		name = writing.path
	case errors.As(err, &reading):
		name = reading.Path
	default:
		return err.Error()
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Sprintf("there is no file %s", name)
	case errors.Is(err, fs.ErrPermission) && wrote:
		return fmt.Sprintf("%s could not be written: this account has no right to, or another program holds the file open", name)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Sprintf("this account has no right to read %s", name)
	case errors.Is(err, syscall.ENOSPC):
		return fmt.Sprintf("%s could not be written: the disk is full; what was there before is untouched", name)
	case errors.Is(err, syscall.EROFS):
		return fmt.Sprintf("%s could not be written: this disk is read-only; please choose another folder", name)
	case errors.Is(err, syscall.ENAMETOOLONG):
		return fmt.Sprintf("the name %.60s… is too long for this computer", filepath.Base(name))
	}
	return err.Error()
}

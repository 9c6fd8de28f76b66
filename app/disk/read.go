package disk

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Read reads a file of at most limit bytes that a person named.
func Read(path string, limit int64) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return nil, fmt.Errorf("%s is a folder, not a file", path)
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var data bytes.Buffer
	data.Grow(int(min(info.Size(), limit)) + bytes.MinRead)
	if _, err := data.ReadFrom(io.LimitReader(file, limit+1)); err != nil {
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	if int64(data.Len()) > limit {
		return nil, fmt.Errorf("%s is larger than %d MB; this cannot be the right file", path, limit>>20)
	}
	return data.Bytes(), nil
}

// failure is why a file could not be read or written, where people can do
// something about it.
type failure int

const (
	otherFailure failure = iota
	diskFull
	diskReadOnly
	nameTooLong
	nameNotAllowed
	heldOpen // by another program
)

// Words says an error without the words of the operating system where
// people would not know them.
func Words(err error) string {
	var writing *WriteError
	var reading *fs.PathError
	name, wrote := "", errors.As(err, &writing)
	switch {
	case wrote:
		name = writing.Path
	case errors.As(err, &reading):
		name = reading.Path
	default:
		return err.Error()
	}
	switch failureOf(err) {
	case diskFull:
		return fmt.Sprintf("%s could not be written: the disk is full; what was there before is untouched", name)
	case diskReadOnly:
		return fmt.Sprintf("%s could not be written: this disk is read-only; please choose another folder", name)
	case nameTooLong:
		return fmt.Sprintf("the name %.60s… is too long for this computer", filepath.Base(name))
	case nameNotAllowed:
		return fmt.Sprintf("%s holds a sign that this computer allows in no name", name)
	case heldOpen:
		return fmt.Sprintf("%s is open in another program, perhaps in Excel; please close it there and try again", name)
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Sprintf("there is no file %s", name)
	case errors.Is(err, fs.ErrPermission) && wrote:
		return fmt.Sprintf("%s could not be written: this account has no right to, or another program holds the file open", name)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Sprintf("this account has no right to read %s", name)
	}
	return err.Error()
}

package disk

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
)

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
	linkCircle
)

// Reason says alone why something could not be read or written, for a sentence
// that already names what.
func Reason(err error) string {
	var writing *WriteError
	var touching *fs.PathError
	wrote := errors.As(err, &writing)
	if touched := errors.As(err, &touching); !wrote && !touched {
		return err.Error()
	}
	switch failureOf(err) {
	case diskFull:
		return "the disk is full"
	case diskReadOnly:
		return "this disk is read-only"
	case nameTooLong:
		return "the name is too long for this computer"
	case nameNotAllowed:
		return "the name holds a sign that this computer does not allow"
	case linkCircle:
		return "it is a link that leads in a circle"
	case heldOpen:
		return "it is open in another program, perhaps in Excel"
	}
	switch {
	case errors.Is(err, fs.ErrNotExist) && wrote:
		return "its folder takes no new file"
	case errors.Is(err, fs.ErrNotExist):
		return "it is not there"
	case errors.Is(err, fs.ErrPermission):
		return "this account has no right to"
	case touching != nil:
		return touching.Err.Error()
	}
	return writing.Err.Error()
}

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
	case linkCircle:
		return fmt.Sprintf("%s is a link that leads in a circle", name)
	case heldOpen:
		return fmt.Sprintf("%s is open in another program, perhaps in Excel; please close it there and try again", name)
	}
	switch {
	case errors.Is(err, fs.ErrNotExist) && wrote:
		return fmt.Sprintf("%s could not be written: its folder takes no new file", name)
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Sprintf("there is no file %s", name)
	case errors.Is(err, fs.ErrPermission) && wrote:
		return fmt.Sprintf("%s could not be written: this account has no right to, or another program holds the file open", name)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Sprintf("this account has no right to read %s", name)
	}
	if wrote {
		return err.Error()
	}
	return fmt.Sprintf("%s could not be read: %v", name, reading.Err)
}

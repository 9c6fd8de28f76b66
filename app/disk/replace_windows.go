package disk

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
)

var replaceFileW = windows.NewLazySystemDLL("kernel32.dll").NewProc("ReplaceFileW")

// likeOld leaves rights and attributes to ReplaceFileW, which keeps them.
func likeOld(*os.File, fs.FileInfo) error { return nil }

// patience is how long a virus scanner or an indexer may hold a new file open.
const patience = 640 * time.Millisecond

// put moves a file into the target's place.
func (t target) put(temp string) error {
	from, err := longPath(temp)
	if err != nil {
		return err
	}
	to, err := longPath(t.path)
	if err != nil {
		return err
	}
	for wait := patience / 32; ; wait *= 2 {
		err := putOnce(from, to, t.old != nil)
		held := failureOf(err) == heldOpen || errors.Is(err, windows.ERROR_ACCESS_DENIED)
		if err == nil || !held || wait > patience {
			return err
		}
		time.Sleep(wait)
	}
}

// Flags of ReplaceFileW: a file system without the one or the other still
// replaces the file.
const ignoreMergeAndACLErrors = 0x2 | 0x4

func putOnce(from, to *uint16, there bool) error {
	if there {
		if err := canGiveWay(to); err != nil {
			return err
		}
		ok, _, err := replaceFileW.Call(uintptr(unsafe.Pointer(to)), uintptr(unsafe.Pointer(from)), 0, ignoreMergeAndACLErrors, 0, 0)
		if ok != 0 {
			return nil
		}
		if failureOf(err) != otherFailure || errors.Is(err, windows.ERROR_ACCESS_DENIED) {
			return err
		}
		// Some network drives cannot do that; they can still rename.
	}
	return windows.MoveFileEx(from, to, windows.MOVEFILE_REPLACE_EXISTING|windows.MOVEFILE_WRITE_THROUGH)
}

// canGiveWay tells whether a file may be moved out of the way: asked before, so
// that a refusal leaves nothing half done.
func canGiveWay(path *uint16) error {
	const everyone = windows.FILE_SHARE_READ | windows.FILE_SHARE_WRITE | windows.FILE_SHARE_DELETE
	file, err := windows.CreateFile(path, windows.DELETE, everyone, nil, windows.OPEN_EXISTING, 0, 0)
	switch {
	case errors.Is(err, windows.ERROR_FILE_NOT_FOUND):
		return nil // it went away by itself
	case err != nil:
		return err
	}
	return windows.CloseHandle(file)
}

// longPath writes a path so that it may be longer than 260 characters.
func longPath(path string) (*uint16, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	switch {
	case strings.HasPrefix(path, `\\?\`), strings.HasPrefix(path, `\\.\`):
	case strings.HasPrefix(path, `\\`):
		path = `\\?\UNC\` + path[2:]
	default:
		path = `\\?\` + path
	}
	return windows.UTF16PtrFromString(path)
}

// failureOf says why a file could not be written.
func failureOf(err error) failure {
	var code windows.Errno
	if !errors.As(err, &code) {
		return otherFailure
	}
	switch code {
	case windows.ERROR_DISK_FULL, windows.ERROR_HANDLE_DISK_FULL:
		return diskFull
	case windows.ERROR_WRITE_PROTECT:
		return diskReadOnly
	case windows.ERROR_FILENAME_EXCED_RANGE, windows.ERROR_BUFFER_OVERFLOW:
		return nameTooLong
	case windows.ERROR_CANT_RESOLVE_FILENAME:
		return linkCircle
	case windows.ERROR_INVALID_NAME:
		return nameNotAllowed
	case windows.ERROR_SHARING_VIOLATION, windows.ERROR_LOCK_VIOLATION, windows.ERROR_USER_MAPPED_FILE, windows.ERROR_UNABLE_TO_REMOVE_REPLACED:
		return heldOpen
	}
	return otherFailure
}

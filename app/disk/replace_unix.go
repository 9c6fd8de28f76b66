//go:build !windows

package disk

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// likeOld gives a file the mode of the one that it replaces, and its owner
// where this account may do that.
func likeOld(file *os.File, old fs.FileInfo) error {
	if was, ok := old.Sys().(*syscall.Stat_t); ok && int(was.Uid) != os.Geteuid() {
		_ = file.Chown(int(was.Uid), int(was.Gid)) // an administrator's alone to do
	}
	return file.Chmod(old.Mode().Perm())
}

// put moves a file into the target's place and sees to it that the folder is on
// the disk, too.
func (t target) put(temp string) error {
	if err := os.Rename(temp, t.path); err != nil {
		return err
	}
	folder, err := os.Open(folderOf(t.path))
	if err != nil {
		return nil // the file is in place; a folder that cannot be read cannot be synced
	}
	defer folder.Close()
	if err := folder.Sync(); err != nil && !errors.Is(err, syscall.EINVAL) && !errors.Is(err, errors.ErrUnsupported) {
		return err
	}
	return nil
}

// failureOf says why a file could not be written.
func failureOf(err error) failure {
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return diskFull
	case errors.Is(err, syscall.EROFS):
		return diskReadOnly
	case errors.Is(err, syscall.ENAMETOOLONG):
		return nameTooLong
	case errors.Is(err, syscall.ELOOP):
		return linkCircle
	}
	return otherFailure
}

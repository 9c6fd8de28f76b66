// Package disk writes files as a whole or not at all, reads files that people
// name, and says in plain words why either could not be done.
package disk

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// TempPattern is what files are called that are being written; one that is left
// over was never finished.
const TempPattern = ".ounce-*"

// Replace writes beside the target, makes sure that it is on the disk, and
// puts it in the target's place; the old file stays until then. A new file is
// for its owner alone, a replaced one stays as open as it was; behind a link
// the file is replaced and not the link.
func Replace(path string, data []byte) error {
	t, err := findTarget(path)
	if err != nil {
		return err
	}
	if t.device() {
		err = t.pour(data)
	} else {
		err = t.replace(data)
	}
	if err != nil {
		return &WriteError{path, err}
	}
	return nil
}

// CanWrite tells early whether a target could be written, before a minute is
// spent on what goes into it. It leaves nothing behind. "-" and the empty path
// are no files.
func CanWrite(path string) error {
	if path == "-" || path == "" {
		return nil
	}
	t, err := findTarget(path)
	if err != nil || t.device() {
		return err
	}
	probe, err := t.beside()
	if err != nil {
		return &WriteError{path, err}
	}
	return errors.Join(probe.Close(), os.Remove(probe.Name()))
}

// Move moves a file to where nothing stands yet, on the same disk.
func Move(from, to string) error {
	if err := (target{path: to}).put(from); err != nil {
		return &WriteError{to, err}
	}
	return nil
}

// target is where something is to be written.
type target struct {
	path string      // behind symbolic links
	old  fs.FileInfo // what stands there; nil when nothing does
}

func findTarget(named string) (target, error) {
	path, err := behindLinks(named)
	if err != nil {
		return target{}, err
	}
	if err := FolderIsThere(folderOf(path)); err != nil {
		return target{}, err
	}
	old, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return target{path: path}, nil
	case err != nil:
		return target{}, &WriteError{named, err}
	case old.IsDir():
		return target{}, fmt.Errorf("%s is a folder; please name a file in it", named)
	case old.Mode().Perm()&0o200 == 0:
		return target{}, fmt.Errorf("%s is marked as read-only; please choose another name", named)
	}
	return target{path, old}, nil
}

// maxLinks is how many links may follow one another, as systems have it.
const maxLinks = 40

// behindLinks follows symbolic links, also to where nothing stands yet.
func behindLinks(named string) (string, error) {
	path := named
	for range maxLinks {
		to, err := os.Readlink(path)
		if err != nil {
			return path, nil
		}
		if !filepath.IsAbs(to) {
			to = folderOf(path) + string(filepath.Separator) + to
		}
		path = to
	}
	return "", fmt.Errorf("%s is a link that leads in a circle", named)
}

// folderOf is the folder of a path, as it is written: x/.. is not the same as
// nothing where x is a link.
func folderOf(path string) string {
	folder, _ := filepath.Split(path)
	if folder == "" {
		return "."
	}
	if bare := folder[:len(folder)-1]; bare != filepath.VolumeName(path) {
		return bare
	}
	return folder // the top, as / or C:\
}

// device tells whether the target is something other than a file, such as
// /dev/null or a pipe: that is written to and never replaced.
func (t target) device() bool { return t.old != nil && !t.old.Mode().IsRegular() }

func (t target) pour(data []byte) error {
	file, err := os.OpenFile(t.path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	return errors.Join(err, file.Close())
}

// beside opens a new file in the target's folder, for its owner alone.
func (t target) beside() (*os.File, error) {
	return os.CreateTemp(folderOf(t.path), TempPattern)
}

func (t target) replace(data []byte) error {
	temp, err := t.beside()
	if err != nil {
		return err
	}
	if err := t.fill(temp, data); err != nil {
		return errors.Join(err, os.Remove(temp.Name()))
	}
	if err := t.put(temp.Name()); err != nil {
		if _, gone := os.Lstat(t.path); t.old != nil && errors.Is(gone, fs.ErrNotExist) {
			return fmt.Errorf("%w; what was to be written is in %s", err, temp.Name())
		}
		return errors.Join(err, os.Remove(temp.Name()))
	}
	return nil
}

// fill writes and closes a file of the target's mode and owner.
func (t target) fill(temp *os.File, data []byte) error {
	_, err := temp.Write(data)
	if err == nil && t.old != nil {
		err = likeOld(temp, t.old)
	}
	if err == nil {
		err = temp.Sync()
	}
	return errors.Join(err, temp.Close())
}

// WriteError is a file that could not be written, by the name that the person
// gave it.
type WriteError struct {
	Path string
	Err  error
}

func (e *WriteError) Error() string { return fmt.Sprintf("writing %s: %v", e.Path, e.Err) }
func (e *WriteError) Unwrap() error { return e.Err }

// FolderIsThere says in words what is wrong with a folder that is none.
func FolderIsThere(folder string) error {
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

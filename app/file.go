package app

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// writeFile writes a file as a whole or not at all. "-" is the session's
// standard output.
func (s *session) writeFile(path string, data []byte) error {
	if path == "-" {
		_, err := s.out.Write(data)
		return err
	}
	return replaceFile(path, data)
}

// replaceFile writes beside the target, makes sure that it is on the disk, and
// puts it in the target's place; the old file stays until then. A new file is
// for its owner alone, a replaced one stays as open as it was; behind a link
// the file is replaced and not the link.
func replaceFile(path string, data []byte) error {
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
		return &writeError{path, err}
	}
	return nil
}

// canWrite tells early whether a target could be written, before a minute is
// spent on what goes into it. It leaves nothing behind.
func canWrite(path string) error {
	if path == "-" || path == "" {
		return nil
	}
	t, err := findTarget(path)
	if err != nil || t.device() {
		return err
	}
	probe, err := t.beside()
	if err != nil {
		return &writeError{path, err}
	}
	return errors.Join(probe.Close(), os.Remove(probe.Name()))
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
	if err := folderIsThere(folderOf(path)); err != nil {
		return target{}, err
	}
	old, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return target{path: path}, nil
	case err != nil:
		return target{}, &writeError{named, err}
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
	return os.CreateTemp(folderOf(t.path), ".ounce-*")
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

package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"ounce/app/disk"
)

// trouble deals with a file that could not be opened. What is damaged or foreign
// is set aside, and an earlier version takes its place; what another key or a
// newer Ounce can open stays where it is. The head is the one of what lies in
// its place then. No problem is left when another Ounce has saved it again.
func (s *Store) trouble(name string, wrong error) (*Problem, Head) {
	p := &Problem{File: name, Says: disk.Words(wrong)}
	var newer *NewerError
	var system *fs.PathError
	if errors.As(wrong, &newer) || errors.As(wrong, &system) {
		return p, Head{}
	}
	id, isFile := strings.CutSuffix(name, extension)
	var head Head
	err := s.exclusively(func() error {
		if isFile && isID(id) {
			if again, err := s.getAt(s.path(id), id); err == nil {
				p, head = nil, again.Head
				return nil
			}
		}
		before, restorable := s.restorable(id)
		if errors.Is(wrong, ErrOtherKey) && !restorable {
			return nil // not ours, as it seems
		}
		aside, err := s.setAside(filepath.Join(s.folder, folderNow, name))
		if err != nil {
			return err
		}
		p.Aside = aside
		if !restorable {
			return nil
		}
		if err := link(before.path, s.path(id)); err != nil {
			return err
		}
		head, err = s.headAt(s.path(id), id)
		p.Restored = err == nil
		return err
	})
	if err != nil {
		p.Says += " (" + disk.Words(err) + ")"
	}
	return p, head
}

// restorable finds the newest version of an assessment that opens.
func (s *Store) restorable(id string) (version, bool) {
	if !isID(id) {
		return version{}, false
	}
	for _, v := range s.versions(id) {
		if _, err := s.getAt(v.path, id); err == nil {
			return v, true
		}
	}
	return version{}, false
}

// setAside moves a file out of the way and gives its new path. Nothing that
// lies there is replaced.
func (s *Store) setAside(path string) (string, error) {
	name := filepath.Base(path)
	folder := filepath.Join(s.folder, folderAside)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", fmt.Errorf("setting %s aside: %w", name, err)
	}
	ext := filepath.Ext(name)
	to := filepath.Join(folder, name)
	for i := 2; exists(to); i++ {
		to = filepath.Join(folder, fmt.Sprintf("%s-%d%s", strings.TrimSuffix(name, ext), i, ext))
	}
	if err := disk.Move(path, to); err != nil {
		return "", fmt.Errorf("setting %s aside: %w", name, err)
	}
	return to, nil
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return !errors.Is(err, fs.ErrNotExist)
}

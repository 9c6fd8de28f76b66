package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Holdings is all that a store keeps on this computer.
type Holdings struct {
	Assessments int
	// Files are the paths of all files of the store, those set aside and of an
	// older Ounce included.
	Files []string
	// Key tells that the keychain holds a key, KeyErr that it could not be asked.
	Key    bool
	KeyErr error
}

// Holdings looks at what is kept. It needs no key.
func (s *Store) Holdings() (Holdings, error) {
	var h Holdings
	former, err := s.formerFiles()
	if err != nil {
		return h, err
	}
	for _, path := range former {
		h.Assessments++
		if !below(path, s.folder) {
			h.Files = append(h.Files, path)
		}
	}
	err = filepath.WalkDir(s.folder, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			h.Files = append(h.Files, path)
		}
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return err
	})
	if err != nil {
		return h, err
	}
	for _, name := range s.files() {
		if id, ok := strings.CutSuffix(name, extension); ok && isID(id) {
			h.Assessments++
		}
	}
	slices.Sort(h.Files)
	if s.keychain != nil {
		_, err := s.keychain.Get()
		h.Key = err == nil
		if err != nil && !errors.Is(err, ErrNoSecret) {
			h.KeyErr = err
		}
	}
	return h, nil
}

// Wipe removes the key and then what was listed, so that even what might be
// left of a file on the disk stays closed. The folders go when they are empty.
// It does what it can, and the error holds all that it could not do.
func (s *Store) Wipe(h Holdings) error {
	var failed []error
	if h.Key {
		if err := s.keychain.Delete(); err != nil && !errors.Is(err, ErrNoSecret) {
			failed = append(failed, err)
		}
	}
	s.mu.Lock()
	s.keys = nil
	s.mu.Unlock()
	for _, path := range h.Files {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			failed = append(failed, err)
		}
	}
	folders := []string{s.former}
	for _, name := range []string{folderNow, folderVersions, folderAside, ""} {
		folders = append(folders, filepath.Join(s.folder, name))
	}
	for _, folder := range folders {
		if folder != "" {
			os.Remove(folder) // stays when somebody keeps something else in it
		}
	}
	return errors.Join(failed...)
}

func below(path, folder string) bool {
	rel, err := filepath.Rel(folder, path)
	return err == nil && filepath.IsLocal(rel)
}

package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"filippo.io/age"
)

// Get reads one. A damaged file is set aside, and the error is a *DamagedError.
func (s *Store) Get(id string) (Assessment, error) {
	if !isID(id) {
		return Assessment{}, fmt.Errorf("there is no saved assessment %q", id)
	}
	if err := s.Unlock(); err != nil {
		return Assessment{}, err
	}
	a, err := s.getAt(s.path(id), id)
	switch {
	case err == nil:
		return a, nil
	case errors.Is(err, fs.ErrNotExist):
		return Assessment{}, fmt.Errorf("there is no saved assessment %s", id)
	}
	problem, head := s.trouble(id+extension, err)
	if problem == nil {
		return s.getAt(s.path(id), id) // another Ounce has just saved it again
	}
	return Assessment{}, &DamagedError{Problem: *problem, Restored: head, Err: err}
}

// DamagedError is an assessment that could not be opened.
type DamagedError struct {
	Problem
	// Restored is the head of the version that took its place, if one did.
	Restored Head
	Err      error
}

func (e *DamagedError) Error() string { return strings.TrimSuffix(e.Problem.String(), ".") }
func (e *DamagedError) Unwrap() error { return e.Err }

func (s *Store) getAt(path, id string) (Assessment, error) {
	file, err := os.Open(path)
	if err != nil {
		return Assessment{}, err
	}
	defer file.Close()
	if err := fits(file); err != nil {
		return Assessment{}, err
	}
	a, err := unseal(file, s.identities()...)
	if err == nil && a.ID != id {
		err = errNoAssessment
	}
	return a, err
}

// identities are what opens the files; Unlock came before.
func (s *Store) identities() []age.Identity {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.keys.identities()
}

// head reads the head of a file among the assessments.
func (s *Store) head(name string) (Head, error) {
	id, ok := strings.CutSuffix(name, extension)
	if !ok || !isID(id) {
		return Head{}, ErrNotSealed
	}
	return s.headAt(s.path(id), id)
}

// headAt reads the head of the file at a path, which must be one of an id.
func (s *Store) headAt(path, id string) (Head, error) {
	file, err := os.Open(path)
	if err != nil {
		return Head{}, err
	}
	defer file.Close()
	if err := fits(file); err != nil {
		return Head{}, err
	}
	head, err := unsealHead(file, s.identities()...)
	if err == nil && head.ID != id {
		err = errNoAssessment
	}
	return head, err
}

// fits tells from the first bytes and the size whether a file can be a sealed
// assessment, and goes back to its begin.
func fits(file *os.File) error {
	info, err := file.Stat()
	if err != nil {
		return err
	}
	if info.Size() > maxFile {
		return errTooMuch
	}
	begin := make([]byte, len(Begins))
	if n, _ := file.ReadAt(begin, 0); !looksSealed(begin[:n]) {
		return ErrNotSealed
	}
	return nil
}

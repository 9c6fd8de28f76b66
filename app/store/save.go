package store

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"ounce/app/disk"
)

// ChangedError is an assessment that somebody else saved meanwhile.
type ChangedError struct{ Head Head }

func (e *ChangedError) Error() string {
	return "another Ounce saved this assessment at " + e.Head.Changed.Local().Format("15:04 on 2 January") + "; open it again to go on from there"
}

// Save keeps an assessment, under a new id if it has none, and gives its new
// head. What it replaces stays as a version. It must go on from the state that
// is kept: *ChangedError says that another Ounce saved one meanwhile.
func (s *Store) Save(a Assessment) (Head, error) {
	if err := s.Unlock(); err != nil {
		return Head{}, err
	}
	if a.ID != "" && !isID(a.ID) {
		return Head{}, fmt.Errorf("saving under the name %q", a.ID)
	}
	var head Head
	err := s.exclusively(func() error {
		kept, err := s.goesOn(a.Head)
		if err != nil {
			return err
		}
		a.share(kept.Shared...) // it may have been shared since it was read
		a.Changed, a.Revision = s.now().UTC(), newID()
		if a.ID == "" {
			a.ID = newID()
		}
		head, err = s.put(a)
		return err
	})
	return head, err
}

// goesOn tells whether an assessment goes on from the state that is kept, and
// gives its head; it is empty when none is kept.
func (s *Store) goesOn(before Head) (Head, error) {
	if before.ID == "" {
		return Head{}, s.keyIsStillThere()
	}
	kept, err := s.headAt(s.path(before.ID), before.ID)
	var newer *NewerError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Head{}, s.keyIsStillThere() // removed by hand, and what is in memory is kept
	case errors.As(err, &newer):
		return Head{}, err
	case err != nil:
		// Whatever lies there goes aside and does not stand in the way.
		_, err := s.setAside(s.path(before.ID))
		return Head{}, err
	case kept.Revision != before.Revision:
		return Head{}, &ChangedError{kept}
	}
	return kept, nil
}

// keyIsStillThere refuses to save what the next start could not open, as after
// a wipe by another Ounce.
func (s *Store) keyIsStillThere() error {
	if s.hasKeyFile() {
		return nil
	}
	if s.keychain != nil {
		s.mu.Lock()
		seals := s.keys.seals.String()
		s.mu.Unlock()
		if secret, err := s.keychain.Get(); err == nil && secret == seals {
			return nil
		}
	}
	return errors.New("the saved assessments and their key were removed meanwhile; start Ounce again to save new ones")
}

// put writes an assessment as it is. The lock is held.
func (s *Store) put(a Assessment) (Head, error) {
	s.mu.Lock()
	recipient := s.keys.seals.Recipient()
	s.mu.Unlock()
	var sealed bytes.Buffer
	if err := seal(&sealed, a, recipient); err != nil {
		return Head{}, err
	}
	if err := s.keepVersion(a.ID); err != nil {
		return Head{}, err
	}
	if err := disk.Replace(s.path(a.ID), sealed.Bytes()); err != nil {
		return Head{}, err
	}
	a.Company, a.MachineCount, a.ResultCount = a.Answers.Company, len(a.Machines), len(a.Kept)
	return a.Head, nil
}

// Remove removes one assessment with its versions.
func (s *Store) Remove(id string) error {
	if !isID(id) {
		return fmt.Errorf("there is no saved assessment %q", id)
	}
	return s.exclusively(func() error {
		for _, v := range s.versions(id) {
			if err := os.Remove(v.path); err != nil {
				return err
			}
		}
		return os.Remove(s.path(id))
	})
}

package store

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"

	"filippo.io/age"

	"ounce/app/disk"
)

// mostShared is how many revisions of one assessment are remembered as shared.
const mostShared = 100

// Share gives a copy of a saved assessment that a passphrase opens anywhere, with
// all it holds. It takes about a second.
func (s *Store) Share(id, passphrase string) ([]byte, error) {
	if err := CheckPassphrase(passphrase); err != nil {
		return nil, err
	}
	if err := s.Unlock(); err != nil {
		return nil, err
	}
	a, err := s.Get(id)
	if err != nil {
		return nil, err
	}
	err = s.exclusively(func() error {
		kept, err := s.goesOn(a.Head)
		if err != nil {
			return err
		}
		a.share(append(kept.Shared, a.Revision)...)
		_, err = s.put(a)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("noting that it was shared: %w", err)
	}
	return sealShared(a, passphrase, s.work)
}

func sealShared(a Assessment, passphrase string, work int) ([]byte, error) {
	recipient, err := passphraseRecipient(passphrase, work)
	if err != nil {
		return nil, err
	}
	var sealed bytes.Buffer
	err = seal(&sealed, a, recipient)
	return sealed.Bytes(), err
}

// share notes revisions that went elsewhere or came from there.
func (a *Assessment) share(revisions ...string) {
	all := slices.Clone(a.Shared)
	for _, revision := range revisions {
		if !slices.Contains(all, revision) {
			all = append(all, revision)
		}
	}
	a.Shared = all[max(0, len(all)-mostShared):]
}

// ReadFile reads a shared copy or a file of the store itself, wherever it lies.
// ask is asked for the passphrase of a shared copy.
func (s *Store) ReadFile(path string, ask func() (string, error)) (Assessment, error) {
	file, err := disk.Open(path)
	if err != nil {
		return Assessment{}, err
	}
	defer file.Close()
	name := filepath.Base(path)
	if err := fits(file); err != nil {
		return Assessment{}, fmt.Errorf("%s cannot be opened: %w", name, err)
	}
	a, err := unseal(file, passphraseIdentity{ask}, ownIdentity{s})
	switch {
	case errors.Is(err, ErrPassphrase):
		return a, fmt.Errorf("%s stays closed: %w, or the file is damaged", name, ErrPassphrase)
	case errors.Is(err, ErrOtherKey):
		return a, fmt.Errorf("%s is a saved assessment of another computer; ounce share makes a copy there that opens here: %w", name, err)
	case errors.As(err, new(*askError)):
		return a, err
	case isOwn(err) || errors.Is(err, ErrDamaged):
		return a, fmt.Errorf("%s cannot be opened: %w", name, err)
	}
	return a, err
}

// ownIdentity opens files that were sealed with the store's own key, which it
// asks for when it meets the first one.
type ownIdentity struct{ s *Store }

func (i ownIdentity) Unwrap(stanzas []*age.Stanza) ([]byte, error) {
	if !slices.ContainsFunc(stanzas, func(s *age.Stanza) bool { return s.Type == "X25519" }) {
		return nil, age.ErrIncorrectIdentity
	}
	if err := i.s.Unlock(); err != nil {
		return nil, &askError{err}
	}
	for _, identity := range i.s.identities() {
		key, err := identity.Unwrap(stanzas)
		if !errors.Is(err, age.ErrIncorrectIdentity) {
			return key, err
		}
	}
	return nil, age.ErrIncorrectIdentity
}

// Took says what became of an assessment that came from elsewhere.
type Took string

// The ways in which one is taken in.
const (
	TookNew    Took = "new"
	TookNewer  Took = "newer"  // it took the place of the state it goes on from
	TookSame   Took = "same"   // it is here already
	TookOlder  Took = "older"  // what is here goes on from it, and stays
	TookBeside Took = "beside" // both were changed since; it is kept beside the other
)

// Take saves an assessment that came from elsewhere.
func (s *Store) Take(a Assessment) (Head, Took, error) {
	if err := s.Unlock(); err != nil {
		return Head{}, "", err
	}
	var head Head
	took := TookNew
	err := s.exclusively(func() error {
		kept, err := s.headAt(s.path(a.ID), a.ID)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			if err := s.keyIsStillThere(); err != nil {
				return err
			}
		case err != nil: // whatever lies there stays
			a.ID, took = newID(), TookBeside
		case kept.Revision == a.Revision:
			head, took = kept, TookSame
			return nil
		case slices.Contains(kept.Shared, a.Revision):
			head, took = kept, TookOlder
			return nil
		case slices.Contains(a.Shared, kept.Revision):
			took = TookNewer
			a.share(kept.Shared...)
		default:
			a.ID, took = newID(), TookBeside
		}
		a.share(a.Revision)
		head, err = s.put(a)
		return err
	})
	return head, took, err
}

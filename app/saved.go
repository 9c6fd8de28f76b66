package app

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"ounce/app/place"
	"ounce/app/store"
	"ounce/assessment"
)

// openStore gives the saved assessments of this user; what they are sealed with
// is asked for when it is needed.
func (s *session) openStore() (*store.Store, error) {
	if s.opened != nil {
		return s.opened, nil
	}
	places, err := s.places()
	if err != nil {
		return nil, err
	}
	s.opened = s.storeIn(places)
	return s.opened, nil
}

// storeIn is the store of a place. In portable mode there is no keychain: it
// would tie the stick to one computer, and leave something there.
func (s *session) storeIn(places place.Places) *store.Store {
	keychain := s.keychain
	if places.Portable {
		keychain = nil
	}
	st := store.New(places.Data, places.Former, keychain, s.now)
	if s.cheap > 0 {
		st.Cheaper(s.cheap)
	}
	return st
}

// unlock unlocks the saved assessments, with a passphrase where there is no
// keychain.
func (s *session) unlock(st *store.Store) error {
	err := st.Unlock()
	var locked *store.LockedError
	if !errors.As(err, &locked) {
		return err
	}
	passphrase := s.env(envStorePassphrase)
	if passphrase == "" {
		if locked.New {
			passphrase, err = s.chosen(upper(locked.Error()) + ". It is asked for at every start.\nChoose a passphrase for the saved assessments: ")
		} else {
			passphrase, err = s.secret("Passphrase of the saved assessments: ")
		}
		if errors.Is(err, errNobody) {
			return fmt.Errorf("%w. A script gives it in the variable %s", locked, envStorePassphrase)
		}
		if err != nil {
			return err
		}
	}
	err = st.UnlockWith(passphrase)
	if errors.Is(err, store.ErrPassphrase) {
		return errors.New("this is not the passphrase of the saved assessments")
	}
	return err
}

// listed unlocks the saved assessments and lists them; what could not be opened
// is said beside.
func (s *session) listed(st *store.Store) (store.Listing, error) {
	list, err := st.List()
	var locked *store.LockedError
	if errors.As(err, &locked) {
		if err := s.unlock(st); err != nil {
			return store.Listing{}, err
		}
		list, err = st.List()
	}
	if err != nil {
		return store.Listing{}, err
	}
	for _, problem := range list.Problems {
		s.warn("%s", clean(problem.String()))
	}
	return list, nil
}

// isShared tells whether somebody names a shared copy, not a saved assessment.
func isShared(name string) bool {
	if strings.EqualFold(filepath.Ext(name), ".ounce") {
		return true
	}
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}

// readSaved reads a saved assessment, by its company or id, or a shared copy by
// its path.
func (s *session) readSaved(name string, flags copyFlags) (store.Assessment, error) {
	st, err := s.openStore()
	if err != nil {
		return store.Assessment{}, err
	}
	if isShared(name) {
		return s.readShared(st, name, flags)
	}
	list, err := s.listed(st)
	if err != nil {
		return store.Assessment{}, err
	}
	head, err := list.Find(name)
	if err != nil {
		return store.Assessment{}, err
	}
	return st.Get(head.ID)
}

// readShared reads a shared copy.
func (s *session) readShared(st *store.Store, path string, flags copyFlags) (store.Assessment, error) {
	ask := func() (string, error) { return flags.passphrase(s, filepath.Base(path), false) }
	a, err := st.ReadFile(path, ask)
	var locked *store.LockedError
	if errors.As(err, &locked) {
		if err := s.unlock(st); err != nil {
			return a, err
		}
		a, err = st.ReadFile(path, ask)
	}
	if errors.Is(err, store.ErrPassphrase) && flags.PassphraseFile != "" {
		return a, fmt.Errorf("%w; it was taken from %s", err, flags.PassphraseFile)
	}
	return a, err
}

// newestResult is the newest result that was kept of an assessment.
func newestResult(a store.Assessment) (assessment.Result, error) {
	if len(a.Kept) == 0 {
		return assessment.Result{}, fmt.Errorf("no result of %s was kept yet; ounce assess --saved %s --save keeps one", nameOf(a.Head), a.ID)
	}
	return a.Kept[len(a.Kept)-1].Result()
}

// nameOf is what people call an assessment.
func nameOf(h store.Head) string {
	if name := clean(h.Company); strings.TrimSpace(name) != "" {
		return name
	}
	return "an assessment without a name"
}

// upper lets a sentence begin with a capital letter.
func upper(text string) string {
	if text == "" {
		return ""
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

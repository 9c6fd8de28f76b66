package gui

import (
	"errors"
	"os"
	"strings"
	"sync"
	"time"

	"fyne.io/fyne/v2/lang"

	"ounce/app/disk"
	"ounce/app/store"
	"ounce/assessment"
)

// SealedStore keeps assessments in a store of sealed files.
type SealedStore struct {
	store *store.Store

	mu   sync.Mutex
	held map[string]store.Assessment // as they were last read or saved, by id
}

// NewSealedStore is a store for the window.
func NewSealedStore(s *store.Store) *SealedStore {
	return &SealedStore{store: s, held: map[string]store.Assessment{}}
}

// Recent lists what is kept, the newest first. What could not be opened is told
// in the error; the rest is listed all the same.
func (s *SealedStore) Recent() ([]Recent, error) {
	listing, err := s.store.List()
	if err != nil {
		return nil, lockedOr(err)
	}
	var list []Recent
	for _, head := range listing.Heads {
		list = append(list, Recent{ID: head.ID, Company: head.Company, Changed: head.Changed.Local(), Says: says(head), Due: head.Due(), Results: head.ResultCount})
	}
	var problems []string
	for _, p := range listing.Problems {
		problems = append(problems, p.String())
	}
	if len(problems) > 0 {
		return list, errors.New(strings.Join(problems, "\n"))
	}
	return list, nil
}

// says is what an assessment came to, in the words of the window; those that a
// command saved have figures alone.
func says(head store.Head) string {
	if head.Says == "" && head.Latest != nil && head.Latest.Score != nil {
		return lang.L("{{.Score}} of 100", map[string]any{"Score": scoreBand(head.Latest.Score.Low, head.Latest.Score.High)})
	}
	return head.Says
}

// Open reads one.
func (s *SealedStore) Open(id string) (Assessment, error) {
	kept, err := s.store.Get(id)
	if err != nil {
		return Assessment{}, lockedOr(err)
	}
	s.hold(kept)
	if kept.Answers.Given == nil {
		kept.Answers.Given = map[string]assessment.Answer{}
	}
	return Assessment{ID: id, Answers: kept.Answers, Machines: kept.Machines, Own: kept.Own, Quick: kept.Quick, Says: kept.Says}, nil
}

func (s *SealedStore) hold(kept store.Assessment) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.held[kept.ID] = kept
}

// Save keeps one, under a new id if it has none, and with it the result, if
// there is one.
func (s *SealedStore) Save(a Assessment) (string, error) {
	s.mu.Lock()
	kept := s.held[a.ID]
	s.mu.Unlock()
	kept.ID, kept.Answers, kept.Machines, kept.Own, kept.Quick, kept.Says = a.ID, a.Answers, a.Machines, a.Own, a.Quick, a.Says
	if a.Result != nil {
		if err := kept.Keep(*a.Result); err != nil {
			return "", err
		}
	}
	head, err := s.store.Save(kept)
	if err != nil {
		return "", lockedOr(err)
	}
	kept.Head = head
	s.hold(kept)
	return head.ID, nil
}

// Unlock opens the store with a passphrase, or chooses one.
func (s *SealedStore) Unlock(passphrase string) error { return s.store.UnlockWith(passphrase) }

// Share writes a copy of a kept assessment, with all it holds, that a passphrase
// opens on any computer. exists tells that there is a file already and it was not
// wished to overwrite one. It takes about a second.
func (s *SealedStore) Share(id, passphrase, path string, overwrite bool) (exists bool, err error) {
	if _, err := os.Lstat(path); err == nil && !overwrite {
		return true, nil
	}
	data, err := s.store.Share(id, passphrase)
	if err != nil {
		return false, lockedOr(err)
	}
	if err := disk.Replace(path, data); err != nil {
		return false, err
	}
	return false, nil
}

// Take opens a shared copy and keeps what it holds. It gives the id under which
// it is kept, and what became of one that was here already.
func (s *SealedStore) Take(path, passphrase string) (string, store.Took, error) {
	a, err := s.store.ReadFile(path, func() (string, error) { return passphrase, nil })
	if err != nil {
		return "", "", lockedOr(err)
	}
	head, took, err := s.store.Take(a)
	return head.ID, took, lockedOr(err)
}

// Earlier gives the results of the visits before a date, the oldest first.
func (s *SealedStore) Earlier(id string, than time.Time) ([]assessment.Result, error) {
	kept, err := s.store.Get(id)
	if err != nil {
		return nil, lockedOr(err)
	}
	return kept.Earlier(than)
}

// Remove removes one, with its versions.
func (s *SealedStore) Remove(id string) error { return s.store.Remove(id) }

// Visits lists the results that were kept of an assessment, the oldest first.
func (s *SealedStore) Visits(id string) ([]Visit, error) {
	kept, err := s.store.Get(id)
	if err != nil {
		return nil, lockedOr(err)
	}
	var list []Visit
	for _, snapshot := range kept.Kept {
		list = append(list, Visit{At: snapshot.At.Local(), Score: snapshot.Score, Result: snapshot.Result})
	}
	return list, nil
}

// lockedOr turns the store's word for locked into the window's.
func lockedOr(err error) error {
	var locked *store.LockedError
	if errors.As(err, &locked) {
		return &Locked{New: locked.New, Why: locked.Why}
	}
	return err
}

// Locked is a store that needs a passphrase.
type Locked struct {
	New bool   // a passphrase is to be chosen
	Why string // there is no keychain
}

func (l *Locked) Error() string { return lang.L("Your saved assessments are locked.") }

// Visit is a result that was kept.
type Visit struct {
	At     time.Time
	Score  *assessment.Range // nil when too little was known
	Result func() (assessment.Result, error)
}

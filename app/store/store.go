package store

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"filippo.io/age"
	"github.com/gofrs/flock"

	"ounce/app/disk"
)

// Store keeps assessments in a folder. It may be used from many goroutines.
type Store struct {
	folder   string
	former   string
	keychain Keychain
	now      func() time.Time
	work     int           // of a passphrase, as age counts it
	patience time.Duration // with another writer

	mu   sync.Mutex // guards keys
	keys *keys      // nil while locked
}

// New is the store in a folder, which is made at the first save. Assessments of
// the first Ounce are taken over from the folder former; empty is none. Without
// a keychain (nil) the key is sealed with a passphrase.
func New(folder, former string, keychain Keychain, now func() time.Time) *Store {
	return &Store{folder: folder, former: former, keychain: keychain, now: now, work: workNow, patience: lockPatience}
}

// Cheaper makes passphrases cost less, as age counts it, for tests.
func (s *Store) Cheaper(work int) *Store {
	s.work = work
	return s
}

// The folders and names within the store's folder.
const (
	folderNow      = "assessments"
	folderVersions = "versions"
	folderAside    = "set-aside"
	nameLock       = "lock"
	extension      = ".ounce"
)

func (s *Store) path(id string) string { return filepath.Join(s.folder, folderNow, id+extension) }

// Listing is what a store holds.
type Listing struct {
	Heads []Head // the newest first
	// Problems are files that could not be opened; the rest is in Heads.
	Problems []Problem
}

// Problem is a file that could not be opened.
type Problem struct {
	File string // its name
	Says string // what is wrong with it
	// Aside is where the file was put; empty when it was left where it is.
	Aside string
	// Restored is true when an earlier version took its place.
	Restored bool
}

// String says the problem in a sentence.
func (p Problem) String() string {
	text := fmt.Sprintf("%s could not be opened: %s.", p.File, p.Says)
	switch {
	case p.Restored:
		text += " The version before it is in its place; the file itself was kept as " + p.Aside + "."
	case p.Aside != "":
		text += " It was kept as " + p.Aside + "."
	}
	return text
}

// files are the names of what lies among the assessments, but for what is being
// written.
func (s *Store) files() []string {
	entries, err := os.ReadDir(filepath.Join(s.folder, folderNow))
	if err != nil {
		return nil
	}
	var names []string
	for _, entry := range entries {
		if name := entry.Name(); entry.Type().IsRegular() && !strings.HasPrefix(name, ".") && !isSystemFile(name) {
			names = append(names, name)
		}
	}
	return names
}

// isSystemFile tells of the files that file managers leave everywhere.
func isSystemFile(name string) bool {
	return slices.Contains([]string{"desktop.ini", "thumbs.db"}, strings.ToLower(name))
}

// List lists what is kept. While nothing was ever saved it needs no key.
func (s *Store) List() (Listing, error) {
	if err := s.readable(); err != nil {
		return Listing{}, err
	}
	former, err := s.hasFormer()
	if err != nil {
		return Listing{}, err
	}
	if len(s.files()) == 0 && !former {
		return Listing{}, nil
	}
	if err := s.Unlock(); err != nil {
		return Listing{}, err
	}
	var list Listing
	if former {
		list.Problems = s.takeOver()
	}
	names := s.files()
	heads, errs := make([]Head, len(names)), make([]error, len(names))
	beside(len(names), func(i int) { heads[i], errs[i] = s.head(names[i]) })
	for i, name := range names {
		if errs[i] == nil {
			list.Heads = append(list.Heads, heads[i])
			continue
		}
		problem, head := s.trouble(name, errs[i])
		if problem != nil {
			list.Problems = append(list.Problems, *problem)
		}
		if head.ID != "" {
			list.Heads = append(list.Heads, head)
		}
	}
	slices.SortStableFunc(list.Heads, func(a, b Head) int { return b.Changed.Compare(a.Changed) })
	return list, nil
}

// readable says why the folder cannot be read; one that is not there is empty.
func (s *Store) readable() error {
	_, err := os.ReadDir(filepath.Join(s.folder, folderNow))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("listing the saved assessments: %w", err)
	}
	return nil
}

// beside does n things on all processors.
func beside(n int, do func(i int)) {
	var group sync.WaitGroup
	turns := make(chan int)
	for range min(n, runtime.NumCPU()) {
		group.Go(func() {
			for i := range turns {
				do(i)
			}
		})
	}
	for i := range n {
		turns <- i
	}
	close(turns)
	group.Wait()
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

// How long a writer waits for another one, and how often it looks.
const (
	lockPatience = 5 * time.Second
	lockPause    = 5 * time.Millisecond
)

// exclusively does something while no other Ounce writes. It makes the folders.
func (s *Store) exclusively(do func() error) (err error) {
	if err := os.MkdirAll(filepath.Join(s.folder, folderNow), 0o700); err != nil {
		return fmt.Errorf("making the folder for saved assessments: %w", err)
	}
	lock := flock.New(filepath.Join(s.folder, nameLock))
	ctx, cancel := context.WithTimeout(context.Background(), s.patience)
	defer cancel()
	switch got, err := lock.TryLockContext(ctx, lockPause); {
	case errors.Is(err, context.DeadlineExceeded) || err == nil && !got:
		return errors.New("another Ounce is saving, and does not come to an end; please close it and try again")
	case err != nil:
		return &disk.WriteError{Path: lock.Path(), Err: err}
	}
	defer func() { err = errors.Join(err, lock.Unlock()) }()
	s.sweep()
	return do()
}

// sweep removes what a writer that was killed never finished. The lock is held.
func (s *Store) sweep() {
	for _, folder := range []string{"", folderNow, folderVersions} {
		left, _ := filepath.Glob(filepath.Join(s.folder, folder, disk.TempPattern)) // the pattern is sound
		for _, path := range left {
			os.Remove(path)
		}
	}
}

// idBytes makes ids that two Ounces never give twice.
const idBytes = 8

func newID() string {
	var id [idBytes]byte
	rand.Read(id[:])
	return hex.EncodeToString(id[:])
}

func isID(id string) bool {
	decoded, err := hex.DecodeString(id)
	return err == nil && len(decoded) == idBytes && id == strings.ToLower(id)
}

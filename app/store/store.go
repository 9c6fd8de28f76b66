package store

import (
	"crypto/rand"
	"encoding/hex"
	"path/filepath"
	"strings"
	"sync"
	"time"
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

package store

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"filippo.io/age"

	"ounce/app/disk"
)

// shortest is the length of the shortest passphrase in letters.
const shortest = 8

// LockedError says that saved assessments need a passphrase. UnlockWith takes it.
type LockedError struct {
	// New is true when there is no key yet and the passphrase is to be chosen.
	New bool
	// Why there is no key in a keychain; empty when a passphrase was chosen before.
	Why string
	// Sealed is how many assessments lie there that a new key will not open.
	Sealed int
}

func (e *LockedError) Error() string {
	switch {
	case !e.New:
		return "the saved assessments are locked; please give their passphrase"
	case e.Sealed > 0:
		return fmt.Sprintf("%s; %d saved before open again where it can. A passphrase seals new ones", e.Why, e.Sealed)
	default:
		return e.Why + "; a passphrase can seal saved assessments instead"
	}
}

// keys are what opens and seals the files.
type keys struct {
	seals *age.X25519Identity
	// also are keys that only open: files from a time when there was a keychain.
	also []age.Identity
}

func (k *keys) identities() []age.Identity { return append([]age.Identity{k.seals}, k.also...) }

// Unlock gets the key from the keychain, or makes one there at the first use. A
// *LockedError says that only a passphrase helps.
func (s *Store) Unlock() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.keys != nil {
		return nil
	}
	if s.hasKeyFile() {
		return &LockedError{}
	}
	if s.keychain == nil {
		return &LockedError{New: true, Sealed: len(s.files()), Why: "beside the program there is no keychain"}
	}
	secret, err := s.keychain.Get()
	if errors.Is(err, ErrNoSecret) {
		secret, err = s.newSecret()
	}
	if err != nil {
		return &LockedError{New: true, Sealed: len(s.files()), Why: fmt.Sprintf("the keychain of this computer cannot be used here (%v)", err)}
	}
	key, err := age.ParseX25519Identity(secret)
	if err != nil {
		return fmt.Errorf("the entry %q in the keychain is not the key that Ounce put there; please restore it or remove it", keychainService)
	}
	s.keys = &keys{seals: key}
	return nil
}

// newSecret makes the key and reads it back, since one that cannot be read
// again would lose whatever it seals.
func (s *Store) newSecret() (string, error) {
	var secret string
	err := s.exclusively(func() error {
		var err error
		if secret, err = s.keychain.Get(); !errors.Is(err, ErrNoSecret) {
			return err // another Ounce was faster, or the keychain is gone
		}
		key, err := age.GenerateX25519Identity()
		if err != nil {
			return err
		}
		if err := s.keychain.Set(key.String()); err != nil {
			return err
		}
		if secret, err = s.keychain.Get(); err != nil {
			return err
		}
		if secret != key.String() {
			return errors.New("it does not give back what it was given")
		}
		return nil
	})
	return secret, err
}

// UnlockWith opens the key with a passphrase, or makes a key that is sealed with
// it. It takes about a second. ErrPassphrase says that it is another one.
func (s *Store) UnlockWith(passphrase string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	passphrase = strings.TrimSpace(passphrase)
	if s.keys != nil {
		return nil
	}
	var key *age.X25519Identity
	var err error
	if s.hasKeyFile() { // it is replaced at once or not at all, so nobody need wait
		key, err = s.readKey(passphrase)
	} else {
		err = s.exclusively(func() (err error) {
			if s.hasKeyFile() { // another Ounce was faster
				key, err = s.readKey(passphrase)
			} else {
				key, err = s.makeKey(passphrase)
			}
			return err
		})
	}
	if err != nil {
		return err
	}
	s.keys = &keys{seals: key}
	if s.keychain == nil {
		return nil
	}
	if secret, err := s.keychain.Get(); err == nil {
		if old, err := age.ParseX25519Identity(secret); err == nil {
			s.keys.also = append(s.keys.also, old)
		}
	}
	return nil
}

// CheckPassphrase says what is wrong with a passphrase that somebody chooses.
func CheckPassphrase(passphrase string) error {
	if n := len([]rune(strings.TrimSpace(passphrase))); n < shortest {
		return fmt.Errorf("a passphrase has at least %d letters; three or four words are easy to keep in mind", shortest)
	}
	return nil
}

func (s *Store) keyFile() string { return filepath.Join(s.folder, "key.ounce") }

func (s *Store) hasKeyFile() bool {
	_, err := os.Lstat(s.keyFile())
	return !errors.Is(err, fs.ErrNotExist)
}

// maxKey is the size in bytes beyond which no file is a sealed key.
const maxKey = 1 << 16

func (s *Store) readKey(passphrase string) (*age.X25519Identity, error) {
	data, err := disk.Read(s.keyFile(), maxKey)
	if err != nil {
		return nil, err
	}
	ask := passphraseIdentity{func() (string, error) { return passphrase, nil }}
	opened, err := age.Decrypt(bytes.NewReader(data), ask)
	if err == nil {
		data, err = io.ReadAll(opened)
	}
	if err != nil {
		if err = plainSeal(err); errors.Is(err, ErrDamaged) {
			err = fmt.Errorf("the key %s cannot be read: %w", s.keyFile(), err)
		}
		return nil, err
	}
	key, err := age.ParseX25519Identity(strings.TrimSpace(string(data)))
	if err != nil {
		return nil, fmt.Errorf("%s holds no key", s.keyFile())
	}
	return key, nil
}

func (s *Store) makeKey(passphrase string) (*age.X25519Identity, error) {
	if err := CheckPassphrase(passphrase); err != nil {
		return nil, err
	}
	key, err := age.GenerateX25519Identity()
	if err != nil {
		return nil, err
	}
	recipient, err := passphraseRecipient(passphrase, s.work)
	if err != nil {
		return nil, err
	}
	var sealed bytes.Buffer
	to, err := age.Encrypt(&sealed, recipient)
	if err != nil {
		return nil, err
	}
	if _, err := io.WriteString(to, key.String()+"\n"); err != nil {
		return nil, err
	}
	if err := to.Close(); err != nil {
		return nil, err
	}
	return key, disk.Replace(s.keyFile(), sealed.Bytes())
}

package store

import (
	"errors"
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"runtime"
	"time"

	"github.com/zalando/go-keyring"
)

// Keychain keeps one secret for the person who is logged in.
type Keychain interface {
	// Get gives the secret, or ErrNoSecret.
	Get() (string, error)
	Set(secret string) error
	// Delete removes the secret; ErrNoSecret when there is none.
	Delete() error
}

// ErrNoSecret is a keychain that answers and does not have the secret.
var ErrNoSecret = errors.New("the keychain has no key of Ounce's")

// The name under which the secret lies, as people see it in their keychain.
const (
	keychainService = "Ounce"
	keychainUser    = "saved assessments"
)

// patience is how long the keychain may take: it may ask the person for a
// password, but nobody may sit in front of it.
const patience = 60 * time.Second

// systemKeychain is the keychain of the system: Credential Manager, Keychain, or
// the Secret Service.
type systemKeychain struct{ patience time.Duration }

// SystemKeychain is the keychain of this computer.
func SystemKeychain() Keychain { return systemKeychain{patience} }

func (k systemKeychain) Get() (string, error) {
	return k.within(func() (string, error) { return keyring.Get(keychainService, keychainUser) })
}

func (k systemKeychain) Set(secret string) error {
	_, err := k.within(func() (string, error) { return "", keyring.Set(keychainService, keychainUser, secret) })
	return err
}

func (k systemKeychain) Delete() error {
	_, err := k.within(func() (string, error) { return "", keyring.Delete(keychainService, keychainUser) })
	return err
}

// within asks the keychain and gives up when it does not answer.
func (k systemKeychain) within(ask func() (string, error)) (string, error) {
	if runtime.GOOS == "linux" && !hasSessionBus() {
		return "", errors.New("no session bus runs for this login")
	}
	type answer struct {
		secret string
		err    error
	}
	answers := make(chan answer, 1)
	go func() {
		secret, err := ask()
		answers <- answer{secret, err}
	}()
	late := time.NewTimer(k.patience)
	defer late.Stop()
	select {
	case a := <-answers:
		if errors.Is(a.err, keyring.ErrNotFound) {
			return "", ErrNoSecret
		}
		return a.secret, a.err
	case <-late.C:
		return "", fmt.Errorf("it did not answer within %v", k.patience)
	}
}

// hasSessionBus tells whether there is a bus to ask. Without one the library
// would start a program to make one.
func hasSessionBus() bool {
	if os.Getenv("DBUS_SESSION_BUS_ADDRESS") != "" {
		return true
	}
	self, err := user.Current()
	if err != nil {
		return false
	}
	for _, name := range []string{"bus", "dbus-session"} {
		if _, err := os.Stat(filepath.Join("/run/user", self.Uid, name)); err == nil {
			return true
		}
	}
	return false
}

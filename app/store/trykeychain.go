package store

import (
	"crypto/rand"
	"errors"
	"time"

	"github.com/zalando/go-keyring"
)

// TryKeychain keeps a secret in this computer's keychain, reads it back and
// removes it, under a name of its own: the key of saved assessments stays as it is.
func TryKeychain(patience time.Duration) (err error) {
	const name = "self-test"
	k := systemKeychain{patience}
	secret := rand.Text()
	if _, err := k.within(func() (string, error) { return "", keyring.Set(keychainService, name, secret) }); err != nil {
		return err
	}
	defer func() {
		_, removing := k.within(func() (string, error) { return "", keyring.Delete(keychainService, name) })
		err = errors.Join(err, removing)
	}()
	back, err := k.within(func() (string, error) { return keyring.Get(keychainService, name) })
	if err == nil && back != secret {
		err = errors.New("the keychain gives back something else than was put into it")
	}
	return err
}

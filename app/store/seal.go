package store

import (
	"archive/tar"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"

	"filippo.io/age"
)

// The work that one try at a passphrase costs, as age counts it: 2 to this
// power. 18 is what age itself writes, about a second and 256 MB; more is
// refused, since a stranger's file could ask for hours of it.
const (
	workNow  = 18
	workMost = 18
)

// What can be wrong with a sealed file.
var (
	// ErrDamaged is a file that is no longer what was written.
	ErrDamaged = errors.New("it is damaged")
	// ErrNotSealed is a file that is no sealed assessment at all.
	ErrNotSealed = errors.New("it is no sealed assessment")
	// ErrOtherKey is a file that was sealed with another key.
	ErrOtherKey = errors.New("it was sealed with a key that is not here")
	// ErrPassphrase is a passphrase that does not open a file.
	ErrPassphrase = errors.New("the passphrase does not open it")
)

// seal writes an assessment sealed for a recipient.
func seal(to io.Writer, a Assessment, recipient age.Recipient) error {
	sealed, err := age.Encrypt(to, recipient)
	if err != nil {
		return fmt.Errorf("sealing: %w", err)
	}
	if err := write(sealed, a); err != nil {
		return fmt.Errorf("sealing: %w", err)
	}
	return sealed.Close()
}

// unseal reads a sealed assessment.
func unseal(from io.Reader, identities ...age.Identity) (Assessment, error) {
	opened, err := age.Decrypt(from, identities...)
	if err != nil {
		return Assessment{}, plainSeal(err)
	}
	a, err := read(opened)
	if err != nil {
		return Assessment{}, plainContent(err)
	}
	return a, nil
}

// unsealHead reads the head of a sealed assessment, and no more of the file
// than that takes.
func unsealHead(from io.Reader, identities ...age.Identity) (Head, error) {
	opened, err := age.Decrypt(from, identities...)
	if err != nil {
		return Head{}, plainSeal(err)
	}
	head, err := readHead(tar.NewReader(opened))
	if err != nil {
		return Head{}, plainContent(err)
	}
	return head, nil
}

// Begins is how every sealed file begins.
const Begins = "age-encryption.org/v1\n"

// plainSeal says which of the wrongs an error of age is.
func plainSeal(err error) error {
	var other *age.NoIdentityMatchError
	switch {
	case errors.As(err, &other) && slices.Contains(other.StanzaTypes, "scrypt"):
		return ErrPassphrase
	case errors.As(err, &other):
		return ErrOtherKey
	case isOwn(err):
		return err
	default:
		return damage{err}
	}
}

// damage is ErrDamaged with what the libraries say of it.
type damage struct{ detail error }

func (damage) Error() string     { return ErrDamaged.Error() }
func (d damage) Unwrap() []error { return []error{ErrDamaged, d.detail} }

// plainContent says which of the wrongs an error within the seal is.
func plainContent(err error) error {
	if isOwn(err) {
		return err
	}
	return damage{err}
}

func isOwn(err error) bool {
	var newer *NewerError
	var asking *askError
	return errors.As(err, &newer) || errors.As(err, &asking) || errors.Is(err, errNoAssessment) || errors.Is(err, errTooMuch) || errors.Is(err, errTooCostly)
}

// passphraseIdentity opens files that were sealed with a passphrase and asks for
// it when it meets the first one.
type passphraseIdentity struct {
	ask func() (string, error)
}

// errTooCostly is a passphrase that would take hours to try.
var errTooCostly = errors.New("it was sealed by another program, and trying its passphrase would take too long")

// askError is a passphrase that could not be asked for.
type askError struct{ err error }

func (e *askError) Error() string { return e.err.Error() }
func (e *askError) Unwrap() error { return e.err }

func (i passphraseIdentity) Unwrap(stanzas []*age.Stanza) ([]byte, error) {
	if len(stanzas) != 1 || stanzas[0].Type != "scrypt" {
		return nil, age.ErrIncorrectIdentity
	}
	if len(stanzas[0].Args) != 2 {
		return nil, errors.New("a header of another shape")
	}
	if work, err := strconv.Atoi(stanzas[0].Args[1]); err != nil || work > workMost {
		return nil, errTooCostly
	}
	passphrase, err := i.ask()
	if err != nil {
		return nil, &askError{err}
	}
	if passphrase == "" {
		return nil, age.ErrIncorrectIdentity
	}
	identity, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return nil, err
	}
	identity.SetMaxWorkFactor(workMost)
	return identity.Unwrap(stanzas)
}

// passphraseRecipient seals with a passphrase.
func passphraseRecipient(passphrase string, work int) (age.Recipient, error) {
	recipient, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return nil, err
	}
	recipient.SetWorkFactor(work)
	return recipient, nil
}

// looksSealed tells whether a file begins as an age file does.
func looksSealed(begin []byte) bool { return bytes.HasPrefix(begin, []byte(Begins)) }

package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/term"

	"ounce/app/disk"
	"ounce/app/store"
)

// Where scripts put passphrases: the one that saved assessments are sealed with
// where there is no keychain, and the one of a shared copy.
const (
	envStorePassphrase = "OUNCE_STORE_PASSPHRASE"
	envCopyPassphrase  = "OUNCE_PASSPHRASE"
)

// errNobody is a passphrase that nobody is there to give.
var errNobody = errors.New("nobody can be asked for a passphrase here")

// askSecret asks the person at a terminal, who does not see what is typed.
func askSecret(ctx context.Context, in io.Reader, say io.Writer, prompt string) (string, error) {
	file, ok := in.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return "", errNobody
	}
	terminal := int(file.Fd())
	before, err := term.GetState(terminal)
	if err != nil {
		return "", fmt.Errorf("asking for a passphrase: %w", err)
	}
	fmt.Fprint(say, prompt)
	type answer struct {
		text []byte
		err  error
	}
	typed := make(chan answer, 1)
	go func() {
		text, err := term.ReadPassword(terminal)
		typed <- answer{text, err}
	}()
	select {
	case a := <-typed:
		fmt.Fprintln(say)
		if a.err != nil {
			return "", fmt.Errorf("asking for a passphrase: %w", a.err)
		}
		return string(a.text), nil
	case <-ctx.Done():
		return "", errors.Join(ctx.Err(), term.Restore(terminal, before))
	}
}

// chosen asks for a passphrase that is new, twice.
func (s *session) chosen(prompt string) (string, error) {
	for {
		first, err := s.secret(prompt)
		if err != nil {
			return "", err
		}
		if err := store.CheckPassphrase(first); err != nil {
			s.warn("%v", err)
			continue
		}
		again, err := s.secret("The same again: ")
		if err != nil {
			return "", err
		}
		if again == first {
			return first, nil
		}
		s.warn("These were two different ones. Please try again.")
	}
}

// maxPassphrase is the longest passphrase in bytes.
const maxPassphrase = 1000

// passphraseIn reads the passphrase that a file holds: one line of text.
func passphraseIn(path string) (string, error) {
	data, err := disk.Read(path, maxPassphrase)
	if err != nil {
		if info, statErr := os.Stat(path); statErr == nil && info.Size() > maxPassphrase {
			return "", fmt.Errorf("%s is too long to hold a passphrase", path)
		}
		return "", err
	}
	text := strings.TrimRight(string(data), "\r\n")
	odd := func(r rune) bool { return unicode.IsControl(r) }
	switch {
	case strings.TrimSpace(text) == "":
		return "", fmt.Errorf("%s holds no passphrase", path)
	case !utf8.ValidString(text) || strings.ContainsFunc(text, odd):
		return "", fmt.Errorf("%s must hold the passphrase and nothing else, as one line of text", path)
	}
	return text, nil
}

// copyFlags say where the passphrase of a shared copy comes from.
type copyFlags struct {
	PassphraseFile string `help:"The passphrase of the copy, as the only line of a file; without it, the variable OUNCE_PASSPHRASE or a question at the terminal." placeholder:"FILE" reads:"passphrase"`
}

// given is the passphrase that a script gives; empty is none.
func (c copyFlags) given(s *session) (string, error) {
	if c.PassphraseFile != "" {
		return passphraseIn(c.PassphraseFile)
	}
	return s.env(envCopyPassphrase), nil
}

// passphrase is the one that opens a copy, or that a new copy gets.
func (c copyFlags) passphrase(s *session, name string, isNew bool) (string, error) {
	text, err := c.given(s)
	if err != nil || text != "" {
		return text, err
	}
	if isNew {
		text, err = s.chosen(fmt.Sprintf("Choose a passphrase for %s: ", name))
	} else {
		text, err = s.secret(fmt.Sprintf("Passphrase of %s: ", name))
	}
	if errors.Is(err, errNobody) {
		return "", fmt.Errorf("%s needs a passphrase, and nobody can be asked here: give it with --passphrase-file FILE or in the variable %s", name, envCopyPassphrase)
	}
	return text, err
}

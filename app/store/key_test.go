package store

import (
	"bytes"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/zalando/go-keyring"
)

// windowsLimit is how many bytes the keychain of Windows takes.
const windowsLimit = 2560

func TestKeyLiesInTheKeychain(t *testing.T) {
	folder, k := t.TempDir(), &memory{}
	head := mustSave(t, testStore(t, folder, k), example("Miller"))
	if !strings.HasPrefix(k.secret, "AGE-SECRET-KEY-1") || len(k.secret) > windowsLimit {
		t.Errorf("the keychain holds %d bytes", len(k.secret))
	}
	for _, path := range tree(t, folder) {
		if bytes.Contains(mustRead(t, filepath.Join(folder, path)), []byte("AGE-SECRET")) {
			t.Errorf("%s holds the key", path)
		}
	}
	mustGet(t, testStore(t, folder, k), head.ID)
}

// TestKeychainsThatFail never leads to a file that is not sealed, nor to a key
// that nobody can find again.
func TestKeychainsThatFail(t *testing.T) {
	broken := errors.New("the name is not activatable")
	for name, c := range map[string]struct {
		k      Keychain
		locked bool
		says   string
	}{
		"none":               {nil, true, "there is no keychain"},
		"does not answer":    {&memory{err: broken}, true, "not activatable"},
		"forgets":            {forgetful{}, true, "cannot be used here"},
		"gives another":      {&liar{}, true, "does not give back"},
		"holds another text": {&memory{secret: "hunter2"}, false, "is not the key"},
	} {
		t.Run(name, func(t *testing.T) {
			s := testStore(t, filepath.Join(t.TempDir(), "Ounce"), c.k)
			_, err := s.Save(example("Miller"))
			var locked *LockedError
			if errors.As(err, &locked) != c.locked || err == nil || !strings.Contains(err.Error(), c.says) {
				t.Fatalf("saving gives %v", err)
			}
			if len(s.files()) > 0 {
				t.Errorf("%v was written", s.files())
			}
			if !c.locked {
				return
			}
			if !locked.New {
				t.Error("it asks for a passphrase that nobody chose")
			}
			if err := s.UnlockWith("correct horse"); err != nil {
				t.Fatal(err)
			}
			mustGet(t, s, mustSave(t, s, example("Miller")).ID)
		})
	}
}

// forgetful is a keychain that takes a secret and has none.
type forgetful struct{}

func (forgetful) Get() (string, error) { return "", ErrNoSecret }
func (forgetful) Set(string) error     { return nil }
func (forgetful) Delete() error        { return ErrNoSecret }

// liar is a keychain that has another secret as soon as it was given one.
type liar struct{ given bool }

func (l *liar) Get() (string, error) {
	if l.given {
		return "another", nil
	}
	return "", ErrNoSecret
}
func (l *liar) Set(string) error { l.given = true; return nil }
func (*liar) Delete() error      { return nil }

func TestPassphrase(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "ounce-data")
	s := testStore(t, folder, nil)
	if list := mustList(t, s); len(list.Heads) > 0 {
		t.Fatal("a new store holds something")
	}
	for _, bad := range []string{"", "short", "  spaced  ", "1234567"} {
		if err := s.UnlockWith(bad); err == nil || !strings.Contains(err.Error(), "at least 8 letters") {
			t.Errorf("%q is taken: %v", bad, err)
		}
	}
	if s.hasKeyFile() {
		t.Fatal("a refused passphrase made a key")
	}
	if err := s.UnlockWith("ein Ührchen tickt"); err != nil {
		t.Fatal(err)
	}
	head := mustSave(t, s, example("Miller"))

	again := testStore(t, folder, nil)
	var locked *LockedError
	if _, err := again.List(); !errors.As(err, &locked) || locked.New {
		t.Fatalf("a locked store lists with %v", err)
	}
	if _, err := again.Get(head.ID); !errors.As(err, &locked) {
		t.Fatalf("a locked store opens with %v", err)
	}
	if err := again.UnlockWith("ein Ührchen ticktt"); !errors.Is(err, ErrPassphrase) {
		t.Fatalf("a wrong passphrase gives %v", err)
	}
	if err := again.UnlockWith(" ein Ührchen tickt\n"); err != nil {
		t.Fatal(err)
	}
	mustGet(t, again, head.ID)

	mustWrite(t, s.keyFile(), mustRead(t, s.keyFile())[:100])
	broken := testStore(t, folder, nil)
	if err := broken.UnlockWith("ein Ührchen tickt"); err == nil || errors.Is(err, ErrPassphrase) || !strings.Contains(err.Error(), "key.ounce") {
		t.Errorf("a damaged key gives %v", err)
	}
	if len(broken.files()) != 1 {
		t.Error("the assessments are gone")
	}
}

// TestKeychainComesAndGoes saves with a keychain, then over a line without one,
// then with both.
func TestAPassphraseOpensWhileAnotherSaves(t *testing.T) {
	folder := t.TempDir()
	now := func() time.Time { return start() }
	first := New(folder, "", nil, now).Cheaper(cheap)
	if err := first.UnlockWith("four plain old words"); err != nil {
		t.Fatal(err)
	}
	second := New(folder, "", nil, now).Cheaper(cheap)
	second.patience = 20 * time.Millisecond
	err := first.exclusively(func() error { return second.UnlockWith("four plain old words") })
	if err != nil {
		t.Errorf("it stays locked: %v", err)
	}
}

func TestKeychainComesAndGoes(t *testing.T) {
	folder, k := t.TempDir(), &memory{}
	first := mustSave(t, testStore(t, folder, k), example("at the desk"))
	afar := testStore(t, folder, &memory{err: errors.New("no session bus runs for this login")})
	var locked *LockedError
	if _, err := afar.List(); !errors.As(err, &locked) || !locked.New || locked.Sealed != 1 {
		t.Fatalf("without the keychain it lists with %v", err)
	}
	if err := afar.UnlockWith("from afar, still"); err != nil {
		t.Fatal(err)
	}
	list := mustList(t, afar)
	if len(list.Heads) != 0 || len(list.Problems) != 1 || !strings.Contains(list.Problems[0].Says, "a key that is not here") || list.Problems[0].Aside != "" {
		t.Errorf("from afar it lists %+v", list)
	}
	second := mustSave(t, afar, example("from afar"))
	both := testStore(t, folder, k)
	if err := both.UnlockWith("from afar, still"); err != nil {
		t.Fatal(err)
	}
	if list := mustList(t, both); len(list.Heads) != 2 || len(list.Problems) != 0 {
		t.Errorf("with both it lists %+v", list)
	}
	a := mustGet(t, both, first.ID)
	mustSave(t, both, a)
	mustGet(t, both, second.ID)
}

func TestSavingAfterAWipeByAnother(t *testing.T) {
	folder, k := t.TempDir(), &memory{}
	s := testStore(t, folder, k)
	a := example("Miller")
	a.Head = mustSave(t, s, a)
	if err := k.Delete(); err != nil {
		t.Fatal(err)
	}
	if err := s.Remove(a.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Save(a); err == nil || !strings.Contains(err.Error(), "removed meanwhile") {
		t.Errorf("saving gives %v, and nobody could open it", err)
	}
	if _, err := s.Save(example("new")); err == nil {
		t.Error("a new one is sealed with a key that is gone")
	}
}

// TestSystemKeychain asks the library's own stand-in for the system.
func TestSystemKeychain(t *testing.T) {
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
	k := systemKeychain{time.Second}
	keyring.MockInit()
	if _, err := k.Get(); !errors.Is(err, ErrNoSecret) {
		t.Errorf("an empty keychain gives %v", err)
	}
	if err := k.Delete(); !errors.Is(err, ErrNoSecret) {
		t.Errorf("removing nothing gives %v", err)
	}
	if err := k.Set("s"); err != nil {
		t.Fatal(err)
	}
	if got, err := k.Get(); got != "s" || err != nil {
		t.Errorf("it gives back %q (%v)", got, err)
	}
	if err := k.Delete(); err != nil {
		t.Error(err)
	}
	locked := errors.New("the collection is locked")
	keyring.MockInitWithError(locked)
	if _, err := k.Get(); !errors.Is(err, locked) {
		t.Errorf("a locked one gives %v", err)
	}
	slow := systemKeychain{10 * time.Millisecond}
	if _, err := slow.within(func() (string, error) { select {} }); err == nil || !strings.Contains(err.Error(), "did not answer") {
		t.Errorf("one that never answers gives %v", err)
	}
}

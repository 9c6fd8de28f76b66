package store

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"
)

func says(passphrase string) func() (string, error) {
	return func() (string, error) { return passphrase, nil }
}

const words = "a ladder of four words"

// send shares an assessment and reads it at the other end.
func send(t *testing.T, from *Store, id string, to *Store) Assessment {
	t.Helper()
	data, err := from.Share(id, words)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "copy.ounce")
	mustWrite(t, path, data)
	a, err := to.ReadFile(path, says(words))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// TestThereAndBack sends an assessment to a provider and back, both change it
// in turn, and then both at once.
func TestThereAndBack(t *testing.T) {
	t.Parallel()
	client, provider := testStore(t, t.TempDir(), &memory{}), testStore(t, t.TempDir(), &memory{})
	a := example("Miller")
	if err := a.Keep(exampleResult(start(), 49)); err != nil {
		t.Fatal(err)
	}
	a.Head = mustSave(t, client, a)
	take := func(s *Store, a Assessment, want Took) Head {
		t.Helper()
		head, took, err := s.Take(a)
		if err != nil || took != want {
			t.Fatalf("it is taken in as %q (%v), want %q", took, err, want)
		}
		return head
	}
	change := func(s *Store, id, company string) Head {
		t.Helper()
		a := mustGet(t, s, id)
		a.Answers.Company = company
		return mustSave(t, s, a)
	}
	sent := send(t, client, a.ID, provider)
	same(t, "the shared one", sent, a)
	there := take(provider, sent, TookNew)
	take(provider, sent, TookSame)
	same(t, "the one that was taken in", mustGet(t, provider, there.ID), a)

	change(client, a.ID, "Miller Ltd")
	if head := take(provider, send(t, client, a.ID, provider), TookNewer); head.Company != "Miller Ltd" {
		t.Errorf("the provider has %q", head.Company)
	}
	take(provider, sent, TookOlder)
	change(provider, a.ID, "Miller Limited")
	take(client, send(t, provider, a.ID, client), TookNewer)

	held := mustGet(t, client, a.ID)
	take(provider, send(t, client, a.ID, provider), TookSame)
	held.Answers.Company = "Miller while it was shared"
	mustSave(t, client, held)
	take(provider, send(t, client, a.ID, provider), TookNewer)

	change(client, a.ID, "Miller at home")
	change(provider, a.ID, "Miller at the provider")
	head := take(client, send(t, provider, a.ID, client), TookBeside)
	if head.ID == a.ID || mustGet(t, client, a.ID).Company != "Miller at home" || mustGet(t, client, head.ID).Company != "Miller at the provider" {
		t.Errorf("beside is %+v", head)
	}
}

func TestFilesThatDoNotOpen(t *testing.T) {
	s := testStore(t, t.TempDir(), &memory{})
	a := example("Miller")
	a.Head = mustSave(t, s, a)
	good, err := s.Share(a.ID, words)
	if err != nil {
		t.Fatal(err)
	}
	costly := bytes.Replace(bytes.Clone(good), []byte(" 10\n"), []byte(" 22\n"), 1)
	folder := t.TempDir()
	elsewhere := testStore(t, t.TempDir(), &memory{})
	for name, c := range map[string]struct {
		data  []byte
		ask   func() (string, error)
		store *Store
		says  string
	}{
		"wrong passphrase":  {good, says("another one"), s, "wrong passphrase.ounce stays closed: the passphrase does not open it"},
		"no passphrase":     {good, says(""), s, "the passphrase does not open it"},
		"nobody to ask":     {good, func() (string, error) { return "", errors.New("nobody is here to ask") }, s, "nobody is here to ask"},
		"cut off":           {good[:len(good)-5], says(words), s, "damaged"},
		"cut off early":     {good[:50], says(words), s, "damaged"},
		"flipped":           {flip(good, len(good)-30), says(words), s, "damaged"},
		"no age file":       {[]byte("PK\x03\x04"), says(words), s, "no sealed assessment"},
		"empty":             {nil, says(words), s, "no sealed assessment"},
		"asks for hours":    {costly, says(words), s, "would take too long"},
		"of another's key":  {mustRead(t, s.path(a.ID)), says(words), elsewhere, "ounce share makes a copy"},
		"own, not shared":   {mustRead(t, s.path(a.ID)), says(words), s, ""},
		"nothing but words": {sealedText(t, "hello"), says(words), s, "damaged"},
	} {
		path := filepath.Join(folder, name+".ounce")
		mustWrite(t, path, c.data)
		_, err := c.store.ReadFile(path, c.ask)
		switch {
		case c.says == "" && err != nil:
			t.Errorf("%s: %v", name, err)
		case c.says != "" && (err == nil || !strings.Contains(err.Error(), c.says)):
			t.Errorf("%s: %v, want %q", name, err, c.says)
		case err != nil && strings.Contains(err.Error(), "\n"):
			t.Errorf("%s: %q is more than a sentence", name, err)
		}
	}
	big := filepath.Join(folder, "big.ounce")
	mustWrite(t, big, good)
	if err := os.Truncate(big, maxFile+1); err != nil {
		t.Fatal(err)
	}
	if _, err := s.ReadFile(big, says(words)); err == nil || !strings.Contains(err.Error(), "more than any assessment") {
		t.Errorf("a huge file gives %v", err)
	}
	if _, err := s.ReadFile(folder, says(words)); err == nil || !strings.Contains(err.Error(), "is a folder") {
		t.Errorf("a folder gives %v", err)
	}
	if _, err := s.Share(a.ID, "short"); err == nil {
		t.Error("a short passphrase seals")
	}
	if _, err := s.Share("0000000000000000", words); err == nil {
		t.Error("what is not there is shared")
	}
}

func flip(data []byte, at int) []byte {
	bad := bytes.Clone(data)
	bad[at] ^= 1
	return bad
}

// sealedText is an age file of something else.
func sealedText(t *testing.T, text string) []byte {
	t.Helper()
	recipient, err := passphraseRecipient(words, cheap)
	if err != nil {
		t.Fatal(err)
	}
	var sealed bytes.Buffer
	to, err := age.Encrypt(&sealed, recipient)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := to.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	return sealed.Bytes()
}

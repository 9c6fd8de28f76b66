package store

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"
)

// sparse is every how many bytes of a content are tried in each run of the
// tests; make verify tries them all.
const sparse = 17

// positions are the bytes of a file to try: those of the header with its seal,
// the last ones, and every step-th between. A prime step meets each bit.
func positions(t *testing.T, file []byte, step int) []int {
	t.Helper()
	header := bytes.Index(file, []byte("\n--- "))
	if header < 0 {
		t.Fatal("the file has no header")
	}
	const seal, last = 128, 64 // in bytes: the header's end with the nonce, and the last seal with what is before it
	var all []int
	for i := range file {
		if i < header+seal || i >= len(file)-last || i%step == 0 {
			all = append(all, i)
		}
	}
	return all
}

// savedFile is a store with one assessment, and its file.
func savedFile(t *testing.T) (*Store, Head, []byte) {
	t.Helper()
	s := testStore(t, t.TempDir(), &memory{})
	head := mustSave(t, s, example("Miller"))
	return s, head, mustRead(t, s.path(head.ID))
}

// flipBytes flips bytes of a saved file, one at a time: what opens is what was
// saved, and nothing panics.
func flipBytes(t *testing.T, step int) {
	s, head, good := savedFile(t)
	tried := positions(t, good, step)
	for _, i := range tried {
		bad := bytes.Clone(good)
		bad[i] ^= 1 << (i % 8)
		if _, err := unseal(bytes.NewReader(bad), s.identities()...); err == nil {
			t.Errorf("with byte %d flipped it opens", i)
		}
		if got, err := unsealHead(bytes.NewReader(bad), s.identities()...); err == nil && (got.ID != head.ID || got.Company != head.Company || got.Revision != head.Revision) {
			t.Errorf("with byte %d flipped the list shows %+v", i, got)
		}
	}
	t.Logf("each of %d of %d bytes was flipped once, and none went unseen", len(tried), len(good))
}

// cutFile cuts a saved file to lengths, and appends to it: none of them opens.
func cutFile(t *testing.T, step int) {
	s, _, good := savedFile(t)
	tried := positions(t, good, step)
	for _, n := range tried {
		if _, err := unseal(bytes.NewReader(good[:n]), s.identities()...); err == nil {
			t.Errorf("cut to %d of %d bytes it opens", n, len(good))
		}
	}
	for _, more := range []string{"x", string(good)} {
		if _, err := unseal(strings.NewReader(string(good)+more), s.identities()...); err == nil {
			t.Error("with something appended it opens")
		}
	}
	t.Logf("cut to %d of %d lengths, it never opened", len(tried), len(good))
}

func TestBytesFlipped(t *testing.T) { t.Parallel(); flipBytes(t, sparse) }
func TestLengthsCut(t *testing.T)   { t.Parallel(); cutFile(t, sparse) }

// sealAny seals whatever entries for the store's key.
func sealAny(t *testing.T, s *Store, entries ...any) []byte {
	t.Helper()
	var sealed bytes.Buffer
	to, err := age.Encrypt(&sealed, s.keys.seals.Recipient())
	if err != nil {
		t.Fatal(err)
	}
	archive := tar.NewWriter(to)
	for i := 0; i < len(entries); i += 2 {
		data, ok := entries[i+1].([]byte)
		if !ok {
			if data, err = json.Marshal(entries[i+1]); err != nil {
				t.Fatal(err)
			}
		}
		if err := archive.WriteHeader(&tar.Header{Name: entries[i].(string), Mode: 0o600, Size: int64(len(data))}); err != nil {
			t.Fatal(err)
		}
		if _, err := archive.Write(data); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(archive.Close(), to.Close()); err != nil {
		t.Fatal(err)
	}
	return sealed.Bytes()
}

// bomb is a gzip of so many megabytes of a text.
func bomb(t *testing.T, text string, megabytes int) []byte {
	t.Helper()
	var packed bytes.Buffer
	zip := gzip.NewWriter(&packed)
	piece := []byte(strings.Repeat(text, 1<<20/len(text)))
	for range megabytes {
		if _, err := zip.Write(piece); err != nil {
			t.Fatal(err)
		}
	}
	if err := zip.Close(); err != nil {
		t.Fatal(err)
	}
	return packed.Bytes()
}

// TestBadFilesAmongGoodOnes lists a folder in which much is wrong: each wrong is
// named, and the good ones open.
func TestBadFilesAmongGoodOnes(t *testing.T) {
	t.Parallel()
	folder, k := t.TempDir(), &memory{}
	s := testStore(t, folder, k)
	a, b := mustSave(t, s, example("Good A")), mustSave(t, s, example("Good B"))
	good := mustRead(t, s.path(a.ID))
	other := testStore(t, t.TempDir(), &memory{})
	foreign := mustSave(t, other, example("Elsewhere"))
	head := headFile{Format: 2, ID: "0000000000000009", Revision: "r", Machines: 2}
	const stays, aside = false, true
	bad := map[string]struct {
		data  []byte
		says  string
		aside bool
	}{
		"0000000000000001.ounce": {nil, "no sealed assessment", aside},
		"0000000000000002.ounce": {[]byte("{"), "no sealed assessment", aside},
		"0000000000000003.ounce": {good[:len(good)/3], "damaged", aside},
		"0000000000000004.ounce": {good, "no assessment", aside}, // a copy under another name
		"Copy of Miller.ounce":   {good, "no sealed assessment", aside},
		"notes.txt":              {[]byte("buy milk"), "no sealed assessment", aside},
		foreign.ID + ".ounce":    {mustRead(t, other.path(foreign.ID)), "a key that is not here", stays},
		"0000000000000005.ounce": {sealAny(t, s, entryHead, headFile{Format: 99, ID: "0000000000000005", Revision: "r"}), "newer Ounce (format 99", stays},
		"0000000000000006.ounce": {sealAny(t, s, "readme", []byte("hello")), "no assessment", aside},
		"0000000000000007.ounce": {sealAny(t, s), "no assessment", aside},
		"0000000000000008.ounce": {sealAny(t, s, entryHead, bytes.Repeat([]byte(" "), maxHead+1)), "more than any assessment", aside},
	}
	for name, c := range bad {
		mustWrite(t, filepath.Join(folder, folderNow, name), c.data)
	}
	for _, name := range []string{".DS_Store", "Thumbs.db", "desktop.ini"} {
		mustWrite(t, filepath.Join(folder, folderNow, name), []byte("x"))
	}
	if err := os.Mkdir(filepath.Join(folder, folderNow, "a folder"), 0o700); err != nil {
		t.Fatal(err)
	}
	list := mustList(t, s)
	if len(list.Heads) != 2 || list.Heads[0].ID != b.ID || list.Heads[1].ID != a.ID {
		t.Errorf("the good ones are %+v", list.Heads)
	}
	if len(list.Problems) != len(bad) {
		t.Errorf("%d problems, want %d", len(list.Problems), len(bad))
	}
	for _, p := range list.Problems {
		c, ok := bad[p.File]
		switch {
		case !ok:
			t.Errorf("a problem with %s", p)
		case !strings.Contains(p.Says, c.says):
			t.Errorf("%s says %q, want %q", p.File, p.Says, c.says)
		case (p.Aside != "") != c.aside || exists(filepath.Join(folder, folderNow, p.File)) == c.aside:
			t.Errorf("%s went to %q, and whether it goes aside is %t", p.File, p.Aside, c.aside)
		case c.aside && !bytes.Equal(mustRead(t, p.Aside), c.data):
			t.Errorf("%s is another one now", p.Aside)
		}
	}
	again := mustList(t, s)
	if len(again.Problems) != 2 || len(again.Heads) != 2 {
		t.Errorf("the second list has %v", again.Problems)
	}
	// What seems sound in the list and is not within.
	for name, c := range map[string]struct {
		machines []byte
		says     string
	}{
		"a long line":  {bomb(t, " ", maxMachine>>20+1), "more than any assessment"},
		"many lines":   {bomb(t, "{}\n", 1), "more than any assessment"},
		"cut off":      {bomb(t, "{}\n", 1)[:20], "damaged"},
		"no gzip":      {[]byte("{}"), "damaged"},
		"no machine":   {bomb(t, "[]\n", 1), "damaged"},
		"two machines": {bomb(t, "{}\n", 0), "no assessment"},
	} {
		mustWrite(t, s.path(head.ID), sealAny(t, s, entryHead, head, entryAnswers, answersFile{}, entryMachines, c.machines, entryResults, []Summary{}))
		var damaged *DamagedError
		if _, err := s.Get(head.ID); !errors.As(err, &damaged) || !strings.Contains(err.Error(), c.says) || damaged.Aside == "" {
			t.Errorf("%s: %v, want %q", name, err, c.says)
		}
	}
}

// TestDamagedOneIsRestored damages the newest state in its middle, where the
// list does not look.
func TestDamagedOneIsRestored(t *testing.T) {
	for name, damage := range map[string]func(data []byte) []byte{
		"at its end":   func(data []byte) []byte { data[len(data)-1] ^= 1; return data },
		"at its begin": func(data []byte) []byte { data[0] ^= 1; return data },
		"at its key":   func(data []byte) []byte { data[40] ^= 1; return data },
		"cut off":      func(data []byte) []byte { return data[:len(data)-1] },
		"empty":        func([]byte) []byte { return nil },
	} {
		t.Run(name, func(t *testing.T) {
			s := testStore(t, t.TempDir(), &memory{})
			a := example("before")
			a.Head = mustSave(t, s, a)
			a.Answers.Company = "after"
			a.Head = mustSave(t, s, a)
			bad := damage(mustRead(t, s.path(a.ID)))
			mustWrite(t, s.path(a.ID), bad)
			var damaged *DamagedError
			if _, err := s.Get(a.ID); !errors.As(err, &damaged) || !damaged.Problem.Restored || damaged.Restored.Company != "before" {
				t.Fatalf("opening it gives %v", err)
			}
			if !bytes.Equal(mustRead(t, damaged.Aside), bad) {
				t.Error("the damaged file is another one now")
			}
			if got := mustGet(t, s, a.ID); got.Company != "before" {
				t.Errorf("in its place is %q", got.Company)
			}
			if list := mustList(t, s); len(list.Heads) != 1 || len(list.Problems) != 0 {
				t.Errorf("the list is %+v", list)
			}
		})
	}
}

func TestSavingOverADamagedOneKeepsIt(t *testing.T) {
	s := testStore(t, t.TempDir(), &memory{})
	a := example("Miller")
	a.Head = mustSave(t, s, a)
	mustWrite(t, s.path(a.ID), []byte("scratched"))
	a.Head = mustSave(t, s, a)
	if got := tree(t, filepath.Join(s.folder, folderAside)); len(got) != 1 || string(mustRead(t, filepath.Join(s.folder, folderAside, got[0]))) != "scratched" {
		t.Errorf("set aside are %v", got)
	}
	if got := mustGet(t, s, a.ID); got.Company != "Miller" {
		t.Errorf("in its place is %q", got.Company)
	}
	mustWrite(t, s.path(a.ID), sealAny(t, s, entryHead, headFile{Format: 3, ID: a.ID, Revision: "r"}))
	var newer *NewerError
	if _, err := s.Save(a); !errors.As(err, &newer) {
		t.Errorf("saving over one of a newer Ounce gives %v", err)
	}
	if err := os.Remove(s.path(a.ID)); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Save(a); err != nil {
		t.Errorf("saving one that was removed by hand gives %v", err)
	}
}

// FuzzRead reads archives of all kinds, as if they had been within a seal.
func FuzzRead(f *testing.F) {
	var archive bytes.Buffer
	a := example("Miller")
	if err := a.Keep(exampleResult(start(), 50)); err != nil {
		f.Fatal(err)
	}
	a.ID, a.Revision = "0000000000000001", "r"
	if err := write(&archive, a); err != nil {
		f.Fatal(err)
	}
	f.Add(archive.Bytes())
	f.Add([]byte("{}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := read(bytes.NewReader(data))
		if err != nil {
			return
		}
		for _, snapshot := range got.Kept {
			if _, err := snapshot.Result(); err != nil && err.Error() == "" {
				t.Error("an error without words")
			}
		}
		var again bytes.Buffer
		if err := write(&again, got); err != nil {
			t.Errorf("what was read cannot be written: %v", err)
		}
	})
}

// FuzzFormer reads files of format 1 of all kinds.
func FuzzFormer(f *testing.F) {
	for _, seed := range []string{"{}", `{"ounce_assessment":1,"answers":{"given":{"A":{"choice":"b"}}}}`, `{"ounce_assessment":2}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := parseFormer(data, "0000000000000001")
		if err != nil {
			return
		}
		if err := write(&bytes.Buffer{}, a); err != nil {
			t.Errorf("what was read cannot be written: %v", err)
		}
	})
}

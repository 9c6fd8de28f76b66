package store

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestWipeRemovesAllThatIsListed(t *testing.T) {
	root := t.TempDir()
	folder, plain := filepath.Join(root, "data"), filepath.Join(root, "config", "assessments")
	k := &memory{}
	s := testStore(t, folder, k)
	a := mustSave(t, s, example("Miller"))
	again := mustGet(t, s, a.ID)
	mustSave(t, s, again)
	mustWrite(t, filepath.Join(folder, folderNow, "junk.ounce"), []byte("x"))
	mustList(t, s)
	s.former = plain
	former(t, plain)
	h, err := s.Holdings()
	if err != nil || h.Assessments != 2 || !h.Key || h.KeyErr != nil || len(h.Files) != 5 {
		t.Fatalf("it lists %+v (%v): %v", h, err, h.Files)
	}
	if err := s.Wipe(h); err != nil {
		t.Fatal(err)
	}
	if left, err := s.Holdings(); err != nil || left.Assessments != 0 || left.Key || len(left.Files) != 0 {
		t.Errorf("left are %+v (%v)", left, err)
	}
	for _, gone := range []string{folder, plain} {
		if exists(gone) {
			t.Errorf("%s is still there", gone)
		}
	}
	if k.secret != "" {
		t.Error("the key is still there")
	}
	if _, err := s.Save(example("new")); err != nil {
		t.Errorf("after a wipe one cannot begin anew: %v", err)
	}
}

func TestWipeSaysWhatItCouldNotDo(t *testing.T) {
	k := &memory{}
	s := testStore(t, filepath.Join(t.TempDir(), "data"), k)
	mustSave(t, s, example("Miller"))
	h, err := s.Holdings()
	if err != nil {
		t.Fatal(err)
	}
	k.err = errors.New("the keychain is locked")
	if err := s.Wipe(h); !errors.Is(err, k.err) {
		t.Errorf("it says %v", err)
	}
	left, err := s.Holdings()
	if err != nil || left.Key || left.KeyErr == nil || len(left.Files) != 0 {
		t.Errorf("left are %+v (%v)", left, err)
	}
	if _, err := os.Stat(s.folder); err == nil {
		t.Error("the folder is still there")
	}
}

package store

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// The files in testdata were written by the Ounce of their time and stay as
// they are.

// former fills a folder with the files of format 1.
func former(t *testing.T, folder string) string {
	t.Helper()
	const name = "09493036a198a924.json"
	mustWrite(t, filepath.Join(folder, name), mustRead(t, filepath.Join("testdata", "format-1", name)))
	return strings.TrimSuffix(name, ".json")
}

// isMiller looks at what the files of all formats hold.
func isMiller(t *testing.T, a Assessment) {
	t.Helper()
	given := a.Answers.Given
	if a.Answers.Company != "Miller & Sons 😀" || a.Answers.Currency != "EUR" || len(given) != 5 || *given["B02"].Number != 45.5 ||
		given["B02"].Note != "as the accountant says" || given["B01"].Fields["staff"] != 12 || !given["BK4"].Unknown || given["X"].Choices["k"] != "v" {
		t.Errorf("the answers are %+v", a.Answers)
	}
	if len(a.Machines) != 1 || len(a.Machines[0].Findings) != 3 || a.Machines[0].Facts.Platform.System != "windows" {
		t.Errorf("the machines are %+v", a.Machines)
	}
	if !a.Quick || a.Says != "41–58 of 100" {
		t.Errorf("quick %t, says %q", a.Quick, a.Says)
	}
}

func TestFormat1IsTakenOver(t *testing.T) {
	elsewhere, own := filepath.Join(t.TempDir(), "assessments"), t.TempDir()
	for name, c := range map[string]struct{ folder, former string }{
		"in a folder of its own": {filepath.Join(own, "data"), elsewhere},
		"in the same folder":     {own, filepath.Join(own, folderNow)},
	} {
		t.Run(name, func(t *testing.T) {
			id := former(t, c.former)
			mustWrite(t, filepath.Join(c.former, "0000000000000001.json"), []byte("{"))
			mustWrite(t, filepath.Join(c.former, "0000000000000002.json"), []byte(`{"ounce_assessment":7}`))
			s := testStore(t, c.folder, &memory{})
			s.former = c.former
			list := mustList(t, s)
			if len(list.Heads) != 1 || list.Heads[0].ID != id || !list.Heads[0].Changed.Equal(time.Date(2026, 11, 20, 14, 30, 0, 0, time.UTC)) {
				t.Errorf("the list is %+v", list.Heads)
			}
			isMiller(t, mustGet(t, s, id))
			if exists(filepath.Join(c.former, id+".json")) {
				t.Error("the plain file is still there")
			}
			if len(list.Problems) < 2 || !strings.Contains(list.Problems[0].Says, "damaged") || string(mustRead(t, list.Problems[0].Aside)) != "{" ||
				!strings.Contains(list.Problems[1].Says, "newer Ounce") || list.Problems[1].Aside != "" {
				t.Errorf("the problems are %v", list.Problems)
			}
		})
	}
}

func TestFormat1StaysUntilThereIsAKey(t *testing.T) {
	folder := t.TempDir()
	id := former(t, folder)
	s := testStore(t, filepath.Join(t.TempDir(), "data"), nil)
	s.former = folder
	if _, err := s.List(); err == nil {
		t.Fatal("without a key there is a list")
	}
	if !exists(filepath.Join(folder, id+".json")) {
		t.Fatal("the plain file is gone, and nothing is sealed")
	}
	if err := s.UnlockWith("a ladder of words"); err != nil {
		t.Fatal(err)
	}
	if list := mustList(t, s); len(list.Heads) != 1 || len(list.Problems) != 0 {
		t.Errorf("the list is %+v", list)
	}
	if _, err := os.Stat(folder); err == nil {
		t.Error("the empty folder is still there")
	}
}

func TestFormat2Opens(t *testing.T) {
	key := strings.TrimSpace(string(mustRead(t, filepath.Join("testdata", "format-2", "key.txt"))))
	folder := t.TempDir()
	files, err := filepath.Glob(filepath.Join("testdata", "format-2", "????????????????.ounce"))
	if err != nil || len(files) != 1 {
		t.Fatalf("the fixtures are %v (%v)", files, err)
	}
	mustWrite(t, filepath.Join(folder, folderNow, filepath.Base(files[0])), mustRead(t, files[0]))
	s := testStore(t, folder, &memory{secret: key})
	list := mustList(t, s)
	if len(list.Heads) != 1 || len(list.Problems) != 0 {
		t.Fatalf("the list is %+v", list)
	}
	a := mustGet(t, s, list.Heads[0].ID)
	isMiller(t, a)
	if len(a.Kept) != 2 || a.Kept[0].Score.Mid != 41 || a.Latest.TargetName != "Essentials" {
		t.Errorf("the results are %+v", a.Kept)
	}
	if r, err := a.Kept[1].Result(); err != nil || r.Scores.Overall.Mid != 58 || len(r.Machines[0].Findings) != 1 {
		t.Errorf("the newest result is %+v (%v)", r, err)
	}
	shared, err := testStore(t, t.TempDir(), nil).ReadFile(filepath.Join("testdata", "format-2", "shared.ounce"), says("a ladder of four words"))
	if err != nil {
		t.Fatal(err)
	}
	isMiller(t, shared)
}

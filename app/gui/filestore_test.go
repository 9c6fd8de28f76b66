package gui

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"ounce/app/gui/parts"
	"ounce/assessment"
	"ounce/checks"
)

func testStore(t *testing.T, folder string) *FileStore {
	t.Helper()
	at := taken
	write := func(path string, data []byte) error { return os.WriteFile(path, data, 0o600) }
	return NewFileStore(folder, write, func() time.Time { at = at.Add(time.Minute); return at })
}

func TestFileStoreGivesBackWhatItKeeps(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "Ounce", "assessments")
	s := testStore(t, folder)
	if list, err := s.Recent(); err != nil || len(list) != 0 {
		t.Fatalf("before anything was kept: %v, %v", list, err)
	}
	rate := 45.5
	a := Assessment{Quick: true, Says: "41–58", Machines: []checks.Machine{fakeMachine()}, Answers: assessment.Answers{
		Company: "Miller & Sons 😀", Country: "EU", Currency: "EUR", Given: map[string]assessment.Answer{
			"B01": {Fields: map[string]float64{"staff": 12}}, "B02": {Number: &rate, Note: strings.Repeat("x", 10000)},
			"BK1": {Choice: "a"}, "BK4": {Unknown: true}, "X": {Choices: map[string]string{"k": "v"}}}}}
	id, err := s.Save(a)
	if err != nil {
		t.Fatal(err)
	}
	a.ID = id
	back, err := s.Open(id)
	if err != nil || !reflect.DeepEqual(back.Answers, a.Answers) || back.Quick != a.Quick || len(back.Machines[0].Findings) != len(a.Machines[0].Findings) {
		t.Errorf("opened %+v (%v), want %+v", back, err, a)
	}
	if second, err := s.Save(Assessment{}); err != nil || second == id {
		t.Errorf("a second one is kept as %q (%v)", second, err)
	}
	if again, err := s.Save(a); err != nil || again != id {
		t.Errorf("kept again as %q (%v)", again, err)
	}
	list, err := s.Recent()
	if err != nil || len(list) != 2 || list[0].ID != id || list[0].Company != a.Answers.Company {
		t.Errorf("the list is %+v (%v)", list, err)
	}
	if info, err := os.Stat(folder); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("others may look into the folder: %v, %v", info.Mode(), err)
	}
}

func TestFileStoreRefusesWhatIsNoAssessment(t *testing.T) {
	folder := t.TempDir()
	s := testStore(t, folder)
	for id, text := range map[string]string{"0000000000000001": "{", "0000000000000002": "[]", "0000000000000003": "{}",
		"0000000000000004": `{"ounce_assessment": 99}`, "0000000000000005": "", "readme": "{}"} {
		if err := os.WriteFile(filepath.Join(folder, id+".json"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if a, err := s.Open(id); err == nil {
			t.Errorf("%q opens as %+v", text, a)
		}
	}
	if _, err := s.Open("../0000000000000003"); err == nil {
		t.Error("a path opens")
	}
	if _, err := s.Recent(); err != nil {
		t.Error(err)
	}
}

func TestAssessmentGoesOnWhereItWasLeft(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(&parts.Theme{})
	deps := fakeDeps(t.TempDir())
	folder := t.TempDir()
	deps.Store = testStore(t, folder)
	s := newShell(deps, "en-GB", atOnce)
	test.NewTempWindow(t, s).Resize(fyne.NewSize(1024, 640))
	s.screen.(*home).onStart()
	s.screen.(*questions).views[0].fields["staff"].Entry.SetText("12")

	// Nobody closes the first window: it is killed.
	later := newShell(deps, "en-GB", atOnce)
	test.NewTempWindow(t, later).Resize(fyne.NewSize(1024, 640))
	list, err := deps.Store.Recent()
	if err != nil || len(list) != 1 {
		t.Fatalf("the list is %v (%v)", list, err)
	}
	later.screen.(*home).onOpen(list[0].ID)
	if got := later.screen.(*questions).views[0].fields["staff"].Entry.Text; got != "12" {
		t.Errorf("the staff is %q, want 12", got)
	}
	later.screen.(*questions).views[0].fields["staff"].Entry.SetText("13")
	if list, err := deps.Store.Recent(); err != nil || len(list) != 1 {
		t.Errorf("going on makes a second one: %v (%v)", list, err)
	}
}

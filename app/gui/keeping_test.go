package gui

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"ounce/app/gui/parts"
	"ounce/app/settings"
	"ounce/assessment"
	"ounce/checks"
)

// withStore is a window on a store of sealed files in a folder.
func withStore(t *testing.T, folder string) (*shell, *SealedStore) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(&parts.Theme{})
	if err := addTranslations(); err != nil {
		t.Fatal(err)
	}
	keeps := testStore(t, folder)
	deps := fakeDeps(t.TempDir())
	deps.Store = keeps
	s := newShell(deps, "en-GB", atOnce)
	test.NewTempWindow(t, s).Resize(fyne.NewSize(1024, 640))
	return s, keeps
}

// TestACopyGoesFromOneWindowToAnother seals a copy in one window and drops it
// onto another one.
func TestACopyGoesFromOneWindowToAnother(t *testing.T) {
	one, keeps := withStore(t, t.TempDir())
	r := fakeResult(assessment.Answers{Company: "Miller & Sons"}, nil)
	id, err := keeps.Save(Assessment{Answers: assessment.Answers{Company: "Miller & Sons"}, Machines: []checks.Machine{fakeMachine()}, Result: &r})
	if err != nil {
		t.Fatal(err)
	}
	one.goHome()
	one.screen.(*home).onSeal(Recent{ID: id, Company: "Miller & Sons"})
	screen := one.screen.(*sealing)
	path := filepath.Join(t.TempDir(), "copy")
	screen.path.Entry.SetText(path)
	screen.start(false)
	if screen.first.Error() == "" {
		t.Fatal("a copy without a passphrase is sealed")
	}
	screen.first.Entry.SetText("three quiet words")
	screen.again.Entry.SetText("three quiet word")
	screen.start(false)
	if screen.again.Error() == "" {
		t.Fatal("two passphrases that differ are taken")
	}
	screen.again.Entry.SetText("three quiet words")
	screen.start(false)
	path += ".ounce"
	if _, err := os.Stat(path); err != nil || !strings.Contains(wordsOn(one), "Sealed: ") {
		t.Fatalf("no copy (%v):\n%s", err, wordsOn(one))
	}

	two, there := withStore(t, t.TempDir())
	two.openFirst(path)
	asks := two.screen.(*opening)
	asks.field.Entry.SetText("three loud words")
	asks.start()
	if asks.field.Error() == "" {
		t.Fatal("another passphrase opens it")
	}
	asks.field.Entry.SetText("three quiet words")
	asks.start()
	if two.journey == nil || two.journey.answers.Company != "Miller & Sons" || len(two.journey.machines) != 1 {
		t.Fatalf("the copy does not open:\n%s", wordsOn(two))
	}
	if !strings.Contains(wordsOn(two), "one of your assessments now") {
		t.Error("nobody says what became of it")
	}
	if visits, err := there.Visits(two.journey.id); err != nil || len(visits) != 1 {
		t.Errorf("%d results came along (%v)", len(visits), err)
	}
	two.dropped([]string{filepath.Join(t.TempDir(), "gone.ounce")})
	gone := two.screen.(*opening)
	gone.field.Entry.SetText("three quiet words")
	gone.start()
	if !strings.Contains(wordsOn(two), "could not be opened") {
		t.Errorf("a copy that is not there opens:\n%s", wordsOn(two))
	}
}

// TestAnAssessmentIsRemovedFromTheList removes the one that is open, and nothing
// brings it back.
func TestAnAssessmentIsRemovedFromTheList(t *testing.T) {
	s, keeps := withStore(t, t.TempDir())
	s.begin(Assessment{Answers: assessment.Answers{Company: "Miller & Sons"}}, stepBusiness)
	s.journey.touch()
	id := s.journey.id
	s.goHome()
	s.screen.(*home).onRemove(id)
	list, err := keeps.Recent()
	if err != nil || len(list) != 0 || s.journey != nil {
		t.Errorf("%d are left (%v)", len(list), err)
	}
}

// TestTheReportTellsWhatHasChanged judges a company that was judged in summer:
// the report gets the result of then.
func TestTheReportTellsWhatHasChanged(t *testing.T) {
	s, keeps := withStore(t, t.TempDir())
	summer := fakeResult(assessment.Answers{Company: "Miller & Sons"}, nil)
	summer.Generated = taken.AddDate(0, -4, 0)
	id, err := keeps.Save(Assessment{Answers: assessment.Answers{Company: "Miller & Sons"}, Result: &summer})
	if err != nil {
		t.Fatal(err)
	}
	var wish ReportWish
	s.deps.SaveReport = func(_ context.Context, w ReportWish, _ assessment.Result) (bool, error) {
		wish = w
		return false, nil
	}
	s.goHome()
	s.screen.(*home).onOpen(id)
	s.goTo(stepReport)
	s.screen.(*report).start(false)
	if len(wish.Earlier) != 1 || !wish.Earlier[0].Generated.Equal(summer.Generated) {
		t.Errorf("the report gets %d earlier results", len(wish.Earlier))
	}

	s.deps.Store = lostStore{keeps}
	s.goTo(stepReport)
	s.screen.(*report).start(false)
	if s.screen.(*report).saved == "" || !strings.Contains(wordsOn(s), "without what has changed") {
		t.Errorf("a result of then that cannot be read is passed over without a word:\n%s", wordsOn(s))
	}
}

// lostStore has lost its earlier results.
type lostStore struct{ *SealedStore }

func (lostStore) Earlier(string, time.Time) ([]assessment.Result, error) {
	return nil, errors.New("the file is damaged")
}

// TestSettingsSayWhatIsWrongBesideItsBox saves settings that cannot be, and then
// ones that can.
func TestSettingsSayWhatIsWrongBesideItsBox(t *testing.T) {
	s, _ := withStore(t, t.TempDir())
	var saved []settings.Settings
	s.deps.SaveSettings = func(set settings.Settings) ([]settings.Problem, error) {
		wrong := set.Problems(fakeKnown())
		if len(wrong) == 0 {
			saved = append(saved, set)
		}
		return wrong, nil
	}
	s.begin(Assessment{Answers: assessment.Answers{Company: "Miller & Sons"}}, stepResult)
	s.showSettings()
	v := s.screen.(*settingsView)
	v.fields["brand.accent"].Entry.SetText("teal")
	v.start()
	if !strings.Contains(v.fields["brand.accent"].Error(), "teal") || len(saved) != 0 {
		t.Fatalf("%q stands below the box, and %d were saved", v.fields["brand.accent"].Error(), len(saved))
	}
	v.fields["brand.accent"].Entry.SetText("#123456")
	if v.fields["brand.accent"].Error() != "" {
		t.Error("what was wrong stays below the box")
	}
	v.fields["brand.contact.web"].Entry.SetText("kim.example")
	v.start()
	if len(saved) != 1 || saved[0].Brand.Accent != "#123456" || saved[0].Brand.Contact.Web != "kim.example" || saved[0].Country != "EU" {
		t.Errorf("%+v was saved", saved)
	}
	if s.journey.result != nil {
		t.Error("the result goes by the prices of before")
	}
}

// TestEverythingIsRemovedOnceItIsAsked lists, asks, removes, and looks again; the
// assessment that is open is not saved again.
func TestEverythingIsRemovedOnceItIsAsked(t *testing.T) {
	s, keeps := withStore(t, t.TempDir())
	s.begin(Assessment{Answers: assessment.Answers{Company: "Miller & Sons"}}, stepBusiness)
	s.journey.touch()
	s.deps.WipeList = func() ([]string, error) {
		list, err := keeps.Recent()
		var names []string
		for _, r := range list {
			names = append(names, r.Company)
		}
		return names, err
	}
	id := s.journey.id
	s.deps.Wipe = func() error { return keeps.Remove(id) }
	s.showWiping()
	w := s.screen.(*wiping)
	if page := wordsOn(s); !strings.Contains(page, "Miller & Sons") {
		t.Fatalf("what would go is not listed:\n%s", page)
	}
	w.ask()
	if list, _ := keeps.Recent(); len(list) != 1 {
		t.Fatal("asking removes")
	}
	w.start()
	if list, _ := keeps.Recent(); len(list) != 0 || s.journey != nil {
		t.Errorf("%d are left", len(list))
	}
	if page := wordsOn(s); !strings.Contains(page, "nothing of it is left") || strings.Contains(page, "would be removed") {
		t.Errorf("it is not proved:\n%s", page)
	}
}

func TestALanguageIsSpokenOrSaidToBeUnknown(t *testing.T) {
	if err := speak("", "de-DE"); err != nil {
		t.Error(err)
	}
	if err := speak("en", "en-GB"); err != nil {
		t.Error(err)
	}
	if err := speak("tlh", "en-GB"); err == nil || !strings.Contains(err.Error(), "does not speak tlh") {
		t.Errorf("an unknown language gives %v", err)
	}
}

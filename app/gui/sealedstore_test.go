package gui

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"ounce/app/gui/parts"
	"ounce/app/store"
	"ounce/assessment"
)

// pocket is a keychain in memory.
type pocket struct{ secret string }

func (p *pocket) Get() (string, error) {
	if p.secret == "" {
		return "", store.ErrNoSecret
	}
	return p.secret, nil
}
func (p *pocket) Set(secret string) error { p.secret = secret; return nil }
func (p *pocket) Delete() error           { p.secret = ""; return nil }

func testStore(t *testing.T, folder string) *SealedStore {
	t.Helper()
	return NewSealedStore(store.New(folder, "", &pocket{}, func() time.Time { return taken }).Cheaper(10))
}

func TestWhatIsKeptComesBack(t *testing.T) {
	s := testStore(t, t.TempDir())
	id, err := s.Save(Assessment{Answers: assessment.Answers{Company: "Miller & Sons", Given: map[string]assessment.Answer{"BK1": {Choice: "a", Note: "😀 on Fridays"}}}, Quick: true})
	if err != nil {
		t.Fatal(err)
	}
	r := fakeResult(assessment.Answers{Company: "Miller & Sons"}, nil)
	if again, err := s.Save(Assessment{ID: id, Answers: assessment.Answers{Company: "Miller & Sons", Given: map[string]assessment.Answer{"BK1": {Choice: "b"}}}, Says: "41–58 of 100", Result: &r}); err != nil || again != id {
		t.Fatalf("%s, %v", again, err)
	}
	list, err := s.Recent()
	if err != nil || len(list) != 1 || list[0].Company != "Miller & Sons" || list[0].Says != "41–58 of 100" || list[0].Results != 1 || list[0].Due.IsZero() {
		t.Fatalf("%+v, %v", list, err)
	}
	a, err := s.Open(id)
	if err != nil || a.Answers.Given["BK1"].Choice != "b" {
		t.Errorf("%+v, %v", a, err)
	}
	visits, err := s.Visits(id)
	if err != nil || len(visits) != 1 || visits[0].Score.Mid != 50 {
		t.Errorf("%+v, %v", visits, err)
	}
}

func TestASharedCopyIsTakenIn(t *testing.T) {
	here, there := testStore(t, t.TempDir()), testStore(t, t.TempDir())
	r := fakeResult(assessment.Answers{Company: "Miller & Sons"}, nil)
	id, err := here.Save(Assessment{Answers: assessment.Answers{Company: "Miller & Sons"}, Result: &r})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "miller.ounce")
	if _, err := here.Share(id, "short", path, false); err == nil {
		t.Error("a short passphrase seals")
	}
	if exists, err := here.Share(id, "told on the phone", path, false); exists || err != nil {
		t.Fatal(exists, err)
	}
	if exists, err := here.Share(id, "told on the phone", path, false); !exists || err != nil {
		t.Errorf("a file that is there gives %v, %v", exists, err)
	}
	if _, _, err := there.Take(path, "told by letter"); !errors.Is(err, store.ErrPassphrase) {
		t.Errorf("another passphrase gives %v", err)
	}
	taken, took, err := there.Take(path, "told on the phone")
	if err != nil || took != store.TookNew {
		t.Fatalf("%s, %v", took, err)
	}
	if visits, err := there.Visits(taken); err != nil || len(visits) != 1 {
		t.Errorf("%d visits came along (%v)", len(visits), err)
	}
	list, err := there.Recent()
	if err != nil || len(list) != 1 || list[0].Company != "Miller & Sons" || !strings.HasSuffix(list[0].Says, " of 100") {
		t.Errorf("%+v, %v", list, err)
	}
	if err := there.Remove(taken); err != nil {
		t.Fatal(err)
	}
	if list, err := there.Recent(); err != nil || len(list) != 0 {
		t.Errorf("%+v, %v", list, err)
	}
}

func TestTwoOuncesAtOnceLoseNothing(t *testing.T) {
	folder, keys := t.TempDir(), &pocket{}
	open := func() *SealedStore {
		return NewSealedStore(store.New(folder, "", keys, func() time.Time { return taken }))
	}
	one, two := open(), open()
	id, err := one.Save(Assessment{Answers: assessment.Answers{Company: "One"}})
	if err != nil {
		t.Fatal(err)
	}
	a, err := two.Open(id)
	if err != nil {
		t.Fatal(err)
	}
	a.Answers.Company = "Two"
	if _, err := two.Save(a); err != nil {
		t.Fatal(err)
	}
	_, err = one.Save(Assessment{ID: id, Answers: assessment.Answers{Company: "One again"}})
	var changed *store.ChangedError
	if !errors.As(err, &changed) {
		t.Fatalf("the first Ounce overwrote what the second one saved: %v", err)
	}
	if b, err := two.Open(id); err != nil || b.Answers.Company != "Two" {
		t.Errorf("%+v, %v", b.Answers, err)
	}
}

// TestTwoWindowsOnOneAssessment lets a second window save what a first one has
// open: the first one says so, and what was said there is kept beside the other
// or gives way to it, as somebody chooses.
func TestTwoWindowsOnOneAssessment(t *testing.T) {
	for choice, want := range map[string]struct {
		company string
		kept    int
	}{"Keep both": {"One again", 2}, "Open the other one": {"Two", 1}} {
		t.Run(choice, func(t *testing.T) {
			one, two := twoWindows(t)
			id := one.journey.id
			two.open(nil, func(context.Context) (Assessment, error) { return two.deps.Store.Open(id) }, stepBusiness)
			two.journey.answers.Company = "Two"
			two.journey.touch()
			one.journey.answers.Company = "One again"
			one.journey.touch()
			if !one.notice.Visible() || !strings.Contains(one.rail.Saved(), "Not saved") {
				t.Fatalf("nobody is told; the rail says %q", one.rail.Saved())
			}
			pressIn(t, one.notice, choice)
			if got := one.journey.answers.Company; got != want.company {
				t.Errorf("it goes on with %q", got)
			}
			one.journey.touch()
			list, err := two.deps.Store.Recent()
			if err != nil || len(list) != want.kept || one.rail.Saved() != "Saved" {
				t.Errorf("%d are kept (%v), and the rail says %q", len(list), err, one.rail.Saved())
			}
			if a, err := two.deps.Store.Open(id); err != nil || a.Answers.Company != "Two" {
				t.Errorf("what the second window saved is %+v (%v)", a.Answers, err)
			}
		})
	}
}

// twoWindows have stores of their own over one folder; the first one has an
// assessment open.
func twoWindows(t *testing.T) (one, two *shell) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(&parts.Theme{})
	folder, keys := t.TempDir(), &pocket{}
	open := func() *shell {
		deps := fakeDeps(t.TempDir())
		deps.Store = NewSealedStore(store.New(folder, "", keys, func() time.Time { return taken }))
		s := newShell(deps, "en-GB", atOnce)
		test.NewTempWindow(t, s).Resize(fyne.NewSize(1024, 640))
		return s
	}
	one, two = open(), open()
	one.begin(Assessment{Answers: assessment.Answers{Company: "One"}}, stepBusiness)
	one.journey.touch()
	return one, two
}

// pressIn presses a button that stands in an object.
func pressIn(t *testing.T, in fyne.CanvasObject, label string) {
	t.Helper()
	for _, o := range test.LaidOutObjects(in) {
		if b, ok := o.(*parts.Button); ok && b.Text == label {
			test.Tap(b)
			return
		}
	}
	t.Fatalf("there is no button %q", label)
}

// TestWithoutAKeychainAPassphraseIsAskedFor writes an answer where there is no
// keychain, gives a passphrase, and opens what was kept at the next start.
func TestWithoutAKeychainAPassphraseIsAskedFor(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(&parts.Theme{})
	folder := t.TempDir()
	start := func() *shell {
		deps := fakeDeps(t.TempDir())
		deps.Store = NewSealedStore(store.New(folder, "", nil, func() time.Time { return taken }))
		s := newShell(deps, "en-GB", atOnce)
		test.NewTempWindow(t, s).Resize(fyne.NewSize(1024, 640))
		return s
	}
	s := start()
	s.begin(Assessment{}, stepBusiness)
	s.screen.(*questions).views[1].choices.Pick("c")
	panel := s.asking
	if panel == nil || !s.notice.Visible() || !panel.locked.New {
		t.Fatal("nobody is asked for a passphrase")
	}
	panel.onLater()
	s.journey.touch()
	if s.notice.Visible() || s.rail.Saved() != "Not saved yet" {
		t.Errorf("somebody who said not now is asked again, or told %q", s.rail.Saved())
	}
	s.sealOpen()
	if !s.notice.Visible() || s.asking == panel {
		t.Error("a copy is wished, and nobody is asked for the passphrase that it takes")
	}
	panel = s.asking
	panel.field.Entry.SetText("short")
	panel.again.Entry.SetText("short")
	panel.send()
	if panel.field.Error() == "" {
		t.Error("a passphrase of five letters is taken")
	}
	panel.field.Entry.SetText("three quiet words")
	panel.again.Entry.SetText("three quiet word")
	panel.send()
	if panel.again.Error() == "" {
		t.Error("two passphrases that differ are taken")
	}
	panel.again.Entry.SetText("three quiet words")
	panel.send()
	if s.notice.Visible() || s.journey.id == "" {
		t.Fatalf("it is not kept: %s", panel.field.Error())
	}

	again := start()
	h := again.screen.(*home)
	locked, ok := h.notice.Objects[0].(*lockPanel)
	if !ok || locked.locked.New {
		t.Fatal("the next start does not ask for the passphrase")
	}
	locked.field.Entry.SetText("another one")
	locked.send()
	if locked.field.Error() == "" {
		t.Error("a wrong passphrase opens it")
	}
	locked.field.Entry.SetText("three quiet words")
	locked.send()
	if !h.recent.Visible() || h.notice.Visible() {
		t.Error("what was kept is not listed")
	}
}

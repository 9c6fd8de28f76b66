package store

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"ounce/assessment"
)

// same compares what people put in and what was seen; the marks of a save differ.
func same(t *testing.T, what string, got, want Assessment) {
	t.Helper()
	options := cmp.Options{cmpopts.IgnoreFields(Head{}, "ID", "Company", "Changed", "Revision", "Shared", "MachineCount", "ResultCount"),
		cmp.AllowUnexported(Snapshot{}), cmpopts.IgnoreTypes(got.Machines[0].Facts), cmpopts.EquateEmpty()}
	if diff := cmp.Diff(want, got, options); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", what, diff)
	}
}

func TestGivesBackWhatItKeeps(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "Ounce")
	k := &memory{}
	s := testStore(t, folder, k)
	if list := mustList(t, s); len(list.Heads)+len(list.Problems) != 0 || k.asked > 0 {
		t.Fatalf("before anything was kept: %v, and the keychain was asked %d times", list, k.asked)
	}
	a := example("Miller & Sons 😀")
	if err := a.Keep(exampleResult(start(), 49)); err != nil {
		t.Fatal(err)
	}
	head := mustSave(t, s, a)
	again := mustGet(t, testStore(t, folder, k), head.ID)
	same(t, "the saved one", again, a)
	if host, ok := again.Machines[0].Facts.Platform.Hostname.Get(); !ok || host != "pc-7" {
		t.Errorf("the facts of the machine are gone: %v", again.Machines[0].Facts.Platform.Hostname)
	}
	if diff := cmp.Diff(head, again.Head); diff != "" {
		t.Errorf("Save and Get give other heads:\n%s", diff)
	}
	second := mustSave(t, s, example(""))
	list := mustList(t, s)
	if len(list.Heads) != 2 || list.Heads[0].ID != second.ID {
		t.Errorf("the list is %+v", list)
	}
	if diff := cmp.Diff(head, list.Heads[1]); diff != "" {
		t.Errorf("Save and List give other heads:\n%s", diff)
	}
	for _, path := range tree(t, folder) {
		if data := mustRead(t, filepath.Join(folder, path)); bytes.Contains(data, []byte("Miller")) || strings.Contains(path, "Miller") {
			t.Errorf("%s tells who was assessed", path)
		}
	}
	for _, path := range []string{folder, filepath.Join(folder, folderNow)} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o700 {
			t.Errorf("others may look into %s: %v, %v", path, info.Mode(), err)
		}
	}
	if _, err := s.Get("../assessments/" + head.ID); err == nil {
		t.Error("a path opens")
	}
	if err := s.Remove(head.ID); err != nil {
		t.Fatal(err)
	}
	if list := mustList(t, s); len(list.Heads) != 1 || list.Heads[0].ID != second.ID {
		t.Errorf("after removing one the list is %+v", list)
	}
}

// TestAnyAnswersComeBack saves answers of all kinds.
func TestAnyAnswersComeBack(t *testing.T) {
	t.Parallel()
	s := testStore(t, t.TempDir(), &memory{})
	text := rapid.StringN(0, 40, 200)
	number := rapid.Float64Range(-1e12, 1e12)
	rapid.Check(t, func(r *rapid.T) {
		answer := rapid.Custom(func(r *rapid.T) assessment.Answer {
			a := assessment.Answer{Choice: text.Draw(r, "choice"), Unknown: rapid.Bool().Draw(r, "unknown"), Note: text.Draw(r, "note"),
				Fields: rapid.MapOfN(text, number, 0, 3).Draw(r, "fields"), Choices: rapid.MapOfN(text, text, 0, 3).Draw(r, "choices")}
			if rapid.Bool().Draw(r, "with number") {
				n := number.Draw(r, "number")
				a.Number = &n
			}
			return a
		})
		a := Assessment{Answers: assessment.Answers{Company: text.Draw(r, "company"), PerUSD: number.Draw(r, "rate"),
			Given: rapid.MapOfN(text, answer, 0, 5).Draw(r, "given")}}
		head, err := s.Save(a)
		if err != nil {
			r.Fatal(err)
		}
		got, err := s.Get(head.ID)
		if err != nil {
			r.Fatal(err)
		}
		if diff := cmp.Diff(a.Answers, got.Answers, cmpopts.EquateEmpty()); diff != "" {
			r.Fatalf("(-want +got):\n%s", diff)
		}
	})
}

func TestResultsAreKept(t *testing.T) {
	a := example("Miller")
	spring, noon, autumn := start().Add(-200*24*time.Hour), start().Add(-200*24*time.Hour+3*time.Hour), start()
	for _, r := range []assessment.Result{exampleResult(spring, 40), exampleResult(noon, 44), exampleResult(autumn, 61)} {
		if err := a.Keep(r); err != nil {
			t.Fatal(err)
		}
	}
	s := testStore(t, t.TempDir(), &memory{})
	head := mustSave(t, s, a)
	got := mustGet(t, s, head.ID)
	if len(got.Kept) != 2 || got.Kept[0].Score.Mid != 44 || got.Kept[1].Score.Mid != 61 {
		t.Fatalf("kept %+v; the second result of one visit replaces the first", got.Kept)
	}
	old, err := got.Kept[0].Result()
	if err != nil {
		t.Fatal(err)
	}
	now, err := got.Kept[1].Result()
	if err != nil {
		t.Fatal(err)
	}
	if d := assessment.Compare(old, now); d.Points == nil || *d.Points != 17 || len(d.Turns) != 1 {
		t.Errorf("two kept results compare as %+v", d)
	}
	for than, want := range map[time.Time]int{spring: 0, noon.Add(24 * time.Hour): 1, autumn.Add(time.Hour): 1, autumn.Add(48 * time.Hour): 2} {
		if earlier, err := got.Earlier(than); err != nil || len(earlier) != want {
			t.Errorf("%d results are earlier than %v (%v), want %d", len(earlier), than, err, want)
		}
	}
	if got.Latest == nil || !got.Due().Equal(autumn.Add(CheckAgainAfter)) || *got.Latest.Today != 38700 || *got.Latest.AtTarget != 33800 {
		t.Errorf("the latest is %+v, due %v", got.Latest, got.Due())
	}
	if !(Head{}).Due().IsZero() {
		t.Error("without a result it is due")
	}
}

func TestTwoWriters(t *testing.T) {
	t.Parallel()
	folder, k := t.TempDir(), &memory{}
	here, there := testStore(t, folder, k), testStore(t, folder, k)
	a := example("Miller")
	a.Head = mustSave(t, here, a)
	b := mustGet(t, there, a.ID)
	b.Answers.Company = "Miller Ltd"
	b.Head = mustSave(t, there, b)
	var changed *ChangedError
	if _, err := here.Save(a); !errors.As(err, &changed) || changed.Head.Revision != b.Revision {
		t.Fatalf("saving over what another Ounce saved gives %v", err)
	}
	if got := mustGet(t, here, a.ID); got.Company != "Miller Ltd" {
		t.Errorf("the other's state is gone: %q", got.Company)
	}
	// Many at once, each with an assessment of its own, and all of one key.
	var group sync.WaitGroup
	shared := filepath.Join(t.TempDir(), "new")
	for i := range 8 {
		group.Go(func() {
			s := testStore(t, shared, k)
			a := example(numbered(i))
			for range 5 {
				head, err := s.Save(a)
				if err != nil {
					t.Error(err)
					return
				}
				a.Head = head
			}
		})
	}
	group.Wait()
	if list := mustList(t, testStore(t, shared, k)); len(list.Heads) != 8 || len(list.Problems) != 0 {
		t.Errorf("eight writers leave %d assessments and %v", len(list.Heads), list.Problems)
	}
}

func TestWaitsForALockAndGivesUp(t *testing.T) {
	s := testStore(t, t.TempDir(), &memory{})
	s.patience = 100 * time.Millisecond
	began := time.Now()
	err := s.exclusively(func() error {
		other := testStore(t, s.folder, &memory{})
		other.patience = s.patience
		return other.exclusively(func() error { return errors.New("both write") })
	})
	if err == nil || !strings.Contains(err.Error(), "another Ounce is saving") || time.Since(began) < s.patience {
		t.Errorf("after %v: %v", time.Since(began), err)
	}
}

func TestVersions(t *testing.T) {
	s := testStore(t, t.TempDir(), &memory{})
	a := example("1")
	for _, name := range []string{"1", "2", "3", "4", "5"} {
		a.Answers.Company = name
		a.Head = mustSave(t, s, a)
	}
	var names []string
	for _, v := range s.versions(a.ID) {
		old, err := s.getAt(v.path, a.ID)
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, old.Company)
	}
	if got := strings.Join(names, " "); got != "4 2 1" {
		t.Errorf("the versions are %s", got)
	}
}

// TestVersionsReachBack plays a week of answering.
func TestVersionsReachBack(t *testing.T) {
	var all []version
	now := start()
	for day := range 7 {
		now = start().Add(time.Duration(day) * 24 * time.Hour)
		for range 200 {
			now = now.Add(20 * time.Second)
			all = append([]version{{saved: now}}, all...)
			for len(all) > mostVersions {
				drop := dispensable(all)
				all = append(all[:drop:drop], all[drop+1:]...)
			}
		}
	}
	ages := []time.Duration{now.Sub(all[0].saved), now.Sub(all[1].saved), now.Sub(all[2].saved)}
	const session = 200 * 20 * time.Second
	if ages[0] != 0 || ages[1] < session/2 || ages[1] > session || ages[2] < apart || ages[2] > 48*time.Hour {
		t.Errorf("the versions are %v old", ages)
	}
}

func TestVersionsOnADiskWithoutSecondNames(t *testing.T) {
	folder := t.TempDir()
	from, to := filepath.Join(folder, "a"), filepath.Join(folder, "b")
	mustWrite(t, from, []byte("state"))
	if err := link(from, to); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(to); err != nil {
		t.Fatal(err)
	}
	// A folder that takes no link but a file: there is none to be had here, so
	// the copy is made as link makes it.
	if err := copyFile(from, to); err != nil || string(mustRead(t, to)) != "state" {
		t.Errorf("the copy holds %q (%v)", mustRead(t, to), err)
	}
}

func TestFind(t *testing.T) {
	l := Listing{Heads: []Head{{ID: "aaaa000000000001", Company: "Miller & Sons"}, {ID: "aaaa000000000002", Company: "Miller"},
		{ID: "bbbb000000000003", Company: "Baker"}, {ID: "cccc000000000004", Company: "Twin"}, {ID: "cccc000000000005", Company: "twin"}}}
	for name, want := range map[string]string{
		"aaaa000000000001": "aaaa000000000001", "miller": "aaaa000000000002", "Sons": "aaaa000000000001", " bak ": "bbbb000000000003",
		"bbbb": "bbbb000000000003", "BBBB00": "bbbb000000000003",
		"aaaa": "!aaaa000000000001", "Twin": "!cccc000000000005", "bbb": "!", "nobody": "!ounce list", "": "!",
	} {
		head, err := l.Find(name)
		words, fails := strings.CutPrefix(want, "!")
		switch {
		case fails && (err == nil || !strings.Contains(err.Error(), words)):
			t.Errorf("%q: %v, want an error with %q", name, err, words)
		case !fails && head.ID != want:
			t.Errorf("%q: %s (%v), want %s", name, head.ID, err, want)
		}
	}
}

package gui

import (
	"context"
	"errors"
	"os"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"ounce/app/disk"
	"ounce/app/gui/parts"
	"ounce/assessment"
)

func opened(t *testing.T, change func(*Deps)) *shell {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(&parts.Theme{})
	if err := addTranslations(); err != nil {
		t.Fatal(err)
	}
	deps := realDeps(t, t.TempDir())
	if change != nil {
		change(&deps)
	}
	s := newShell(deps, "de-DE", atOnce)
	test.NewTempWindow(t, s).Resize(fyne.NewSize(1024, 640))
	s.begin(Assessment{}, stepBusiness)
	return s
}

// TestWhatPeopleWriteIntoBoxes writes letters, currency signs, and decimal signs
// of both kinds where a comma is the decimal sign.
func TestWhatPeopleWriteIntoBoxes(t *testing.T) {
	s := opened(t, nil)
	wage := s.screen.(*questions).views[1]
	for _, c := range []struct {
		text  string
		want  float64
		wrong string
	}{
		{"€ 45,50", 45.5, ""}, {"1.200 €", 1200, ""}, {"45.5", 45.5, ""}, {"$45", 45, ""}, {"\u00a042\u00a0", 42, ""},
		{"about forty", 0, "about forty"}, {"45 or so", 0, "45 or so"}, {strings.Repeat("9x", 5000), 0, "9x9x"}, {"😀", 0, "😀"},
	} {
		wage.number.Entry.SetText("")
		wage.number.Entry.SetText(c.text)
		got := s.journey.given("B02").Number
		switch {
		case c.wrong == "" && (got == nil || *got != c.want || wage.number.Error() != ""):
			t.Errorf("%q is read as %v: %s", c.text, got, wage.number.Error())
		case c.wrong != "" && (got != nil || !strings.Contains(wage.number.Error(), c.wrong) || len(wage.number.Error()) > 200):
			t.Errorf("%q is read as %v: %s", c.text, got, wage.number.Error())
		}
	}
}

func TestLongNotesAndSmileys(t *testing.T) {
	s := opened(t, nil)
	page := s.screen.(*questions)
	view := page.views[3]
	view.onAnswer(assessment.Answer{Choice: "b", Note: "Ask Kim 😀👩‍💻 – naïve?"})
	if got := s.journey.given("B04").Note; got != "Ask Kim 😀👩‍💻 – naïve?" {
		t.Errorf("the note is now %q", got)
	}
	if view.mistake.Visible() {
		t.Errorf("a note with a smiley is refused: %s", view.mistake.Content())
	}
	view.onAnswer(assessment.Answer{Choice: "b", Note: strings.Repeat("wort ", 2000)})
	if !view.mistake.Visible() || !strings.Contains(view.mistake.Content(), "2,000") {
		t.Errorf("10,000 characters: %q", view.mistake.Content())
	}
	if got := len(s.journey.given("B04").Note); got != 10000 {
		t.Errorf("of the long note %d characters are left", got)
	}
}

// fullDisk is a store that cannot write.
type fullDisk struct{ fakeStore }

func (*fullDisk) Save(Assessment) (string, error) {
	full := &os.PathError{Op: "write", Path: "/home/sam/.local/share/Ounce/assessments/.ounce-3861803718", Err: syscall.ENOSPC}
	return "", &disk.WriteError{Path: "/home/sam/.local/share/Ounce/assessments/28bbafdf545ac8ad.ounce", Err: full}
}

func TestAFullDiskWhileTyping(t *testing.T) {
	s := opened(t, func(d *Deps) { d.Store = &fullDisk{} })
	s.screen.(*questions).views[3].choices.Pick("b")
	if got := s.rail.Saved(); got != "Not saved: the disk is full." {
		t.Errorf("the rail says %q", got)
	}
	if s.journey.given("B04").Choice != "b" {
		t.Error("the answer is lost")
	}
}

// TestWhatADiskRefusedIsTriedAgain: the disk is full for one save, and what was
// said is kept without another word; a disk that stays full is asked once more
// at the end.
func TestWhatADiskRefusedIsTriedAgain(t *testing.T) {
	disk := &roomLater{refuses: 1}
	s := opened(t, func(d *Deps) { d.Store = disk })
	var later []func()
	s.after = func(_ time.Duration, do func()) { later = append(later, do) }
	s.begin(Assessment{}, stepBusiness)
	s.screen.(*questions).views[3].choices.Pick("b")
	if got := s.rail.Saved(); !strings.Contains(got, "full") || len(later) != 1 {
		t.Fatalf("the rail says %q, and %d tries wait", got, len(later))
	}
	later[0]()
	if got := s.rail.Saved(); got != "Saved" || disk.has.Given["B04"].Choice != "b" {
		t.Errorf("the rail says %q, and %v is kept", got, disk.has.Given)
	}
	later[0]()
	if disk.saves != 2 {
		t.Errorf("what is kept was saved %d times", disk.saves)
	}
	disk.refuses = 1
	s.screen.(*questions).views[3].choices.Pick("c")
	s.close()
	if disk.has.Given["B04"].Choice != "c" {
		t.Errorf("at the end %v is kept", disk.has.Given)
	}
}

// roomLater is a disk that is full for some saves.
type roomLater struct {
	fakeStore
	refuses, saves int
	has            assessment.Answers
}

func (r *roomLater) Save(a Assessment) (string, error) {
	r.saves++
	if r.refuses > 0 {
		r.refuses--
		return (&fullDisk{}).Save(a)
	}
	r.has = a.Answers
	return "1", nil
}

func TestAForeignFileIsRefusedInWords(t *testing.T) {
	s := opened(t, func(d *Deps) {
		d.ReadDropped = func(string) (Dropped, error) { return Dropped{}, &ForeignError{Path: "/photos/holiday.jpg"} }
	})
	s.screen.(*questions).views[3].choices.Pick("b")
	s.dropped([]string{"holiday.jpg"})
	if !s.notice.Visible() {
		t.Fatal("nothing is said about the file")
	}
	if s.journey.given("B04").Choice != "b" || s.here != stepBusiness {
		t.Error("a foreign file changed the assessment")
	}
}

// slowStore takes its time to write.
type slowStore struct {
	fakeStore
	write chan struct{}
}

func (s *slowStore) Save(Assessment) (string, error) { <-s.write; return "1", nil }

// TestTypingNeverWaitsForTheDisk types while a save hangs.
func TestTypingNeverWaitsForTheDisk(t *testing.T) {
	store := &slowStore{write: make(chan struct{})}
	s := opened(t, func(d *Deps) { d.Store = store })
	var work sync.WaitGroup
	s.journey.changed = func() {}
	keeper := newKeeper(store, func(do func()) { work.Go(do) }, func(string, error) bool { return false })
	s.journey.changed = func() { keeper.keep(s.journey.assessment()) }
	began := time.Now()
	for _, text := range []string{"1", "12", "123"} {
		s.screen.(*questions).views[0].fields["staff"].Entry.SetText(text)
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("three letters took %v while the disk hung", took)
	}
	if got := s.journey.given("B01").Fields["staff"]; got != 123 {
		t.Errorf("the staff are %v", got)
	}
	close(store.write)
	work.Wait()
}

func TestAReportThatCannotBeWritten(t *testing.T) {
	s := opened(t, func(d *Deps) {
		d.SaveReport = func(context.Context, ReportWish, assessment.Result) (bool, error) {
			return false, errors.New("report.xlsx could not be written: another program holds the file open")
		}
	})
	s.goTo(stepReport)
	r := s.screen.(*report)
	r.start(false)
	if !strings.Contains(r.path.Error(), "another program") || !strings.Contains(r.path.Error(), "safe") {
		t.Errorf("the box says %q", r.path.Error())
	}
	r.path.Entry.SetText("")
	r.start(false)
	if !strings.Contains(r.path.Error(), "file name") {
		t.Errorf("without a name the box says %q", r.path.Error())
	}
}

// TestNobodyIsHeldByLetters writes letters where a number belongs: going on
// leads to the box, and “I don't know” takes the letters back.
func TestNobodyIsHeldByLetters(t *testing.T) {
	s := opened(t, nil)
	page := s.screen.(*questions)
	size, wage := page.views[0], page.views[1]
	canvas := fyne.CurrentApp().Driver().CanvasForObject(s)
	size.fields["staff"].Entry.SetText("12 people")
	page.forward()
	if page.at != 0 || canvas.Focused() != fyne.Focusable(size.fields["staff"].Entry) {
		t.Errorf("going on leads to page %d and the focus to %v", page.at, canvas.Focused())
	}
	size.unknown.SetChecked(true)
	if wrong := size.fields["staff"].Error(); wrong != "" || !size.ready() {
		t.Errorf("nobody knows, and still it is wrong: %q", wrong)
	}
	wage.number.Entry.SetText("45 or so")
	page.forward()
	if page.at != 0 || canvas.Focused() != fyne.Focusable(wage.number.Entry) {
		t.Errorf("going on leads to page %d and the focus to %v", page.at, canvas.Focused())
	}
	wage.number.Entry.SetText("900000")
	if wrong := wage.number.Error(); !strings.Contains(wrong, "100000") || wage.mistake.Visible() {
		t.Errorf("below the box of the figure stands %q", wrong)
	}
	wage.choices.Pick(unknownID)
	page.forward()
	if page.at != 1 {
		t.Errorf("it stays on page %d: %q %q", page.at, size.mistake.Content(), wage.number.Error())
	}
}

// TestUnknownEmptiesEachBox takes figures and a list back at once, and brings them
// again when the tick was a mistake.
func TestUnknownEmptiesEachBox(t *testing.T) {
	s := opened(t, nil)
	page := s.screen.(*questions)
	page.showQuestion("B06")
	for _, v := range page.views {
		if v.question.ID != "B06" {
			continue
		}
		v.fields["inv_total"].Entry.SetText("4000")
		v.pickers["inv_src"].SetSelectedIndex(1)
		v.unknown.SetChecked(true)
		if a := s.journey.given("B06"); !a.Unknown || len(a.Fields)+len(a.Choices) > 0 || v.pickers["inv_src"].Selected != "" || v.fields["inv_total"].Entry.Text != "" {
			t.Errorf("nobody knows, and still it is %+v with %q", a, v.pickers["inv_src"].Selected)
		}
		v.unknown.SetChecked(false)
		if a := s.journey.given("B06"); a.Unknown || a.Fields["inv_total"] != 4000 || len(a.Choices) != 1 || v.fields["inv_total"].Entry.Text != "4000" || v.pickers["inv_src"].SelectedIndex() != 1 {
			t.Errorf("somebody knows after all, and it is %+v", a)
		}
		v.unknown.SetChecked(true)
		v.pickers["inv_src"].SetSelectedIndex(0)
		if a := s.journey.given("B06"); a.Unknown || len(a.Choices) != 1 || v.unknown.Checked() {
			t.Errorf("somebody knows where the figures come from, and it is %+v", a)
		}
		return
	}
	t.Fatal("B06 is not asked")
}

// TestANoteOpensReadyToBeWritten opens the note of a question that is longer than
// the page: it stands in sight and has the focus.
func TestANoteOpensReadyToBeWritten(t *testing.T) {
	s := opened(t, nil)
	page := s.screen.(*questions)
	view := page.views[0]
	view.openNote()
	canvas := fyne.CurrentApp().Driver().CanvasForObject(s)
	if canvas.Focused() != view.noteBox {
		t.Errorf("the focus is on %v", canvas.Focused())
	}
	bottomOf := func(o fyne.CanvasObject) float32 {
		return fyne.CurrentApp().Driver().AbsolutePositionForObject(o).Y + o.Size().Height
	}
	if note, page := bottomOf(view.noteBox), bottomOf(page.frame.scroll); note > page {
		t.Errorf("the note ends at %v, the page at %v", note, page)
	}
	view.openNote()
	if view.note.Visible() {
		t.Error("the note cannot be hidden again")
	}
}

// TestAnAnswerShowsTheBoxesItBrings picks an answer that asks for a figure: the
// question stays the active one, with its box in sight.
func TestAnAnswerShowsTheBoxesItBrings(t *testing.T) {
	s := opened(t, nil)
	page := s.screen.(*questions)
	page.showQuestion("B10")
	of := func(id string) int {
		return slices.IndexFunc(page.views, func(v *questionView) bool { return v.question.ID == id })
	}
	page.frame.toTop()
	page.views[of("B10")].choices.Pick("d")
	at := of("B10")
	box := page.views[at].fields["hourly_rate"]
	if page.active != at || box == nil {
		t.Fatalf("question %d of %d is the active one, and the box is %v", page.active, at, box)
	}
	bottomOf := func(o fyne.CanvasObject) float32 {
		return fyne.CurrentApp().Driver().AbsolutePositionForObject(o).Y + o.Size().Height
	}
	if figure, sight := bottomOf(box), bottomOf(page.frame.scroll); figure > sight {
		t.Errorf("the box ends at %v, what can be seen at %v", figure, sight)
	}
}

// TestTheWheelPassesBoxes turns the wheel over boxes: the page scrolls, and in a
// long note that somebody writes in, the note.
func TestTheWheelPassesBoxes(t *testing.T) {
	s := opened(t, nil)
	page := s.screen.(*questions)
	canvas := fyne.CurrentApp().Driver().CanvasForObject(s)
	turn := func(o fyne.CanvasObject) float32 {
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
		before := page.frame.scroll.Offset.Y
		test.Scroll(canvas, at.AddXY(10, 10), 0, -20)
		return page.frame.scroll.Offset.Y - before
	}
	if moved := turn(page.views[0].fields["staff"].Entry); moved != 20 {
		t.Errorf("over a figure the page scrolls by %v", moved)
	}
	page.frame.toTop()
	note := page.views[0]
	note.answer.Note = strings.Repeat("a long story\n", 40)
	box := note.makeNote().(*fyne.Container).Objects[0].(*parts.Entry)
	page.column.Objects[1] = box
	page.frame.settle()
	page.frame.Refresh()
	if moved := turn(box); moved != 20 {
		t.Errorf("over a note that nobody writes in the page scrolls by %v", moved)
	}
	canvas.Focus(box)
	page.frame.toTop()
	if moved := turn(box); moved != 0 {
		t.Errorf("over a note that somebody writes in the page scrolls by %v", moved)
	}
}

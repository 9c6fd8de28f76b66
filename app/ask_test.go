package app

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ounce/assessment"
	"ounce/checks/host"
)

// asked runs an interview with what somebody types, in a folder of its own.
func asked(t *testing.T, folder, typed string, more ...string) (status int, answers assessment.Answers, out, errOut string) {
	t.Helper()
	machine, err := host.OpenRecording("testdata/recordings/neglected.yaml")
	must(t, err)
	s, o, e := newSession(t.Context(), host.Play(machine))
	s.in = strings.NewReader(typed)
	file := filepath.Join(folder, "answers.yaml")
	status = run(append([]string{"assess", "--ask", "--answers", file, "--out", filepath.Join(folder, "report.xlsx")}, more...), s)
	if data, err := os.ReadFile(file); err == nil {
		q, err := assessment.LoadQuestionnaire()
		must(t, err)
		answers, err = assessment.ParseAnswers(file, data, q)
		must(t, err)
	}
	return status, answers, o.String(), e.String()
}

// head is what somebody types before the questions: name, country, how many.
const head = "Miller & Sons\n2\n2\n"

func TestAnInterviewLeadsToAReport(t *testing.T) {
	folder := t.TempDir()
	typed := head +
		"12\n14\n4\n1\n1\n" + // B01
		"u\n" + // B05
		"1200\n38,50\n\n2\n" + // B06
		strings.Repeat("2\n", 12)
	status, a, out, errOut := asked(t, folder, typed, "--no-scan")
	if status != statusDone {
		t.Fatalf("status %d: %s", status, errOut)
	}
	if a.Company != "Miller & Sons" || a.Country != "UK" || a.Currency != "GBP" {
		t.Errorf("the head is %+v", a)
	}
	if got := a.Given["B01"].Fields; got["staff"] != 12 || got["pcs"] != 14 || got["laptops"] != 4 {
		t.Errorf("the size is %v", got)
	}
	if !a.Given["B05"].Unknown || a.Given["B06"].Fields["inv_max"] != 38.5 || a.Given["B06"].Choices["inv_src"] != "estimate" {
		t.Errorf("the year is %+v, %+v", a.Given["B05"], a.Given["B06"])
	}
	if len(a.Given) != 15 || a.Given["SU2"].Choice != "b" {
		t.Errorf("%d answers: %v", len(a.Given), a.Given)
	}
	if !strings.Contains(out, "The report is ") || strings.Contains(out, "question") {
		t.Errorf("standard output carries %q", out)
	}
	if _, err := os.Stat(filepath.Join(folder, "report.xlsx")); err != nil {
		t.Error(err)
	}
	for _, want := range []string{"Your business: question 1 of 15, about 4 minutes left", "Backup: question 4 of 15", "  5  I don't know", "Your answers are in "} {
		if !strings.Contains(errOut, want) {
			t.Errorf("never said %q:\n%s", want, errOut)
		}
	}
}

// TestWhatPeopleTypeInAnInterview goes through the questions of quick mode up to
// the first about backup.
func TestWhatPeopleTypeInAnInterview(t *testing.T) {
	size, year, cost := "12\n14\n4\n1\n1\n", "u\n", "u\n"
	for name, c := range map[string]struct {
		typed string
		holds func(a assessment.Answers) bool
		says  string
	}{
		"why":                   {head + "?\n", nil, "Everything else is counted per person"},
		"rubbish":               {head + "many\n", nil, "Please type a number such as 1200 or 38.50."},
		"out of bounds":         {head + "0\n", nil, "This takes a whole number from 1 to 500; you typed 0."},
		"half":                  {head + "1.5\n", nil, "This takes a whole number from 1 to 500; you typed 1.5."},
		"does not fit":          {head + "12\n14\n15\n0\n1\n", func(a assessment.Answers) bool { return len(a.Given) == 0 }, "“of these, laptops”: must be at most 14, the number at “Desktop PCs and laptops”; you wrote"},
		"a choice that is none": {head + size + year + cost + "9\n", nil, "Please type a number from 1 to 5, or ? b n - u q."},
		"unknown by number":     {head + size + year + cost + "5\n", func(a assessment.Answers) bool { return a.Given["BK1"].Unknown }, ""},
		"unknown by letter":     {head + size + year + cost + "u\n", func(a assessment.Answers) bool { return a.Given["BK1"].Unknown }, ""},
		"left open":             {head + size + year + cost + "\n1\n", func(a assessment.Answers) bool { _, ok := a.Given["BK1"]; return !ok && a.Given["BK3"].Choice == "a" }, ""},
		"taken back":            {head + size + year + cost + "2\nb\n-\n", func(a assessment.Answers) bool { return a.Given["BK1"].Choice == "" }, "[2] > "},
		"back and changed":      {head + size + year + cost + "2\nb\n3\n", func(a assessment.Answers) bool { return a.Given["BK1"].Choice == "c" }, ""},
		"back in boxes":         {head + "12\nb\n13\n14\n4\n1\n1\n", func(a assessment.Answers) bool { return a.Given["B01"].Fields["staff"] == 13 }, "[12]: "},
		"a note": {head + size + year + cost + "n\n=ask Jo 😀\n1\n", func(a assessment.Answers) bool {
			g := a.Given["BK1"]
			return g.Note == "=ask Jo 😀" && g.Choice == "a"
		}, ""},
		"a note alone": {head + size + year + cost + "n\nlater\n", func(a assessment.Answers) bool { return a.Given["BK1"].Note == "later" }, ""},
		"a long note":  {head + size + year + cost + "n\n" + strings.Repeat("x", 10000) + "\n1\n", func(a assessment.Answers) bool { return a.Given["BK1"].Note == "" && a.Given["BK1"].Choice == "a" }, "this one has 10000"},
		"a branch":     {head + size + year + cost + "4\n", nil, "What stands between your network and the internet?"},
		"another currency": {"Alp AG\n4\nXXQ\nCHF\n0.88\n2\n", func(a assessment.Answers) bool {
			return a.Currency == "CHF" && a.PerUSD == 0.88 && a.Country == "other"
		}, "Please type three letters"},
		"Windows' lines": {strings.ReplaceAll(head+size, "\n", "\r\n"), func(a assessment.Answers) bool { return a.Given["B01"].Fields["pcs"] == 14 }, ""},
		"rubbish bytes":  {"\xff\xfe\x00\x1b[31m\n", nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			status, a, _, errOut := asked(t, t.TempDir(), c.typed, "--no-scan")
			if status != statusFailed || !strings.Contains(errOut, "stopped; what you said is in ") {
				t.Errorf("status %d:\n%s", status, errOut)
			}
			if c.holds != nil && !c.holds(a) {
				t.Errorf("kept %+v", a)
			}
			if !strings.Contains(errOut, c.says) {
				t.Errorf("never said %q:\n%s", c.says, errOut)
			}
		})
	}
}

func TestAnInterviewGoesOnWhereItStopped(t *testing.T) {
	folder := t.TempDir()
	status, before, _, errOut := asked(t, folder, head+"12\n14\n4\n1\n1\nu\nu\n2\nq\n", "--no-scan")
	if status != statusFailed || !strings.HasSuffix(errOut, "--answers "+filepath.Join(folder, "answers.yaml")+" --out "+filepath.Join(folder, "report.xlsx")+"\n") {
		t.Fatalf("status %d:\n%s", status, errOut)
	}
	if before.Given["BK1"].Choice != "b" {
		t.Fatalf("kept %+v", before)
	}
	if _, err := os.Stat(filepath.Join(folder, "report.xlsx")); err == nil {
		t.Error("a report was written")
	}
	status, after, _, errOut := asked(t, folder, "\n\n2\n"+strings.Repeat("\n", 60), "--no-scan")
	if status != statusDone || sameGiven(before, after) != "" {
		t.Errorf("status %d, %s:\n%s", status, sameGiven(before, after), errOut)
	}
}

func sameGiven(a, b assessment.Answers) string {
	q, err := assessment.LoadQuestionnaire()
	if err != nil {
		return err.Error()
	}
	if x, y := string(assessment.WriteAnswers(q, a)), string(assessment.WriteAnswers(q, b)); x != y {
		return "before\n" + x + "\nafter\n" + y
	}
	return ""
}

// TestEnterKeepsWhatWasSeen takes every offer of the checks by Enter alone.
func TestEnterKeepsWhatWasSeen(t *testing.T) {
	status, a, _, errOut := asked(t, t.TempDir(), "\n1\n1\n1\n"+strings.Repeat("\n", 120))
	if status != statusDone {
		t.Fatalf("status %d:\n%s", status, errOut)
	}
	judge, err := assessment.Load()
	must(t, err)
	if strings.Count(errOut, "We saw on ") == 0 {
		t.Fatalf("saw nothing:\n%s", errOut)
	}
	taken := 0
	for id, given := range a.Given {
		if given.Choice != "" {
			taken++
			if question, ok := judge.Questions.Get(id); !ok || question.Kind == assessment.KindNumbers {
				t.Errorf("%s was answered with %q", id, given.Choice)
			}
		}
	}
	if taken == 0 || taken > strings.Count(errOut, "We saw") {
		t.Errorf("%d offers were taken of %d", taken, strings.Count(errOut, "We saw"))
	}
}

// slow types some lines and then nothing more, as somebody who thinks.
type slow struct {
	io.Reader
	done context.Context
}

func (s slow) Read(p []byte) (int, error) {
	n, err := s.Reader.Read(p)
	if err == io.EOF {
		<-s.done.Done()
	}
	return n, err
}

func TestCtrlCLosesNoAnswer(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "answers.xlsx")
	ctx, cancel := context.WithCancel(t.Context())
	s, out, errOut := newSession(ctx, nil)
	s.in = slow{strings.NewReader(head + "12\n14\n4\n1\n1\nu\nu\n2\n"), ctx}
	time.AfterFunc(2*time.Second, cancel)
	if status := run([]string{"assess", "--ask", "--no-scan", "--answers", file, "--out", filepath.Join(folder, "r.xlsx")}, s); status != statusFailed {
		t.Errorf("status %d", status)
	}
	if !strings.Contains(errOut.String(), "ounce: stopped; what you said is in "+file) || out.Len() > 0 {
		t.Errorf("said %s, printed %s", errOut, out)
	}
	q, err := assessment.LoadQuestionnaire()
	must(t, err)
	a, err := readAnswers(file, q)
	if err != nil || a.Given["BK1"].Choice != "b" || a.Given["B01"].Fields["laptops"] != 4 {
		t.Errorf("kept %+v (%v)", a, err)
	}
	if _, err := os.Stat(filepath.Join(folder, "r.xlsx")); err == nil {
		t.Error("a report was written")
	}
}

func TestWithoutAFileTheAnswersStandBesideTheReport(t *testing.T) {
	folder := t.TempDir()
	for _, want := range []string{"r-answers.yaml", "r-answers-2.yaml", "r-answers-3.yaml"} {
		s, _, errOut := newSession(t.Context(), nil)
		s.in = strings.NewReader("Miller\n")
		run([]string{"assess", "--ask", "--no-scan", "--out", filepath.Join(folder, "r.xlsx")}, s)
		if !strings.Contains(errOut.String(), "what you said is in "+filepath.Join(folder, want)) {
			t.Errorf("said %s, want %s", errOut, want)
		}
	}
	s, _, errOut := newSession(t.Context(), nil)
	if status := run([]string{"assess", "--ask", "--no-scan", "--out", filepath.Join(folder, "none.xlsx")}, s); status != statusFailed ||
		!strings.HasSuffix(errOut.String(), "ounce: stopped before the first answer; nothing was written\n") {
		t.Errorf("status %d, said %s", status, errOut)
	}
}

//go:build (window || wine || bench) && linux

package app

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// display starts an X server of the test's own and gives its name.
func display(t *testing.T, args ...string) string {
	t.Helper()
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("Xvfb", append([]string{"-displayfd", "3", "-screen", "0", "1024x640x24", "-nolisten", "tcp"}, args...)...)
	cmd.ExtraFiles = []*os.File{write}
	if err := cmd.Start(); err != nil {
		t.Fatalf("starting Xvfb: %v", err)
	}
	t.Cleanup(func() {
		if err := cmd.Process.Kill(); err == nil {
			cmd.Wait()
		}
	})
	write.Close()
	number, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		t.Fatalf("Xvfb names no display: %v", err)
	}
	return ":" + strings.TrimSpace(number)
}

// desk is a window with somebody in front of it.
type desk struct {
	t    *testing.T
	env  []string
	home string
	// where the inside of the window begins on the screen
	left, top int
	program   *os.Process
	stopped   chan error
	said      *bytes.Buffer
}

func sitDown(t *testing.T) *desk {
	t.Helper()
	d := newDesk(t)
	d.open(ounceProgram(t))
	return d
}

// ounceProgram is the program with its window.
func ounceProgram(t *testing.T) string {
	t.Helper()
	program, err := filepath.Abs(filepath.Join(root, "bin", "ounce"))
	if err != nil {
		t.Fatal(err)
	}
	return program
}

// newDesk is one at which no window is open yet.
func newDesk(t *testing.T) *desk {
	t.Helper()
	home := t.TempDir()
	for _, folder := range []string{"Documents", ".cache", ".config"} {
		if err := os.Mkdir(filepath.Join(home, folder), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	env := []string{"PATH=" + os.Getenv("PATH"), "HOME=" + home, "DISPLAY=" + display(t), "LIBGL_ALWAYS_SOFTWARE=1"}
	return &desk{t: t, env: env, home: home}
}

// open starts a program and waits for its window.
func (d *desk) open(program string, args ...string) {
	d.t.Helper()
	d.stopped, d.said = make(chan error, 1), &bytes.Buffer{}
	before := d.windows()
	cmd := exec.Command(program, args...)
	cmd.Env, cmd.Stderr = d.env, d.said
	cmd.WaitDelay = time.Second // what the program started may outlive it
	if err := cmd.Start(); err != nil {
		d.t.Fatal(err)
	}
	d.program = cmd.Process
	d.t.Cleanup(d.end)
	go func() { d.stopped <- cmd.Wait() }()
	d.until("the window is there", func() bool {
		return slices.ContainsFunc(d.windows(), func(id string) bool { return !slices.Contains(before, id) })
	})
	d.until("the window shows something", func() bool { return d.colours() > 1 })
	d.rest()
}

// windows are the ids of Ounce's windows on the screen.
func (d *desk) windows() []string {
	return strings.Fields(d.try("xdotool", "search", "--name", "^Ounce$"))
}

// end ends the program.
func (d *desk) end() {
	if d.program.Kill() == nil {
		<-d.stopped
	}
}

func (d *desk) try(name string, args ...string) string {
	cmd := exec.Command(name, args...)
	cmd.Env = d.env
	out, err := cmd.Output()
	if err != nil {
		return ""
	}
	return string(out)
}

// until waits for something to become true.
func (d *desk) until(what string, holds func() bool) {
	d.t.Helper()
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(200 * time.Millisecond) {
		if holds() {
			return
		}
		select {
		case err := <-d.stopped:
			d.stopped <- err
			d.t.Fatalf("waiting until %s, the program ended: %v\n%s", what, err, d.said)
		default:
		}
	}
	d.keep("in-vain")
	d.t.Fatalf("waited in vain until %s; windows %v\n%s", what, d.windows(), d.said)
}

// colours counts the colours on the screen.
func (d *desk) colours() int {
	n, _ := strconv.Atoi(strings.TrimSpace(d.try("import", "-window", "root", "-format", "%k", "info:")))
	return n
}

// rest waits until the screen no longer changes.
func (d *desk) rest() {
	d.t.Helper()
	before := ""
	d.until("the screen comes to rest", func() bool {
		now := d.try("import", "-window", "root", "-format", "%#", "info:")
		same := now == before && now != ""
		before = now
		return same
	})
}

// click presses the mouse on the words that stand in one of the pictures of
// layout, and keeps a picture of what that led to.
func (d *desk) click(screen, words, picture string) {
	d.t.Helper()
	x, y := placeOf(d.t, screen, words)
	d.try("xdotool", "mousemove", strconv.Itoa(d.left+x), strconv.Itoa(d.top+y), "click", "1")
	time.Sleep(500 * time.Millisecond)
	d.rest()
	d.picture(picture)
}

// keys types keys one after another.
func (d *desk) keys(names ...string) {
	d.t.Helper()
	for _, name := range names {
		d.try("xdotool", "key", "--delay", "60", name)
		time.Sleep(60 * time.Millisecond)
	}
	d.rest()
}

// write types a text.
func (d *desk) write(text string) { d.try("xdotool", "type", "--delay", "60", text) }

// The menu that the toolkit draws above the screens, and where their lower edge
// with its buttons begins.
const (
	menuHeight = 26
	footTop    = 582
)

// placeOf finds where words stand in a window of 1024 x 640, in the layouts
// that the window's own tests hold.
func placeOf(t *testing.T, screen, words string) (x, y int) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("gui", "testdata", "light", screen+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(string(data), "\n") {
		var width, height int
		if _, err := fmt.Sscanf(line, "%d,%d text %dx%d", &x, &y, &width, &height); err != nil || !strings.Contains(line, "“"+words+"”") {
			continue
		}
		if y < footTop {
			y += menuHeight
		}
		return x + min(width, 40)/2, y + height/2
	}
	t.Fatalf("%q stands nowhere in %s", words, screen)
	return 0, 0
}

// picture keeps what stands on the screen, in the folder OUNCE_SHOTS, and fails
// when nothing but one colour does.
func (d *desk) picture(name string) {
	d.t.Helper()
	if n := d.colours(); n < 2 {
		d.t.Fatalf("%s shows nothing (%d colours)", name, n)
	}
	d.keep(name)
}

// keep keeps what stands on the screen, in the folder OUNCE_SHOTS where it is set.
func (d *desk) keep(name string) {
	if folder := os.Getenv("OUNCE_SHOTS"); folder != "" {
		d.try("import", "-window", "root", filepath.Join(folder, name+".png"))
	}
}

// saved waits for the one report in the Documents folder.
func (d *desk) saved() string {
	d.t.Helper()
	path := ""
	d.until("the report is saved", func() bool {
		found, _ := filepath.Glob(filepath.Join(d.home, "Documents", "*.xlsx"))
		if len(found) == 1 {
			path = found[0]
		}
		return path != ""
	})
	return path
}

// TestWindowByMouse drives a real window by mouse: a sample company, the checks
// of this very machine, an answer, the result, the saved report.
func TestWindowByMouse(t *testing.T) { sitDown(t).fromStartToReport() }

func (d *desk) fromStartToReport() {
	t := d.t
	t.Helper()
	d.picture("real-1-home")
	d.click("home-first-start", "Try it with a sample company", "real-2-sample")
	d.click("result", "This computer", "real-3-computer")
	d.click("computer-empty", "Check now", "real-4-checking")
	time.Sleep(3 * time.Second)
	d.rest() // the checks end by themselves
	d.picture("real-5-checked")
	d.click("computer", "Next: Questions", "real-6-questions")
	d.click("questions", "Most of it", "real-7-answered")
	d.click("questions", "Result", "real-8-result")
	d.click("result", "Next: Report", "real-9-report")
	d.click("report", "Anybody", "real-10-public")
	d.click("report", "Save the report", "real-11-saved")
	book, err := excelize.OpenFile(d.saved())
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if title, _ := book.GetCellValue("Summary", "A1"); title == "" {
		t.Error("the report begins with nothing")
	}
	rows, err := book.GetRows("Findings")
	if err != nil || len(rows) < 20 {
		t.Errorf("the report has %d rows of findings (%v): this machine is missing", len(rows), err)
	}
}

// TestWindowByKeyboard answers the whole questionnaire in a real window without
// a mouse, and holds the report against that of the command with the same
// answers.
func TestWindowByKeyboard(t *testing.T) {
	d := sitDown(t)
	d.keys("Tab", "Return") // Start an assessment
	d.keys("Tab")
	d.write("Keyboard Ltd")
	d.keys("Tab", "Tab", "Tab", "Tab", "Tab", "Tab") // country, currency, quick, why, note, staff
	d.write("12")
	d.keys("Escape")
	d.picture("keys-1-business")
	for range 3 { // three pages of the business
		d.keys("3", "3", "3", "Return")
	}
	d.picture("keys-2-computer")
	time.Sleep(3 * time.Second)
	d.rest() // the checks end by themselves
	d.keys("Return")
	for page := range 8 { // a page each area
		d.keys("2", "2", "2", "2")
		d.picture("keys-3-questions-" + strconv.Itoa(page+1))
		d.keys("Return")
	}
	time.Sleep(2 * time.Second)
	d.rest()
	d.picture("keys-4-result")
	d.keys("Return")
	d.picture("keys-5-report")
	d.keys("Return")
	path := d.saved()
	d.picture("keys-6-saved")
	d.keys("Escape", "Escape")
	d.picture("keys-7-back")
	d.sameAsCommand(path)
}

// TestWindowBeginsWithAFile starts a real window with the file of another
// computer, whose findings are in the report.
func TestWindowBeginsWithAFile(t *testing.T) {
	d := newDesk(t)
	recording, err := filepath.Abs(filepath.Join("testdata", "recordings", "linux.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(d.home, "pc7.ounce-machine")
	check := exec.Command(ounceProgram(t), "check", "--from", recording, "--out", file)
	check.Env = d.env
	if out, err := check.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	d.open(ounceProgram(t), file)
	d.picture("file-1-computers")
	d.click("result", "Report", "file-2-report")
	d.click("report", "Save the report", "file-3-saved")
	book, err := excelize.OpenFile(d.saved())
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	rows, err := book.GetRows("Findings")
	if err != nil || len(rows) < 20 {
		t.Errorf("the report has %d rows of findings (%v): the computer of the file is missing", len(rows), err)
	}
}

// sameAsCommand judges what the window kept by command, and compares every
// figure of the two reports.
func (d *desk) sameAsCommand(path string) {
	d.t.Helper()
	answers, err := filepath.Abs(filepath.Join("testdata", "keyboard.yaml"))
	if err != nil {
		d.t.Fatal(err)
	}
	other := filepath.Join(d.home, "command.xlsx")
	cmd := exec.Command(ounceProgram(d.t), "assess", "--answers", answers, "--out", other)
	cmd.Env = d.env
	if out, err := cmd.CombinedOutput(); err != nil {
		d.t.Fatalf("%v\n%s", err, out)
	}
	seen := 0
	for _, sheet := range []string{"Summary", "Cost", "Months", "Answers"} {
		window, command := figuresOf(d.t, path, sheet), figuresOf(d.t, other, sheet)
		for cell, want := range command {
			seen++
			if window[cell] != want {
				d.t.Errorf("%s!%s is %s in the window's report and %s in the command's", sheet, cell, window[cell], want)
			}
		}
		if len(window) != len(command) {
			d.t.Errorf("%s has %d figures in the window's report and %d in the command's", sheet, len(window), len(command))
		}
	}
	if seen < 100 {
		d.t.Errorf("only %d figures were compared", seen)
	}
}

// figuresOf are the cells of a sheet that hold numbers.
func figuresOf(t *testing.T, path, sheet string) map[string]string {
	t.Helper()
	book, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	rows, err := book.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for i, row := range rows {
		for j, text := range row {
			if _, err := strconv.ParseFloat(text, 64); err == nil {
				cell, _ := excelize.CoordinatesToCellName(j+1, i+1)
				found[cell] = text
			}
		}
	}
	return found
}

// TestWindowWithoutGraphics starts where a window cannot be: one sentence that
// names the command, and status 1 where nobody sits. Where only OpenGL is
// missing, the whole job is done all the same.
func TestWindowWithoutGraphics(t *testing.T) {
	for name, env := range map[string][]string{
		"no display":     nil,
		"a dead display": {"DISPLAY=:4711"},
		"no OpenGL":      {"DISPLAY=" + display(t, "-extension", "GLX")},
	} {
		t.Run(name, func(t *testing.T) {
			home := t.TempDir()
			cmd := exec.Command(ounceProgram(t))
			cmd.Env = append(env, "HOME="+home, "PATH="+os.Getenv("PATH"))
			var said bytes.Buffer
			cmd.Stderr, cmd.Stdout = &said, io.Discard
			err := cmd.Run()
			want, made := statusFailed, 0
			if name == "no OpenGL" {
				want, made = statusDone, 2 // the questions and the report
			}
			if cmd.ProcessState.ExitCode() != want {
				t.Errorf("ended with %v", err)
			}
			if found, _ := filepath.Glob(filepath.Join(home, "*.xlsx")); len(found) != made {
				t.Errorf("left %v", found)
			}
			if text := said.String(); !strings.Contains(text, "ounce assess") || strings.Count(strings.TrimSpace(text), "\n") > 0 {
				t.Errorf("said %q, want one sentence that names ounce assess", text)
			}
		})
	}
}

//go:build (window || wine) && linux

package app

import (
	"bufio"
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
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
	t       *testing.T
	env     []string
	home    string
	stopped chan error
	said    *bytes.Buffer
}

func sitDown(t *testing.T) *desk {
	t.Helper()
	home := t.TempDir()
	for _, folder := range []string{"Documents", ".cache", ".config"} {
		if err := os.Mkdir(filepath.Join(home, folder), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	env := []string{"PATH=" + os.Getenv("PATH"), "HOME=" + home, "DISPLAY=" + display(t), "LIBGL_ALWAYS_SOFTWARE=1"}
	program, err := filepath.Abs(filepath.Join(root, "bin", "ounce"))
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{t: t, env: env, home: home}
	d.open(program)
	return d
}

// open starts a program and waits for its window.
func (d *desk) open(program string, args ...string) {
	d.t.Helper()
	d.stopped, d.said = make(chan error, 1), &bytes.Buffer{}
	cmd := exec.Command(program, args...)
	cmd.Env, cmd.Stderr = d.env, d.said
	if err := cmd.Start(); err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(func() {
		if cmd.Process.Kill() == nil {
			<-d.stopped
		}
	})
	go func() { d.stopped <- cmd.Wait() }()
	d.until("the window is there", func() bool { return strings.TrimSpace(d.try("xdotool", "search", "--name", "^Ounce$")) != "" })
	time.Sleep(time.Second) // the first picture
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
	d.t.Fatalf("waited in vain until %s\n%s", what, d.said)
}

// click presses the mouse at a place of the window and keeps a picture of what
// that led to.
func (d *desk) click(x, y string, picture string) {
	d.t.Helper()
	d.try("xdotool", "mousemove", x, y, "click", "1")
	time.Sleep(1500 * time.Millisecond)
	d.picture(picture)
}

// picture keeps what stands on the screen, in the folder OUNCE_SHOTS, and fails
// when nothing but one colour does.
func (d *desk) picture(name string) {
	d.t.Helper()
	folder := os.Getenv("OUNCE_SHOTS")
	if folder == "" {
		folder = d.t.TempDir()
	}
	path := filepath.Join(folder, name+".png")
	d.try("import", "-window", "root", path)
	colours := strings.TrimSpace(d.try("identify", "-format", "%k", path))
	if colours == "" || colours == "1" {
		d.t.Fatalf("%s shows nothing (%s colours)", name, colours)
	}
}

// The places where things stand in a window of 1024 x 640.
var (
	sampleCompany = [2]string{"495", "238"}
	thisComputer  = [2]string{"85", "165"}
	checkAgain    = [2]string{"952", "116"}
	questions     = [2]string{"85", "200"}
	firstAnswer   = [2]string{"500", "211"}
	result        = [2]string{"85", "236"}
	reportStep    = [2]string{"85", "272"}
	saveButton    = [2]string{"985", "610"}
)

// TestWindowFromStartToReport drives a real window by mouse: a sample company,
// the checks of this very machine, an answer, the result, the saved report.
func TestWindowFromStartToReport(t *testing.T) { sitDown(t).fromStartToReport() }

func (d *desk) fromStartToReport() {
	t := d.t
	t.Helper()
	d.picture("real-1-home")
	d.click(sampleCompany[0], sampleCompany[1], "real-2-sample")
	d.click(thisComputer[0], thisComputer[1], "real-3-computer")
	d.click(checkAgain[0], checkAgain[1], "real-4-checking")
	time.Sleep(6 * time.Second) // the checks end by themselves
	d.picture("real-5-checked")
	d.click(questions[0], questions[1], "real-6-questions")
	d.click(firstAnswer[0], firstAnswer[1], "real-7-answered")
	d.click(result[0], result[1], "real-8-result")
	time.Sleep(2 * time.Second)
	d.picture("real-9-judged")
	d.click(reportStep[0], reportStep[1], "real-10-report")
	d.click(saveButton[0], saveButton[1], "real-11-saved")
	var saved string
	d.until("the report is saved", func() bool {
		found, _ := filepath.Glob(filepath.Join(d.home, "Documents", "*.xlsx"))
		if len(found) == 1 {
			saved = found[0]
		}
		return saved != ""
	})
	book, err := excelize.OpenFile(saved)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if title, _ := book.GetCellValue("Summary", "A1"); !strings.Contains(title, "IT assessment") {
		t.Errorf("the report begins with %q", title)
	}
	rows, err := book.GetRows("Findings")
	if err != nil || len(rows) < 20 {
		t.Errorf("the report has %d rows of findings (%v): this machine is missing", len(rows), err)
	}
}

// TestWindowWithoutGraphics starts where a window cannot be: one sentence, and
// status 1.
func TestWindowWithoutGraphics(t *testing.T) {
	program, err := filepath.Abs(filepath.Join(root, "bin", "ounce"))
	if err != nil {
		t.Fatal(err)
	}
	home := t.TempDir()
	for name, env := range map[string][]string{
		"no display":     {"HOME=" + home},
		"a dead display": {"HOME=" + home, "DISPLAY=:4711"},
		"no OpenGL":      {"HOME=" + home, "DISPLAY=" + display(t, "-extension", "GLX")},
	} {
		t.Run(name, func(t *testing.T) {
			cmd := exec.Command(program)
			cmd.Env = append(env, "PATH="+os.Getenv("PATH"))
			var said bytes.Buffer
			cmd.Stderr, cmd.Stdout = &said, io.Discard
			err := cmd.Run()
			if cmd.ProcessState.ExitCode() != statusFailed {
				t.Errorf("ended with %v", err)
			}
			if text := said.String(); !strings.Contains(text, "ounce assess") || strings.Count(strings.TrimSpace(text), "\n") > 0 {
				t.Errorf("said %q, want one sentence that names ounce assess", text)
			}
		})
	}
}

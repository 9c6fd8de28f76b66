//go:build window && linux

package app

import (
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// dropper builds the program that drops files onto a window.
func dropper(t *testing.T) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "drop")
	if out, err := exec.Command("cc", "-O1", "-o", program, filepath.Join("testdata", "drop.c"), "-lX11").CombinedOutput(); err != nil {
		t.Fatalf("building the program that drops files: %v\n%s", err, out)
	}
	return program
}

// drop lets a file go over the middle of the window, as file managers do.
func (d *desk) drop(program, path, picture string) {
	d.t.Helper()
	cmd := exec.Command(program, strconv.Itoa(d.left+600), strconv.Itoa(d.top+300), (&url.URL{Path: path}).EscapedPath())
	cmd.Env = d.env
	if out, err := cmd.CombinedOutput(); err != nil {
		d.t.Fatalf("dropping %s: %v\n%s", path, err, out)
	}
	d.rest()
	d.picture(picture)
}

// TestWindowTakesDroppedFiles drops a picture onto a real window, which begins
// nothing, then a computer and answers; the report holds both.
func TestWindowTakesDroppedFiles(t *testing.T) {
	d, drop := newDesk(t), dropper(t)
	recording, err := filepath.Abs(filepath.Join("testdata", "recordings", "linux.yaml"))
	must(t, err)
	answers, err := os.ReadFile(filepath.Join("testdata", "keyboard.yaml"))
	must(t, err)
	computer, sheet, picture := filepath.Join(d.home, "pc 7 – Büro.ounce-machine"), filepath.Join(d.home, "My answers.yaml"), filepath.Join(d.home, "holiday.jpg")
	must(t, os.WriteFile(sheet, answers, 0o600))
	must(t, os.WriteFile(picture, []byte("\xff\xd8\xff\xe0 JFIF"), 0o600))
	d.command("check", "--from", recording, "--out", computer)
	d.open(ounceProgram(t))
	d.drop(drop, picture, "drop-1-foreign")
	d.drop(drop, sheet, "drop-2-answers")
	d.drop(drop, computer, "drop-3-computer")
	d.click("result", "Report", "drop-4-report")
	d.click("report", "Save the report", "drop-5-saved")
	book, err := excelize.OpenFile(d.saved())
	must(t, err)
	defer book.Close()
	if rows, err := book.GetRows("Findings"); err != nil || len(rows) < 20 {
		t.Errorf("the report has %d rows of findings (%v): the computer is missing", len(rows), err)
	}
	rows, err := book.GetRows("Answers")
	if err != nil || !strings.Contains(strings.Join(flat(rows), "\n"), "Most of it") {
		t.Errorf("the report lacks the answers (%v)", err)
	}
}

func flat(rows [][]string) []string {
	var all []string
	for _, row := range rows {
		all = append(all, row...)
	}
	return all
}

// command runs Ounce without its window, at the same desk.
func (d *desk) command(args ...string) string {
	d.t.Helper()
	cmd := exec.Command(ounceProgram(d.t), args...)
	cmd.Env = d.env
	out, err := cmd.CombinedOutput()
	if err != nil {
		d.t.Fatalf("ounce %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

// TestWindowKeepsSettingsAndRemovesAll writes settings in a real window, lets a
// new assessment begin with them, and removes all that was kept.
func TestWindowKeepsSettingsAndRemovesAll(t *testing.T) {
	d := keeping(t)
	d.unlocked()
	d.keys("ctrl+comma", "Tab") // the name
	d.write("Harbour Freight")
	d.click("settings", "Save the settings", "keep-1-settings")
	settings := filepath.Join(d.home, ".config", "Ounce", "settings.yaml")
	d.until("the settings are kept", func() bool {
		data, err := os.ReadFile(settings)
		return err == nil && strings.Contains(string(data), "Harbour Freight")
	})
	d.keys("ctrl+n", "Tab", "End")
	d.write(" Office")
	d.until("an assessment begins with the settings and is kept", func() bool { return strings.Contains(d.command("list"), "Harbour Freight Office") })
	d.picture("keep-2-begun")
	d.keys("ctrl+shift+Delete")
	d.picture("keep-3-list")
	d.click("wiping", "Remove all of this …", "keep-4-asked")
	if _, err := os.Stat(settings); err != nil {
		t.Fatalf("it is removed before anybody was asked: %v", err)
	}
	d.click("wiping-asked", "Remove it all", "keep-5-removed")
	d.try("xdotool", "key", "ctrl+q")
	d.closed()
	for _, path := range treeBelow(t, d.home) {
		if info, err := os.Stat(filepath.Join(d.home, path)); err == nil && !info.IsDir() && strings.Contains(strings.ToLower(path), "ounce") {
			t.Errorf("%s is left", path)
		}
	}
}

// TestWindowTwoAtOnce opens one assessment in two real windows: the later one to
// save says so, and keeps what was said in it beside the other.
func TestWindowTwoAtOnce(t *testing.T) {
	one := keeping(t)
	two := &desk{t: t, home: one.home, env: append(one.env[:len(one.env):len(one.env)], "DISPLAY="+display(t))}
	one.unlocked()
	one.keys("ctrl+n", "Tab")
	one.write("Smith Ltd")
	one.until("the first window keeps it", func() bool { return strings.Contains(one.command("list"), "Smith Ltd") })
	two.unlocked()
	two.click("home", "Miller & Sons", "two-1-opened") // the first of the list
	two.keys("Tab", "End")
	two.write(" Two")
	two.until("the second window keeps it", func() bool { return strings.Contains(two.command("list"), "Ltd Two") })
	one.write(" One")
	one.rest()
	one.picture("two-2-told")
	one.click("parted", "Keep both", "two-3-both")
	one.until("both are kept", func() bool {
		list := one.command("list")
		return strings.Contains(list, "Ltd Two") && strings.Contains(list, "Ltd One")
	})
	if kept, err := filepath.Glob(filepath.Join(one.home, ".local", "share", "Ounce", "assessments", "*.ounce")); err != nil || len(kept) != 3 {
		t.Errorf("%d are kept (%v)", len(kept), err)
	}
}

// TestWindowKilledWhileTyping ends a real window in the middle of a word: what
// was typed up to the last letter or two is there at the next start.
func TestWindowKilledWhileTyping(t *testing.T) {
	d := keeping(t)
	d.unlocked()
	d.keys("ctrl+n", "Tab")
	d.write("Killed while typing")
	d.kill()
	if list := d.command("list"); !strings.Contains(list, "Killed while typin") {
		t.Errorf("kept is:\n%s", list)
	}
	d.unlocked()
	d.click("home", "Miller & Sons", "killed-1-goes-on") // the first of the list
	d.keys("Tab", "End")
	d.write("!")
	d.until("it goes on", func() bool { return strings.Contains(d.command("list"), "Killed while typing!") })
}

// keeping is a desk where an assessment is kept, behind a passphrase.
func keeping(t *testing.T) *desk {
	t.Helper()
	d := newDesk(t)
	d.env = append(d.env, envStorePassphrase+"=three quiet words")
	answers, err := filepath.Abs(filepath.Join("testdata", "keyboard.yaml"))
	must(t, err)
	d.command("assess", "--answers", answers, "--no-scan", "--save")
	return d
}

// unlocked opens the window and gives the passphrase of what is kept.
func (d *desk) unlocked() {
	d.t.Helper()
	d.open(ounceProgram(d.t))
	d.keys("Tab", "Tab", "Tab", "Tab") // start, sample, file, passphrase
	d.write("three quiet words")
	locked := d.try("import", "-window", "root", "-crop", "700x60+240+170", "-format", "%#", "info:")
	d.keys("Return")
	d.until("the assessments are listed", func() bool {
		return d.try("import", "-window", "root", "-crop", "700x60+240+170", "-format", "%#", "info:") != locked
	})
	d.rest()
}

// kill ends the program without a word.
func (d *desk) kill() {
	d.t.Helper()
	d.rest()
	d.end()
}

// closed waits until the program has ended by itself.
func (d *desk) closed() {
	d.t.Helper()
	select {
	case err := <-d.stopped:
		if err != nil {
			d.t.Errorf("it ended with %v\n%s", err, d.said)
		}
	case <-time.After(30 * time.Second):
		d.t.Fatal("the window does not close")
	}
}

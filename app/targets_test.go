package app

import (
	"os"
	"slices"
	"strings"
	"syscall"
	"testing"

	"ounce/app/cmdline"
)

func TestTargetsThatCannotBeWritten(t *testing.T) {
	eachCommand(t, func(t *testing.T, name string, node *cmdline.Command) {
		for _, f := range commandFiles(node, "writes") {
			d := newDesktop(t)
			good := d.path("good.xlsx")
			if status, _, errOut := d.run(t.Context(), name, f.args(good)...); status != statusDone {
				t.Fatalf("does not even run well: %s", errOut)
			}
			if info, err := os.Stat(good); err != nil || info.Size() == 0 {
				t.Fatalf("%s was not written: %v", f.value.Name, err)
			}
			must(t, os.Mkdir(d.path("folder.xlsx"), 0o755))
			must(t, os.Symlink("circle.xlsx", d.path("circle.xlsx")))
			must(t, os.Chmod(d.put("locked.xlsx", []byte("old")), 0o444))
			before := d.files()
			for path, want := range map[string]string{
				"nofolder/x.xlsx":                  "nofolder does not exist",
				"good.xlsx/x.xlsx":                 "good.xlsx is not a folder",
				"folder.xlsx":                      "is a folder; please name a file in it",
				"circle.xlsx":                      "leads in a circle",
				"locked.xlsx":                      "is marked as read-only",
				strings.Repeat("n", 300) + ".xlsx": "too long for this computer",
			} {
				status, out, errOut := d.run(t.Context(), name, f.args(d.path(path))...)
				if status != statusFailed || out != "" || !strings.Contains(errOut, want) || strings.Count(errOut, "\n") != 1 {
					t.Errorf("%s=%s: status %d, printed %.200q, said %.500q, want %q", f.value.Name, path, status, out, errOut, want)
				}
			}
			if after := d.files(); !slices.Equal(before, after) {
				t.Errorf("left %v", after)
			}
			if data, err := os.ReadFile(d.path("locked.xlsx")); err != nil || string(data) != "old" {
				t.Errorf("the read-only file holds %q (%v)", data, err)
			}
		}
	})
}

// TestStandardOutputCarriesOnlyWhatWasAskedFor writes to a file and finds
// nothing of it on standard output, and asks for standard output and finds
// nothing else there.
func TestStandardOutputCarriesOnlyWhatWasAskedFor(t *testing.T) {
	eachCommand(t, func(t *testing.T, name string, node *cmdline.Command) {
		for _, f := range commandFiles(node, "writes") {
			if f.kind == "report" || f.kind == "sealed" || f.kind == "csv" {
				continue // a workbook and a sealed copy are never printed, and the findings not beside the JSON of ways: a script prints them
			}
			d := newDesktop(t)
			status, out, errOut := d.run(t.Context(), name, f.args("-")...)
			if status != statusDone || errOut != "" {
				t.Fatalf("status %d, said %q", status, errOut)
			}
			path := d.path("file")
			if status, _, errOut := d.run(t.Context(), name, f.args(path)...); status != statusDone || errOut != "" {
				t.Fatalf("status %d, said %q", status, errOut)
			}
			data, err := os.ReadFile(path)
			if err != nil || string(data) != out {
				t.Errorf("%s: the file holds %d bytes and standard output %d (%v)", f.value.Name, len(data), len(out), err)
			}
		}
	})
}

// foreignFiles are what may lie where somebody lets Ounce write.
func foreignFiles(t *testing.T) map[string][]byte {
	return map[string][]byte{
		"photo.jpg": []byte("\xff\xd8\xff\xe0 a photo"), "letter.txt": []byte("Dear Sir or Madam,\n"), "notes.yaml": []byte("milk: 2\n"),
		"package.json": []byte(`{"name": "x", "schema": 1}`), "list.json": []byte(`[{"id": 1}]`), "sums.csv": []byte("name,sum\nx,1\n"), "sums.xlsx": workbook(t),
		"locked.xlsx": []byte("\xd0\xcf\x11\xe0 somebody's"), "mail.eml": []byte("To: kim@example.org\r\nSubject: x\r\n\r\nx\r\n"), "blank": []byte("\n"),
	}
}

// TestFilesOfOthersStay writes each kind of file over each other kind, and over
// what is not of Ounce at all; over one of its own kind it may.
func TestFilesOfOthersStay(t *testing.T) {
	type target struct {
		command string
		file    file
	}
	var targets []target
	eachCommand(t, func(t *testing.T, name string, node *cmdline.Command) {
		for _, f := range commandFiles(node, "writes") {
			targets = append(targets, target{name, f})
			if _, ok := kinds()[f.kind]; !ok {
				t.Errorf("--%s writes %q, which is no kind", f.value.Name, f.kind)
			}
		}
	})
	d := newDesktop(t)
	written := map[string]string{}
	for _, w := range targets {
		path := d.path("written-" + w.file.kind + ".xlsx")
		for range 2 { // the second time it replaces its own
			if status, _, errOut := d.run(t.Context(), w.command, w.file.args(path)...); status != statusDone {
				t.Fatalf("%s --%s: %s", w.command, w.file.value.Name, errOut)
			}
		}
		written[w.file.kind] = path
	}
	foreign := map[string]string{}
	for name, data := range foreignFiles(t) {
		foreign[name] = d.put(name, data)
	}
	for of, path := range written {
		foreign[of] = path
	}
	for _, w := range targets {
		for of, path := range foreign {
			if data, err := os.ReadFile(path); err != nil || kinds()[w.file.kind].holds(data, false) != (kinds()[w.file.kind].called == kinds()[of].called) {
				t.Errorf("a file of %s is taken for a %s, or its own is not (%v)", of, w.file.kind, err)
			}
		}
		for _, of := range []string{"photo.jpg", "sums.xlsx", "package.json"} {
			before, err := os.ReadFile(foreign[of])
			must(t, err)
			status, out, errOut := d.run(t.Context(), w.command, w.file.args(foreign[of])...)
			want := "ounce: " + foreign[of] + " is there already and is no " + kinds()[w.file.kind].called + "; please choose another name\n"
			if status != statusFailed || out != "" || errOut != want {
				t.Errorf("%s --%s over %s: status %d, printed %.100q, said %q", w.command, w.file.value.Name, of, status, out, errOut)
			}
			if after, err := os.ReadFile(foreign[of]); err != nil || !slices.Equal(before, after) {
				t.Errorf("%s --%s: %s is another one (%v)", w.command, w.file.value.Name, of, err)
			}
		}
		if empty := d.put("empty", nil); replaceable(empty, w.file.kind, false) != nil {
			t.Errorf("%s: an empty file holds nothing to lose", w.file.kind)
		}
	}
	if data := foreignFiles(t)["locked.xlsx"]; !isReport(data, true) {
		t.Error("a locked report cannot be replaced by a locked one")
	}
}

// TestOneFileIsNotTwoThings names one file twice, by every way to name it.
func TestOneFileIsNotTwoThings(t *testing.T) {
	eachCommand(t, func(t *testing.T, name string, node *cmdline.Command) {
		writes, reads := commandFiles(node, "writes"), commandFiles(node, "reads")
		if len(writes) == 0 || len(writes)+len(reads) < 2 {
			return
		}
		d := newDesktop(t)
		there := d.put("there.xlsx", []byte("somebody's"))
		must(t, os.Symlink("there.xlsx", d.path("link.xlsx")))
		must(t, os.Link(there, d.path("hard.xlsx")))
		must(t, os.Symlink("new.xlsx", d.path("dangling.xlsx")))
		must(t, os.Symlink(d.folder, d.path("folder")))
		ways := map[string][2]string{
			"the same": {"there.xlsx", "there.xlsx"}, "by a link": {"there.xlsx", "link.xlsx"}, "by a hard link": {"hard.xlsx", "there.xlsx"},
			"by a folder": {"there.xlsx", "folder/./there.xlsx"}, "a new one": {"new.xlsx", "./folder/new.xlsx"}, "a new one by a link": {"new.xlsx", "dangling.xlsx"},
		}
		before := d.files()
		for i, w := range writes {
			for _, other := range append(reads, writes[i+1:]...) {
				for how, pair := range ways {
					args := w.args(d.folder + "/" + pair[0])
					if other.positional != w.positional || !w.positional {
						args = append(args, other.args(d.folder+"/"+pair[1])...)
					}
					if other.positional { // before the flags, as people write it
						slices.Reverse(args)
					}
					status, out, errOut := d.run(t.Context(), name, args...)
					if status != statusUsage || out != "" || strings.Count(errOut, "\n") != 1 || !strings.Contains(errOut, "--"+w.value.Name) && !w.positional {
						t.Errorf("%s and %s, %s: status %d, printed %.100q, said %q", w.value.Name, other.value.Name, how, status, out, errOut)
					}
				}
			}
		}
		if after := d.files(); !slices.Equal(before, after) {
			t.Errorf("left %v", after)
		}
		if data, err := os.ReadFile(there); err != nil || string(data) != "somebody's" {
			t.Errorf("the file holds %q (%v)", data, err)
		}
	})
}

// TestAFilledInSheetStays writes a blank sheet over one with answers.
func TestAFilledInSheetStays(t *testing.T) {
	d := newDesktop(t)
	before, err := os.ReadFile(d.path("average.yaml"))
	must(t, err)
	status, out, errOut := d.run(t.Context(), "questions", "--out="+d.path("average.yaml"))
	if want := "ounce: " + d.path("average.yaml") + " is there already and holds answers; please choose another name\n"; status != statusFailed || out != "" || errOut != want {
		t.Errorf("status %d, printed %q, said %q", status, out, errOut)
	}
	if after, err := os.ReadFile(d.path("average.yaml")); err != nil || string(after) != string(before) {
		t.Errorf("the answers are others (%v)", err)
	}
	for range 2 { // the same answers again are no loss
		if status, _, errOut := d.run(t.Context(), "questions", "--answers="+d.path("average.yaml"), "--out="+d.path("copy.xlsx")); status != statusDone {
			t.Errorf("said %q", errOut)
		}
	}
}

// fullDisk is standard output on a disk that is full.
type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) {
	return 0, &os.PathError{Op: "write", Path: "/dev/stdout", Err: syscall.ENOSPC}
}

func TestAFullStandardOutputIsSaid(t *testing.T) {
	eachCommand(t, func(t *testing.T, name string, node *cmdline.Command) {
		d := newDesktop(t)
		lines := [][]string{append(strings.Fields(name), "--help"), {"--version"}}
		if name != "window" && name != "record" && name != "selftest" { // these print nothing, or have something else to say
			lines = append(lines, d.line(name))
		}
		for _, f := range commandFiles(node, "writes") {
			if f.kind != "report" && f.kind != "sealed" && f.kind != "csv" {
				lines = append(lines, d.line(name, f.args("-")...))
			}
		}
		for _, args := range lines {
			s, _, errOut := d.session(t.Context())
			s.out = fullDisk{}
			if status := run(args, s); status != statusFailed || errOut.String() != "ounce: what was to be printed could not be: the disk is full\n" {
				t.Errorf("%v: status %d, said %q", args, status, errOut)
			}
		}
	})
}

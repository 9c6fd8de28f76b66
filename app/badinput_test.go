package app

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"ounce/app/cmdline"
	"ounce/app/place"
	"ounce/app/store"
	"ounce/assessment"
	"ounce/checks/host"
)

// ways say for each command how it runs well, without the flags that write but
// for those that it needs. A new command needs its line here; the tests below
// then feed it with whatever people get wrong.
var ways = map[string][]string{
	"window":       nil, // shown by the tests of the real window
	"check":        {"--from=linux.yaml"},
	"assess":       {"--answers=average.yaml", "--from=linux.yaml", "--json=-"},
	"compare":      {"result.json", "result.json"},
	"questions":    {},
	"osquery-pack": {},
	"selftest":     {},
	"record":       {},
	"checks":       {},
	"tiers":        {},
	"list":         {},
	"share":        {"Miller", "--passphrase-file=words.txt", "--out=shared.ounce"},
	"open":         {"copy.ounce", "--passphrase-file=words.txt"},
	"mail":         {"report.xlsx", "--out=report.eml"},
	"settings":     {},
	"wipe":         {"--yes"},
	"provider":     {},
}

// file is a flag or argument that names a file.
type file struct {
	value      *cmdline.Param
	kind       string // what the tag reads or writes says
	positional bool
}

// args names the file.
func (f file) args(path string) []string {
	if f.positional {
		return []string{path}
	}
	return []string{"--" + f.value.Name + "=" + path}
}

// commandFiles lists the files that a command reads or writes.
func commandFiles(node *cmdline.Command, tag string) []file {
	var files []file
	for _, p := range slices.Concat(node.Args, node.Flags) {
		if kind, ok := p.Tag.Lookup(tag); ok {
			files = append(files, file{p, kind, slices.Contains(node.Args, p)})
		}
	}
	return files
}

// desktop is a folder with files of all kinds, and somebody who types there.
type desktop struct {
	t        *testing.T
	folder   string
	home     string // where Ounce keeps what it keeps
	keychain store.Keychain
}

func newDesktop(t *testing.T) desktop {
	t.Helper()
	d := desktop{t, openFolder(t), openFolder(t), &memoryKeychain{}}
	for name, from := range map[string]string{"linux.yaml": "testdata/recordings/linux.yaml", "average.yaml": "../assets/examples/average.yaml",
		"copy.ounce": "store/testdata/format-2/shared.ounce"} {
		data, err := os.ReadFile(from)
		must(t, err)
		d.put(name, data)
	}
	d.put("result.json", []byte(`{"schema": 1, "generated": "2026-11-20T09:00:00Z", "answers": {"BK1": {"question": "BK1", "text": "What is backed up?", "answer": "All", "state": "answered"}}}`))
	d.put("words.txt", []byte("a ladder of four words\n"))
	d.put("report.xlsx", workbook(t))
	s, _, _ := d.session(t.Context())
	st, err := s.openStore()
	must(t, err)
	_, err = st.Save(store.Assessment{Answers: assessment.Answers{Company: "Miller"}})
	must(t, err)
	return d
}

// openFolder is a folder of the test's own that everybody may look into.
func openFolder(t *testing.T) string {
	t.Helper()
	folder, err := os.MkdirTemp("", "ounce")
	must(t, err)
	t.Cleanup(func() { os.RemoveAll(folder) })
	must(t, os.Chmod(folder, 0o755))
	return folder
}

// workbook is as little as a mail takes for a report.
func workbook(t *testing.T) []byte {
	t.Helper()
	var book bytes.Buffer
	archive := zip.NewWriter(&book)
	part, err := archive.Create("xl/workbook.xml")
	must(t, err)
	_, err = part.Write([]byte("<workbook/>"))
	must(t, err)
	must(t, archive.Close())
	return book.Bytes()
}

// memoryKeychain is a keychain that lasts as long as a test.
type memoryKeychain struct{ secret string }

func (m *memoryKeychain) Get() (string, error) {
	if m.secret == "" {
		return "", store.ErrNoSecret
	}
	return m.secret, nil
}

func (m *memoryKeychain) Set(secret string) error { m.secret = secret; return nil }

func (m *memoryKeychain) Delete() error {
	if m.secret == "" {
		return store.ErrNoSecret
	}
	m.secret = ""
	return nil
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (d desktop) path(name string) string { return filepath.Join(d.folder, name) }

func (d desktop) put(name string, data []byte) string {
	d.t.Helper()
	must(d.t, os.WriteFile(d.path(name), data, 0o600))
	must(d.t, os.Chmod(d.path(name), 0o644))
	return d.path(name)
}

// files lists what is in the folder.
func (d desktop) files() []string {
	d.t.Helper()
	entries, err := os.ReadDir(d.folder)
	must(d.t, err)
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// run runs a command line; the files of its way are those of the folder.
func (d desktop) run(ctx context.Context, name string, more ...string) (status int, out, errOut string) {
	d.t.Helper()
	args := []string{}
	if name != "window" {
		args = strings.Fields(name)
	}
	for _, arg := range ways[name] {
		if flag, value, ok := strings.Cut(arg, "="); ok && value != "-" {
			arg = flag + "=" + d.path(value)
		} else if _, err := os.Stat(d.path(arg)); err == nil {
			if len(more) > 0 && !strings.HasPrefix(more[0], "-") {
				continue // another file is named instead
			}
			arg = d.path(arg)
		}
		args = append(args, arg)
	}
	s, o, e := d.session(ctx)
	status = run(append(args, more...), s)
	return status, o.String(), e.String()
}

// session is a session of the person at the desk.
func (d desktop) session(ctx context.Context) (s *session, out, errOut *bytes.Buffer) {
	d.t.Helper()
	machine, err := host.OpenRecording("testdata/recordings/linux.yaml")
	must(d.t, err)
	s, out, errOut = newSession(ctx, host.Play(machine))
	s.keychain, s.cheap = d.keychain, 10
	s.places = func() (place.Places, error) {
		return place.Places{Beside: d.folder, Data: filepath.Join(d.home, "data"), Settings: filepath.Join(d.home, "config", "settings.yaml"),
			Former: filepath.Join(d.home, "config", "assessments"), Toolkit: filepath.Join(d.home, "toolkit")}, nil
	}
	return s, out, errOut
}

// eachCommand runs a test for every command that there is.
func eachCommand(t *testing.T, test func(t *testing.T, name string, node *cmdline.Command)) {
	t.Helper()
	for _, c := range commandLine().Commands {
		t.Run(c.Name, func(t *testing.T) { test(t, c.Name, c) })
	}
}

func TestEveryCommandSaysHowItIsRun(t *testing.T) {
	eachCommand(t, func(t *testing.T, name string, node *cmdline.Command) {
		if _, ok := ways[name]; !ok {
			t.Fatalf("ounce %s needs its line in the table ways, which feeds it with bad input", name)
		}
		for _, f := range node.Flags {
			_, reads := f.Tag.Lookup("reads")
			_, writes := f.Tag.Lookup("writes")
			if named := strings.ToUpper(f.Placeholder); (strings.Contains(named, "FILE") || strings.Contains(named, ".") || named == "RECORDING") && !reads && !writes {
				t.Errorf("--%s of ounce %s names a file and has neither the tag reads nor writes", f.Name, name)
			}
		}
	})
}

func TestEveryCommandShowsAnExample(t *testing.T) {
	eachCommand(t, func(t *testing.T, name string, _ *cmdline.Command) {
		s, out, errOut := newSession(t.Context(), nil)
		if status := run(append(strings.Fields(name), "--help"), s); status != statusDone || errOut.Len() > 0 {
			t.Errorf("status %d, said %q", status, errOut)
		}
		want := "Example: ounce " + name
		if name == "window" {
			want = "Example: ounce"
		}
		if !strings.Contains(out.String(), want) {
			t.Errorf("the help shows no example:\n%s", out)
		}
	})
}

func TestWrongUsageIsSaidInOneSentence(t *testing.T) {
	eachCommand(t, func(t *testing.T, name string, node *cmdline.Command) {
		d := newDesktop(t)
		wrong := map[string][]string{"an unknown flag": {"--nonsense"}, "an argument too many": {"one", "too", "many"}}
		for _, f := range node.Flags {
			switch {
			case f.Enum != nil:
				wrong["a bad value of "+f.Name] = []string{"--" + f.Name + "=nonsense"}
			case !f.IsBool():
				wrong["no value of "+f.Name] = []string{"--" + f.Name}
			}
		}
		before := d.files()
		for what, args := range wrong {
			status, out, errOut := d.run(t.Context(), name, args...)
			if status != statusUsage || out != "" || strings.Count(errOut, "\n") != 1 || !strings.HasPrefix(errOut, "ounce: ") {
				t.Errorf("%s: status %d, printed %q, said %q", what, status, out, errOut)
			}
		}
		if after := d.files(); !slices.Equal(before, after) {
			t.Errorf("left %v", after)
		}
	})
}

// badFiles are what people hand over instead of the right file.
func badFiles(d desktop) map[string]string {
	must(d.t, os.Mkdir(d.path("folder"), 0o755))
	must(d.t, os.Symlink("circle", d.path("circle")))
	large := d.put("large", nil)
	must(d.t, os.Truncate(large, 100<<20))
	rubbish := make([]byte, 4096)
	for i := range rubbish {
		rubbish[i] = byte(i*131 + i>>3)
	}
	bomb := "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
	for c := 'b'; c <= 'j'; c++ {
		bomb += fmt.Sprintf("%c: &%c [%s]\n", c, c, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*%c, ", c-1), 10), ", "))
	}
	return map[string]string{
		"missing":        d.path("nowhere"),
		"in no folder":   d.path("nofolder/file"),
		"a folder":       d.path("folder"),
		"a circle":       d.path("circle"),
		"a long name":    d.path(strings.Repeat("n", 300)),
		"100 MB":         large,
		"empty":          d.put("empty", nil),
		"binary":         d.put("rubbish", rubbish),
		"UTF-16":         d.put("utf16", []byte("\xff\xfea\x00:\x00 \x001\x00")),
		"an archive":     d.put("archive", []byte("PK\x03\x04rubbish")),
		"other text":     d.put("other", []byte("Dear Sir or Madam,\n")),
		"other JSON":     d.put("json", []byte(`{"some": "thing"}`)),
		"aliases":        d.put("bomb", []byte(bomb)),
		"itself":         d.put("itself", []byte("a: &a {b: *a}\n")),
		"deep lists":     d.put("lists", bytes.Repeat([]byte("["), 1<<20-1)),
		"deep maps":      d.put("maps", bytes.Repeat([]byte("{a: "), 200000)),
		"deep lines":     d.put("lines", []byte(nested(1200))),
		"twice the same": d.put("twice", []byte("a: 1\na: 2\n")),
	}
}

// isOneLine tells whether a file holds one line of text.
func isOneLine(path string) bool {
	_, err := passphraseIn(path)
	return err == nil
}

// nested is YAML of so many levels, one a line.
func nested(levels int) string {
	var b strings.Builder
	for i := range levels {
		b.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	return b.String()
}

// foreign are words of the programming language and its libraries.
var foreign = []string{"yaml:", "json:", "unmarshal", "goroutine", "interface", "EOF", "invalid argument", "zip:", "strconv", "<nil>", "0x", "%!"}

func checkSentence(t *testing.T, what, errOut, name string) {
	t.Helper()
	if !strings.HasPrefix(errOut, "ounce: ") || !strings.Contains(errOut, name) || len(errOut) > 3000 {
		t.Errorf("%s: said %.500q, want one sentence that names %s", what, errOut, name)
	}
	for _, word := range foreign {
		if strings.Contains(strings.ReplaceAll(errOut, name, ""), word) {
			t.Errorf("%s: people do not know %q: %.500q", what, word, errOut)
		}
	}
}

func TestFilesThatAreNotTheRightOnes(t *testing.T) {
	eachCommand(t, func(t *testing.T, name string, node *cmdline.Command) {
		reads := commandFiles(node, "reads")
		if len(reads) == 0 {
			return
		}
		d := newDesktop(t)
		if status, _, errOut := d.run(t.Context(), name); status != statusDone {
			t.Fatalf("does not even run well: %s", errOut)
		}
		bad := badFiles(d)
		before := d.files()
		for _, f := range reads {
			for what, path := range bad {
				if f.kind == "passphrase" && isOneLine(path) {
					continue // any line can be a passphrase
				}
				began := time.Now()
				status, out, errOut := d.run(t.Context(), name, f.args(path)...)
				what = f.value.Name + " is " + what
				if status != statusFailed || out != "" {
					t.Errorf("%s: status %d, printed %.200q", what, status, out)
				}
				named := filepath.Base(path)
				checkSentence(t, what, errOut, named[:min(len(named), 40)])
				if strings.Count(errOut, "\n") != 1 && !strings.Contains(errOut, "has mistakes:\n") {
					t.Errorf("%s: said %.500q, want one sentence", what, errOut)
				}
				if took := time.Since(began); took > 20*time.Second {
					t.Errorf("%s: took %v", what, took)
				}
			}
		}
		if after := d.files(); !slices.Equal(before, after) {
			t.Errorf("left %v", after)
		}
	})
}

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

// TestStoppedBeforeItBegan is Ctrl-C at once: each command ends with nothing
// written, or with all of it.
func TestStoppedBeforeItBegan(t *testing.T) {
	eachCommand(t, func(t *testing.T, name string, node *cmdline.Command) {
		for _, f := range commandFiles(node, "writes") {
			d := newDesktop(t)
			before := d.files()
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			status, _, errOut := d.run(ctx, name, f.args(d.path("out.xlsx"))...)
			after := d.files()
			switch {
			case status == statusDone && len(after) == len(before)+1:
			case status == statusFailed && slices.Equal(before, after) && errOut == "ounce: stopped; nothing was written\n":
			default:
				t.Errorf("%s: status %d, said %q, left %v", f.value.Name, status, errOut, after)
			}
		}
	})
}

package app

import (
	"archive/zip"
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

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

// run runs a command line.
func (d desktop) run(ctx context.Context, name string, more ...string) (status int, out, errOut string) {
	d.t.Helper()
	s, o, e := d.session(ctx)
	status = run(d.line(name, more...), s)
	return status, o.String(), e.String()
}

// line is a command line; the files of its way are those of the folder.
func (d desktop) line(name string, more ...string) []string {
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
	return append(args, more...)
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

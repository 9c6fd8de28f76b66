package app

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode"

	"ounce/app/disk"
	"ounce/checks"
	"ounce/checks/host"
	"ounce/checks/inventory"
	"ounce/checks/platform"
	"ounce/checks/scan"
)

// The most that is read of one file, and how many files of one folder.
const (
	maxMachines = 64 << 20
	maxFiles    = 20_000
)

// machineExtension is the ending of the files that ounce check --out writes.
const machineExtension = ".ounce-machine"

// gathered is what came out of files and folders.
type gathered struct {
	machines []checks.Machine
	files    int // that were looked at
	unread   int // of them nothing was taken
	// left are the files of folders that were left out, with why.
	left []inventory.Problem
}

// gather reads computers that were looked at elsewhere out of files and folders:
// files of ounce check, recordings, inventories, results of osquery; with open
// also out of saved assessments and shared copies. What somebody named and cannot
// be read is an error; in a folder it is left out and named.
func (s *session) gather(named []string, defs *checks.Definitions, open opener) (gathered, error) {
	g := gathering{session: s, defs: defs}
	for _, path := range named {
		if open != nil && !isFile(path) {
			if err := g.saved(open.savedOr, path); err != nil {
				return gathered{}, err
			}
			continue
		}
		info, err := os.Stat(path)
		switch {
		case err != nil:
			return gathered{}, err
		case open != nil && beginsSealed(path):
			if err := g.saved(open, path); err != nil {
				return gathered{}, err
			}
		case info.IsDir():
			if err := g.folder(path); err != nil {
				return gathered{}, err
			}
		default:
			g.found = append(g.found, found{path: path, said: path, modified: info.ModTime(), named: true})
		}
	}
	if err := inOrder(g.ctx, g.found, found.read, g.take); err != nil {
		return gathered{}, err
	}
	return g.done()
}

// saved takes the computers of a saved assessment or a shared copy.
func (g *gathering) saved(open opener, name string) error {
	a, err := open(name)
	if err != nil {
		return err
	}
	if len(a.Machines) == 0 {
		return fmt.Errorf("%s holds no computer", name)
	}
	g.machines = append(g.machines, a.Machines...)
	return nil
}

// gathering is one gather under way.
type gathering struct {
	*session
	defs   *checks.Definitions
	reader inventory.Reader
	gathered
	found []found
	// given are the folders, for the sentence about one that holds nothing.
	given []string
}

// found is a file that can hold a computer.
type found struct {
	path     string
	said     string // its name in sentences
	modified time.Time
	named    bool // by a person, not found in a folder
}

// folder finds every file below a folder that can hold a computer.
func (g *gathering) folder(path string) error {
	g.given = append(g.given, path)
	return filepath.WalkDir(path, func(name string, entry fs.DirEntry, err error) error {
		if err := g.ctx.Err(); err != nil {
			return err
		}
		if err != nil {
			if name == path {
				return err
			}
			g.left = append(g.left, inventory.Problem{File: name, Err: errors.New(disk.Words(err))})
			return nil
		}
		hidden := name != path && strings.HasPrefix(entry.Name(), ".")
		switch {
		case entry.IsDir() && (hidden || slices.Contains([]string{"System Volume Information", "$RECYCLE.BIN"}, entry.Name())):
			return filepath.SkipDir
		case hidden, !entry.Type().IsRegular(), !canHold(name):
			return nil
		}
		if len(g.found) >= maxFiles {
			return fmt.Errorf("%s holds more than %d files; this cannot be the right folder", path, maxFiles)
		}
		modified := time.Time{}
		if info, err := entry.Info(); err == nil {
			modified = info.ModTime()
		}
		below, err := filepath.Rel(path, name)
		if err != nil {
			below = name
		}
		g.found = append(g.found, found{path: name, said: below, modified: modified})
		return nil
	})
}

// canHold tells by its ending whether a file can hold a computer, so that what
// else lies on a stick is passed over.
func canHold(name string) bool {
	return slices.Contains(machineEndings(), strings.ToLower(filepath.Ext(name)))
}

// machineEndings are the endings of files that can hold a computer.
func machineEndings() []string {
	return []string{machineExtension, ".json", ".xml", ".ocs", ".csv", ".log", ".yaml", ".yml"}
}

// withoutName takes the file's name off a sentence that begins with it.
func withoutName(err error, name string) error {
	if rest, ok := strings.CutPrefix(disk.Words(err), name); ok {
		return errors.New(strings.TrimLeft(rest, ": "))
	}
	return errors.New(disk.Words(err))
}

// content is what a file holds: a recording, or computers.
type content struct {
	recording *host.Recording
	file      inventory.File
	err       error
}

// read reads the file and takes it apart.
func (f found) read() content {
	data, err := disk.Read(f.path, maxMachines)
	if err != nil {
		return content{err: err}
	}
	file, err := inventory.Parse(f.said, data, f.modified)
	switch {
	case errors.Is(err, inventory.ErrOther) && isRecording(f.path, data):
		rec, err := host.ReadRecording(f.path, data)
		return content{recording: rec, err: err}
	case err != nil:
		return content{err: fmt.Errorf("%s %w", f.path, err)}
	}
	return content{file: file}
}

// take takes what a file holds to the rest.
func (g *gathering) take(f found, c content) error {
	g.files++
	err := c.err
	switch {
	case err != nil:
	case c.recording != nil:
		err = g.play(c.recording)
	default:
		if err = g.reader.Join(c.file); err != nil {
			err = fmt.Errorf("%s %w", f.path, err)
		}
	}
	if err == nil || f.named || g.ctx.Err() != nil {
		return err
	}
	g.unread++
	g.left = append(g.left, inventory.Problem{File: f.said, Err: withoutName(err, f.path)})
	return nil
}

func isRecording(path string, data []byte) bool {
	ext := strings.ToLower(filepath.Ext(path))
	start := string(data[:min(len(data), 4096)])
	return (ext == ".yaml" || ext == ".yml") && strings.Contains(start, "ounce_recording:")
}

// play checks a recording.
func (g *gathering) play(rec *host.Recording) error {
	m, err := g.scan(g.ctx, host.Play(rec), g.defs, nil)
	if err != nil {
		return err
	}
	g.machines = append(g.machines, m)
	return nil
}

// done checks what other programs noted, and looks once over all.
func (g *gathering) done() (gathered, error) {
	machines, noted, problems := g.reader.Done()
	g.machines = append(g.machines, machines...)
	for i := range noted {
		m, err := g.scanNoted(&noted[i], g.defs)
		if err != nil {
			return gathered{}, err
		}
		g.machines = append(g.machines, m)
	}
	g.left = append(g.left, problems...)
	latest := g.now().Add(24 * time.Hour)
	kept := g.machines[:0]
	for _, m := range g.machines {
		if m.Taken.After(latest) {
			g.left = append(g.left, inventory.Problem{File: m.Name, Err: fmt.Errorf("was checked on %s, which is still to come: its clock is wrong", m.Taken.Format("2 January 2006"))})
			continue
		}
		kept = append(kept, m)
	}
	g.machines = kept
	slices.SortFunc(g.left, func(a, b inventory.Problem) int { return cmp.Compare(a.File, b.File) })
	if len(g.machines) == 0 && g.files+len(g.given) > 0 {
		if len(g.left) > 0 {
			return gathered{}, g.nothing()
		}
		return gathered{}, fmt.Errorf("%s holds no file of a checked computer; ounce check --out FILE writes one", strings.Join(g.given, ", "))
	}
	return g.gathered, nil
}

// nothing says why no file gave a computer.
func (g gathered) nothing() error {
	const most = 3
	var said []string
	for _, p := range g.left[:min(most, len(g.left))] {
		said = append(said, p.File+" "+disk.Words(p.Err))
	}
	if more := len(g.left) - most; more > 0 {
		said = append(said, fmt.Sprintf("and so it is with %d more", more))
	}
	return errors.New(strings.Join(said, "; "))
}

// scanNoted checks what another program noted of a computer.
func (s *session) scanNoted(n *inventory.Noted, defs *checks.Definitions) (checks.Machine, error) {
	scanner := scan.Scanner{
		Definitions: defs, Topics: scan.Topics(), Platform: platform.Read,
		Know: func(f *checks.Facts) { f.Learn(n.Facts) },
	}
	m := scanner.Run(s.ctx, host.Play(n.Recording))
	m.Source = n.Engine
	for i := range m.Findings {
		m.Findings[i] = n.Own(m.Findings[i], defs)
	}
	return m, s.ctx.Err()
}

// leftWords are the sentences about the files that were left out.
func (g gathered) leftWords() []string {
	var all []string
	for _, p := range g.left {
		all = append(all, p.File+" "+disk.Words(p.Err))
	}
	return all
}

// isAnswers tells an answer sheet from the other files of that ending, which
// hold recordings; workbooks hold nothing else. What cannot be read is told by
// the one who reads it.
func isAnswers(path string) bool {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods":
		return true
	case ".yaml", ".yml":
	default:
		return false
	}
	data, err := disk.Read(path, maxMachines)
	return err == nil && !isRecording(path, data)
}

// endsAsFolder tells that a path is written as a folder: stick/, or a dot.
func endsAsFolder(path string) bool {
	return path == "." || path == ".." || strings.HasSuffix(path, "/") || strings.HasSuffix(path, string(filepath.Separator))
}

// inFolder gives a file that can stand for one that gets its name later.
func inFolder(path string) string {
	if endsAsFolder(path) {
		return filepath.Join(path, "computer"+machineExtension)
	}
	return path
}

// keepMachine writes a machine's file and gives its name. In a folder, which is
// made in one that is there, that is the machine's own; another machine of that
// name gets a part of its id, too.
func (s *session) keepMachine(path string, m checks.Machine) (string, error) {
	if endsAsFolder(path) {
		if err := os.Mkdir(path, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
			return "", &disk.WriteError{Path: path, Err: err}
		}
		name := safeName(m.Name)
		kept := filepath.Join(path, name+machineExtension)
		if other, err := s.keptMachine(kept); err == nil && other.ID != m.ID && m.ID != "" {
			kept = filepath.Join(path, name+"-"+m.ID[:min(6, len(m.ID))]+machineExtension)
		}
		if err := replaceable(kept, "machine", false); err != nil {
			return "", err
		}
		path = kept
	}
	return path, s.writeMachine(path, m)
}

// keptMachine reads the machine of a file, if there is one.
func (s *session) keptMachine(path string) (checks.Machine, error) {
	info, err := os.Stat(path)
	if err != nil {
		return checks.Machine{}, err
	}
	data, err := disk.Read(path, maxMachines)
	if err != nil {
		return checks.Machine{}, err
	}
	var reader inventory.Reader
	if err := reader.Add(path, data, info.ModTime()); err != nil {
		return checks.Machine{}, err
	}
	machines, _, _ := reader.Done()
	if len(machines) == 0 {
		return checks.Machine{}, inventory.ErrOther
	}
	return machines[0], nil
}

// safeName makes a computer's name one that every file system takes.
func safeName(name string) string {
	safe := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("-_. ", r) {
			return r
		}
		return '-'
	}, clean(name))
	if runes := []rune(safe); len(runes) > 60 {
		safe = string(runes[:60])
	}
	if safe = strings.Trim(safe, ". "); safe == "" {
		return "computer"
	}
	return safe
}

// tellLeft says which files were left out of how many.
func (g gathered) tellLeft(say func(format string, args ...any)) {
	if len(g.left) == 0 {
		return
	}
	if g.unread > 0 {
		say("%d of %d files were read; left out:", g.files-g.unread, g.files)
	} else {
		say("left out:")
	}
	const most = 20
	for i, p := range g.left {
		if i == most {
			say("  and %d more", len(g.left)-most)
			return
		}
		say("  %s %s", clean(p.File), clean(disk.Words(p.Err)))
	}
}

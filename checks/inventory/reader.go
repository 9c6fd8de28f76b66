package inventory

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"time"

	"ounce/checks"
	"ounce/checks/host"
)

// Noted is one computer as another program noted it, ready to be checked.
type Noted struct {
	// Engine is the program, as "GLPI Agent 1.7".
	Engine string
	// Recording answers the reads that the program made.
	Recording *host.Recording
	// Facts are known without a reading of Ounce's own kind.
	Facts checks.Facts
	// Sources say what stands behind a source of the recording, in the words of
	// the program: "bios" for "file /sys/class/dmi/id/bios_date".
	Sources map[string]string
}

// Reader gathers computers out of files. Files of osquery
// can hold a part of a computer each: Done joins them.
type Reader struct {
	machines []checks.Machine
	noted    []Noted
	hosts    hosts
}

// Problem is what a file holds and cannot be used.
type Problem struct {
	File string
	Err  error
}

// ErrOther is the error of a file that holds no computer of any known kind.
var ErrOther = errors.New("is no file of checked machines; ounce check --out FILE writes one")

// The sentences for files that hold computers and cannot be read. They follow
// the name of a file.
var (
	errEmpty    = errors.New("is empty")
	errCut      = errors.New("ends in the middle: it was not copied completely; please copy it again")
	errWorkbook = errors.New("is a workbook, and holds no computer")
	errPacked   = errors.New("is packed; please unpack it and give the file inside")
)

// File is what one file holds, not yet joined with what others hold.
type File struct {
	machines []checks.Machine
	noted    []Noted
	// rows are of osquery: what they say depends on the other files.
	rows     []byte
	name     string
	modified time.Time
}

// Parse takes one file apart: name stands for it in what Done says, modified is
// its date for results that have none of their own. The error is a sentence that
// follows the file's name. It may run beside others.
func Parse(name string, data []byte, modified time.Time) (File, error) {
	text, err := plainText(data)
	if err != nil {
		return File{}, err
	}
	switch kind := kindOf(text); kind {
	case ounceFile:
		machines, err := parseFile(text)
		return File{machines: machines}, err
	case agentXML, agentJSON:
		parse := parseFusion
		if kind == agentJSON {
			parse = parseGLPI
		}
		a, err := parse(text)
		if err != nil {
			return File{}, err
		}
		noted, err := a.noted()
		return File{noted: []Noted{noted}}, err
	case osqueryRows, osqueryLog, fleetCSV:
		return File{rows: text, name: name, modified: modified}, nil
	}
	return File{}, ErrOther
}

// Join takes a file to those before it. The error is a sentence that follows the
// file's name.
func (r *Reader) Join(f File) error {
	r.machines = append(r.machines, f.machines...)
	r.noted = append(r.noted, f.noted...)
	if f.rows == nil {
		return nil
	}
	return r.hosts.add(f.name, f.rows, f.modified)
}

// Add parses one file and joins it.
func (r *Reader) Add(name string, data []byte, modified time.Time) error {
	file, err := Parse(name, data, modified)
	if err != nil {
		return err
	}
	return r.Join(file)
}

// Done gives what was gathered: computers that Ounce checked, those that other
// programs noted, and the files of which nothing could be made together with the
// others. The Reader is empty then.
func (r *Reader) Done() (machines []checks.Machine, noted []Noted, problems []Problem) {
	machines = r.machines
	more, problems := r.hosts.done()
	noted = slices.Concat(r.noted, more)
	*r = Reader{}
	return machines, noted, problems
}

type kind int

const (
	otherFile kind = iota
	ounceFile
	agentXML
	agentJSON
	osqueryRows
	osqueryLog
	fleetCSV
)

// kindOf tells by its beginning what a file holds.
func kindOf(text []byte) kind {
	start := bytes.TrimLeft(text[:min(len(text), 64<<10)], " \t\r\n")
	if len(start) == 0 {
		return otherFile
	}
	switch start[0] {
	case '<':
		if bytes.Contains(start, []byte("<REQUEST")) {
			return agentXML
		}
	case '{':
		switch {
		case bytes.HasPrefix(bytes.TrimLeft(start[1:], " \t\r\n"), []byte(`"schema"`)):
			return ounceFile
		case keyed(start, "hostIdentifier", "hostname") && keyed(start, "snapshot", "columns", "diffResults"):
			return osqueryLog
		case keyed(start, "machines"):
			return ounceFile
		case keyed(start, "content", "itemtype", "deviceid", "action"):
			return agentJSON
		case keyed(start, "ounce"):
			return osqueryRows
		}
	case '[':
		return osqueryRows
	default:
		if isFleet(start) {
			return fleetCSV
		}
	}
	return otherFile
}

// keyed tells whether a JSON text names one of some keys.
func keyed(text []byte, names ...string) bool {
	return slices.ContainsFunc(names, func(name string) bool { return bytes.Contains(text, []byte(`"`+name+`"`)) })
}

// Own puts the evidence of a finding into the words of the program that noted
// it; what would have been read besides is left out. An unknown that rests on
// nothing noted is not held, whatever a collector made of the silence.
func (n *Noted) Own(f checks.Finding, defs *checks.Definitions) checks.Finding {
	own := n.Engine + ": "
	told := []checks.Evidence{}
	for _, e := range f.Evidence {
		section, held := n.Sources[e.Source]
		switch {
		case held:
			e.Source, e.Privilege = own+section, ""
		case !strings.HasPrefix(e.Source, own):
			continue
		}
		told = append(told, e)
	}
	if def, ok := defs.Get(f.Check); ok && f.Status == checks.Unclear && f.Unknown != checks.NotHeld && len(told) == 0 {
		return defs.Finding(def, checks.Undecided(checks.Unknown{Reason: checks.NotHeld}))
	}
	f.Evidence = told
	return f
}

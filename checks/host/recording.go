package host

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"time"

	"go.yaml.in/yaml/v3"

	"ounce/assets"
	"ounce/checks"
)

// RecordingVersion is the version of the recording format that is written.
const RecordingVersion = 1

// Recording is what a host said, as a file that a person can read and write.
type Recording struct {
	Version int `yaml:"ounce_recording"`
	// EndMarked promises that the file ends with the line "end: true", so that one
	// that was cut is told from a whole one. Ounce always writes it; who writes a
	// recording by hand may leave both out.
	EndMarked bool          `yaml:"end_marked,omitempty"`
	Note      string        `yaml:"note,omitempty"`
	System    checks.System `yaml:"system"`
	// Now is the machine's time when it was recorded.
	Now time.Time `yaml:"now"`
	// Elevated tells whether it was recorded with administrator rights.
	Elevated bool `yaml:"elevated,omitempty"`
	// Unlisted says what playing back answers to a read that is not in the
	// recording: "unreadable" (nobody looked, the default), "missing" (what is not
	// written here is not on the machine), for recordings written by hand, or
	// "not_held", for what another program noted.
	Unlisted checks.Reason `yaml:"unlisted,omitempty"`
	// Pieces are recordings that this one is put together from, by their paths from
	// this file on. Later ones win, and what stands here wins over all of them.
	Pieces []string `yaml:"pieces,omitempty,flow"`

	Commands []Command     `yaml:"commands,omitempty"`
	Files    []File        `yaml:"files,omitempty"`
	Registry []RegistryKey `yaml:"registry,omitempty"`
	WMI      []WMIAnswer   `yaml:"wmi,omitempty"`
	Events   []EventLog    `yaml:"events,omitempty"`
	Calls    []CallAnswer  `yaml:"calls,omitempty"`
	// End is the last line of a file that is EndMarked.
	End bool `yaml:"end,omitempty"`
}

// Failure is a read that gave nothing: why, and what the system said.
type Failure struct {
	Fails  checks.Reason `yaml:"fails,omitempty"`
	Detail string        `yaml:"detail,omitempty"`
}

// Command is a program that was started.
type Command struct {
	Run       []string `yaml:"run,flow"` // the program without its folder, and its arguments
	Output    string   `yaml:"output,omitempty"`
	OutputHex string   `yaml:"output_hex,omitempty"` // for output that is no text in UTF-8
	Errors    string   `yaml:"errors,omitempty"`
	Exit      int      `yaml:"exit,omitempty"`
	Failure   `yaml:",inline"`
}

// File is a file or a folder. A folder has Entries, also when they are empty.
type File struct {
	Path     string    `yaml:"path"`
	Text     string    `yaml:"text,omitempty"`
	Hex      string    `yaml:"hex,omitempty"` // for what is not text
	Size     int64     `yaml:"size,omitempty"`
	Modified time.Time `yaml:"modified,omitempty"`
	// Unread marks a file of which only name, size and date are recorded.
	Unread  bool     `yaml:"unread,omitempty"`
	Entries []string `yaml:"entries,omitempty,flow"`
	Folder  bool     `yaml:"folder,omitempty"`
	Failure `yaml:",inline"`
}

// RegistryKey is one key with its values; binary ones are {hex: "01 ff"}.
type RegistryKey struct {
	Key     string     `yaml:"key"`
	Values  checks.Row `yaml:"values,omitempty"`
	Failure `yaml:",inline"`
}

// WMIAnswer is what a query gave.
type WMIAnswer struct {
	Namespace string       `yaml:"namespace"`
	Query     string       `yaml:"query"`
	Rows      []checks.Row `yaml:"rows,omitempty"`
	Failure   `yaml:",inline"`
}

// EventLog is a channel of the event log.
type EventLog struct {
	Channel string  `yaml:"channel"`
	Events  []Event `yaml:"events,omitempty"`
	Failure `yaml:",inline"`
}

// Event is one entry of a channel.
type Event struct {
	ID       int               `yaml:"id"`
	Provider string            `yaml:"provider"`
	Level    int               `yaml:"level,omitempty"`
	Time     time.Time         `yaml:"time"`
	Data     map[string]string `yaml:"data,omitempty"`
}

// CallAnswer is what a native call gave; the names are those of Host.Call.
type CallAnswer struct {
	Call    []string     `yaml:"call,flow"` // the name, and its arguments
	Rows    []checks.Row `yaml:"rows,omitempty"`
	Failure `yaml:",inline"`
}

// MaxRecording is the size in bytes beyond which no file is a recording.
const MaxRecording = 16 << 20

// OpenRecording reads a recording from a file.
func OpenRecording(path string) (*Recording, error) {
	data, err := readOrdinary(path, MaxRecording)
	if err != nil {
		return nil, fmt.Errorf("opening the recording %s: %w", path, err)
	}
	return ReadRecording(path, data)
}

// ParseRecording decodes a recording strictly; name stands in its errors. One
// that has pieces is refused: they are found only from where a file lies.
func ParseRecording(name string, data []byte) (*Recording, error) {
	r, err := parse(name, data)
	if err == nil && len(r.Pieces) > 0 {
		return nil, fmt.Errorf("%s is put together from pieces, which do not come with it", name)
	}
	return r, err
}

func parse(name string, data []byte) (*Recording, error) {
	var r Recording
	if promisesEnd.Match(data) && !hasEnd.Match(data) {
		return nil, fmt.Errorf("%s %w", name, errCut)
	}
	if err := keysOnce(name, data); err != nil {
		return nil, err
	}
	if err := assets.Strict(name, data, &r); err != nil {
		return nil, err
	}
	if r.EndMarked && !r.End {
		return nil, fmt.Errorf("%s %w", name, errCut)
	}
	if err := r.validate(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return &r, nil
}

var errCut = errors.New("ends in the middle: it was not copied completely; please copy it again")

// The lines of an end that is promised, and of the end. What programs printed is
// indented, so that neither can stand in it.
var (
	promisesEnd = regexp.MustCompile(`(?m)^end_marked: true[ \t\r]*$`)
	hasEnd      = regexp.MustCompile(`(?m)^end: true[ \t\r]*$`)
)

// keysOnce refuses a key that is written twice. The decoder does so too, but
// compares each key with each other one, and names every pair.
func keysOnce(name string, data []byte) error {
	var document yaml.Node
	if err := yaml.Unmarshal(data, &document); err != nil {
		return fmt.Errorf("%s: %s", name, assets.PlainYAMLError(err))
	}
	return doubled(name, &document)
}

func doubled(name string, node *yaml.Node) error {
	seen := map[string]bool{}
	for i, child := range node.Content {
		if node.Kind == yaml.MappingNode && i%2 == 0 && child.Kind == yaml.ScalarNode {
			if seen[child.Value] {
				return fmt.Errorf("%s: line %d: key %q is written twice", name, child.Line, checks.Excerpt(child.Value))
			}
			seen[child.Value] = true
		}
		if err := doubled(name, child); err != nil {
			return err
		}
	}
	return nil
}

func (r *Recording) validate() error {
	switch {
	case r.Version > RecordingVersion:
		return fmt.Errorf("is of version %d; this Ounce reads up to %d", r.Version, RecordingVersion)
	case r.Version < 1:
		return fmt.Errorf("has no ounce_recording version")
	case !slices.Contains([]checks.System{checks.Linux, checks.MacOS, checks.Windows}, r.System):
		return fmt.Errorf("system %q is none of linux, macos, windows", r.System)
	case r.Now.IsZero():
		return fmt.Errorf("has no time (now)")
	case r.Unlisted != "" && !slices.Contains([]checks.Reason{checks.Missing, checks.Unreadable, checks.NotHeld}, r.Unlisted):
		return fmt.Errorf("unlisted %q is none of missing, unreadable and not_held", r.Unlisted)
	}
	for i, c := range r.Commands {
		if len(c.Run) == 0 {
			return fmt.Errorf("command %d has no program", i+1)
		}
		if c.Output != "" && c.OutputHex != "" {
			return fmt.Errorf("command %d has its output twice, as text and as hex digits", i+1)
		}
		if _, err := unhex(c.OutputHex); err != nil {
			return fmt.Errorf("the output of command %d is not in hex digits", i+1)
		}
	}
	for i, c := range r.Calls {
		if len(c.Call) == 0 {
			return fmt.Errorf("call %d has no name", i+1)
		}
	}
	for _, f := range r.failures() {
		if f.Fails != "" && !slices.Contains(checks.Reasons(), f.Fails) {
			return fmt.Errorf("fails %q is none of %v", f.Fails, checks.Reasons())
		}
	}
	return nil
}

func (r *Recording) failures() []Failure {
	var all []Failure
	for _, x := range r.Commands {
		all = append(all, x.Failure)
	}
	for _, x := range r.Files {
		all = append(all, x.Failure)
	}
	for _, x := range r.Registry {
		all = append(all, x.Failure)
	}
	for _, x := range r.WMI {
		all = append(all, x.Failure)
	}
	for _, x := range r.Events {
		all = append(all, x.Failure)
	}
	for _, x := range r.Calls {
		all = append(all, x.Failure)
	}
	return all
}

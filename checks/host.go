package checks

import (
	"context"
	"fmt"
	"time"
)

// System names an operating system family.
type System string

// The systems that Ounce knows.
const (
	Linux   System = "linux"
	MacOS   System = "macos"
	Windows System = "windows"
)

// Host is the only door to a machine. Every method reads and none changes
// anything. A failed read is a *ReadError, whose Reason says why; every method
// returns as soon as its context ends.
type Host interface {
	// System is the operating system family of the machine.
	System() System
	// Now is the machine's time.
	Now() time.Time
	// Elevated tells whether reads are made with administrator rights.
	Elevated() bool
	// Run starts an allowed program of the system, named without its folder, in
	// the C locale and without standard input. An exit code other than zero is
	// no error: it is part of the output.
	Run(ctx context.Context, program string, args ...string) (Output, error)
	// ReadFile reads a whole file of at most MaxRead bytes. A path may start
	// with "~/" (the user's home) or hold %Name% variables on Windows.
	ReadFile(ctx context.Context, path string) ([]byte, error)
	// Stat tells about a file or folder without reading it.
	Stat(ctx context.Context, path string) (Entry, error)
	// ReadDir lists a folder, sorted by name.
	ReadDir(ctx context.Context, path string) ([]Entry, error)
	// ReadKey reads one registry key, as `HKLM\SOFTWARE\...`.
	ReadKey(ctx context.Context, key string) (Key, error)
	// Query asks WMI: namespace as `root\cimv2`, query in WQL.
	Query(ctx context.Context, namespace, query string) ([]Row, error)
	// Events reads the event log, newest first.
	Events(ctx context.Context, q EventQuery) ([]Event, error)
	// Call asks the system through a native interface that has a name here, as
	// "memory"; package host documents each name and the columns of its rows.
	Call(ctx context.Context, name string, args ...string) ([]Row, error)
}

// MaxRead is the most that one read hands over, in bytes; what is larger is
// unreadable.
const MaxRead = 8 << 20

// Output is what a program printed and how it ended.
type Output struct {
	Stdout []byte
	Stderr []byte
	Exit   int
}

// Entry is a file or a folder.
type Entry struct {
	Name     string
	Folder   bool
	Size     int64 // bytes
	Modified time.Time
}

// Key is a registry key: its values (string, uint64, []string or []byte) and
// the names of the keys below it.
type Key struct {
	Values  Row
	Subkeys []string
}

// EventQuery selects events of one channel ("System", "Application", or the
// full name of a provider's channel). An empty field selects everything.
type EventQuery struct {
	Channel  string
	Provider string
	IDs      []int
	Since    time.Duration // how far back from Now
	Max      int           // newest that many; 0 is 500
}

// Event is one entry of the event log.
type Event struct {
	ID       int
	Provider string
	Level    int // 1 critical, 2 error, 3 warning, 4 information
	Time     time.Time
	Data     map[string]string // EventData by name; unnamed ones as "0", "1", ...
}

// Reason says why something is unknown.
type Reason string

// The reasons. Stopped is the reason of what was not read because the person
// ended the scan, NotHeld that of what an inventory by another program leaves
// out.
const (
	Denied      Reason = "denied"
	Missing     Reason = "missing"
	TimedOut    Reason = "timed_out"
	Unreadable  Reason = "unreadable"
	Conflicting Reason = "conflicting"
	Unsupported Reason = "unsupported"
	Stopped     Reason = "stopped"
	NotHeld     Reason = "not_held"
)

// Reasons lists every reason.
func Reasons() []Reason {
	return []Reason{Denied, Missing, TimedOut, Unreadable, Conflicting, Unsupported, Stopped, NotHeld}
}

// ReadError is a read that gave nothing.
type ReadError struct {
	Reason Reason
	Source string // what was read, as "file /etc/os-release"
	Detail string // what the system said, short
}

func (e *ReadError) Error() string {
	if e.Detail == "" {
		return fmt.Sprintf("%s: %s", e.Source, e.Reason)
	}
	return fmt.Sprintf("%s: %s: %s", e.Source, e.Reason, e.Detail)
}

package host

import (
	"cmp"
	"context"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"ounce/checks"
)

// Recorder is a Host that keeps everything that is asked of another one, with
// its answer. It may be used from any number of goroutines.
type Recorder struct {
	host checks.Host
	now  time.Time

	mu       sync.Mutex
	commands map[string]Command
	files    map[string]File
	registry map[string]RegistryKey
	wmi      map[string]WMIAnswer
	events   map[string]EventLog
	calls    map[string]CallAnswer
}

var _ checks.Host = (*Recorder)(nil)

// Record wraps a host. Its time stands still from here on, as a recording's does.
func Record(h checks.Host) *Recorder {
	return &Recorder{
		host: h, now: h.Now(),
		commands: map[string]Command{}, files: map[string]File{}, registry: map[string]RegistryKey{},
		wmi: map[string]WMIAnswer{}, events: map[string]EventLog{}, calls: map[string]CallAnswer{},
	}
}

// System is that of the host.
func (r *Recorder) System() checks.System { return r.host.System() }

// Now is the time at which recording began.
func (r *Recorder) Now() time.Time { return r.now }

// Elevated is that of the host.
func (r *Recorder) Elevated() bool { return r.host.Elevated() }

// failureOf says an error as a recording keeps it.
func failureOf(err error) Failure {
	var read *checks.ReadError
	switch {
	case err == nil:
		return Failure{}
	case errors.As(err, &read):
		return Failure{Fails: read.Reason, Detail: read.Detail}
	}
	return Failure{Fails: checks.Unreadable, Detail: err.Error()}
}

// unanswered is kept of a read that nobody waits for any longer when the
// recording is taken.
func unanswered() Failure { return Failure{Fails: checks.TimedOut} }

// begin keeps that a read was begun; its answer takes the place.
func begin[T any](r *Recorder, all map[string]T, name string, begun T) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, known := all[name]; !known {
		all[name] = begun
	}
}

// Run asks the host and keeps the answer.
func (r *Recorder) Run(ctx context.Context, program string, args ...string) (checks.Output, error) {
	run := append([]string{program}, args...)
	begin(r, r.commands, joined(run), Command{Run: run, Failure: unanswered()})
	out, err := r.host.Run(ctx, program, args...)
	r.mu.Lock()
	defer r.mu.Unlock()
	kept := Command{Run: run, Errors: plain(out.Stderr), Exit: out.Exit, Failure: failureOf(err)}
	if utf8.Valid(out.Stdout) {
		kept.Output = string(out.Stdout)
	} else {
		kept.OutputHex = hex.EncodeToString(out.Stdout)
	}
	r.commands[joined(run)] = kept
	return out, err
}

// plain keeps an output as text; what is no text in it becomes a mark.
func plain(data []byte) string { return strings.ToValidUTF8(string(data), "\uFFFD") }

// file changes what is kept of one file.
func (r *Recorder) file(path string, change func(*File)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	f, known := r.files[path]
	if !known {
		f = File{Path: path, Unread: true}
	}
	change(&f)
	r.files[path] = f
}

// ReadFile asks the host and keeps the answer.
func (r *Recorder) ReadFile(ctx context.Context, path string) ([]byte, error) {
	data, err := r.host.ReadFile(ctx, path)
	r.file(path, func(f *File) {
		if f.folder() {
			return
		}
		f.Unread, f.Text, f.Hex = false, "", ""
		f.Failure = failureOf(err)
		list, isList := plistText(data)
		switch {
		case err != nil:
		case isList:
			f.Text = list
		case textual(data):
			f.Text = string(data)
		default:
			f.Hex = hex.EncodeToString(data)
		}
	})
	return data, err
}

// textual tells whether bytes are text that YAML keeps as it is.
func textual(data []byte) bool {
	return utf8.Valid(data) && !slices.ContainsFunc([]rune(string(data)), func(c rune) bool {
		return c < ' ' && c != '\n' && c != '\t' || c == 0x7F || c == 0xFEFF || c == 0x85
	})
}

// Stat asks the host and keeps the answer.
func (r *Recorder) Stat(ctx context.Context, path string) (checks.Entry, error) {
	e, err := r.host.Stat(ctx, path)
	r.file(path, func(f *File) {
		if err != nil {
			if f.Unread {
				f.Unread, f.Failure = false, failureOf(err)
			}
			return
		}
		f.Size, f.Modified = e.Size, e.Modified
		if e.Folder {
			f.Folder, f.Unread = true, false
		}
	})
	return e, err
}

// ReadDir asks the host and keeps the answer, each entry as a file of its own.
func (r *Recorder) ReadDir(ctx context.Context, path string) ([]checks.Entry, error) {
	entries, err := r.host.ReadDir(ctx, path)
	r.file(path, func(f *File) {
		f.Folder, f.Unread, f.Failure = true, false, failureOf(err)
		f.Entries = []string{}
		for _, e := range entries {
			f.Entries = append(f.Entries, e.Name)
		}
	})
	if err != nil {
		return entries, err
	}
	separator := "/"
	if r.System() == checks.Windows && !strings.Contains(path, "/") {
		separator = `\`
	}
	for _, e := range entries {
		r.file(strings.TrimRight(path, separators(r.System()))+separator+e.Name, func(f *File) {
			f.Size, f.Modified = e.Size, e.Modified
			if e.Folder {
				f.Folder, f.Unread = true, false
			}
		})
	}
	return entries, nil
}

// ReadKey asks the host and keeps the answer, each key below as one of its own.
func (r *Recorder) ReadKey(ctx context.Context, key string) (checks.Key, error) {
	k, err := r.host.ReadKey(ctx, key)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.registry[strings.ToLower(key)] = RegistryKey{Key: key, Values: written(k.Values), Failure: failureOf(err)}
	for _, name := range k.Subkeys {
		below := key + `\` + name
		if _, known := r.registry[strings.ToLower(below)]; !known {
			r.registry[strings.ToLower(below)] = RegistryKey{Key: below, Failure: Failure{Fails: checks.Unreadable, Detail: "nobody looked"}}
		}
	}
	return k, err
}

// written turns bytes into {hex: "..."}, the form of a recording.
func written(row checks.Row) checks.Row {
	if row == nil {
		return nil
	}
	out := checks.Row{}
	for name, value := range row {
		if data, ok := value.([]byte); ok {
			value = map[string]any{"hex": hex.EncodeToString(data)}
		}
		out[name] = value
	}
	return out
}

func writtenRows(rows []checks.Row) []checks.Row {
	out := make([]checks.Row, len(rows))
	for i, row := range rows {
		out[i] = written(row)
	}
	return out
}

// Query asks the host and keeps the answer.
func (r *Recorder) Query(ctx context.Context, namespace, query string) ([]checks.Row, error) {
	begin(r, r.wmi, wmiName(namespace, query), WMIAnswer{Namespace: namespace, Query: query, Failure: unanswered()})
	rows, err := r.host.Query(ctx, namespace, query)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.wmi[wmiName(namespace, query)] = WMIAnswer{Namespace: namespace, Query: query, Rows: writtenRows(rows), Failure: failureOf(err)}
	return rows, err
}

// Events asks the host and adds the answer to what is kept of the channel.
func (r *Recorder) Events(ctx context.Context, q checks.EventQuery) ([]checks.Event, error) {
	events, err := r.host.Events(ctx, q)
	r.mu.Lock()
	defer r.mu.Unlock()
	name := strings.ToLower(q.Channel)
	channel, known := r.events[name]
	if !known {
		channel = EventLog{Channel: q.Channel}
	}
	if err != nil {
		channel.Failure = failureOf(err)
	}
	for _, e := range events {
		if !slices.ContainsFunc(channel.Events, func(have Event) bool { return sameEvent(have, Event(e)) }) {
			channel.Events = append(channel.Events, Event(e))
		}
	}
	r.events[name] = channel
	return events, err
}

func sameEvent(a, b Event) bool {
	return a.ID == b.ID && a.Provider == b.Provider && a.Time.Equal(b.Time)
}

// Call asks the host and keeps the answer.
func (r *Recorder) Call(ctx context.Context, name string, args ...string) ([]checks.Row, error) {
	call := append([]string{name}, args...)
	begin(r, r.calls, joined(call), CallAnswer{Call: call, Failure: unanswered()})
	rows, err := r.host.Call(ctx, name, args...)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.calls[joined(call)] = CallAnswer{Call: call, Rows: writtenRows(rows), Failure: failureOf(err)}
	return rows, err
}

// Recording gives what was kept, sorted, so that the same answers make the same
// file. It is not scrubbed yet: see Scrub.
func (r *Recorder) Recording() *Recording {
	r.mu.Lock()
	defer r.mu.Unlock()
	return &Recording{
		Version: RecordingVersion, System: r.host.System(), Now: r.now, Elevated: r.host.Elevated(),
		Commands: inOrder(r.commands), Files: inOrder(r.files), Registry: inOrder(r.registry),
		WMI: inOrder(r.wmi), Events: inOrder(r.events), Calls: inOrder(r.calls),
	}
}

func inOrder[T any](kept map[string]T) []T {
	names := make([]string, 0, len(kept))
	for name := range kept {
		names = append(names, name)
	}
	slices.SortFunc(names, cmp.Compare[string])
	list := make([]T, 0, len(kept))
	for _, name := range names {
		list = append(list, kept[name])
	}
	return list
}

package host

import (
	"context"
	"encoding/hex"
	"path"
	"slices"
	"sort"
	"strings"
	"time"

	"ounce/checks"
)

// Playback is a Host that answers from a recording.
type Playback struct {
	rec      *Recording
	commands map[string]Command
	files    map[string]File
	registry map[string]RegistryKey
	wmi      map[string]WMIAnswer
	events   map[string]EventLog
	calls    map[string]CallAnswer
}

var _ checks.Host = (*Playback)(nil)

// Play makes a Host of a recording.
func Play(rec *Recording) *Playback {
	p := &Playback{
		rec:      rec,
		commands: map[string]Command{}, files: map[string]File{}, registry: map[string]RegistryKey{},
		wmi: map[string]WMIAnswer{}, events: map[string]EventLog{}, calls: map[string]CallAnswer{},
	}
	for _, c := range rec.Commands {
		p.commands[joined(c.Run)] = c
	}
	for _, f := range rec.Files {
		p.files[p.fold(f.Path)] = f
	}
	for _, k := range rec.Registry {
		p.registry[strings.ToLower(k.Key)] = k
	}
	for _, w := range rec.WMI {
		p.wmi[wmiName(w.Namespace, w.Query)] = w
	}
	for _, e := range rec.Events {
		p.events[strings.ToLower(e.Channel)] = e
	}
	for _, c := range rec.Calls {
		p.calls[joined(c.Call)] = c
	}
	return p
}

func joined(words []string) string { return strings.Join(words, "\x00") }

func wmiName(namespace, query string) string {
	return strings.ToLower(namespace + "\x00" + strings.Join(strings.Fields(query), " "))
}

// fold writes a path the way in which the system compares it.
func (p *Playback) fold(name string) string {
	if p.rec.System == checks.Windows {
		return strings.ToLower(p.slashed(name))
	}
	return name
}

func (p *Playback) slashed(name string) string {
	if p.rec.System == checks.Windows {
		return strings.ReplaceAll(name, `\`, "/")
	}
	return name
}

// System is the recorded system.
func (p *Playback) System() checks.System { return p.rec.System }

// Now is the time of the recording.
func (p *Playback) Now() time.Time { return p.rec.Now }

// Elevated tells whether it was recorded with administrator rights.
func (p *Playback) Elevated() bool { return p.rec.Elevated }

func (p *Playback) unlisted(source string) error {
	if p.rec.Unlisted == checks.Missing || p.rec.Unlisted == checks.NotHeld {
		return &checks.ReadError{Reason: p.rec.Unlisted, Source: source}
	}
	return &checks.ReadError{Reason: checks.Unreadable, Source: source, Detail: "not in the recording"}
}

func (f Failure) error(source string) error {
	if f.Fails == "" {
		return nil
	}
	return &checks.ReadError{Reason: f.Fails, Source: source, Detail: f.Detail}
}

// Run gives the recorded output.
func (p *Playback) Run(_ context.Context, program string, args ...string) (checks.Output, error) {
	source := Source(program, args...)
	c, ok := p.commands[joined(append([]string{program}, args...))]
	if !ok {
		return checks.Output{}, p.unlisted(source)
	}
	output := []byte(c.Output)
	if c.OutputHex != "" {
		var err error
		if output, err = unhex(c.OutputHex); err != nil {
			return checks.Output{}, &checks.ReadError{Reason: checks.Unreadable, Source: source, Detail: "bad hex in the recording"}
		}
	}
	return checks.Output{Stdout: output, Stderr: []byte(c.Errors), Exit: c.Exit}, c.error(source)
}

// ReadFile gives the recorded bytes.
func (p *Playback) ReadFile(_ context.Context, name string) ([]byte, error) {
	source := "file " + name
	f, ok := p.files[p.fold(name)]
	switch {
	case !ok:
		return nil, p.unlisted(source)
	case f.Fails != "":
		return nil, f.error(source)
	case f.folder():
		return nil, &checks.ReadError{Reason: checks.Unreadable, Source: source, Detail: "is a folder"}
	case f.Unread:
		return nil, &checks.ReadError{Reason: checks.Unreadable, Source: source, Detail: "its content is not in the recording"}
	case f.Hex != "":
		data, err := unhex(f.Hex)
		if err != nil {
			return nil, &checks.ReadError{Reason: checks.Unreadable, Source: source, Detail: "bad hex in the recording"}
		}
		return data, nil
	}
	return []byte(f.Text), nil
}

func (f File) folder() bool { return f.Folder || f.Entries != nil }

func unhex(text string) ([]byte, error) {
	return hex.DecodeString(strings.Join(strings.Fields(text), ""))
}

func (f File) entry() checks.Entry {
	name := f.Path[strings.LastIndexAny(f.Path, `/\`)+1:]
	size := f.Size
	if size == 0 {
		size = int64(len(f.Text))
	}
	return checks.Entry{Name: name, Folder: f.folder(), Size: size, Modified: f.Modified}
}

// Stat gives what is recorded of a file or folder. A folder also exists when
// something in it is recorded.
func (p *Playback) Stat(_ context.Context, name string) (checks.Entry, error) {
	source := "file " + name
	if f, ok := p.files[p.fold(name)]; ok {
		return f.entry(), f.error(source)
	}
	if len(p.below(name)) > 0 {
		return checks.Entry{Name: path.Base(p.fold(name)), Folder: true}, nil
	}
	return checks.Entry{}, p.unlisted(source)
}

// ReadDir lists the recorded entries of a folder; without a list, the recorded
// files in it.
func (p *Playback) ReadDir(_ context.Context, name string) ([]checks.Entry, error) {
	source := "folder " + name
	below := p.below(name)
	f, ok := p.files[p.fold(name)]
	if ok && f.Fails != "" {
		return nil, f.error(source)
	}
	if !ok && len(below) == 0 {
		return nil, p.unlisted(source)
	}
	for _, entry := range f.Entries {
		if _, listed := below[p.fold(entry)]; !listed {
			below[p.fold(entry)] = checks.Entry{Name: entry}
		}
	}
	entries := make([]checks.Entry, 0, len(below))
	for _, entry := range below {
		entries = append(entries, entry)
	}
	sort.Slice(entries, func(i, j int) bool { return entries[i].Name < entries[j].Name })
	return entries, nil
}

// below gives what is recorded directly or deeper in a folder, by its folded
// name in that folder.
func (p *Playback) below(name string) map[string]checks.Entry {
	prefix := strings.TrimSuffix(p.fold(name), "/") + "/"
	found := map[string]checks.Entry{}
	for folded, f := range p.files {
		rest, inside := strings.CutPrefix(folded, prefix)
		if !inside || rest == "" || f.Fails == checks.Missing {
			continue
		}
		child, deeper, nested := strings.Cut(rest, "/")
		if nested && deeper != "" {
			if _, have := found[child]; !have {
				// By its place, not its length: folding may change how long a name is.
				original := strings.Split(p.slashed(f.Path), "/")[strings.Count(prefix, "/")]
				found[child] = checks.Entry{Name: original, Folder: true}
			}
			continue
		}
		found[child] = f.entry()
	}
	return found
}

// ReadKey gives the recorded values, and the names of the keys below.
func (p *Playback) ReadKey(_ context.Context, key string) (checks.Key, error) {
	source := "registry " + key
	k, ok := p.registry[strings.ToLower(key)]
	if ok && k.Fails != "" {
		return checks.Key{}, k.error(source)
	}
	prefix := strings.ToLower(key) + `\`
	var subkeys []string
	for folded, below := range p.registry {
		if !strings.HasPrefix(folded, prefix) || below.Fails == checks.Missing {
			continue
		}
		original := strings.Split(below.Key, `\`)[strings.Count(prefix, `\`)]
		if !slices.ContainsFunc(subkeys, func(s string) bool { return strings.EqualFold(s, original) }) {
			subkeys = append(subkeys, original)
		}
	}
	if !ok && len(subkeys) == 0 {
		return checks.Key{}, p.unlisted(source)
	}
	sort.Strings(subkeys)
	return checks.Key{Values: plainRow(k.Values), Subkeys: subkeys}, nil
}

// plainRow turns {hex: "..."} into bytes.
func plainRow(row checks.Row) checks.Row {
	out := checks.Row{}
	for name, value := range row {
		out[name] = value
		nested, ok := value.(map[string]any)
		if !ok {
			if r, isRow := value.(checks.Row); isRow {
				nested, ok = r, true
			}
		}
		if text, isText := nested["hex"].(string); ok && isText {
			if data, err := unhex(text); err == nil {
				out[name] = data
			}
		}
	}
	return out
}

func plainRows(rows []checks.Row) []checks.Row {
	out := make([]checks.Row, len(rows))
	for i, row := range rows {
		out[i] = plainRow(row)
	}
	return out
}

// Query gives the recorded rows.
func (p *Playback) Query(_ context.Context, namespace, query string) ([]checks.Row, error) {
	source := "WMI " + namespace + ": " + query
	w, ok := p.wmi[wmiName(namespace, query)]
	if !ok {
		return nil, p.unlisted(source)
	}
	return plainRows(w.Rows), w.error(source)
}

// Events gives the recorded entries that the query selects, newest first.
func (p *Playback) Events(_ context.Context, q checks.EventQuery) ([]checks.Event, error) {
	source := "event log " + q.Channel
	channel, ok := p.events[strings.ToLower(q.Channel)]
	if !ok {
		return nil, p.unlisted(source)
	}
	if channel.Fails != "" {
		return nil, channel.error(source)
	}
	var found []checks.Event
	for _, e := range channel.Events {
		event := checks.Event(e)
		if Selects(q, event, p.rec.Now) {
			found = append(found, event)
		}
	}
	sort.SliceStable(found, func(i, j int) bool { return found[i].Time.After(found[j].Time) })
	if limit := EventLimit(q); len(found) > limit {
		found = found[:limit]
	}
	return found, nil
}

// Call gives the recorded rows.
func (p *Playback) Call(_ context.Context, name string, args ...string) ([]checks.Row, error) {
	source := "system call " + name
	c, ok := p.calls[joined(append([]string{name}, args...))]
	if !ok {
		return nil, p.unlisted(source)
	}
	return plainRows(c.Rows), c.error(source)
}

// Selects tells whether a query selects an event at a time.
func Selects(q checks.EventQuery, e checks.Event, now time.Time) bool {
	return (q.Provider == "" || strings.EqualFold(q.Provider, e.Provider)) &&
		(len(q.IDs) == 0 || slices.Contains(q.IDs, e.ID)) &&
		(q.Since == 0 || !e.Time.Before(now.Add(-q.Since)))
}

// EventLimit is the most events that a query gives.
func EventLimit(q checks.EventQuery) int {
	if q.Max > 0 {
		return q.Max
	}
	return 500
}

// Source says a program with its arguments, as evidence names it.
func Source(program string, args ...string) string {
	return strings.Join(append([]string{"program " + program}, args...), " ")
}

// wmiSource says a query as evidence names it.
func wmiSource(namespace, query string) string { return "WMI " + namespace + ": " + query }

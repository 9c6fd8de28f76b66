package host

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"ounce/checks"
)

// maxPieces is how many files a recording may be put together from, and maxDepth
// how deep in each other.
const (
	maxPieces = 50
	maxDepth  = 4
)

// ReadRecording decodes a recording strictly and puts it together from its
// pieces; path is where it lies, and from where the paths of its pieces lead.
func ReadRecording(path string, data []byte) (*Recording, error) { return together(path, data, 0) }

func together(path string, data []byte, depth int) (*Recording, error) {
	rec, err := parse(path, data)
	switch {
	case err != nil || len(rec.Pieces) == 0:
		return rec, err
	case len(rec.Pieces) > maxPieces:
		return nil, fmt.Errorf("%s has %d pieces; %d are the most", path, len(rec.Pieces), maxPieces)
	case depth == maxDepth:
		return nil, fmt.Errorf("%s: pieces lie in each other without end, or deeper than %d times", path, maxDepth)
	}
	whole := *rec
	whole.Pieces = nil
	whole.Commands, whole.Files, whole.Registry, whole.WMI, whole.Events, whole.Calls = nil, nil, nil, nil, nil, nil
	for _, name := range rec.Pieces {
		piece, err := readPiece(path, name, depth)
		if err != nil {
			return nil, err
		}
		if piece.System != rec.System {
			return nil, fmt.Errorf("%s: the piece %s is of another system", path, name)
		}
		whole.Lay(piece)
	}
	whole.Lay(rec)
	return &whole, nil
}

func readPiece(path, name string, depth int) (*Recording, error) {
	local := filepath.FromSlash(name)
	if name == "" || filepath.IsAbs(local) || filepath.VolumeName(local) != "" {
		return nil, fmt.Errorf("%s: the piece %q is no path from the recording on", path, name)
	}
	file := filepath.Join(filepath.Dir(path), local)
	data, err := readOrdinary(file, MaxRecording)
	if err != nil {
		return nil, fmt.Errorf("%s: opening the piece %s: %w", path, name, err)
	}
	return together(file, data, depth+1)
}

// Lay puts a piece over a recording: an answer of the same name is replaced,
// values of a registry key and events of a channel are added.
func (r *Recording) Lay(piece *Recording) {
	r.Commands = over(r.Commands, piece.Commands, func(c Command) string { return joined(c.Run) }, nil)
	r.Files = over(r.Files, piece.Files, func(f File) string { return f.Path }, nil)
	r.WMI = over(r.WMI, piece.WMI, func(w WMIAnswer) string { return wmiName(w.Namespace, w.Query) }, nil)
	r.Calls = over(r.Calls, piece.Calls, func(c CallAnswer) string { return joined(c.Call) }, nil)
	r.Registry = over(r.Registry, piece.Registry, func(k RegistryKey) string { return strings.ToLower(k.Key) }, func(a, b RegistryKey) RegistryKey {
		values := checks.Row{}
		for _, row := range []checks.Row{a.Values, b.Values} {
			for name, value := range row {
				values[name] = value
			}
		}
		b.Values = values
		return b
	})
	r.Events = over(r.Events, piece.Events, func(e EventLog) string { return strings.ToLower(e.Channel) }, func(a, b EventLog) EventLog {
		b.Events = slices.Concat(a.Events, b.Events)
		return b
	})
}

func over[T any](list, more []T, name func(T) string, join func(a, b T) T) []T {
	out := slices.Clone(list)
	for _, item := range more {
		i := slices.IndexFunc(out, func(x T) bool { return name(x) == name(item) })
		switch {
		case i < 0:
			out = append(out, item)
		case join != nil:
			out[i] = join(out[i], item)
		default:
			out[i] = item
		}
	}
	return out
}

package inventory

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"ounce/checks"
)

// Schema is the version of the files of checked machines that are written.
const Schema = 1

// file is the JSON of checked machines: schema 1 of a result without the
// judgement. Results can be read as such, too.
type file struct {
	Schema    int             `json:"schema"`
	App       app             `json:"app"`
	Generated time.Time       `json:"generated"`
	Machines  json.RawMessage `json:"machines"`
	// Sum is of the machines as compact JSON. A stick that loses a bit must not
	// change a verdict.
	Sum string `json:"sum,omitempty"`
}

type app struct {
	Version string `json:"version"`
}

// Write gives the file of checked machines, as indented JSON that ends with a
// line. version is that of the program.
func Write(machines []checks.Machine, generated time.Time, version string) ([]byte, error) {
	list, err := json.Marshal(machines)
	if err != nil {
		return nil, fmt.Errorf("writing the machines: %w", err)
	}
	f := file{Schema: Schema, App: app{version}, Generated: generated.UTC(), Machines: list, Sum: sumOf(list)}
	data, err := json.MarshalIndent(f, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("writing the machines: %w", err)
	}
	return append(data, '\n'), nil
}

func sumOf(compact []byte) string {
	sum := sha256.Sum256(compact)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// fileRead is a file as it is read: the machines are decoded in place, and their
// sum is taken on the way.
type fileRead struct {
	Schema   int        `json:"schema"`
	Machines summedList `json:"machines"`
	Sum      string     `json:"sum"`
}

type summedList struct {
	there bool
	list  []checks.Machine
	err   error // of the list; what stands around it decides what the file is
	sum   string
}

func (l *summedList) UnmarshalJSON(text []byte) error {
	l.there = true
	var compact bytes.Buffer
	compact.Grow(len(text))
	if l.err = json.Compact(&compact, text); l.err == nil {
		l.sum = sumOf(compact.Bytes())
		l.err = json.Unmarshal(compact.Bytes(), &l.list)
	}
	return nil
}

// parseFile reads a file of checked machines.
func parseFile(data []byte) ([]checks.Machine, error) {
	var f fileRead
	if err := json.Unmarshal(data, &f); err != nil {
		return nil, damaged(err)
	}
	switch machines := f.Machines; {
	case f.Schema > Schema:
		return nil, fmt.Errorf("was written by a newer Ounce (schema %d); please update this one", f.Schema)
	case f.Schema < 1 || !machines.there:
		return nil, ErrOther
	case f.Sum != "" && machines.sum != f.Sum:
		return nil, errDamaged
	case machines.err != nil:
		return nil, damaged(machines.err)
	case len(machines.list) == 0:
		return nil, errors.New("holds no computer")
	}
	machines := f.Machines.list
	for i := range machines {
		if err := sound(&machines[i]); err != nil {
			return nil, err
		}
	}
	return machines, nil
}

// sound refuses a machine that no Ounce can have written.
func sound(m *checks.Machine) error {
	switch {
	case m.Name == "":
		return errors.New("holds a computer without a name")
	case m.Taken.IsZero():
		return fmt.Errorf("does not say when %s was checked", m.Name)
	case len(m.Findings) == 0:
		return fmt.Errorf("holds no findings of %s", m.Name)
	case !slices.Contains([]checks.System{checks.Linux, checks.MacOS, checks.Windows}, m.Facts.Platform.System):
		return fmt.Errorf("holds a system of %s that is none of Windows, macOS and Linux", m.Name)
	}
	seen := map[string]bool{}
	for _, f := range m.Findings {
		if f.Check == "" || seen[f.Check] || !slices.Contains(checks.Statuses(), f.Status) ||
			!slices.Contains(checks.Severities(), f.Severity) || !slices.Contains(checks.Areas(), f.Area) {
			return errDamaged
		}
		seen[f.Check] = true
	}
	return nil
}

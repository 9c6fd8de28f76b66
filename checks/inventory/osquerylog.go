package inventory

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"ounce/checks"
)

// logLine is one line of osquery's results log: a snapshot, one change, or
// several at once.
type logLine struct {
	Name     string       `json:"name"`
	Host     string       `json:"hostIdentifier"`
	OldHost  string       `json:"hostname"`
	Unix     any          `json:"unixTime"`
	Action   string       `json:"action"`
	Snapshot []checks.Row `json:"snapshot"`
	Columns  checks.Row   `json:"columns"`
	Diff     *struct {
		Added   []checks.Row `json:"added"`
		Removed []checks.Row `json:"removed"`
	} `json:"diffResults"`
}

// addLog follows the log: a snapshot stands for the table, changes add rows and
// take them away. The last line may be cut: osquery is still writing.
func (h *hosts) addLog(file string, text []byte) error {
	read := 0
	for line := range bytes.Lines(text) {
		if line = bytes.TrimSpace(line); len(line) == 0 {
			continue
		}
		var l logLine
		if err := json.Unmarshal(line, &l); err != nil {
			if read > 0 && !bytes.HasSuffix(text, []byte("\n")) && bytes.HasSuffix(bytes.TrimSpace(text), line) {
				break
			}
			return damaged(err)
		}
		read++
		name := l.Host
		if name == "" {
			name = l.OldHost
		}
		seconds, ok := checks.Row{"at": l.Unix}.Number("at")
		if name == "" || !ok {
			return errDamaged
		}
		one, err := h.at(file, name, time.Unix(seconds, 0).UTC())
		if err != nil {
			return err
		}
		one.follow(l)
	}
	return nil
}

func (one *osqueryHost) follow(l logLine) {
	if l.Action == "snapshot" || l.Snapshot != nil {
		fresh := map[string]bool{}
		for _, row := range l.Snapshot {
			if table := tableOf(row); table != "" && !fresh[table] {
				fresh[table], one.tables[table] = true, nil
			}
			one.put(row)
		}
		return
	}
	var added, removed []checks.Row
	switch {
	case l.Diff != nil:
		added, removed = l.Diff.Added, l.Diff.Removed
	case l.Action == "removed":
		removed = []checks.Row{l.Columns}
	default:
		added = []checks.Row{l.Columns}
	}
	for _, row := range removed {
		table := tableOf(row)
		one.tables[table] = slices.DeleteFunc(one.tables[table], func(have checks.Row) bool { return fmt.Sprint(have) == fmt.Sprint(row) })
	}
	for _, row := range added {
		one.put(row)
	}
}

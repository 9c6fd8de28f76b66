package inventory

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"time"

	"ounce/checks"
)

// addRows reads what osqueryi --json prints: an array a query, of one computer.
func (h *hosts) addRows(file string, text []byte, modified time.Time) error {
	dec := json.NewDecoder(bytes.NewReader(text))
	one := &osqueryHost{file: file, tables: map[string][]checks.Row{}}
	for {
		var rows []checks.Row
		err := dec.Decode(&rows)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return damaged(err)
		}
		for _, row := range rows {
			one.put(row)
		}
	}
	if len(one.tables) == 0 {
		return ErrOther
	}
	info := one.first("system_info")
	if one.name = hostName(info); one.name == "" {
		return errors.New("does not say which computer it is from; run the whole pack of ounce osquery-pack")
	}
	one.taken = modified
	if seconds, ok := one.first("time").Number("unix_time"); ok && seconds > 0 {
		one.taken = time.Unix(seconds, 0).UTC()
	}
	into, err := h.at(file, one.name, one.taken)
	if err != nil {
		return err
	}
	for table, rows := range one.tables {
		into.tables[table] = rows
	}
	return nil
}

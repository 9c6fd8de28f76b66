package inventory

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"

	"ounce/checks"
)

// glpiFile is the JSON of a GLPI agent (github.com/glpi-project/inventory_format,
// inventory.schema.json).
type glpiFile struct {
	Action   string                     `json:"action"`
	Content  map[string]json.RawMessage `json:"content"`
	DeviceID string                     `json:"deviceid"`
	ItemType string                     `json:"itemtype"`
	Query    string                     `json:"query"`
	Partial  bool                       `json:"partial"`
}

func parseGLPI(data []byte) (*agent, error) {
	var f glpiFile
	if err := json.Unmarshal(data, &f); err != nil {
		return nil, damaged(err)
	}
	if len(f.Content) == 0 {
		return nil, ErrOther
	}
	a := &agent{deviceID: f.DeviceID, itemType: f.ItemType, query: f.Action, partial: f.Partial, sections: map[string][]checks.Row{}}
	if a.query == "" {
		a.query = f.Query
	}
	for name, raw := range f.Content {
		name = strings.ToLower(name)
		switch into, wanted := sections()[name]; {
		case wanted:
			rows, err := jsonRows(raw)
			if err != nil {
				return nil, err
			}
			a.sections[into] = append(a.sections[into], rows...)
		case name == "versionclient":
			if err := json.Unmarshal(raw, &a.client); err != nil {
				return nil, errDamaged
			}
		case name == "network_device":
			rows, err := jsonRows(raw)
			if err != nil {
				return nil, err
			}
			if len(rows) > 0 {
				a.deviceType = word(rows[0], "type")
			}
		}
	}
	return a, nil
}

// jsonRows reads a section: one object, or a list of them.
func jsonRows(raw json.RawMessage) ([]checks.Row, error) {
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	var list []map[string]any
	if trimmed := bytes.TrimSpace(raw); len(trimmed) > 0 && trimmed[0] == '[' {
		if err := dec.Decode(&list); err != nil {
			return nil, errDamaged
		}
	} else {
		var object map[string]any
		if err := dec.Decode(&object); err != nil {
			return nil, errDamaged
		}
		list = append(list, object)
	}
	if len(list) > maxRows {
		return nil, errors.New("holds more than a computer can have")
	}
	rows := make([]checks.Row, 0, len(list))
	for _, object := range list {
		if len(object) > 0 {
			rows = append(rows, flat(object))
		}
	}
	return rows, nil
}

// flat writes an object within a row as columns of its own: timezone.offset.
func flat(object map[string]any) checks.Row {
	row := checks.Row{}
	for name, value := range object {
		name = strings.ToLower(name)
		inner, nested := value.(map[string]any)
		if !nested {
			row[name] = value
			continue
		}
		for below, value := range inner {
			row[name+"."+strings.ToLower(below)] = value
		}
	}
	return row
}

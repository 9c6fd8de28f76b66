//go:build verify

package hardware

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"ounce/checks"
	"ounce/checks/host"
)

// dump reads the text of wmic /format:list and of Format-List into rows.
func dump(data []byte) []checks.Row {
	text := string(data)
	if bytes.HasPrefix(data, []byte{0xff, 0xfe}) {
		units := make([]uint16, 0, len(data)/2)
		for i := 2; i+1 < len(data); i += 2 {
			units = append(units, uint16(data[i])|uint16(data[i+1])<<8)
		}
		text = string(utf16.Decode(units))
	}
	var rows []checks.Row
	var row checks.Row
	for _, line := range strings.Split(strings.ReplaceAll(text, "\r", ""), "\n") {
		name, value, ok := strings.Cut(line, "=")
		if !ok {
			name, value, ok = strings.Cut(line, " : ")
		}
		name, value = strings.TrimSpace(name), strings.TrimSpace(value)
		if !ok || strings.Contains(name, " ") {
			continue
		}
		if _, again := row[name]; row == nil || again {
			row = checks.Row{}
			rows = append(rows, row)
		}
		switch {
		case strings.HasPrefix(value, "{"):
			var list []any
			for _, item := range strings.Split(strings.Trim(value, "{}"), ",") {
				list = append(list, strings.TrimSpace(item))
			}
			row[name] = list
		case value == "":
			row[name] = nil
		default:
			row[name] = value
		}
	}
	return rows
}

func physicalSample(data []byte) string {
	rec := host.Recording{System: checks.Windows, WMI: []host.WMIAnswer{{Namespace: storage, Query: physicalWQL, Rows: dump(data)}}}
	return verdict("hardware.disk_health", checks.Windows, checks.Hardware{Disks: playing(rec, noon).windowsDisks()})
}

func counterSample(data []byte) string {
	rows := dump(data)
	d := checks.Disk{Wear: playing(host.Recording{System: checks.Windows}, noon).reliability("8", rows, nil)}
	return verdict("hardware.disk_wear", checks.Windows, oneDisk(d))
}

func volumesSample(mount, total, free string) func([]byte) string {
	return func(data []byte) string {
		var rows []checks.Row
		for _, row := range dump(data) {
			kind, _ := row.Number("DriveType")
			out := checks.Row{"removable": kind == 2, "remote": kind == 4, "readonly": kind == 5}
			for name, from := range map[string]string{"mount": mount, "total": total, "free": free} {
				if row[from] != nil {
					out[name] = row[from]
				}
			}
			rows = append(rows, out)
		}
		rec := host.Recording{System: checks.Windows, Calls: []host.CallAnswer{{Call: []string{"filesystems"}, Rows: rows}},
			Registry: []host.RegistryKey{{Key: currentVersion, Values: checks.Row{"SystemRoot": `C:\Windows`}}}}
		return verdict("hardware.disk_free", checks.Windows, checks.Hardware{Volumes: playing(rec, noon).volumes()})
	}
}

type xmlEvent struct {
	System struct {
		Provider struct {
			Name string `xml:"Name,attr"`
		}
		EventID     int
		Level       int
		TimeCreated struct {
			When time.Time `xml:"SystemTime,attr"`
		}
	}
	EventData struct {
		Data []struct {
			Name  string `xml:"Name,attr"`
			Value string `xml:",chardata"`
		}
	}
}

// logSample counts what the rules would, over all times in the sample.
func logSample(data []byte) string {
	dec := xml.NewDecoder(bytes.NewReader(data))
	var events []checks.Event
	for {
		var e xmlEvent
		if err := dec.Decode(&e); err != nil {
			break
		}
		event := checks.Event{ID: e.System.EventID, Provider: e.System.Provider.Name, Level: e.System.Level, Time: e.System.TimeCreated.When, Data: map[string]string{}}
		for i, d := range e.EventData.Data {
			if d.Name == "" {
				d.Name = strconv.Itoa(i)
			}
			event.Data[d.Name] = d.Value
		}
		events = append(events, event)
	}
	if len(events) == 0 {
		return "unknown"
	}
	off, blue := incidents(events)
	errors, err := diskNotes(events, []checks.Disk{{Name: "0"}, {Name: "1"}, {Name: "2"}, {Name: "3"}})
	if err != nil {
		return "unknown: " + err.Error()
	}
	return fmt.Sprintf("off %d, crashed %d, damage %d, retries %d", off.Count, blue.Count, errors.Damage, errors.Retries)
}

func batteryReport(data []byte) string {
	var report struct {
		Batteries []struct {
			Design int64 `xml:"DesignCapacity"`
			Full   int64 `xml:"FullChargeCapacity"`
			Cycles int64 `xml:"CycleCount"`
		} `xml:"Batteries>Battery"`
	}
	if err := xml.Unmarshal(data, &report); err != nil {
		return "unknown"
	}
	var rows []checks.Row
	for _, b := range report.Batteries {
		rows = append(rows, checks.Row{"design": b.Design, "full": b.Full, "cycles": b.Cycles})
	}
	rec := host.Recording{System: checks.Windows, Calls: []host.CallAnswer{{Call: []string{"windows.battery"}, Rows: rows}}}
	return verdict("hardware.battery", checks.Windows, checks.Hardware{Batteries: playing(rec, noon).windowsBatteries()})
}

func whole(data []byte) checks.Row {
	var all map[string]any
	_ = json.Unmarshal(data, &all)
	flat := checks.Row{}
	for _, kind := range []string{"comp_sys", "bios", "base_board"} {
		list, _ := all[kind].([]any)
		for len(list) > 0 {
			if nested, ok := list[0].([]any); ok && len(nested) > 0 {
				if m, ok := nested[0].(map[string]any); ok && len(nested) > 1 {
					for _, item := range nested {
						part, _ := item.(map[string]any)
						for k, v := range part {
							m[k] = v
						}
					}
				}
				list = nested
				continue
			}
			m, _ := list[0].(map[string]any)
			for k, v := range m {
				flat[kind+"."+k] = v
			}
			break
		}
	}
	return flat
}

func firmwareSample(data []byte) string {
	row := whole(data)
	text := func(name string) string { s, _ := row.Text(name); return s }
	named := modelFrom(names{maker: text("comp_sys.Manufacturer"), product: text("comp_sys.Model"), boardMaker: text("base_board.Manufacturer"), board: text("base_board.Product")})
	hw := checks.Hardware{Model: named}
	date := text("bios.ReleaseDate")
	if when, err := time.Parse(time.RFC3339, date); err == nil {
		hw.Built = builtBy(when, 1, noon, checks.Evidence{})
	} else if when, err := time.Parse("20060102", date[:min(8, len(date))]); err == nil {
		hw.Built = builtBy(when, 1, noon, checks.Evidence{})
	}
	m, _ := named.Get()
	return m.Text() + ", " + verdict("hardware.age", checks.Windows, hw)
}

func biosSample(data []byte) string {
	row := dump(data)[0]
	maker, _ := row.Text("Manufacturer")
	product, _ := row.Text("SMBIOSBIOSVersion")
	date, _ := row.Text("ReleaseDate")
	when, _ := time.Parse("20060102", date[:8])
	hw := checks.Hardware{Model: modelFrom(names{maker: maker, product: product}), Built: builtBy(when, 1, noon, checks.Evidence{})}
	return verdict("hardware.age", checks.Windows, hw)
}

func tpmSample(data []byte) string {
	found := regexp.MustCompile(`-TPM Version: (\S+)`).FindSubmatch(data)
	return verdict("hardware.tpm", checks.Windows, checks.Hardware{TPM: tpmVersion(string(found[1]), checks.Evidence{})})
}

package hardware

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"path"
	"strings"
	"time"

	"ounce/checks"
)

// drive is what UDisks2 knows of one drive: the properties of its interfaces
// Drive.Ata and NVMe.Controller (UDisks2 D-Bus reference).
type drive struct {
	path string
	ata  checks.Row
	nvme checks.Row
}

// variant is a value as busctl writes it in JSON.
type variant struct {
	Data any `json:"data"`
}

const (
	udisks      = "org.freedesktop.UDisks2"
	nvmeControl = udisks + ".NVMe.Controller"
)

// drives asks UDisks2 for all drives, by the name of their block device. The
// service is not started for it.
func (r reader) drives() (map[string]drive, error) {
	out, _, err := r.run("busctl", "--system", "--auto-start=no", "--json=short", "call", udisks,
		"/org/freedesktop/UDisks2", "org.freedesktop.DBus.ObjectManager", "GetManagedObjects")
	if err != nil {
		return nil, err
	}
	return parseManagedObjects(out)
}

// parseManagedObjects reads the answer to GetManagedObjects, of type
// a{oa{sa{sv}}}.
func parseManagedObjects(data []byte) (map[string]drive, error) {
	var out struct {
		Data []map[string]map[string]map[string]variant `json:"data"`
	}
	if err := json.Unmarshal(data, &out); err != nil {
		return nil, fmt.Errorf("reading the answer of UDisks2: %w", err)
	}
	if len(out.Data) != 1 {
		return nil, fmt.Errorf("reading the answer of UDisks2: it holds %d lists", len(out.Data))
	}
	objects := out.Data[0]
	drives := map[string]drive{}
	for object, interfaces := range objects {
		block, ok := interfaces[udisks+".Block"]
		if !ok {
			continue
		}
		owner, _ := block["Drive"].Data.(string)
		if owned := objects[owner]; owned != nil {
			drives[path.Base(object)] = drive{
				path: owner,
				ata:  properties(owned[udisks+".Drive.Ata"]),
				nvme: properties(owned[nvmeControl]),
			}
		}
	}
	return drives, nil
}

func properties(variants map[string]variant) checks.Row {
	if variants == nil {
		return nil
	}
	row := checks.Row{}
	for name, v := range variants {
		row[name] = v.Data
	}
	return row
}

// driveHealth is what UDisks2 says about one block device.
func (r reader) driveHealth(name string, drives map[string]drive, none error) (checks.Fact[checks.DiskHealth], checks.Fact[int]) {
	if none != nil {
		return checks.UnseenBy[checks.DiskHealth](none), checks.UnseenBy[int](none)
	}
	d, ok := drives[name]
	seen := r.evidence("program busctl "+udisks, name)
	if !ok {
		return checks.Unseen[checks.DiskHealth](checks.Missing, "", seen), checks.Unseen[int](checks.Missing, "", seen)
	}
	switch {
	case d.nvme != nil:
		return nvmeHealth(d.nvme, r.host.Now(), func(said string) checks.Evidence {
			return r.evidence("program busctl "+nvmeControl, name+" "+said)
		}), r.nvmeWear(d.path)
	case d.ata != nil:
		return ataHealth(d.ata, r.host.Now(), func(said string) checks.Evidence {
			return r.evidence("program busctl "+udisks+".Drive.Ata", name+" "+said)
		}), checks.Unseen[int](checks.Unsupported, "", seen)
	}
	return checks.Unseen[checks.DiskHealth](checks.Unsupported, "", seen), checks.Unseen[int](checks.Unsupported, "", seen)
}

// stale is the age at which what UDisks2 keeps of a disk's health no longer
// speaks for it.
const stale = 30 * 24 * time.Hour

// updated tells whether the health was ever read, and lately: UDisks2 shows
// "not failing" also for a disk that it never asked.
func updated(row checks.Row, now time.Time) bool {
	seconds, ok := row.Number("SmartUpdated")
	if !ok || seconds <= 0 {
		return false
	}
	age := now.Sub(time.Unix(seconds, 0))
	return age < stale && age > -time.Hour
}

func ataHealth(row checks.Row, now time.Time, say func(string) checks.Evidence) checks.Fact[checks.DiskHealth] {
	failing, ok := row.Truth("SmartFailing")
	enabled, haveEnabled := row.Truth("SmartEnabled")
	if !ok || !updated(row, now) || haveEnabled && !enabled {
		return checks.Unseen[checks.DiskHealth](checks.Unsupported, "never asked", say("SmartUpdated not of late"))
	}
	h := checks.DiskHealth{State: checks.Healthy}
	if sectors, ok := row.Number("SmartNumBadSectors"); ok && sectors > 0 && sectors < math.MaxUint32 {
		h.Sectors, h.State = sectors, checks.Weak
	}
	if failing {
		h.State = checks.Failing
	}
	return checks.Known(h, say(fmt.Sprintf("SmartFailing %v, %d bad sectors", failing, h.Sectors)))
}

// nvmeHealth reads the list of critical warnings, empty for a drive without.
func nvmeHealth(row checks.Row, now time.Time, say func(string) checks.Evidence) checks.Fact[checks.DiskHealth] {
	list, isList := row["SmartCriticalWarning"].([]any)
	warnings, ok := row.Texts("SmartCriticalWarning")
	if !isList || !ok || !updated(row, now) {
		return checks.Unseen[checks.DiskHealth](checks.Unsupported, "never asked", say("SmartUpdated not of late"))
	}
	if len(list) == 0 {
		return checks.Known(checks.DiskHealth{State: checks.Healthy}, say("no critical warning"))
	}
	state := checks.Failing
	if len(warnings) == 1 && warnings[0] == "temperature" {
		state = checks.Weak
	}
	return checks.Known(checks.DiskHealth{State: state}, say("SmartCriticalWarning "+strings.Join(warnings, " ")))
}

// nvmeWear asks for the attributes of an NVMe drive; percent_used is a byte.
func (r reader) nvmeWear(object string) checks.Fact[int] {
	out, _, err := r.run("busctl", "--system", "--auto-start=no", "--json=short", "call", udisks,
		object, nvmeControl, "SmartGetAttributes", "a{sv}", "0")
	const source = "program busctl " + nvmeControl + " SmartGetAttributes"
	if err != nil {
		// The object's name holds the serial number of the drive: it stays out.
		reason := checks.Unreadable
		var read *checks.ReadError
		if errors.As(err, &read) {
			reason = read.Reason
		}
		return checks.Unseen[int](reason, "", r.evidence(source, ""))
	}
	used, err := parseNVMeAttributes(out)
	if err != nil {
		return checks.UnseenBy[int](err, r.evidence(source, string(out)))
	}
	return wear(used, r.evidence(source, fmt.Sprintf("percent_used %d", used)))
}

func parseNVMeAttributes(data []byte) (int64, error) {
	var out struct {
		Data []map[string]variant `json:"data"`
	}
	if err := json.Unmarshal(data, &out); err != nil {
		return 0, fmt.Errorf("reading the attributes of a drive: %w", err)
	}
	if len(out.Data) != 1 {
		return 0, fmt.Errorf("reading the attributes of a drive: there are none")
	}
	used, ok := properties(out.Data[0]).Number("percent_used")
	if !ok {
		return 0, fmt.Errorf("reading the attributes of a drive: no percent_used")
	}
	return used, nil
}

// wear is a percentage of rated life; 255 is the highest that NVMe writes and
// stands for whatever is above it, so it is unreadable.
func wear(used int64, seen checks.Evidence) checks.Fact[int] {
	if used < 0 || used >= 255 {
		return checks.Unseen[int](checks.Unreadable, fmt.Sprint(used), seen)
	}
	return checks.Known(int(used), seen)
}

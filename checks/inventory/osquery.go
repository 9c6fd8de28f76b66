package inventory

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"ounce/checks"
)

// hosts gathers rows of osquery by computer: a log or a report holds many
// computers, and a report holds one table of each.
type hosts struct {
	byName map[string]*osqueryHost
}

type osqueryHost struct {
	file   string // the first that named it
	name   string
	taken  time.Time
	tables map[string][]checks.Row
}

const mostHosts = 20_000

func (h *hosts) at(file, name string, taken time.Time) (*osqueryHost, error) {
	if h.byName == nil {
		h.byName = map[string]*osqueryHost{}
	}
	key := checks.PlainName(name)
	one, ok := h.byName[key]
	if !ok {
		if len(h.byName) >= mostHosts {
			return nil, errTooMuch
		}
		one = &osqueryHost{file: file, name: name, tables: map[string][]checks.Row{}}
		h.byName[key] = one
	}
	if taken.After(one.taken) {
		one.taken = taken
	}
	return one, nil
}

// tableOf tells of which table a row is: by the column that the queries of the
// pack give it, else by columns that only that table has.
func tableOf(row checks.Row) string {
	if name := word(row, "ounce"); name != "" {
		return name
	}
	for _, t := range []struct {
		name    string
		columns []string
	}{
		{"system_info", []string{"cpu_brand", "physical_memory", "hostname"}},
		{"os_version", []string{"major", "minor", "platform", "name", "version"}},
		{"uptime", []string{"total_seconds", "days"}},
		{"time", []string{"unix_time"}},
		{"osquery_info", []string{"instance_id", "version"}},
		{"bitlocker_info", []string{"drive_letter", "protection_status", "conversion_status"}},
		{"windows_security_products", []string{"signatures_up_to_date", "state", "type"}},
		{"logical_drives", []string{"free_space", "boot_partition", "size"}},
		{"mounts", []string{"blocks_size", "blocks_available", "path"}},
		{"disk_encryption", []string{"encrypted", "encryption_status"}},
		{"gatekeeper", []string{"assessments_enabled"}},
		{"sip_config", []string{"config_flag", "enabled"}},
		{"secureboot", []string{"secure_boot"}},
		{"tpm_info", []string{"spec_version", "activated"}},
	} {
		if !slices.ContainsFunc(t.columns, func(c string) bool { _, ok := row[c]; return !ok }) {
			return t.name
		}
	}
	return ""
}

func (one *osqueryHost) put(row checks.Row) {
	if table := tableOf(row); table != "" && len(one.tables[table]) < maxRows {
		one.tables[table] = append(one.tables[table], row)
	}
}

func (h *hosts) add(file string, text []byte, modified time.Time) error {
	switch kindOf(text) {
	case osqueryRows:
		return h.addRows(file, text, modified)
	case osqueryLog:
		return h.addLog(file, text)
	}
	return h.addReport(file, text)
}

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

func hostName(info checks.Row) string {
	if name := word(info, "computer_name"); name != "" {
		return name
	}
	return word(info, "hostname")
}

func (one *osqueryHost) first(table string) checks.Row {
	if rows := one.tables[table]; len(rows) > 0 {
		return rows[0]
	}
	return checks.Row{}
}

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

// isFleet tells by its heading a report of Fleet: the results of a query, or the
// list of hosts.
func isFleet(start []byte) bool {
	heading, _, _ := bytes.Cut(start, []byte("\n"))
	heading = bytes.ToLower(heading)
	return bytes.Contains(heading, []byte("host_display_name")) || bytes.HasPrefix(bytes.TrimLeft(heading, `"`), []byte("host")) && bytes.Contains(heading, []byte(",")) ||
		bytes.Contains(heading, []byte("osquery_version")) && bytes.Contains(heading, []byte("hostname"))
}

func (h *hosts) addReport(file string, text []byte) error {
	in := csv.NewReader(bytes.NewReader(text))
	in.FieldsPerRecord = -1
	in.ReuseRecord = false
	heading, err := in.Read()
	if err != nil {
		return errDamaged
	}
	for i := range heading {
		heading[i] = strings.ToLower(strings.TrimSpace(heading[i]))
	}
	used := false
	for n := 0; ; n++ {
		record, err := in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil || len(record) != len(heading) {
			return errDamaged
		}
		if n > maxRows {
			return errTooMuch
		}
		row := checks.Row{}
		for i, column := range heading {
			row[column] = record[i]
		}
		name, fetched := word(row, "host_display_name"), reportTime(row)
		if name == "" {
			name = word(row, "host")
		}
		if name == "" && word(row, "osquery_version") != "" {
			name, row = hostName(row), asTables(row)
		}
		if name == "" || fetched.IsZero() {
			return ErrOther
		}
		one, err := h.at(file, name, fetched)
		if err != nil {
			return err
		}
		if several, ok := row["rows"].([]checks.Row); ok {
			for _, row := range several {
				one.put(row)
			}
		} else {
			one.put(row)
		}
		used = true
	}
	if !used {
		return ErrOther
	}
	return nil
}

func reportTime(row checks.Row) time.Time {
	for _, column := range []string{"last_fetched", "last fetched", "detail_updated_at", "seen_time"} {
		if t, err := time.Parse(time.RFC3339, word(row, column)); err == nil {
			return t
		}
	}
	return time.Time{}
}

// asTables makes rows of tables out of a line of Fleet's list of hosts.
func asTables(row checks.Row) checks.Row {
	version := word(row, "os_version") // "Microsoft Windows 11 Pro 25H2 10.0.26200.7171", "Ubuntu 24.04.3 LTS", "macOS 15.6"
	name, number := version, ""
	for _, field := range strings.Fields(version) {
		if field[0] >= '0' && field[0] <= '9' && strings.Contains(field, ".") {
			number = field
			name = strings.TrimSpace(strings.SplitN(version, field, 2)[0])
		}
	}
	platform := word(row, "platform")
	return checks.Row{"rows": []checks.Row{
		{"ounce": "system_info", "hostname": word(row, "hostname"), "computer_name": word(row, "computer_name"), "cpu_brand": word(row, "cpu_brand"),
			"cpu_physical_cores": word(row, "cpu_physical_cores"), "cpu_logical_cores": word(row, "cpu_logical_cores"), "physical_memory": word(row, "memory"),
			"hardware_vendor": word(row, "hardware_vendor"), "hardware_model": word(row, "hardware_model"), "uuid": word(row, "uuid")},
		{"ounce": "os_version", "name": name, "version": number, "platform": platform},
		{"ounce": "osquery_info", "version": word(row, "osquery_version")},
	}}
}

// done makes computers of what was gathered.
func (h *hosts) done() (all []Noted, problems []Problem) {
	names := make([]string, 0, len(h.byName))
	for name := range h.byName {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		one := h.byName[name]
		n, err := one.noted()
		if err != nil {
			problems = append(problems, Problem{File: one.file, Err: fmt.Errorf("%s: %w", one.name, err)})
			continue
		}
		all = append(all, n)
	}
	return all, problems
}

func number(row checks.Row, name string) int64 {
	n, _ := row.Number(name)
	return n
}

// noted lays the tables out as an agent's inventory, which knows the same things,
// and adds what only osquery knows.
func (one *osqueryHost) noted() (Noted, error) {
	info, os := one.first("system_info"), one.first("os_version")
	if len(os) == 0 {
		return Noted{}, errors.New("holds no row of os_version, so that its system is not known; run the whole pack of ounce osquery-pack")
	}
	platform := strings.ToLower(word(os, "platform"))
	kernel := map[string]string{"windows": "windows", "darwin": "darwin", "macos": "darwin"}[platform]
	if kernel == "" {
		kernel = "linux"
	}
	a := &agent{client: "osquery " + word(one.first("osquery_info"), "version"), sections: map[string][]checks.Row{}}
	if id := word(one.first("osquery_info"), "instance_id"); id != "" {
		a.deviceID = "osquery " + id
	}
	put := func(section string, row checks.Row) { a.sections[section] = append(a.sections[section], row) }
	put("accesslog", checks.Row{"logdate": one.taken.UTC().Format(agentTime)})
	put("hardware", checks.Row{"name": one.name, "memory": number(info, "physical_memory") / megabyte, "uuid": word(info, "uuid")})
	system := checks.Row{"name": word(os, "name"), "full_name": word(os, "name"), "version": word(os, "version"), "kernel_name": kernel}
	if kernel == "windows" {
		system["kernel_version"], system["version"] = word(os, "version"), ""
	}
	if seconds := number(one.first("uptime"), "total_seconds"); seconds > 0 && seconds < 1<<31 {
		system["boot_time"] = one.taken.UTC().Add(-time.Duration(seconds) * time.Second).Format(agentTime)
	}
	put("operatingsystem", system)
	put("bios", checks.Row{"smanufacturer": word(info, "hardware_vendor"), "smodel": word(info, "hardware_model")})
	if brand := word(info, "cpu_brand"); brand != "" {
		put("cpus", checks.Row{"name": brand, "core": number(info, "cpu_physical_cores"), "thread": number(info, "cpu_logical_cores")})
	}
	for _, d := range one.tables["logical_drives"] {
		kind := "Other"
		if strings.Contains(strings.ToLower(word(d, "description")), "fixed") {
			kind = "Local Disk"
		}
		put("drives", checks.Row{"type": kind, "letter": word(d, "device_id"), "systemdrive": word(d, "boot_partition"), "total": number(d, "size") / megabyte, "free": number(d, "free_space") / megabyte})
	}
	for _, m := range one.tables["mounts"] {
		size := number(m, "blocks_size")
		if blocks := number(m, "blocks"); size > 0 && size < 1<<24 && blocks < 1<<40 {
			put("drives", checks.Row{"type": word(m, "path"), "volumn": word(m, "device"), "filesystem": word(m, "type"), "total": blocks * size / megabyte, "free": number(m, "blocks_available") * size / megabyte})
		}
	}
	for _, p := range one.tables["windows_security_products"] {
		if strings.EqualFold(word(p, "type"), "Antivirus") {
			row := checks.Row{"name": word(p, "name"), "uptodate": word(p, "signatures_up_to_date")}
			switch strings.ToLower(word(p, "state")) {
			case "on":
				row["enabled"] = true
			case "off", "snoozed", "expired":
				row["enabled"] = false
			}
			put("antivirus", row)
		}
	}
	n, err := a.noted()
	if err != nil {
		return n, err
	}
	n.Engine = strings.TrimSpace(a.client)
	one.security(&n)
	return n, nil
}

// security adds the facts for which osquery has tables of their own. A table
// that was not asked, or that gave no row, says nothing.
func (one *osqueryHost) security(n *Noted) {
	saw := func(table, value string) checks.Evidence {
		return checks.Evidence{Source: n.Engine + ": " + table, Value: short(value)}
	}
	for _, b := range one.tables["bitlocker_info"] {
		letter := strings.ToUpper(strings.TrimRight(word(b, "drive_letter"), `\`))
		if letter != one.systemDrive() {
			continue
		}
		conversion, ok1 := b.Number("conversion_status")
		protection, ok2 := b.Number("protection_status")
		seen := saw("bitlocker_info", fmt.Sprintf("%s conversion %d, protection %d", letter, conversion, protection))
		state := checks.Encryption("")
		switch {
		case !ok1 || !ok2:
		case conversion == 1 && protection == 1:
			state = checks.EncryptionOn
		case conversion == 1 && protection == 0:
			state = checks.EncryptionSuspended
		case conversion == 0:
			state = checks.EncryptionOff
		case conversion == 2 || conversion == 4:
			state = checks.EncryptionEncrypting
		case conversion == 3 || conversion == 5:
			state = checks.EncryptionDecrypting
		}
		if state != "" {
			n.Facts.Access.SystemVolume = checks.Known(state, seen)
		}
	}
	on, off := false, 0
	for _, d := range one.tables["disk_encryption"] {
		switch strings.ToLower(word(d, "filevault_status")) {
		case "on":
			on = true
		case "off":
			off++
		}
	}
	if rows := len(one.tables["disk_encryption"]); n.Recording.System == checks.MacOS && rows > 0 {
		switch {
		case on:
			n.Facts.Access.SystemVolume = checks.Known(checks.EncryptionOn, saw("disk_encryption", "FileVault on"))
		case off == rows:
			n.Facts.Access.SystemVolume = checks.Known(checks.EncryptionOff, saw("disk_encryption", "FileVault off"))
		}
	}
	if enabled, ok := one.first("gatekeeper").Truth("assessments_enabled"); ok {
		n.Facts.Protection.Gatekeeper = checks.Known(enabled, saw("gatekeeper", "assessments_enabled "+strconv.FormatBool(enabled)))
	}
	for _, row := range one.tables["sip_config"] {
		if enabled, ok := row.Truth("enabled"); ok && word(row, "config_flag") == "sip" {
			n.Facts.Protection.SystemIntegrity = checks.Known(enabled, saw("sip_config", "sip "+strconv.FormatBool(enabled)))
		}
	}
	if secure, ok := one.first("secureboot").Truth("secure_boot"); ok {
		n.Facts.Hardware.SecureBoot = checks.Known(secure, saw("secureboot", "secure_boot "+strconv.FormatBool(secure)))
	}
	switch version, _, _ := strings.Cut(word(one.first("tpm_info"), "spec_version"), ","); strings.TrimSpace(version) {
	case "2.0":
		n.Facts.Hardware.TPM = checks.Known(checks.TPM20, saw("tpm_info", "2.0"))
	case "1.2":
		n.Facts.Hardware.TPM = checks.Known(checks.TPM12, saw("tpm_info", "1.2"))
	}
}

// systemDrive is the letter of the drive that Windows started from.
func (one *osqueryHost) systemDrive() string {
	for _, d := range one.tables["logical_drives"] {
		if boot, _ := d.Truth("boot_partition"); boot {
			return strings.ToUpper(strings.TrimRight(word(d, "device_id"), `\`))
		}
	}
	return "C:"
}

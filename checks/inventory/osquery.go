package inventory

import (
	"fmt"
	"slices"
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
	name   string // by which it is told apart from the others
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
	return h.addReport(file, text, modified)
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

package inventory

import (
	"encoding/json"
	"fmt"
	"strings"
)

// query is one query of the pack: a table of osquery with the columns that are
// read here (osquery.io/schema). System is as osquery names it; empty is any.
type query struct {
	table, system string
	columns       []string
}

// queries are in the order of their use. osqueryi stops at the first that fails,
// so the tables that only newer versions have come last by their names.
func queries() []query {
	return []query{
		{"system_info", "", []string{"hostname", "computer_name", "uuid", "cpu_brand", "cpu_physical_cores", "cpu_logical_cores", "physical_memory", "hardware_vendor", "hardware_model"}},
		{"os_version", "", []string{"name", "version", "major", "minor", "build", "platform"}},
		{"time", "", []string{"unix_time"}},
		{"uptime", "", []string{"days", "total_seconds"}},
		{"osquery_info", "", []string{"version", "instance_id"}},
		{"logical_drives", "windows", []string{"device_id", "description", "free_space", "size", "boot_partition"}},
		{"bitlocker_info", "windows", []string{"drive_letter", "conversion_status", "protection_status"}},
		{"windows_security_products", "windows", []string{"type", "name", "state", "signatures_up_to_date"}},
		{"mounts", "darwin,linux", []string{"path", "device", "type", "blocks_size", "blocks", "blocks_available"}},
		{"disk_encryption", "darwin", []string{"name", "encrypted", "encryption_status", "filevault_status"}},
		{"gatekeeper", "darwin", []string{"assessments_enabled"}},
		{"sip_config", "darwin", []string{"config_flag", "enabled"}},
		{"secureboot", "windows,linux", []string{"secure_boot"}},
		{"tpm_info", "windows", []string{"activated", "spec_version"}},
	}
}

// Pack gives the pack of queries for osquery whose results are read here, as the
// configuration file of osqueryi --config_path FILE --pack ounce --json. Each
// query names its table in a column of its own, so that results say what they
// are in the log and in reports, too.
func Pack() ([]byte, error) {
	type entry struct {
		Query    string `json:"query"`
		Interval int    `json:"interval"`
		Snapshot bool   `json:"snapshot"`
		Platform string `json:"platform,omitempty"`
	}
	all := map[string]entry{}
	for i, q := range queries() {
		sql := fmt.Sprintf("SELECT '%s' AS ounce, %s FROM %s;", q.table, strings.Join(q.columns, ", "), q.table)
		all[fmt.Sprintf("ounce_%02d_%s", i+1, q.table)] = entry{Query: sql, Interval: 86400, Snapshot: true, Platform: q.system}
	}
	data, err := json.MarshalIndent(map[string]any{"packs": map[string]any{"ounce": map[string]any{"queries": all}}}, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("writing the pack: %w", err)
	}
	return append(data, '\n'), nil
}

package inventory_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"ounce/checks"
	"ounce/checks/inventory"
)

const rowsOfOsqueryi = `[
  {"computer_name":"LAP-9","cpu_brand":"11th Gen Intel(R) Core(TM) i5-1145G7","cpu_logical_cores":"8","cpu_physical_cores":"4","hardware_model":"Latitude 5420","hardware_vendor":"Dell Inc.","hostname":"LAP-9","ounce":"system_info","physical_memory":"16896389120","uuid":"4C4C4544-0042-3510-8051-B7C04F4E3132"}
]
[
  {"build":"26200","major":"10","minor":"0","name":"Microsoft Windows 11 Pro","ounce":"os_version","platform":"windows","version":"10.0.26200"}
]
[
  {"ounce":"time","unix_time":"1795512600"}
]
[
  {"days":"40","ounce":"uptime","total_seconds":"3460000"}
]
[
  {"instance_id":"94c004b0-49e5-4ece-93e6-96c1939c0f83","ounce":"osquery_info","version":"5.19.0"}
]
[
  {"boot_partition":"1","description":"Local Fixed Disk","device_id":"C:","free_space":"210000000000","ounce":"logical_drives","size":"500000000000"}
]
[
  {"conversion_status":"1","drive_letter":"C:","ounce":"bitlocker_info","protection_status":"0"}
]
[
  {"name":"Windows Defender","ounce":"windows_security_products","signatures_up_to_date":"1","state":"On","type":"Antivirus"},
  {"name":"Windows Firewall","ounce":"windows_security_products","signatures_up_to_date":"1","state":"On","type":"Firewall"}
]
[

]
`

func TestRowsOfOsqueryi(t *testing.T) {
	m := judge(t, read(t, []byte(rowsOfOsqueryi)))
	if m.Name != "LAP-9" || m.OS != "Windows 11 Pro" || !m.Taken.Equal(time.Unix(1795512600, 0)) || m.ID == "" {
		t.Errorf("%s, %s, %s, %q", m.Name, m.OS, m.Taken, m.ID)
	}
	compare(t, m, map[string]string{
		"updates.os_support": "pass supported_old_table", "protection.antivirus": "pass on", "access.disk_encryption": "warn suspended",
		"hardware.uptime": "warn long", "hardware.memory": "pass enough", "hardware.disk_free": "pass room", "hardware.tpm": "unknown not_held",
		"firewall.on": "unknown not_held", "backup.product": "unknown not_held",
	})
}

// logOf writes the rows as osqueryd does: snapshots, then changes.
func logOf(t *testing.T, batch bool) string {
	t.Helper()
	var lines []string
	dec := json.NewDecoder(strings.NewReader(rowsOfOsqueryi))
	for dec.More() {
		var rows []checks.Row
		if err := dec.Decode(&rows); err != nil {
			t.Fatal(err)
		}
		line := map[string]any{"name": "pack_ounce", "hostIdentifier": "LAP-9", "unixTime": 1795512600, "calendarTime": "x", "counter": 0}
		if batch {
			line["diffResults"] = map[string]any{"added": rows, "removed": []checks.Row{}}
		} else {
			line["action"], line["snapshot"] = "snapshot", rows
		}
		data, err := json.Marshal(line)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, string(data))
	}
	return strings.Join(lines, "\n") + "\n"
}

func TestTheResultsLogSaysTheSame(t *testing.T) {
	want := verdicts(judge(t, read(t, []byte(rowsOfOsqueryi))))
	changed := logOf(t, false) +
		`{"name":"x","hostIdentifier":"LAP-9","unixTime":"1795512600","action":"added","columns":{"ounce":"tpm_info","spec_version":"1.2, 2, 3","activated":"1"}}` + "\n" +
		`{"name":"x","hostIdentifier":"LAP-9","unixTime":"1795512600","action":"removed","columns":{"ounce":"tpm_info","spec_version":"1.2, 2, 3","activated":"1"}}` + "\n"
	for name, log := range map[string]string{
		"snapshots": logOf(t, false), "batches": logOf(t, true), "changes": changed, "a line under way": logOf(t, false) + `{"name":"x","hostIdent`,
	} {
		got := verdicts(judge(t, read(t, []byte(log))))
		for check, verdict := range want {
			if got[check] != verdict {
				t.Errorf("%s: %s is %q, want %q", name, check, got[check], verdict)
			}
		}
	}
}

func TestReportsOfFleetComeTogether(t *testing.T) {
	var r inventory.Reader
	for name, text := range map[string]string{
		"info.csv": "host_display_name,last_fetched,ounce,hostname,physical_memory,cpu_brand,cpu_logical_cores\n" +
			"MAC-1,2026-11-23T10:00:00Z,system_info,MAC-1,17179869184,Apple M2,8\nMAC-2,2026-11-23T10:00:00Z,system_info,MAC-2,8589934592,Apple M1,8\n",
		"os.csv": "host_display_name,last_fetched,name,version,major,minor,platform\n" +
			"MAC-1,2026-11-23T10:00:00Z,macOS,15.6,15,6,darwin\nMAC-2,2026-11-23T11:00:00Z,macOS,26.1,26,1,darwin\n",
		"gk.csv":   "host_display_name,last_fetched,assessments_enabled\nMAC-1,2026-11-23T10:00:00Z,1\n",
		"disk.csv": "host_display_name,last_fetched,encrypted,encryption_status,filevault_status\nMAC-1,2026-11-23T10:00:00Z,1,encrypted,on\nMAC-9,2026-11-23T10:00:00Z,0,undefined,off\n",
	} {
		if err := r.Add(name, []byte(text), time.Time{}); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	_, noted, problems := r.Done()
	if len(noted) != 2 || len(problems) != 1 || problems[0].File != "disk.csv" || !strings.Contains(problems[0].Err.Error(), "MAC-9") {
		t.Fatalf("%d computers, problems %v", len(noted), problems)
	}
	compare(t, judge(t, noted[0]), map[string]string{"access.disk_encryption": "pass on", "protection.gatekeeper": "pass on"})
	compare(t, judge(t, noted[1]), map[string]string{"access.disk_encryption": "unknown not_held", "protection.gatekeeper": "unknown not_held"})
}

func TestFleetsListOfHosts(t *testing.T) {
	m := judge(t, read(t, []byte("created_at,detail_updated_at,hostname,uuid,platform,osquery_version,os_version,memory,cpu_brand,cpu_logical_cores,computer_name\n"+
		"2026-01-01T00:00:00Z,2026-11-23T10:00:00Z,deb.local,x,debian,5.19.0,Debian GNU/Linux 12.5.0,8254013440,AMD Ryzen 5 5600U,12,\n")))
	if m.Name != "deb.local" {
		t.Errorf("the name is %q", m.Name)
	}
	compare(t, m, map[string]string{"updates.os_support": "warn extended", "hardware.memory": "pass enough", "access.disk_encryption": "unknown not_held"})
}

func TestThePackAsksForWhatIsRead(t *testing.T) {
	data, err := inventory.Pack()
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Packs map[string]struct {
			Queries map[string]struct{ Query, Platform string }
		}
	}
	if err := json.Unmarshal(data, &file); err != nil || len(file.Packs["ounce"].Queries) < 10 {
		t.Fatalf("%v, %d queries", err, len(file.Packs["ounce"].Queries))
	}
	for name, q := range file.Packs["ounce"].Queries {
		if !strings.HasPrefix(q.Query, "SELECT '"+name[len("ounce_00_"):]+"' AS ounce, ") {
			t.Errorf("%s asks %q", name, q.Query)
		}
	}
}

func FuzzOsquery(f *testing.F) {
	f.Add([]byte(rowsOfOsqueryi))
	f.Add([]byte(`{"name":"x","hostIdentifier":"a","unixTime":1,"action":"snapshot","snapshot":[{"ounce":"os_version","name":"macOS","platform":"darwin"}]}`))
	f.Add([]byte("host_display_name,last_fetched,name,version,major,minor,platform\na,2026-11-23T10:00:00Z,macOS,15.6,15,6,darwin\n"))
	f.Add([]byte(`"host_display_name","name","platform"` + "\n" + `"a \"b\"",,"darwin"` + "\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		var r inventory.Reader
		if err := r.Add("file", data, time.Unix(1795512600, 0)); err != nil && strings.Contains(err.Error(), "\n") {
			t.Errorf("the sentence is %q", err)
		}
		_, noted, _ := r.Done()
		for _, n := range noted {
			if n.Engine == "" || n.Recording.Now.IsZero() {
				t.Error("a computer without engine or date")
			}
		}
	})
}

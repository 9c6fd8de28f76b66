package inventory_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ounce/checks"
	"ounce/checks/host"
	"ounce/checks/inventory"
	"ounce/checks/platform"
	"ounce/checks/scan"
)

// judge checks what a program noted as the app does.
func judge(t testing.TB, n inventory.Noted) checks.Machine {
	t.Helper()
	defs, err := checks.LoadDefinitions()
	if err != nil {
		t.Fatal(err)
	}
	s := scan.Scanner{Definitions: defs, Topics: scan.Topics(), Platform: platform.Read, Know: func(f *checks.Facts) { f.Learn(n.Facts) }}
	m := s.Run(context.Background(), host.Play(n.Recording))
	for i := range m.Findings {
		m.Findings[i] = n.Own(m.Findings[i], defs)
	}
	return m
}

// read gives the one computer of a file.
func read(t testing.TB, data []byte) inventory.Noted {
	t.Helper()
	var r inventory.Reader
	if err := r.Add("file", data, time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	_, noted, problems := r.Done()
	if len(noted) != 1 || len(problems) > 0 {
		t.Fatalf("got %d computers, %v", len(noted), problems)
	}
	return noted[0]
}

func load(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// verdicts gives each finding as "status say".
func verdicts(m checks.Machine) map[string]string {
	all := map[string]string{}
	for _, f := range m.Findings {
		all[f.Check] = string(f.Status) + " " + f.Say
	}
	return all
}

func compare(t *testing.T, m checks.Machine, want map[string]string) {
	t.Helper()
	got := verdicts(m)
	for check, verdict := range want {
		if got[check] != verdict {
			t.Errorf("%s: %q, want %q", check, got[check], verdict)
		}
	}
}

func TestAnOldDesktopOfFusionInventory(t *testing.T) {
	m := judge(t, read(t, load(t, "windows.xml")))
	if m.Name != "COMPTA-2" || m.OS != "Windows 10 Professionnel" || !m.Taken.Equal(time.Date(2026, 11, 23, 8, 12, 41, 0, time.UTC)) {
		t.Errorf("%s, %s, %s", m.Name, m.OS, m.Taken)
	}
	compare(t, m, map[string]string{
		"updates.os_support":       "warn extended",
		"updates.office_support":   "fail ended",
		"updates.last_install":     "unknown not_held", // the day is written in no certain order
		"protection.antivirus":     "pass on",
		"protection.signature_age": "unknown not_held",
		"access.disk_encryption":   "warn off_desk",
		"firewall.on":              "unknown not_held", // a policy may overrule what is noted
		"firewall.remote_tools":    "warn tools",
		"hardware.disk_free":       "fail system_full",
		"hardware.memory":          "pass enough",
		"hardware.processor":       "pass enough",
		"hardware.age":             "warn old_between",
		"hardware.uptime":          "warn long",
		"hardware.windows11_ready": "warn processor",
		"hardware.battery":         "unknown not_held",
		"network.link":             "pass joined",
		"network.link_speed":       "warn slow",
		"backup.product":           "unknown not_held",
	})
}

func TestALaptopOfGLPI(t *testing.T) {
	m := judge(t, read(t, load(t, "laptop.json")))
	compare(t, m, map[string]string{
		"updates.os_support":       "pass supported_old_table",
		"updates.last_install":     "pass recent",
		"updates.office_support":   "unknown not_held",
		"protection.antivirus":     "pass on",
		"protection.signature_age": "pass current",
		"protection.duplicates":    "pass one",
		"access.disk_encryption":   "pass on",
		"hardware.battery":         "warn worn",
		"hardware.disk_free":       "pass room",
		"hardware.age":             "unknown between",
		"hardware.uptime":          "pass today",
		"hardware.windows11_ready": "pass has_it",
	})
	for _, f := range m.Findings {
		for _, e := range f.Evidence {
			if !strings.HasPrefix(e.Source, "GLPI Agent 1.11: ") {
				t.Errorf("%s rests on %q", f.Check, e.Source)
			}
		}
	}
}

// TestSilenceDecidesNothing takes the facts away: what an inventory does not
// hold is unknown, for that reason and no other.
func TestSilenceDecidesNothing(t *testing.T) {
	for _, os := range []string{"Microsoft Windows 11 Pro", "macOS 15", "Debian GNU/Linux"} {
		data := `{"action":"inventory","itemtype":"Computer","deviceid":"x","content":{"accesslog":{"logdate":"2026-11-24 08:30:00"},
			"hardware":{"name":"x"},"operatingsystem":{"full_name":"` + os + `"},"versionclient":"GLPI-Agent_v1.11"}}`
		for _, f := range judge(t, read(t, []byte(data))).Findings {
			if f.Status != checks.NotApplicable && (f.Status != checks.Unclear || f.Unknown != checks.NotHeld) {
				t.Errorf("%s: %s is %s (%s, %s)", os, f.Check, f.Status, f.Say, f.Unknown)
			}
		}
	}
}

// TestAgentsWordForOffIsNone: agents write "off" for what they could not ask.
func TestAgentsWordForOffIsNone(t *testing.T) {
	for os, on := range map[string]string{"Debian GNU/Linux 12": "pass on", "macOS 14.5": "pass on", "Microsoft Windows 11 Pro": "unknown not_held"} {
		for status, want := range map[string]string{"on": on, "off": "unknown not_held"} {
			data := `{"action":"inventory","itemtype":"Computer","deviceid":"x","content":{"accesslog":{"logdate":"2026-11-24 08:30:00"},
				"hardware":{"name":"x"},"firewalls":[{"status":"` + status + `","profile":"PublicProfile"}],"operatingsystem":{"full_name":"` + os + `"},"versionclient":"GLPI-Agent_v1.11"}}`
			compare(t, judge(t, read(t, []byte(data))), map[string]string{"firewall.on": want})
		}
	}
}

func TestEncryptionOfAgents(t *testing.T) {
	for _, c := range []struct{ drive, version, want string }{
		{`"encrypt_status":"Yes","encrypt_algo":"XTS_AES_128"`, "10.0.26200", "pass on"},
		{`"encrypt_status":"No","encrypt_algo":"None"`, "10.0.26200", "warn off"},
		{`"encrypt_status":"No","encrypt_algo":"XTS_AES_128"`, "10.0.26200", "unknown not_held"}, // suspended, or under way
		{`"encrypt_status":"No","encrypt_algo":"None"`, "6.1.7601", "unknown not_held"},          // does not tell the method
		{`"encrypt_status":"Unknown","encrypt_algo":"None"`, "10.0.26200", "unknown not_held"},
		{`"label":"x"`, "10.0.26200", "unknown not_held"},
	} {
		data := `{"action":"inventory","itemtype":"Computer","deviceid":"x","content":{"accesslog":{"logdate":"2026-11-24 08:30:00"},
			"hardware":{"name":"x"},"drives":[{"systemdrive":true,"letter":"C:",` + c.drive + `}],
			"operatingsystem":{"full_name":"Microsoft Windows","kernel_version":"` + c.version + `"},"versionclient":"GLPI-Agent_v1.11"}}`
		compare(t, judge(t, read(t, []byte(data))), map[string]string{"access.disk_encryption": c.want})
	}
}

// TestTheIDHoldsNoSerialNumber: makers write serial numbers into SMBIOS ids.
func TestTheIDHoldsNoSerialNumber(t *testing.T) {
	own := judge(t, read(t, load(t, "laptop.json"))).ID
	for _, change := range [][2]string{{"PF000000", "PF999999"}, {"12345678-0000-1111-2222-333344445555", "4C4C4544-0042-3510-8051-B7C04F4E3132"}} {
		changed := bytes.Replace(load(t, "laptop.json"), []byte(change[0]), []byte(change[1]), 1)
		if got := judge(t, read(t, changed)).ID; got != own || got == "" {
			t.Errorf("with another %s the id is %q, not %q", change[0], got, own)
		}
	}
	other := bytes.Replace(load(t, "laptop.json"), []byte("LAP-7-2024"), []byte("LAP-7-2025"), 1)
	if judge(t, read(t, other)).ID == own {
		t.Error("an agent that was set up at another time is of the same machine")
	}
	mac := `{"action":"inventory","itemtype":"Computer","deviceid":"x","content":{"accesslog":{"logdate":"2026-11-24 08:30:00"},
		"hardware":{"name":"x","uuid":"B3D6B8E4-15CC-54BB-BCE9-44E153556DDF"},"operatingsystem":{"full_name":"macOS"}}}`
	want, _ := checks.MachineID("b3d6b8e4-15cc-54bb-bce9-44e153556ddf")
	if got := judge(t, read(t, []byte(mac))).ID; got != want {
		t.Errorf("a Mac is %q to the agent and %q to Ounce", got, want)
	}
}

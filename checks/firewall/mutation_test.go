package firewall_test

import (
	"path/filepath"
	"strings"
	"testing"

	"ounce/checks"
	"ounce/checks/firewall"
	"ounce/checks/host"
	"ounce/checks/host/hosttest"
)

func open(t *testing.T, name string) *host.Recording {
	t.Helper()
	rec, err := host.OpenRecording(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return rec
}

func platform(rec *host.Recording, server bool, release string) checks.Platform {
	return checks.Platform{
		System: rec.System, Server: checks.Known(server), Edition: checks.Known("Professional"), Release: checks.Known(release),
	}
}

// recordings are complete machines, and what each of their checks must say.
var recordings = []struct {
	file    string
	server  bool
	release string
	want    map[string]string
}{
	{"windows.yaml", false, "10.0.26200", map[string]string{
		"firewall.on": "pass on", "firewall.default_incoming": "pass keeps_out", "firewall.third_party": "not_applicable none",
		"firewall.logging": "warn off", "firewall.open_rules": "pass narrow", "firewall.ssh": "pass ssh_closed",
		"firewall.remote_desktop": "pass desktop_closed", "firewall.remote_tools": "pass agent", "firewall.smb1": "pass off",
	}},
	{"windows-open.yaml", false, "10.0.26200", map[string]string{
		"firewall.on": "fail off_some", "firewall.default_incoming": "fail lets_in", "firewall.third_party": "warn resting",
		"firewall.logging": "warn off", "firewall.open_rules": "fail all_ports", "firewall.ssh": "warn ssh_open",
		"firewall.remote_desktop": "fail desktop_unguarded", "firewall.remote_tools": "warn several_agents", "firewall.smb1": "fail on",
	}},
	{"windows-other.yaml", false, "10.0.26200", map[string]string{
		"firewall.on": "pass other", "firewall.default_incoming": "not_applicable other", "firewall.third_party": "pass one",
		"firewall.logging": "not_applicable other", "firewall.open_rules": "not_applicable other", "firewall.ssh": "pass ssh_closed",
		"firewall.remote_desktop": "warn desktop_guarded", "firewall.remote_tools": "pass none", "firewall.smb1": "pass off",
	}},
	{"windows-policy.yaml", true, "10.0.26100", map[string]string{
		"firewall.on": "pass on", "firewall.default_incoming": "pass keeps_out", "firewall.third_party": "not_applicable server",
		"firewall.logging": "pass on", "firewall.open_rules": "pass narrow", "firewall.ssh": "pass ssh_closed",
		"firewall.remote_desktop": "unknown missing", "firewall.remote_tools": "pass none", "firewall.smb1": "unknown missing",
	}},
	{"macos.yaml", false, "26.1", map[string]string{
		"firewall.on": "pass on", "firewall.stealth": "pass on", "firewall.ssh": "pass ssh_closed",
		"firewall.remote_desktop": "pass desktop_closed", "firewall.remote_tools": "pass none",
	}},
	{"macos-open.yaml", false, "26.1", map[string]string{
		"firewall.on": "fail off", "firewall.stealth": "warn off", "firewall.ssh": "warn ssh_open",
		"firewall.remote_desktop": "warn desktop_managed", "firewall.remote_tools": "warn tools",
	}},
	{"macos-14.yaml", false, "14.8", map[string]string{
		"firewall.on": "pass on", "firewall.stealth": "warn off", "firewall.ssh": "pass ssh_closed",
		"firewall.remote_desktop": "warn desktop_shared", "firewall.remote_tools": "pass agent",
	}},
}

func TestRecordedMachines(t *testing.T) {
	defs, err := checks.LoadDefinitions()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range recordings {
		t.Run(r.file, func(t *testing.T) {
			rec := open(t, r.file)
			for id, v := range hosttest.Verdicts(host.Play(rec), firewall.Topic(), platform(rec, r.server, r.release)) {
				def, ok := defs.Get(id)
				if !ok {
					t.Errorf("%s has no texts", id)
				}
				if !def.Concerns(rec.System) {
					continue
				}
				if got := string(v.Status) + " " + v.Say; got != r.want[id] {
					t.Errorf("%s: got %q, want %q (%+v)", id, got, r.want[id], v.Unknown)
				}
				if _, said := def.Says[v.Say]; v.Status != checks.Unclear && !said {
					t.Errorf("%s has no sentence %s", id, v.Say)
				}
				if len(v.Evidence) == 0 && v.Status != checks.Unclear {
					t.Errorf("%s rests on nothing", id)
				}
				finding := defs.Finding(def, v)
				if finding.Reason == "" || strings.Contains(finding.Reason, "{") {
					t.Errorf("%s says %q", id, finding.Reason)
				}
			}
		})
	}
}

func TestNoFalseVerdict(t *testing.T) {
	for _, r := range recordings {
		t.Run(r.file, func(t *testing.T) {
			rec := open(t, r.file)
			var allowed []hosttest.Exception
			if r.file == "windows-open.yaml" {
				allowed = []hosttest.Exception{{Source: "windows.services", How: "name ", Check: "firewall.ssh", Why: "a service of another name is another service"}}
			}
			hosttest.NoFalseVerdict(t, rec, firewall.Topic(), platform(rec, r.server, r.release), allowed...)
		})
	}
}

// TestTextsAndChecksMeet: each check has its texts, each text its check.
func TestTextsAndChecksMeet(t *testing.T) {
	defs, err := checks.LoadDefinitions()
	if err != nil {
		t.Fatal(err)
	}
	rules := map[string]bool{}
	for _, check := range firewall.Topic().Checks {
		rules[check.ID] = true
	}
	for _, id := range defs.IDs() {
		if strings.HasPrefix(id, "firewall.") && !rules[id] {
			t.Errorf("%s has texts and no rule", id)
		}
	}
}

// TestReadingsThatDisagree: where two sources contradict each other, or a policy
// cannot be read, nothing is said.
func TestReadingsThatDisagree(t *testing.T) {
	const policy = `HKLM\SOFTWARE\Policies\Microsoft\WindowsFirewall\PublicProfile`
	for name, c := range map[string]struct {
		file   string
		change func(*host.Recording)
		want   checks.Reason
	}{
		"registry and WMI": {"windows.yaml", func(r *host.Recording) { r.WMI[0].Rows[2]["Enabled"] = 0 }, checks.Conflicting},
		"a policy that nobody could read": {"windows.yaml", func(r *host.Recording) {
			r.Registry = append(r.Registry, host.RegistryKey{Key: policy, Failure: host.Failure{Fails: checks.Denied}})
		}, checks.Denied},
		"system_profiler and socketfilterfw": {"macos.yaml", func(r *host.Recording) {
			r.Commands[1].Output = "Firewall is disabled. (State = 0)\n"
		}, checks.Conflicting},
	} {
		rec := open(t, c.file)
		c.change(rec)
		got := hosttest.Verdicts(host.Play(rec), firewall.Topic(), platform(rec, false, "26.1"))["firewall.on"]
		if got.Status != checks.Unclear || got.Unknown.Reason != c.want {
			t.Errorf("%s: %s %s, want unknown %s", name, got.Status, got.Unknown.Reason, c.want)
		}
	}
}

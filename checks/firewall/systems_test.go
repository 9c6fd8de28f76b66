package firewall

import (
	"path/filepath"
	"strings"
	"testing"

	"ounce/checks"
	"ounce/checks/host"
	"ounce/checks/host/hosttest"
)

// recordings are complete machines, and what each of their checks must say.
var recordings = map[string]map[string]string{
	"windows.yaml": {
		"firewall.on": "pass on", "firewall.default_incoming": "pass keeps_out", "firewall.open_rules": "pass none",
		"firewall.ssh": "pass ssh_closed", "firewall.remote_desktop": "pass desktop_closed",
		"firewall.smb1": "pass off", "firewall.remote_tools": "pass none",
	},
	"windows-open.yaml": {
		"firewall.on": "fail off", "firewall.default_incoming": "fail lets_in", "firewall.open_rules": "warn some",
		"firewall.ssh": "warn ssh_open", "firewall.remote_desktop": "fail desktop_unguarded",
		"firewall.smb1": "fail on", "firewall.remote_tools": "warn some",
	},
	"macos.yaml": {
		"firewall.on": "pass on", "firewall.stealth": "pass silent", "firewall.ssh": "pass ssh_closed",
		"firewall.remote_desktop": "pass desktop_closed", "firewall.remote_tools": "pass none",
	},
	"macos-open.yaml": {
		"firewall.on": "fail off", "firewall.stealth": "warn answers", "firewall.ssh": "warn ssh_open",
		"firewall.remote_desktop": "warn desktop_shared", "firewall.remote_tools": "warn some",
	},
}

func play(t *testing.T, name string) *host.Recording {
	t.Helper()
	rec, err := host.OpenRecording(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return rec
}

func TestRecordedMachines(t *testing.T) {
	defs, err := checks.LoadDefinitions()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range recordings {
		rec := play(t, name)
		for id, v := range hosttest.Verdicts(host.Play(rec), Topic(), checks.Platform{System: rec.System}) {
			def, _ := defs.Get(id)
			if got := string(v.Status) + " " + v.Say; def.Concerns(rec.System) && got != want[id] {
				t.Errorf("%s: %s: got %q, want %q (%+v)", name, id, got, want[id], v.Unknown)
			}
			if _, said := def.Says[v.Say]; v.Status != checks.Unclear && !said {
				t.Errorf("%s has no sentence %s", id, v.Say)
			}
		}
	}
}

func TestNoFalseVerdictOnOtherSystems(t *testing.T) {
	for name := range recordings {
		rec := play(t, name)
		hosttest.NoFalseVerdict(t, rec, Topic(), checks.Platform{System: rec.System}, nil)
	}
}

func TestTextsAndChecksMeet(t *testing.T) {
	defs, err := checks.LoadDefinitions()
	if err != nil {
		t.Fatal(err)
	}
	rules := map[string]bool{}
	for _, check := range Topic().Checks {
		rules[check.ID] = true
	}
	for _, id := range defs.IDs() {
		if strings.HasPrefix(id, "firewall.") && !rules[id] {
			t.Errorf("%s has texts and no rule", id)
		}
	}
}

func TestPolicyBeatsLocalSetting(t *testing.T) {
	rec := play(t, "windows.yaml")
	rec.Registry = append(rec.Registry, host.RegistryKey{Key: policyKey + `\StandardProfile`, Values: checks.Row{"EnableFirewall": 0}})
	if got := hosttest.Verdicts(host.Play(rec), Topic(), checks.Platform{})["firewall.on"]; got.Status != checks.Fail {
		t.Errorf("a policy that switches it off: %s", got.Status)
	}
	rec.Registry[len(rec.Registry)-1].Failure = host.Failure{Fails: checks.Denied}
	if got := hosttest.Verdicts(host.Play(rec), Topic(), checks.Platform{})["firewall.on"]; got.Status != checks.Unclear {
		t.Errorf("a policy that nobody could read: %s", got.Status)
	}
}

func TestAnotherMakersFirewall(t *testing.T) {
	rec := play(t, "windows-open.yaml")
	rec.WMI[1].Rows = []checks.Row{{"displayName": "Example Wall", "productState": 266240}}
	if got := hosttest.Verdicts(host.Play(rec), Topic(), checks.Platform{})["firewall.on"]; got.Say != "other_maker" {
		t.Errorf("got %s %s", got.Status, got.Say)
	}
}

func TestMacReadingsDisagree(t *testing.T) {
	rec := play(t, "macos.yaml")
	rec.Commands[1].Output = "Firewall is disabled. (State = 0)\n"
	if got := hosttest.Verdicts(host.Play(rec), Topic(), checks.Platform{})["firewall.on"]; got.Unknown.Reason != checks.Conflicting {
		t.Errorf("got %s %s", got.Status, got.Unknown.Reason)
	}
}

func TestRules(t *testing.T) {
	for text, want := range map[string]bool{
		`v2.27|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=40404|Name=Till|`:                 true,
		`v2.27|Action=Allow|Active=TRUE|Dir=In|Profile=Public|Name=All|`:                          true,
		`v2.27|Action=Allow|Active=FALSE|Dir=In|Protocol=6|LPort=40404|Name=Till|`:                false,
		`v2.27|Action=Allow|Active=TRUE|Dir=In|Profile=Domain|Profile=Private|Name=x|`:            false,
		`v2.27|Action=Allow|Active=TRUE|Dir=In|Name=x|PFN=Example.Store_1|`:                       false,
		`v2.27|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=3389|RA4=LocalSubnet|Name=x|`:     false,
		`v2.27|Action=Allow|Active=TRUE|Dir=In|Protocol=1|ICMP4=8:*|Name=x|`:                      false,
		`v2.27|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=445|App=System|Name=@a.dll,-285|`: false,
	} {
		r, ok := parseRule(text)
		if !ok || r.letsAnyoneIn() != want {
			t.Errorf("%s: %v %v", text, ok, r.letsAnyoneIn())
		}
	}
}

func FuzzParsersOfSystems(f *testing.F) {
	f.Add([]byte(`{"SPFirewallDataType":[{"spfirewall_globalstate":"spfirewall_globalstate_block_all"}]}`))
	f.Add([]byte("disabled services = {\n\"a\" => true\n}\n"))
	f.Add([]byte("v2.33|Action=Allow|Active=TRUE|Dir=In|"))
	f.Add([]byte("State Recv-Q Send-Q Local Address:Port Peer Address:Port\nLISTEN 0 5 [::]:22 [::]:*\n"))
	f.Fuzz(func(_ *testing.T, data []byte) {
		_, _ = parseProfiler(data)
		_, _ = parseState(data)
		_, _ = parseStealth(data)
		_, _ = parseDisabled(data)
		_, _ = parseNft(data)
		_, _ = parseIptables(data)
		_, _ = parseListening(data)
		if r, ok := parseRule(string(data)); ok {
			r.letsAnyoneIn()
		}
	})
}

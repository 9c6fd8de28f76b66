package network

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ounce/checks"
	"ounce/checks/host"
	"ounce/checks/host/hosttest"
)

// recordings are complete machines, and what each of their checks must say, in
// the order of the topic: link, link_speed, wifi_security, wifi_standard,
// gateway, dns, proxy, vpn.
func recordings() map[string][]string {
	const none, off = "not_applicable no_wifi", "not_applicable off"
	return map[string][]string{
		"linux.yaml":         {"pass joined", "pass fast", "pass strong", "pass current", "pass out", "pass filter", "pass none", "pass on"},
		"linux-cafe.yaml":    {"pass joined", "not_applicable no_cable", "fail open", "pass older", "pass out", "pass public", "warn local", off},
		"linux-apart.yaml":   {"warn apart", "not_applicable no_cable", none, none, "not_applicable apart", "not_applicable apart", "warn fixed", off},
		"macos.yaml":         {"pass joined", "pass fast", "pass strong", "pass current", "pass out", "pass filter", "pass none", "pass on"},
		"macos-apart.yaml":   {"warn apart", "not_applicable no_cable", none, none, "not_applicable apart", "not_applicable apart", "pass none", off},
		"macos-cafe.yaml":    {"pass joined", "warn slow", "warn mixed", "warn legacy", "warn none", "pass public", "warn fixed", off},
		"windows.yaml":       {"pass joined", "pass fast", "pass strong", "pass current", "pass out", "pass filter", "pass none", "pass on"},
		"windows-cafe.yaml":  {"pass joined", "not_applicable no_cable", "fail open", "warn legacy", "pass out", "pass public", "warn local", off},
		"windows-left.yaml":  {"pass joined", "not_applicable no_cable", "unknown unreadable", "unknown unreadable", "warn none", "warn none", "warn script", off},
		"windows-apart.yaml": {"warn apart", "not_applicable no_cable", none, none, "not_applicable apart", "not_applicable apart", "pass none", off},
		"windows-slow.yaml":  {"pass joined", "warn slow", none, none, "pass out", "pass other", "warn fixed", off},
		"linux-island.yaml":  {"pass joined", "warn slow", none, none, "warn none", "pass other", "warn script", "pass on"},
	}
}

func open(t *testing.T, name string) *host.Recording {
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
	for _, name := range slices.Sorted(maps.Keys(recordings())) {
		t.Run(name, func(t *testing.T) {
			verdicts := hosttest.Verdicts(host.Play(open(t, name)), Topic(), checks.Platform{})
			for i, check := range Topic().Checks {
				v := verdicts[check.ID]
				if got, want := string(v.Status)+" "+v.Say, recordings()[name][i]; got != want {
					t.Errorf("%s: got %q, want %q (%+v)", check.ID, got, want, v.Unknown)
				}
				def, _ := defs.Get(check.ID)
				if reason := defs.Finding(def, v).Reason; reason == "" || strings.Contains(reason, "{") {
					t.Errorf("%s says %q", check.ID, reason)
				}
				if len(v.Evidence) == 0 {
					t.Errorf("%s rests on nothing", check.ID)
				}
			}
		})
	}
}

func TestNoFalseVerdict(t *testing.T) {
	for _, name := range slices.Sorted(maps.Keys(recordings())) {
		t.Run(name, func(t *testing.T) {
			hosttest.NoFalseVerdict(t, open(t, name), Topic(), checks.Platform{}, exceptions()[name]...)
		})
	}
}

// exceptions are answers that look like damage.
func exceptions() map[string][]hosttest.Exception {
	const settings = `SOFTWARE\Microsoft\Windows\CurrentVersion\Internet Settings`
	const policy = `HKLM\SOFTWARE\Policies\Microsoft\Windows\CurrentVersion\Internet Settings`
	way := hosttest.Exception{Source: configQuery, How: "DefaultIPGateway absent", Check: "network.gateway", Why: "NULL is an adapter without a way out"}
	return map[string][]hosttest.Exception{
		"linux-apart.yaml": {
			{Source: "/etc/environment", How: "missing", Check: "network.proxy", Why: "a system without the file has no proxy there"},
			{Source: "/etc/environment", How: "empty", Check: "network.proxy", Why: "an empty file names no proxy"},
		},
		"windows.yaml":      {way},
		"windows-cafe.yaml": {way},
		"windows-slow.yaml": {way},
		"windows-apart.yaml": {
			{Source: policy, How: "missing", Check: "network.proxy", Why: "without the policy each user's own settings count"},
			{Source: policy, How: "no values", Check: "network.proxy", Why: "without the policy each user's own settings count"},
		},
		"windows-left.yaml": {{Source: `HKCU\` + settings, How: "AutoConfigURL empty", Check: "network.proxy", Why: "no address is no script"}},
	}
}

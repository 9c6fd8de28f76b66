package protection_test

import (
	"path/filepath"
	"strings"
	"testing"

	"ounce/checks"
	"ounce/checks/host"
	"ounce/checks/host/hosttest"
	"ounce/checks/protection"
)

func open(t *testing.T, name string) *host.Recording {
	t.Helper()
	rec, err := host.OpenRecording(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return rec
}

func platform(system checks.System, server bool, release string) checks.Platform {
	return checks.Platform{
		System:   system,
		Server:   checks.Known(server),
		Portable: checks.Known(!server),
		Release:  checks.Known(release),
	}
}

// recordings are complete machines, and what each of their checks must say.
var recordings = []struct {
	file   string
	server bool
	want   map[string]string
}{
	{"linux.yaml", true, map[string]string{
		"protection.antivirus":         "pass on",
		"protection.realtime":          "pass on",
		"protection.signature_age":     "pass fresh",
		"protection.licence":           "pass valid",
		"protection.duplicates":        "pass one",
		"protection.tamper_protection": "not_applicable not_told",
		"protection.edr":               "pass reports",
	}},
	{"windows.yaml", false, map[string]string{
		"protection.antivirus":         "pass on",
		"protection.realtime":          "pass on",
		"protection.signature_age":     "pass current",
		"protection.licence":           "pass valid",
		"protection.duplicates":        "pass one",
		"protection.tamper_protection": "not_applicable not_told",
		"protection.exclusions":        "unknown denied",
		"protection.edr":               "pass reports",
	}},
	{"windows-defender.yaml", false, map[string]string{
		"protection.antivirus":         "pass on",
		"protection.realtime":          "pass on",
		"protection.signature_age":     "pass fresh",
		"protection.licence":           "pass valid",
		"protection.duplicates":        "pass one",
		"protection.tamper_protection": "pass on",
		"protection.exclusions":        "pass narrow",
		"protection.edr":               "not_applicable none_known",
	}},
	{"windows-off.yaml", false, map[string]string{
		"protection.antivirus":         "fail expired",
		"protection.realtime":          "not_applicable none_on",
		"protection.signature_age":     "not_applicable none_on",
		"protection.licence":           "fail expired",
		"protection.duplicates":        "not_applicable none_on",
		"protection.tamper_protection": "not_applicable none_on",
		"protection.exclusions":        "unknown missing",
		"protection.edr":               "not_applicable none_known",
	}},
	{"windows-server.yaml", true, map[string]string{
		"protection.antivirus":         "pass on",
		"protection.realtime":          "pass on",
		"protection.signature_age":     "pass fresh",
		"protection.licence":           "pass valid",
		"protection.duplicates":        "pass one",
		"protection.tamper_protection": "warn off",
		"protection.exclusions":        "unknown missing",
		"protection.edr":               "pass reports",
	}},
	{"macos.yaml", false, map[string]string{
		"protection.antivirus":         "pass on",
		"protection.realtime":          "pass on",
		"protection.signature_age":     "not_applicable not_told",
		"protection.licence":           "pass valid",
		"protection.duplicates":        "pass one",
		"protection.tamper_protection": "not_applicable not_told",
		"protection.edr":               "pass reports",
		"protection.gatekeeper":        "pass on",
		"protection.sip":               "pass on",
		"protection.xprotect":          "pass fresh",
		"protection.startup_security":  "pass full",
	}},
	{"macos-open.yaml", false, map[string]string{
		"protection.antivirus":         "pass built_in",
		"protection.realtime":          "not_applicable none_on",
		"protection.signature_age":     "not_applicable none_on",
		"protection.licence":           "not_applicable none_on",
		"protection.duplicates":        "not_applicable none_on",
		"protection.tamper_protection": "not_applicable none_on",
		"protection.edr":               "not_applicable none_known",
		"protection.gatekeeper":        "fail off",
		"protection.sip":               "fail off",
		"protection.xprotect":          "warn old",
		"protection.startup_security":  "warn permissive",
	}},
}

func TestRecordedMachines(t *testing.T) {
	for _, r := range recordings {
		t.Run(r.file, func(t *testing.T) {
			rec := open(t, r.file)
			defs, err := checks.LoadDefinitions()
			if err != nil {
				t.Fatal(err)
			}
			verdicts := hosttest.Verdicts(host.Play(rec), protection.Topic(), platform(rec.System, r.server, "26.1"))
			for id, v := range verdicts {
				def, _ := defs.Get(id)
				if !def.Concerns(rec.System) {
					continue
				}
				if got := string(v.Status) + " " + v.Say; got != r.want[id] {
					t.Errorf("%s: got %q, want %q (%+v)", id, got, r.want[id], v.Unknown)
				}
				finding := defs.Finding(def, v)
				if finding.Reason == "" || strings.Contains(finding.Reason, "{") {
					t.Errorf("%s says %q", id, finding.Reason)
				}
				if len(v.Evidence) == 0 {
					t.Errorf("%s rests on nothing", id)
				}
			}
		})
	}
}

func TestNoFalseVerdict(t *testing.T) {
	for _, r := range recordings {
		t.Run(r.file, func(t *testing.T) {
			rec := open(t, r.file)
			hosttest.NoFalseVerdict(t, rec, protection.Topic(), platform(rec.System, r.server, "26.1"))
		})
	}
}

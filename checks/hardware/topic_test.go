package hardware

import (
	"strings"
	"testing"

	"ounce/assets"
	"ounce/checks"
	"ounce/checks/host"
	"ounce/checks/host/hosttest"
)

func open(t *testing.T, name string) *host.Recording {
	t.Helper()
	rec, err := host.OpenRecording("testdata/" + name + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	return rec
}

// said is a verdict in short: its status and its sentence.
func said(v checks.Verdict) string { return string(v.Status) + " " + v.Say }

var machines = []struct {
	name     string
	platform checks.Platform
	want     map[string]string
}{
	{"linux-laptop", checks.Platform{System: checks.Linux, Virtual: checks.Known(false), Portable: checks.Known(true)}, map[string]string{
		"hardware.disk_free":           "pass room",
		"hardware.disk_health":         "pass fine",
		"hardware.disk_wear":           "pass fine",
		"hardware.disk_errors":         "pass none",
		"hardware.disk_type":           "pass solid",
		"hardware.disk_array":          "not_applicable none",
		"hardware.memory":              "pass enough",
		"hardware.processor":           "pass enough",
		"hardware.model":               "pass named",
		"hardware.age":                 "warn old_between",
		"hardware.battery":             "warn worn",
		"hardware.uptime":              "pass recent",
		"hardware.unexpected_restarts": "pass seldom",
		"hardware.tpm":                 "pass new",
		"hardware.secure_boot":         "pass on",
	}},
	{"linux-vm", checks.Platform{System: checks.Linux, Virtual: checks.Known(true), Portable: checks.Unseen[bool](checks.Missing, "")}, map[string]string{
		"hardware.disk_free":           "pass room",
		"hardware.disk_health":         "not_applicable virtual",
		"hardware.disk_wear":           "not_applicable virtual",
		"hardware.disk_errors":         "unknown missing",
		"hardware.disk_type":           "not_applicable virtual",
		"hardware.disk_array":          "not_applicable none",
		"hardware.memory":              "pass enough",
		"hardware.processor":           "not_applicable virtual",
		"hardware.model":               "unknown missing",
		"hardware.age":                 "not_applicable virtual",
		"hardware.battery":             "not_applicable none",
		"hardware.uptime":              "pass today",
		"hardware.unexpected_restarts": "unknown unreadable",
		"hardware.tpm":                 "not_applicable virtual",
		"hardware.secure_boot":         "not_applicable virtual",
	}},
	{"linux-vm", checks.Platform{System: checks.Linux, Virtual: checks.Unseen[bool](checks.Missing, "")}, map[string]string{
		"hardware.disk_health": "unknown unsupported",
		"hardware.disk_wear":   "unknown unsupported",
		"hardware.disk_type":   "unknown unsupported",
		"hardware.age":         "unknown missing",
		"hardware.battery":     "not_applicable none",
		"hardware.tpm":         "unknown missing",
		"hardware.secure_boot": "unknown missing",
	}},
	{"windows-desktop", checks.Platform{System: checks.Windows, Virtual: checks.Known(false), Server: checks.Known(false), Build: checks.Known("19045.6456"), Portable: checks.Known(false)}, map[string]string{
		"hardware.disk_free":           "fail system_full",
		"hardware.disk_health":         "fail failing",
		"hardware.disk_wear":           "not_applicable no_flash",
		"hardware.disk_errors":         "warn some",
		"hardware.disk_type":           "warn spinning",
		"hardware.disk_array":          "not_applicable none",
		"hardware.memory":              "warn little",
		"hardware.processor":           "pass enough",
		"hardware.model":               "pass board",
		"hardware.age":                 "warn old_between",
		"hardware.battery":             "not_applicable none",
		"hardware.uptime":              "warn long",
		"hardware.unexpected_restarts": "pass seldom",
		"hardware.crashes":             "warn some",
		"hardware.tpm":                 "warn none",
		"hardware.secure_boot":         "warn old_start",
		"hardware.boot_certificates":   "not_applicable secure_boot_off",
		"hardware.windows11_ready":     "warn processor",
	}},
	{"windows-laptop", checks.Platform{System: checks.Windows, Virtual: checks.Known(false), Server: checks.Known(false), Build: checks.Known("26200.7171", checks.Evidence{Source: "registry", Value: "26200.7171"}), Portable: checks.Known(true)}, map[string]string{
		"hardware.disk_free":           "pass room",
		"hardware.disk_health":         "pass fine",
		"hardware.disk_wear":           "unknown denied",
		"hardware.disk_errors":         "pass none",
		"hardware.disk_type":           "pass solid",
		"hardware.disk_array":          "not_applicable none",
		"hardware.memory":              "pass enough",
		"hardware.model":               "pass named",
		"hardware.age":                 "pass young",
		"hardware.battery":             "pass fine",
		"hardware.uptime":              "pass recent",
		"hardware.unexpected_restarts": "pass never",
		"hardware.crashes":             "pass none",
		"hardware.tpm":                 "pass new",
		"hardware.secure_boot":         "pass on",
		"hardware.boot_certificates":   "pass updated",
		"hardware.windows11_ready":     "pass has_it",
	}},
	{"macos-laptop", checks.Platform{System: checks.MacOS, Virtual: checks.Known(false), Portable: checks.Known(true)}, map[string]string{
		"hardware.disk_free":   "pass room",
		"hardware.disk_health": "pass fine",
		"hardware.disk_wear":   "pass fine",
		"hardware.disk_type":   "pass solid",
		"hardware.memory":      "pass enough",
		"hardware.processor":   "pass enough",
		"hardware.model":       "pass named",
		"hardware.age":         "pass young",
		"hardware.battery":     "pass fine",
		"hardware.uptime":      "pass recent",
		"hardware.crashes":     "unknown denied",
	}},
}

func TestVerdictsOfWholeMachines(t *testing.T) {
	for _, m := range machines {
		t.Run(m.name, func(t *testing.T) {
			got := hosttest.Verdicts(host.Play(open(t, m.name)), Topic(), m.platform)
			for id, want := range m.want {
				if said(got[id]) != want {
					t.Errorf("%s: got %q %+v, want %q", id, said(got[id]), got[id].Unknown, want)
				}
			}
		})
	}
}

func TestEveryVerdictOfARecordingHasWords(t *testing.T) {
	defs, err := checks.LoadDefinitions()
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range machines {
		for id, v := range hosttest.Verdicts(host.Play(open(t, m.name)), Topic(), m.platform) {
			def, ok := defs.Get(id)
			if !ok {
				t.Fatalf("%s has no definition", id)
			}
			if !def.Concerns(m.platform.System) {
				continue
			}
			f := defs.Finding(def, v)
			if f.Reason == "" || strings.ContainsAny(f.Reason, "{}") {
				t.Errorf("%s on %s: %q", id, m.name, f.Reason)
			}
			if (f.Status == checks.Pass || f.Status == checks.Warn || f.Status == checks.Fail) && len(f.Evidence) == 0 {
				t.Errorf("%s on %s rests on no evidence", id, m.name)
			}
			for _, e := range f.Evidence {
				if e.Source == "" || len([]rune(e.Value)) > 120 || strings.Contains(e.Value, "anna") {
					t.Errorf("%s on %s: evidence %+v", id, m.name, e)
				}
			}
		}
	}
}

// TestChecksAndDefinitionsAgree holds rules and texts together both ways.
func TestChecksAndDefinitionsAgree(t *testing.T) {
	var file struct {
		Checks []checks.Definition `yaml:"checks"`
	}
	if err := assets.Read("checks/hardware.yaml", &file); err != nil {
		t.Fatal(err)
	}
	defined := map[string]bool{}
	for _, d := range file.Checks {
		defined[d.ID] = true
	}
	for _, c := range Topic().Checks {
		if !defined[c.ID] {
			t.Errorf("%s has no text", c.ID)
		}
		delete(defined, c.ID)
	}
	for id := range defined {
		t.Errorf("%s has no rule", id)
	}
}

package access_test

import (
	"path/filepath"
	"strings"
	"testing"

	"ounce/checks"
	"ounce/checks/access"
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
	{"linux.yaml", false, map[string]string{
		"access.disk_encryption": "pass on",
		"access.screen_lock":     "pass soon",
		"access.daily_admin":     "fail administrator",
		"access.admin_count":     "pass few",
		"access.auto_signin":     "pass asked",
		"access.password_policy": "pass strong",
		"access.remote_root":     "pass keys",
	}},
	{"windows.yaml", false, map[string]string{
		"access.disk_encryption": "pass on",
		"access.recovery_key":    "pass kept",
		"access.screen_lock":     "pass soon",
		"access.daily_admin":     "pass standard",
		"access.admin_count":     "pass few",
		"access.guest":           "pass off",
		"access.auto_signin":     "pass asked",
		"access.uac":             "pass on",
		"access.password_policy": "pass strong",
		"access.stale_accounts":  "pass none",
		"access.managed":         "not_applicable alone",
	}},
	{"windows-open.yaml", false, map[string]string{
		"access.disk_encryption": "fail off",
		"access.recovery_key":    "not_applicable not_encrypted",
		"access.screen_lock":     "warn no_setting",
		"access.daily_admin":     "unknown unsupported",
		"access.admin_count":     "fail everyone",
		"access.guest":           "fail on",
		"access.auto_signin":     "fail automatic",
		"access.uac":             "fail off",
		"access.password_policy": "unknown unsupported",
		"access.stale_accounts":  "warn some",
		"access.managed":         "pass domain",
	}},
	{"macos.yaml", false, map[string]string{
		"access.disk_encryption": "pass on",
		"access.recovery_key":    "unknown denied",
		"access.screen_lock":     "pass soon",
		"access.daily_admin":     "pass standard",
		"access.admin_count":     "pass few",
		"access.guest":           "pass off",
		"access.auto_signin":     "pass asked",
		"access.password_policy": "pass strong",
		"access.managed":         "pass device",
	}},
	{"linux-open.yaml", false, map[string]string{
		"access.disk_encryption": "fail off",
		"access.screen_lock":     "fail never",
		"access.daily_admin":     "fail administrator",
		"access.admin_count":     "warn many",
		"access.auto_signin":     "fail automatic",
		"access.password_policy": "warn short",
		"access.remote_root":     "fail root_password",
	}},
	{"macos-open.yaml", false, map[string]string{
		"access.disk_encryption": "fail off",
		"access.recovery_key":    "not_applicable not_encrypted",
		"access.screen_lock":     "fail never",
		"access.daily_admin":     "unknown unsupported",
		"access.admin_count":     "warn many",
		"access.guest":           "fail on",
		"access.auto_signin":     "fail automatic",
		"access.password_policy": "unknown missing",
		"access.managed":         "not_applicable alone",
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
			verdicts := hosttest.Verdicts(host.Play(rec), access.Topic(), platform(rec.System, r.server, "26.1"))
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
			hosttest.NoFalseVerdict(t, rec, access.Topic(), platform(rec.System, r.server, "26.1"))
		})
	}
}

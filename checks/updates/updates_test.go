package updates_test

import (
	"context"
	"maps"
	"path/filepath"
	"testing"

	"ounce/checks"
	"ounce/checks/host"
	"ounce/checks/host/hosttest"
	"ounce/checks/platform"
	"ounce/checks/updates"
)

func open(t *testing.T, name string) *host.Recording {
	t.Helper()
	rec, err := host.OpenRecording(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return rec
}

// verdicts judges a machine with its platform read from the same recording.
func verdicts(rec *host.Recording) map[string]string {
	h := host.Play(rec)
	out := map[string]string{}
	for id, v := range hosttest.Verdicts(h, updates.Topic(), platform.Read(context.Background(), h)) {
		out[id] = string(v.Status) + " " + v.Say
	}
	return out
}

var healthy = map[string]map[string]string{
	"linux.yaml": {
		"updates.os_support": "pass supported_old_table", "updates.last_install": "pass recent", "updates.pending": "pass no_security",
		"updates.restart_pending": "pass none", "updates.automatic": "pass on", "updates.list_age": "pass fresh",
		"updates.point_release": "not_applicable no_points", "updates.browser_current": "pass current",
	},
	"windows.yaml": {
		"updates.os_support": "pass supported_old_table", "updates.last_install": "pass recent", "updates.pending": "pass none",
		"updates.restart_pending": "pass none", "updates.automatic": "pass on", "updates.held_back": "pass none",
		"updates.list_age": "pass fresh", "updates.install_errors": "pass none", "updates.office_support": "pass supported",
		"updates.browser_current": "pass current",
	},
	"macos.yaml": {
		"updates.os_support": "pass open_old_table", "updates.last_install": "pass recent", "updates.pending": "pass none",
		"updates.automatic": "pass on", "updates.held_back": "pass none", "updates.list_age": "pass fresh",
		"updates.point_release": "pass current", "updates.security_data": "pass on", "updates.browser_current": "pass current",
	},
}

func TestHealthyMachines(t *testing.T) {
	t.Parallel()
	for file, want := range healthy {
		got := verdicts(open(t, file))
		for id, verdict := range want {
			if got[id] != verdict {
				t.Errorf("%s: %s says %q, want %q", file, id, got[id], verdict)
			}
		}
	}
}

func TestNoSourceThatFailsMakesAVerdict(t *testing.T) {
	t.Parallel()
	for file := range maps.Keys(healthy) {
		rec := open(t, file)
		whole := verdicts(rec)
		for _, broken := range hosttest.Breaks(rec) {
			p := platform.Read(context.Background(), broken.Play)
			for id, v := range hosttest.Verdicts(broken.Play, updates.Topic(), p) {
				status := string(v.Status) + " "
				if v.Status != checks.Unclear && v.Status != checks.NotApplicable && whole[id][:len(status)] != status {
					t.Errorf("%s: %s: %s says %s%s, whole %s", file, broken.Name, id, status, v.Say, whole[id])
				}
			}
		}
	}
}

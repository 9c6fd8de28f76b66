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
	read := func(h *host.Playback) checks.Platform { return platform.Read(context.Background(), h) }
	for file := range maps.Keys(healthy) {
		t.Run(file, func(t *testing.T) {
			var allowed []hosttest.Exception
			if file == "windows.yaml" {
				for _, how := range []string{"event 19 updateTitle cut", "event 19 updateTitle a refusal"} {
					allowed = append(allowed, hosttest.Exception{Source: "System", How: how, Check: "updates.install_errors", Why: "a title without the number of an article is no system update"})
				}
			}
			hosttest.NoFalseVerdictOf(t, open(t, file), updates.Topic(), read, allowed...)
		})
	}
}

// TestTheHistoryCountsWhereTheRestIsSilent takes away the two other records: the
// history then dates a recent update, and never calls one old.
func TestTheHistoryCountsWhereTheRestIsSilent(t *testing.T) {
	t.Parallel()
	for at, want := range map[string]string{"2026-11-12T12:20:00Z": "pass recent", "2026-03-12T12:20:00Z": "unknown one_record"} {
		rec := open(t, "windows.yaml")
		for i := range rec.WMI {
			if rec.WMI[i].Query == "SELECT HotFixID, InstalledOn FROM Win32_QuickFixEngineering" {
				rec.WMI[i] = host.WMIAnswer{Namespace: rec.WMI[i].Namespace, Query: rec.WMI[i].Query, Failure: host.Failure{Fails: checks.Denied}}
			}
		}
		rec.Events[0] = host.EventLog{Channel: "System", Failure: host.Failure{Fails: checks.Denied}}
		for i, c := range rec.Calls {
			if c.Call[0] == "windows.update_history" {
				rec.Calls[i].Rows = []checks.Row{
					{"title": "2026-11 Kumulatives Update (KB5068861)", "operation": 1, "result": 2, "at": at},
					{"title": "2026-11 Kumulatives Update (KB5068862)", "operation": 2, "result": 2, "at": "2026-11-20T12:20:00Z"},
					{"title": "2026-11 Kumulatives Update (KB5068863)", "operation": 1, "result": 4, "at": "2026-11-20T12:20:00Z"},
					{"title": "Security Intelligence-Update (KB2267602)", "operation": 1, "result": 2, "at": "2026-11-24T06:00:00Z"},
				}
			}
		}
		if got := verdicts(rec)["updates.last_install"]; got != want {
			t.Errorf("%s: %q, want %q", at, got, want)
		}
	}
}

package backup

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"ounce/checks"
	"ounce/checks/host"
	"ounce/checks/host/hosttest"
)

func recording(t *testing.T, name string) *host.Recording {
	t.Helper()
	rec, err := host.OpenRecording("testdata/" + name + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	return rec
}

func verdicts(rec *host.Recording) map[string]checks.Verdict {
	return hosttest.Verdicts(host.Play(rec), Topic(), checks.Platform{System: rec.System})
}

func TestRecordings(t *testing.T) {
	for name, want := range map[string]map[string]string{
		"linux": {
			"product": "pass found", "last_success": "pass fresh", "destination": "pass cloud", "offsite": "pass cloud",
			"automatic": "pass good", "coverage": "pass good", "sync_only": "pass more", "snapshot_only": "pass more",
			"failures_30d": "unknown not_readable", "encrypted": "unknown not_readable", "paused_or_disabled": "unknown not_readable",
			"local_snapshots": "pass some",
		},
		"macos": {
			"product": "pass found", "last_success": "pass fresh", "destination": "pass unplugged", "offsite": "warn unplugged_disk",
			"automatic": "pass good", "coverage": "pass good", "sync_only": "pass more", "snapshot_only": "pass more",
			"failures_30d": "unknown not_readable", "encrypted": "pass good", "paused_or_disabled": "pass good",
			"local_snapshots": "pass some",
		},
		"windows": {
			"product": "pass found", "last_success": "fail old", "destination": "unknown not_readable", "offsite": "unknown not_readable",
			"automatic": "pass good", "coverage": "pass good", "sync_only": "pass more", "snapshot_only": "pass more",
			"failures_30d": "fail many", "encrypted": "unknown not_readable", "paused_or_disabled": "pass good",
			"local_snapshots": "pass some",
		},
		"linux_kits": {
			"product": "pass found", "last_success": "warn stale", "destination": "unknown not_readable", "offsite": "unknown not_readable",
			"automatic": "pass good", "coverage": "pass good", "sync_only": "pass more", "snapshot_only": "pass more",
			"failures_30d": "warn some", "encrypted": "pass good", "paused_or_disabled": "unknown not_readable",
			"local_snapshots": "unknown unsupported",
		},
		"macos_denied": {
			"product": "pass found", "last_success": "unknown denied", "destination": "pass cloud", "offsite": "pass cloud",
			"automatic": "unknown denied", "coverage": "unknown denied", "sync_only": "pass more", "snapshot_only": "pass more",
			"failures_30d": "unknown not_readable", "encrypted": "pass good", "paused_or_disabled": "unknown not_readable",
			"local_snapshots": "not_applicable none",
		},
		"windows_cove": {
			"product": "pass found", "last_success": "pass fresh", "destination": "pass cloud", "offsite": "pass cloud",
			"automatic": "unknown not_readable", "coverage": "unknown not_readable", "sync_only": "pass more", "snapshot_only": "pass more",
			"failures_30d": "unknown not_readable", "encrypted": "pass good", "paused_or_disabled": "unknown not_readable",
			"local_snapshots": "not_applicable none",
		},
		"linux_none": nothing("fail none", "unknown unsupported"), "windows_none": nothing("fail none", "unknown missing"),
		"macos_none": nothing("fail not_set_up", "unknown unreadable"),
	} {
		t.Run(name, func(t *testing.T) {
			for id, v := range verdicts(recording(t, name)) {
				if got := string(v.Status) + " " + v.Say; got != want[id[len("backup."):]] {
					t.Errorf("%s: got %q, want %q (%v)", id, got, want[id[len("backup."):]], v.Args)
				}
			}
		})
	}
}

// nothing is what a machine without any backup shows.
func nothing(product, snapshots string) map[string]string {
	all := map[string]string{"product": product, "local_snapshots": snapshots, "sync_only": "not_applicable none", "snapshot_only": "not_applicable none"}
	for _, id := range []string{"last_success", "destination", "offsite", "automatic", "coverage", "failures_30d", "encrypted", "paused_or_disabled"} {
		all[id] = "not_applicable no_product"
	}
	return all
}

func TestNoSourceMakesAFalseVerdict(t *testing.T) {
	for _, name := range []string{"linux", "linux_kits", "macos", "macos_denied", "windows", "windows_cove"} {
		t.Run(name, func(t *testing.T) {
			rec := recording(t, name)
			hosttest.NoFalseVerdict(t, rec, Topic(), checks.Platform{System: rec.System})
		})
	}
}

// TestEveryCheckHasItsTexts holds rules and definitions together.
func TestEveryCheckHasItsTexts(t *testing.T) {
	defs, err := checks.LoadDefinitions()
	if err != nil {
		t.Fatal(err)
	}
	for _, check := range Topic().Checks {
		if _, ok := defs.Get(check.ID); !ok {
			t.Errorf("%s has no texts", check.ID)
		}
	}
	for _, name := range []string{"linux", "linux_kits", "linux_none", "macos", "macos_denied", "macos_none", "windows", "windows_cove", "windows_none"} {
		for id, v := range verdicts(recording(t, name)) {
			def, _ := defs.Get(id)
			f := defs.Finding(def, v)
			if f.Reason == "" || len(checks.Slots(f.Reason)) > 0 {
				t.Errorf("%s of %s says %q", id, name, f.Reason)
			}
		}
	}
}

func TestEveryReaderOfTheCatalogueExists(t *testing.T) {
	products, err := loadProducts()
	if err != nil {
		t.Fatal(err)
	}
	if len(products) < 40 {
		t.Errorf("only %d products", len(products))
	}
	used := map[checks.System]map[string]bool{checks.Linux: {}, checks.MacOS: {}, checks.Windows: {}}
	all := map[checks.System]map[string]reader{checks.Linux: linuxReaders(), checks.MacOS: macReaders(), checks.Windows: windowsReaders()}
	for _, p := range products {
		for system, readers := range all {
			s := p.on(system)
			if s == nil || s.Reader == "" {
				continue
			}
			used[system][s.Reader] = true
			if readers[s.Reader] == nil {
				t.Errorf("%s: no reader %q on %s", p.ID, s.Reader, system)
			}
		}
	}
	for system, readers := range all {
		for name := range readers {
			if !used[system][name] {
				t.Errorf("no product uses the reader %q on %s", name, system)
			}
		}
	}
}

// TestNoNameLeaves holds the facts against the names in the recordings, also
// when every source fails.
func TestNoNameLeaves(t *testing.T) {
	for _, name := range []string{"linux", "linux_kits", "macos", "macos_denied", "windows", "windows_cove"} {
		rec := recording(t, name)
		hosts := append(hosttest.Breaks(rec), hosttest.Broken{Source: "whole", Play: host.Play(rec)})
		for _, h := range hosts {
			data, err := json.Marshal(Topic().Collect(context.Background(), h.Play, checks.Platform{System: rec.System}))
			if err != nil {
				t.Fatal(err)
			}
			for _, private := range []string{"kim", "box.example", `\\\\nas`} {
				if strings.Contains(string(data), private) {
					t.Errorf("%s, %s: %q is in the facts", name, h.Name(), private)
				}
			}
		}
	}
}

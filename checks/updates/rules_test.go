package updates_test

import (
	"strings"
	"testing"
	"time"

	"ounce/checks"
	"ounce/checks/updates"
)

var today = time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)

func ago(days int) time.Time { return today.AddDate(0, 0, -days) }

func supported(state checks.SupportState, days, tableDays int) checks.Updates {
	s := checks.Support{State: state, Label: "Windows 11 25H2", Until: ago(-days), Programme: "ESU, paid", TableDate: ago(tableDays)}
	return checks.Updates{Support: checks.Known(s), Programs: checks.Known([]checks.Support{s})}
}

func installed(days int, complete bool) checks.Updates {
	return checks.Updates{LastInstall: checks.Known(checks.LastInstall{At: ago(days), Complete: complete})}
}

func waiting(all, security, since, checked int) checks.Updates {
	p := checks.Pending{All: all, Security: security}
	if since >= 0 {
		p.Since = ago(since)
	}
	return checks.Updates{Pending: checks.Known(p), LastCheck: checks.Known(ago(checked)), LastInstall: checks.Known(checks.LastInstall{At: ago(100), Complete: true})}
}

func TestRules(t *testing.T) {
	t.Parallel()
	defs, err := checks.LoadDefinitions()
	if err != nil {
		t.Fatal(err)
	}
	auto := func(mode checks.AutomaticMode, policy bool) checks.Updates {
		return checks.Updates{Automatic: checks.Known(checks.Automatic{Mode: mode, Policy: policy})}
	}
	held := func(days, pause int) checks.Updates {
		h := checks.HeldBack{Days: days}
		if pause > 0 {
			h.PausedUntil = ago(-pause)
		}
		return checks.Updates{HeldBack: checks.Known(h)}
	}
	looked := func(days int, server bool) checks.Updates {
		return checks.Updates{LastCheck: checks.Known(ago(days)), UpdateServer: checks.Known(server)}
	}
	restart := func(waits bool, days int) checks.Updates {
		u := checks.Updates{Restart: checks.Known(waits)}
		if days >= 0 {
			u.RestartSince = checks.Known(ago(days))
		}
		return u
	}
	browser := func(days int) checks.Updates {
		return checks.Updates{Browsers: checks.Known([]checks.Browser{{Name: "Firefox", Dated: ago(days)}, {Name: "Chrome", Dated: ago(1)}})}
	}
	point := func(behind bool, table int) checks.Updates {
		return checks.Updates{PointRelease: checks.Known(checks.PointRelease{Installed: "26.1", Newest: "26.2", Behind: behind, TableDate: ago(table)})}
	}
	for _, c := range []struct {
		check string
		facts checks.Updates
		want  string
	}{
		{"os_support", supported(checks.Supported, 400, 5), "pass supported"},
		{"os_support", supported(checks.Supported, 400, 91), "pass supported_old_table"},
		{"os_support", supported(checks.Supported, 50, 5), "warn ends_soon"},
		{"os_support", supported(checks.SupportOpen, 0, 5), "pass open"},
		{"os_support", supported(checks.SupportExtended, 400, 5), "warn extended"},
		{"os_support", supported(checks.SupportPresumedEnded, 0, 5), "warn presumed_ended"},
		{"os_support", supported(checks.SupportEnded, -40, 5), "fail ended"},
		{"os_support", supported("", 0, 5), "unknown unsupported"},
		{"os_support", checks.Updates{}, "unknown "},
		{"last_install", installed(35, false), "pass recent"},
		{"last_install", installed(36, true), "warn late"},
		{"last_install", installed(36, false), "unknown one_record"},
		{"last_install", installed(61, true), "fail long_ago"},
		{"last_install", checks.Updates{LastInstall: checks.Known(checks.LastInstall{At: ago(500), Single: ago(2), Complete: true})}, "warn some_since"},
		{"last_install", checks.Updates{LastInstall: checks.Known(checks.LastInstall{At: ago(20), Single: ago(2), Complete: true})}, "pass recent"},
		{"last_install", checks.Updates{LastInstall: checks.Known(checks.LastInstall{Single: ago(2), Complete: true})}, "unknown only_some"},
		{"last_install", waiting(0, 0, -1, 3), "pass nothing_newer"},
		{"last_install", waiting(0, 0, -1, 20), "fail long_ago"},
		{"pending", waiting(0, 0, -1, 3), "pass none"},
		{"pending", waiting(0, 0, -1, 20), "unknown old_list"},
		{"pending", waiting(2, 0, -1, 3), "pass no_security"},
		{"pending", waiting(2, 1, -1, 3), "warn waiting"},
		{"pending", waiting(2, 1, 14, 3), "warn waiting"},
		{"pending", waiting(2, 1, 15, 3), "fail waiting_long"},
		{"pending", waiting(2, -1, -1, 3), "warn some_waiting"},
		{"pending", checks.Updates{Pending: checks.Known(checks.Pending{})}, "unknown "},
		{"restart_pending", restart(false, -1), "pass none"},
		{"restart_pending", restart(true, -1), "warn waits"},
		{"restart_pending", restart(true, 15), "fail waits_long"},
		{"automatic", auto(checks.UpdatesOn, false), "pass on"},
		{"automatic", auto(checks.UpdatesOn, true), "pass on_policy"},
		{"automatic", auto(checks.UpdatesAsk, false), "warn ask"},
		{"automatic", auto(checks.UpdatesAsk, true), "warn ask_policy"},
		{"automatic", auto(checks.UpdatesOff, true), "warn off_policy"},
		{"automatic", auto(checks.UpdatesOff, false), "fail off"},
		{"held_back", held(0, 0), "pass none"},
		{"held_back", held(14, 0), "pass short"},
		{"held_back", held(15, 0), "warn delayed"},
		{"held_back", held(31, 0), "fail delayed_long"},
		{"held_back", held(0, 7), "warn paused"},
		{"held_back", held(0, 90), "fail paused_long"},
		{"held_back", held(0, -5), "pass none"},
		{"list_age", looked(14, false), "pass fresh"},
		{"list_age", looked(15, false), "warn stale"},
		{"list_age", looked(31, false), "fail old"},
		{"list_age", looked(31, true), "fail server_silent"},
		{"install_errors", checks.Updates{Failing: checks.Known(0)}, "pass none"},
		{"install_errors", checks.Updates{Failing: checks.Known(2)}, "warn some"},
		{"install_errors", checks.Updates{Failing: checks.Known(3)}, "fail many"},
		{"point_release", point(false, 100), "pass current"},
		{"point_release", point(true, 5), "warn behind"},
		{"point_release", point(true, 15), "fail behind"},
		{"security_data", checks.Updates{SecurityData: checks.Known(true)}, "pass on"},
		{"security_data", checks.Updates{SecurityData: checks.Known(false)}, "fail off"},
		{"office_support", supported(checks.Supported, 400, 5), "pass supported"},
		{"office_support", supported(checks.Supported, 50, 5), "warn ends_soon"},
		{"office_support", supported(checks.SupportExtended, 400, 5), "warn extended"},
		{"office_support", supported(checks.SupportEnded, -40, 5), "fail ended"},
		{"office_support", supported("", 0, 5), "unknown unsupported"},
		{"office_support", checks.Updates{Programs: checks.Known([]checks.Support{})}, "not_applicable none"},
		{"browser_current", browser(60), "pass current"},
		{"browser_current", browser(61), "warn old"},
		{"browser_current", browser(181), "fail very_old"},
		{"browser_current", checks.Updates{Browsers: checks.Known([]checks.Browser{})}, "not_applicable none"},
	} {
		m := checks.Machine{Taken: today, Facts: checks.Facts{Updates: c.facts}}
		for _, check := range updates.Topic().Checks {
			if check.ID != "updates."+c.check {
				continue
			}
			v := check.Judge(&m)
			if got := string(v.Status) + " " + v.Say; got != c.want {
				t.Errorf("%s: got %q, want %q", c.check, got, c.want)
			}
			def, _ := defs.Get(check.ID)
			if v.Status != checks.Unclear && def.Says[v.Say] == "" {
				t.Errorf("%s has no sentence %q", check.ID, v.Say)
			}
			if f := defs.Finding(def, v); strings.Contains(f.Reason, "{") {
				t.Errorf("%s says %q", check.ID, f.Reason)
			}
		}
	}
}

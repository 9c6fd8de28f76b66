package protection

import (
	"strings"
	"testing"
	"time"

	"ounce/checks"
)

var taken = time.Date(2026, 3, 10, 9, 0, 0, 0, time.UTC)

func guard(name string, state checks.ProductState, change ...func(*checks.SecurityProduct)) checks.SecurityProduct {
	p := checks.SecurityProduct{Name: name, Antivirus: true, State: checks.Known(state)}
	for _, c := range change {
		c(&p)
	}
	return p
}

func aged(days int) func(*checks.SecurityProduct) {
	return func(p *checks.SecurityProduct) { p.SignatureAge = checks.Known(days) }
}

func current(v bool) func(*checks.SecurityProduct) {
	return func(p *checks.SecurityProduct) { p.Current = checks.Known(v) }
}

func unseenState(p *checks.SecurityProduct) {
	p.State = checks.Unseen[checks.ProductState](checks.Denied, "")
}

func watched(p *checks.SecurityProduct) { p.Watched = true }

func list(all ...checks.SecurityProduct) products { return checks.Known(all) }

var denied = checks.Unseen[[]checks.SecurityProduct](checks.Denied, "")

func TestRules(t *testing.T) {
	on := func(change ...func(*checks.SecurityProduct)) checks.SecurityProduct {
		return guard("Guard", checks.ProductOn, change...)
	}
	off, expired := guard("Guard", checks.ProductOff), guard("Old", checks.ProductExpired)
	passive := guard("Defender", checks.ProductPassive)
	none := list()
	tests := []struct {
		name   string
		judge  func(*checks.Machine) checks.Verdict
		id     string
		system checks.System
		server bool
		facts  checks.Protection
		want   string
	}{
		{"listed as on", antivirus, "antivirus", checks.Windows, false, checks.Protection{Registered: list(on()), Agents: none}, "pass on"},
		{"on, and Windows says poor", antivirus, "antivirus", checks.Windows, false, checks.Protection{Registered: list(on(current(true))), Health: checks.Known("poor")}, "unknown conflicting"},
		{"on but out of date, and Windows says poor", antivirus, "antivirus", checks.Windows, false, checks.Protection{Registered: list(on(current(false))), Health: checks.Known("poor")}, "pass on"},
		{"off, and Windows says good", antivirus, "antivirus", checks.Windows, false, checks.Protection{Registered: list(off), Agents: none, Health: checks.Known("good")}, "unknown conflicting"},
		{"all off", antivirus, "antivirus", checks.Windows, false, checks.Protection{Registered: list(off), Agents: none, Health: checks.Known("poor")}, "fail off"},
		{"all off, services denied", antivirus, "antivirus", checks.Windows, false, checks.Protection{Registered: list(off), Agents: denied}, "unknown denied"},
		{"all off, another runs unlisted", antivirus, "antivirus", checks.Windows, false, checks.Protection{Registered: list(off), Agents: list(on())}, "warn not_listed"},
		{"paused", antivirus, "antivirus", checks.Windows, false, checks.Protection{Registered: list(guard("Guard", checks.ProductPaused)), Agents: none}, "fail paused"},
		{"expired", antivirus, "antivirus", checks.Windows, false, checks.Protection{Registered: list(expired, off), Agents: none}, "fail expired"},
		{"passive alone", antivirus, "antivirus", checks.Windows, false, checks.Protection{Registered: list(passive), Agents: none}, "fail passive"},
		{"passive beside one that is on", antivirus, "antivirus", checks.Windows, false, checks.Protection{Registered: list(on(), passive), Agents: none}, "pass on"},
		{"no list, Windows says good", antivirus, "antivirus", checks.Windows, false, checks.Protection{Registered: denied, Health: checks.Known("good")}, "pass system_says_fine"},
		{"no list, Windows says poor", antivirus, "antivirus", checks.Windows, false, checks.Protection{Registered: denied, Health: checks.Known("poor")}, "unknown denied"},
		{"server without Defender's word", antivirus, "antivirus", checks.Windows, true, checks.Protection{Registered: denied, Agents: none}, "unknown denied"},
		{"server with another product", antivirus, "antivirus", checks.Windows, true, checks.Protection{Registered: denied, Agents: list(on())}, "pass on"},
		{"server with nothing known", antivirus, "antivirus", checks.Windows, true, checks.Protection{Registered: list(off), Agents: none}, "warn server_none"},
		{"Linux with nothing", antivirus, "antivirus", checks.Linux, false, checks.Protection{Agents: none}, "not_applicable usual_without"},
		{"Linux, installed alone", antivirus, "antivirus", checks.Linux, false, checks.Protection{Agents: list(guard("ClamAV", checks.ProductIdle))}, "warn idle"},
		{"Linux, units denied", antivirus, "antivirus", checks.Linux, false, checks.Protection{Agents: denied}, "unknown denied"},
		{"Mac with nothing but its own", antivirus, "antivirus", checks.MacOS, false, checks.Protection{Agents: none, BuiltIn: checks.Known("5331")}, "pass built_in"},
		{"Mac, XProtect unread", antivirus, "antivirus", checks.MacOS, false, checks.Protection{Agents: none, BuiltIn: checks.Unseen[string](checks.TimedOut, "")}, "unknown timed_out"},

		{"scans", realtime, "realtime", checks.Linux, false, checks.Protection{Agents: list(on(func(p *checks.SecurityProduct) { p.RealTime = checks.Known(true) }))}, "pass on"},
		{"does not scan", realtime, "realtime", checks.Linux, false, checks.Protection{Agents: list(on(func(p *checks.SecurityProduct) { p.RealTime = checks.Known(false) }))}, "fail off"},
		{"nothing on", realtime, "realtime", checks.Linux, false, checks.Protection{Agents: none}, "not_applicable none_on"},

		{"two days", signatureAge, "signature_age", checks.Linux, false, checks.Protection{Agents: list(on(aged(2)))}, "pass fresh"},
		{"three days", signatureAge, "signature_age", checks.Linux, false, checks.Protection{Agents: list(on(aged(3)))}, "warn ageing"},
		{"seven days", signatureAge, "signature_age", checks.Linux, false, checks.Protection{Agents: list(on(aged(7)))}, "warn ageing"},
		{"eight days", signatureAge, "signature_age", checks.Linux, false, checks.Protection{Agents: list(on(aged(8)))}, "fail old"},
		{"fresh file, but called old", signatureAge, "signature_age", checks.Linux, false, checks.Protection{Agents: list(on(aged(0), current(false)))}, "unknown conflicting"},
		{"its own word alone", signatureAge, "signature_age", checks.Windows, false, checks.Protection{Registered: list(on(current(true)))}, "pass current"},
		{"its own word alone, out of date", signatureAge, "signature_age", checks.Windows, false, checks.Protection{Registered: list(on(current(false)))}, "fail out_of_date"},
		{"says nothing", signatureAge, "signature_age", checks.MacOS, false, checks.Protection{Agents: list(on())}, "not_applicable not_told"},
		{"idle but with definitions", signatureAge, "signature_age", checks.Linux, false, checks.Protection{Agents: list(guard("ClamAV", checks.ProductIdle, aged(30)))}, "fail old"},

		{"expired beside one that is on", licence, "licence", checks.Windows, false, checks.Protection{Registered: list(expired, on()), Agents: none}, "warn leftover"},
		{"old program", licence, "licence", checks.Linux, false, checks.Protection{Agents: list(on(func(p *checks.SecurityProduct) { p.EngineOutdated = checks.Known(true) }))}, "warn old_program"},
		{"not licensed", licence, "licence", checks.Linux, false, checks.Protection{Agents: list(guard("Guard", checks.ProductOff, func(p *checks.SecurityProduct) { p.Licensed = checks.Known(false) }))}, "fail expired"},
		{"nothing known", licence, "licence", checks.Windows, false, checks.Protection{Registered: denied, Agents: none}, "unknown denied"},

		{"two scanners", duplicates, "duplicates", checks.Windows, false, checks.Protection{Registered: list(on(), guard("Second", checks.ProductOn))}, "warn several"},
		{"the second stands back", duplicates, "duplicates", checks.Windows, false, checks.Protection{Registered: list(on(), passive)}, "pass one"},
		{"the second is unclear", duplicates, "duplicates", checks.Windows, false, checks.Protection{Registered: list(on(), guard("Second", "", unseenState))}, "unknown denied"},

		{"can be switched off", tamperProtection, "tamper_protection", checks.Windows, false, checks.Protection{Registered: list(on(func(p *checks.SecurityProduct) { p.Tamper = checks.Known(false) }))}, "warn off"},
		{"nothing left out", exclusions, "exclusions", checks.Windows, false, checks.Protection{Exclusions: checks.Known(checks.ScanExclusions{})}, "pass none"},
		{"a drive left out", exclusions, "exclusions", checks.Windows, false, checks.Protection{Exclusions: checks.Known(checks.ScanExclusions{Count: 1, Broad: []string{"drive"}})}, "warn broad"},

		{"none known", edr, "edr", checks.Windows, false, checks.Protection{Agents: none}, "not_applicable none_known"},
		{"installed and stopped", edr, "edr", checks.Windows, false, checks.Protection{Agents: list(guard("Guard", checks.ProductOff, watched))}, "warn stopped_product"},
		{"state denied", edr, "edr", checks.MacOS, false, checks.Protection{Agents: list(guard("Guard", "", watched, unseenState))}, "unknown denied"},

		{"off", gatekeeper, "gatekeeper", checks.MacOS, false, checks.Protection{Gatekeeper: checks.Known(false)}, "fail off"},
		{"off", systemIntegrity, "sip", checks.MacOS, false, checks.Protection{SystemIntegrity: checks.Known(false)}, "fail off"},
		{"old", xprotect, "xprotect", checks.MacOS, false, checks.Protection{BuiltInUpdated: checks.Known(taken.AddDate(0, -4, 0))}, "warn old"},
		{"in the future", xprotect, "xprotect", checks.MacOS, false, checks.Protection{BuiltInUpdated: checks.Known(taken.AddDate(1, 0, 0))}, "unknown unreadable"},
		{"reduced", startupSecurity, "startup_security", checks.MacOS, false, checks.Protection{StartupSecurity: checks.Known(checks.StartupReduced)}, "warn reduced"},
		{"permissive", startupSecurity, "startup_security", checks.MacOS, false, checks.Protection{StartupSecurity: checks.Known(checks.StartupPermissive)}, "warn permissive"},
	}
	defs, err := checks.LoadDefinitions()
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range tests {
		t.Run(test.id+"/"+test.name, func(t *testing.T) {
			m := checks.Machine{Taken: taken}
			m.Facts.Platform = checks.Platform{System: test.system, Server: checks.Known(test.server)}
			m.Facts.Protection = test.facts
			v := test.judge(&m)
			if got := string(v.Status) + " " + v.Say; got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
			def, _ := defs.Get("protection." + test.id)
			if reason := defs.Finding(def, v).Reason; reason == "" || strings.Contains(reason, "{") {
				t.Errorf("%s has no whole sentence: %q", v.Say, reason)
			}
		})
	}
}

// TestNobodyLooked: without facts no rule decides.
func TestNobodyLooked(t *testing.T) {
	for _, system := range []checks.System{checks.Linux, checks.MacOS, checks.Windows} {
		for _, check := range Topic().Checks {
			m := checks.Machine{Taken: taken}
			m.Facts.Platform.System = system
			if v := check.Judge(&m); v.Status != checks.Unclear {
				t.Errorf("%s on %s says %s", check.ID, system, v.Status)
			}
		}
	}
}

func TestDecodeProductState(t *testing.T) {
	tests := []struct {
		state   int64
		want    checks.ProductState
		current bool
	}{
		{397568, checks.ProductOn, true},
		{397584, checks.ProductOn, false},
		{266240, checks.ProductOn, true},
		{393472, checks.ProductOff, true},
		{0x042000, checks.ProductPaused, true},
		{0x043010, checks.ProductExpired, false},
		{0, "", false},
		{-1, "", false},
		{1 << 32, "", false},
		{0x061155, "", false},
		{0x069100, "", false},
	}
	for _, test := range tests {
		got, current, err := decodeProductState(test.state)
		if got != test.want || current != test.current || (err != nil) != (test.want == "") {
			t.Errorf("%#x: %q %t %v", test.state, got, current, err)
		}
	}
}

func TestListingsOfOneProduct(t *testing.T) {
	row := func(state int, at string) checks.Row {
		return checks.Row{"displayName": "Guard", "productState": state, "timestamp": at}
	}
	older, newer := row(266240, "Mon, 02 Mar 2026 08:00:00 GMT"), row(262144, "Mon, 09 Mar 2026 08:00:00 GMT")
	got, err := parseListings([]checks.Row{newer, older})
	if err != nil || len(got) != 1 || got[0].state != checks.ProductOff {
		t.Errorf("the newest row counts: %v %v", got, err)
	}
	if _, err := parseListings([]checks.Row{row(266240, ""), row(262144, "")}); err == nil {
		t.Error("two rows that differ, without dates, are no answer")
	}
	if _, err := parseListings(nil); err == nil {
		t.Error("no row is no answer")
	}
}

func TestParseIntegrity(t *testing.T) {
	custom := "System Integrity Protection status: unknown (Custom Configuration).\n\nConfiguration:\n\tKext Signing: enabled\n"
	if on, err := parseIntegrity([]byte(custom)); on || err != nil {
		t.Errorf("a custom setting is weakened: %t %v", on, err)
	}
}

func TestParseExtensions(t *testing.T) {
	waiting := "1 extension(s)\n*\t*\tX9E956P446\tcom.example.guard (1.0/1)\tGuard\t[activated waiting for user]\n"
	got, err := parseExtensions([]byte(waiting))
	if err != nil || got["com.example.guard"] {
		t.Errorf("one that waits guards nothing: %v %v", got, err)
	}
	if _, err := parseExtensions([]byte("2 extension(s)\n")); err == nil {
		t.Error("a cut list is no answer")
	}
}

package firewall

import (
	"testing"

	"ounce/checks"
)

func TestParseProfiler(t *testing.T) {
	body := func(state, stealth string) string {
		return `{"SPFirewallDataType":[{"spfirewall_globalstate":"spfirewall_globalstate_` + state + `","spfirewall_stealthenabled":"` + stealth + `"}]}`
	}
	for name, c := range map[string]struct {
		in   string
		want alfState
		bad  bool
	}{
		"on":                 {in: body("limit_connections", "Yes"), want: alfState{on: true, stealth: true}},
		"blocks all":         {in: body("block_all", "No"), want: alfState{on: true}},
		"allow all is off":   {in: body("allow_all", "No")},
		"a word of tomorrow": {in: body("ask_moon", "No"), bad: true},
		"a German stealth":   {in: body("allow_all", "Ja"), bad: true},
		"an empty list":      {in: `{"SPFirewallDataType":[]}`, bad: true},
		"a list of nothing":  {in: `{"SPFirewallDataType":[{}]}`, bad: true},
		"another type":       {in: `{"SPPowerDataType":[{}]}`, bad: true},
		"cut":                {in: body("allow_all", "No")[:60], bad: true},
		"nothing":            {bad: true},
	} {
		got, err := parseProfiler([]byte(c.in))
		if got != c.want || (err != nil) != c.bad {
			t.Errorf("%s: %v (%v)", name, got, err)
		}
	}
}

func TestParseSocketfilter(t *testing.T) {
	for name, c := range map[string]struct {
		parse func([]byte) (bool, error)
		in    string
		want  bool
		bad   bool
	}{
		"on":                    {parse: parseGlobalState, in: "Firewall is enabled. (State = 1)\n", want: true},
		"blocking all":          {parse: parseGlobalState, in: "Firewall is blocking all non-essential incoming connections. (State = 2)\n", want: true},
		"off":                   {parse: parseGlobalState, in: "Firewall is disabled. (State = 0)\n"},
		"a state of tomorrow":   {parse: parseGlobalState, in: "Firewall is disabled. (State = 3)\n", bad: true},
		"two states":            {parse: parseGlobalState, in: "Firewall is enabled. (State = 1)\nFirewall is disabled. (State = 0)\n", bad: true},
		"words without number":  {parse: parseGlobalState, in: "Firewall is enabled.\n", bad: true},
		"a refusal":             {parse: parseGlobalState, in: "Must be root to change settings.\n", bad: true},
		"nothing":               {parse: parseGlobalState, bad: true},
		"stealth, older":        {parse: parseStealth, in: "Stealth mode enabled\n", want: true},
		"stealth, newer":        {parse: parseStealth, in: "Firewall stealth mode is on\n", want: true},
		"no stealth, older":     {parse: parseStealth, in: "Stealth mode disabled\n"},
		"no stealth, newer":     {parse: parseStealth, in: "Firewall stealth mode is off\n"},
		"a German stealth":      {parse: parseStealth, in: "Tarnmodus ist an\n", bad: true},
		"stealth, nothing said": {parse: parseStealth, bad: true},
	} {
		got, err := c.parse([]byte(c.in))
		if got != c.want || (err != nil) != c.bad {
			t.Errorf("%s: %t (%v)", name, got, err)
		}
	}
}

func TestParseAlf(t *testing.T) {
	file := func(body string) string { return `<plist version="1.0"><dict>` + body + `</dict></plist>` }
	for name, c := range map[string]struct {
		in   string
		want alfState
		bad  bool
	}{
		"on with stealth": {in: file(`<key>globalstate</key><integer>1</integer><key>stealthenabled</key><integer>1</integer>`), want: alfState{on: true, stealth: true}},
		"off":             {in: file(`<key>globalstate</key><integer>0</integer><key>stealthenabled</key><integer>0</integer>`)},
		"no state":        {in: file(`<key>stealthenabled</key><integer>0</integer>`), bad: true},
		"a strange state": {in: file(`<key>globalstate</key><integer>9</integer><key>stealthenabled</key><integer>0</integer>`), bad: true},
		"empty":           {bad: true},
		"no list":         {in: "permission denied", bad: true},
	} {
		got, err := parseAlf([]byte(c.in))
		if got != c.want || (err != nil) != c.bad {
			t.Errorf("%s: %v (%v)", name, got, err)
		}
	}
}

func TestParseDisabled(t *testing.T) {
	got, err := parseDisabled([]byte("\n\tdisabled services = {\n\t\t\"a.b\" => enabled\n\t\t\"c.d\" => true\n\t\t\"e.f\" => false\n\t}\n"))
	if err != nil || len(got) != 3 || !got["a.b"] || got["c.d"] || !got["e.f"] {
		t.Errorf("%v (%v)", got, err)
	}
	for _, bad := range []string{
		"", "Operation not permitted", "disabled services = {\n}", "disabled services = {\n\"a\" => disabled\n",
		"disabled services = {\n\"a\" => vielleicht\n}", "disabled services = {\n\"a\" => enabled\n\"a\" => disabled\n}",
	} {
		if got, err := parseDisabled([]byte(bad)); err == nil {
			t.Errorf("%q gives %v", bad, got)
		}
	}
}

func TestParseLoaded(t *testing.T) {
	const name = "com.openssh.sshd"
	for _, c := range []struct {
		out  checks.Output
		want bool
		bad  bool
	}{
		{out: checks.Output{Stdout: []byte("system/com.openssh.sshd = {\n\tstate = running\n}\n")}, want: true},
		{out: checks.Output{Stderr: []byte(`Could not find service "com.openssh.sshd" in domain for system`), Exit: 113}},
		{out: checks.Output{Stderr: []byte(`Could not find service "com.openssh.sshd-other" in domain for system`), Exit: 113}, bad: true},
		{out: checks.Output{Stdout: []byte("system/com.openssh.sshd.other = {\n}")}, bad: true},
		{out: checks.Output{Stderr: []byte("Operation not permitted"), Exit: 1}, bad: true},
		{bad: true},
	} {
		got, err := parseLoaded(name, c.out)
		if got != c.want || (err != nil) != c.bad {
			t.Errorf("%q: %t (%v)", c.out.Stdout, got, err)
		}
	}
}

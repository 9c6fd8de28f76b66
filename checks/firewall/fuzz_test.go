package firewall

import (
	"testing"

	"ounce/checks"
	"ounce/checks/damage"
)

func FuzzProfiler(f *testing.F) {
	damage.Parser(f, parseProfiler, `{"SPFirewallDataType":[{"spfirewall_globalstate":"spfirewall_globalstate_block_all","spfirewall_stealthenabled":"No","spfirewall_services":{"Screen Sharing":"x"}}]}`)
}

func FuzzGlobalState(f *testing.F) {
	damage.Parser(f, parseGlobalState, "Firewall is enabled. (State = 1)\n", "Firewall is (State = ")
}

func FuzzStealth(f *testing.F) { damage.Parser(f, parseStealth, "Firewall stealth mode is on\n") }

func FuzzAlf(f *testing.F) {
	damage.Parser(f, parseAlf, `<plist version="1.0"><dict><key>globalstate</key><integer>1</integer></dict></plist>`, "bplist00\xd1\x01\x02")
}

func FuzzDisabled(f *testing.F) {
	damage.Parser(f, parseDisabled, "disabled services = {\n\t\"a.b\" => enabled\n\t\"c.d\" => true\n}\n")
}

func FuzzLoaded(f *testing.F) {
	f.Add([]byte("system/a.b = {"), []byte(`Could not find service "a.b" in domain for system`), 113)
	f.Fuzz(func(t *testing.T, out, errors []byte, exit int) {
		is, err := parseLoaded("a.b", checks.Output{Stdout: out, Stderr: errors, Exit: exit})
		if is && (err != nil || exit != 0) {
			t.Errorf("exit %d is loaded (%v)", exit, err)
		}
	})
}

func FuzzRule(f *testing.F) {
	f.Add("v2.33|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=3389|Name=x|")
	f.Add("v2.33|Action=Allow|Dir=In|")
	f.Fuzz(func(t *testing.T, text string) {
		r, err := parseRule(text)
		if err == nil && r.open() && len(r["App"]) > 0 {
			t.Errorf("%q is bound to a program and open", text)
		}
	})
}

func FuzzOtherFirewalls(f *testing.F) {
	f.Add("Example", int64(266240))
	f.Add("", int64(-1))
	f.Fuzz(func(t *testing.T, name string, state int64) {
		found, err := parseOthers([]checks.Row{{"displayName": name, "productState": state}})
		if err == nil && (len(found) != 1 || found[0].Name == "") {
			t.Errorf("%q, %d gives %v", name, state, found)
		}
	})
}

func FuzzWindowsRows(f *testing.F) {
	f.Add("Domain", "running")
	f.Add("", "")
	f.Fuzz(func(t *testing.T, name, state string) {
		if found, err := parseProfiles([]checks.Row{{"Name": name}, {"Name": "Private"}, {"Name": "Public"}}); err == nil && len(found) != 3 {
			t.Errorf("%q makes %d profiles", name, len(found))
		}
		if found, err := parseServices([]checks.Row{{"name": name, "state": state}}); err == nil && len(found) != 1 {
			t.Errorf("%q makes %d services", name, len(found))
		}
	})
}

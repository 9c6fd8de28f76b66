package firewall

import (
	"context"
	"fmt"
	"testing"

	"ounce/checks"
	"ounce/checks/host"
)

func registry(keys map[string]checks.Row) *host.Playback {
	rec := &host.Recording{Version: 1, System: checks.Windows, Unlisted: checks.Missing}
	for key, values := range keys {
		rec.Registry = append(rec.Registry, host.RegistryKey{Key: key, Values: values})
	}
	return host.Play(rec)
}

// told is a fact in words, for tables.
func told[T any](f checks.Fact[T]) string {
	if value, known := f.Get(); known {
		return fmt.Sprint(value)
	}
	return string(f.Why().Reason)
}

func TestWhoRulesAProfile(t *testing.T) {
	local, policy, mdm := localProfiles+`\PublicProfile`, policyProfiles+`\PublicProfile`, deviceProfiles+`\PublicProfile`
	old := policyProfiles + `\StandardProfile`
	on, off := checks.Row{"EnableFirewall": uint64(1)}, checks.Row{"EnableFirewall": uint64(0)}
	for name, c := range map[string]struct {
		keys map[string]checks.Row
		want string
	}{
		"the machine alone":                {map[string]checks.Row{local: off}, "false"},
		"group policy over the machine":    {map[string]checks.Row{local: off, policy: on}, "true"},
		"device management over it":        {map[string]checks.Row{local: on, mdm: off}, "false"},
		"group policy over the management": {map[string]checks.Row{local: on, mdm: off, policy: on}, "true"},
		"a policy about something else":    {map[string]checks.Row{local: off, policy: {"DisableNotifications": uint64(1)}}, "false"},
		"an old policy that contradicts":   {map[string]checks.Row{local: on, old: off}, "conflicting"},
		"a value that is none":             {map[string]checks.Row{local: {"EnableFirewall": uint64(7)}}, "unreadable"},
		"a key without the value":          {map[string]checks.Row{local: {"DisableNotifications": uint64(1)}}, "unreadable"},
		"no key":                           {nil, "missing"},
	} {
		if got := told(profiles(context.Background(), registry(c.keys))[2].on); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// TestThreeWaysToWriteAnAction: the registry writes 0 and 1 where WMI writes 2
// and 4.
func TestThreeWaysToWriteAnAction(t *testing.T) {
	for name, c := range map[string]struct {
		registry any
		wmi      int
		want     string
	}{
		"both refuse":                    {uint64(1), 4, "true"},
		"both let in":                    {uint64(0), 2, "false"},
		"neither is set":                 {nil, 0, "true"},
		"they contradict":                {uint64(1), 2, "conflicting"},
		"a number that WMI does not use": {uint64(0), 1, "false"},
	} {
		values := checks.Row{"EnableFirewall": uint64(1)}
		if c.registry != nil {
			values["DefaultInboundAction"] = c.registry
		}
		rec := &host.Recording{Version: 1, System: checks.Windows, Unlisted: checks.Missing,
			Registry: []host.RegistryKey{{Key: localProfiles + `\PublicProfile`, Values: values}},
			WMI:      []host.WMIAnswer{{Namespace: standardCimv2, Query: profileQuery}}}
		for _, kind := range []string{"Domain", "Private", "Public"} {
			rec.WMI[0].Rows = append(rec.WMI[0].Rows, checks.Row{"Name": kind, "Enabled": 1, "DefaultInboundAction": c.wmi, "LogBlocked": 2})
		}
		if got := told(profiles(context.Background(), host.Play(rec))[2].blocks); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestOtherFirewalls(t *testing.T) {
	off := checks.Known([]checks.NetworkKind{"domain", "private", "public"})
	some := checks.Known([]checks.NetworkKind{"public"})
	none := checks.Known([]checks.OtherFirewall{})
	working := checks.Known([]checks.OtherFirewall{{Name: "Example", On: true}})
	denied := checks.Unseen[[]checks.OtherFirewall](checks.Denied, "")
	good, poor, silent := checks.Known(true), checks.Known(false), checks.Unseen[bool](checks.Missing, "")
	for name, c := range map[string]struct {
		off    checks.Fact[[]checks.NetworkKind]
		others checks.Fact[[]checks.OtherFirewall]
		health checks.Fact[bool]
		server bool
		want   string
	}{
		"another one works":                  {off, working, good, false, "true"},
		"another one, and nobody says so":    {off, working, silent, false, "conflicting"},
		"another one, and Windows says poor": {off, working, poor, false, "conflicting"},
		"none, and Windows says poor":        {off, none, poor, false, "false"},
		"none, and Windows says good":        {off, none, good, false, "conflicting"},
		"none, and off in public alone":      {some, none, good, false, "false"},
		"nobody could look":                  {off, denied, silent, false, "denied"},
		"nobody could look at a server":      {off, denied, silent, true, "false"},
		"nobody could look, Windows: poor":   {off, denied, poor, false, "false"},
	} {
		p := checks.Platform{Server: checks.Known(c.server)}
		if got := told(guarded(checks.Known(false), c.off, c.others, c.health, p)); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestParseRule(t *testing.T) {
	const head = "v2.33|Action=Allow|Active=TRUE|Dir=In|"
	for name, c := range map[string]struct {
		text string
		open bool
	}{
		"a port for anybody":      {head + "Protocol=6|LPort=51500|Name=x|", true},
		"everything":              {head + "Name=x|", true},
		"a range of ports":        {head + "Protocol=17|LPort2_10=5000-5010|Name=x|", true},
		"for public networks":     {head + "Protocol=6|LPort=22|Profile=Private|Profile=Public|Name=x|", true},
		"for the office":          {head + "Protocol=6|LPort=22|Profile=Domain|Profile=Private|Name=x|", false},
		"a program":               {head + `Protocol=6|App=C:\x.exe|Name=x|`, false},
		"the same network alone":  {head + "Protocol=6|LPort=22|RA4=LocalSubnet|Name=x|", false},
		"an app of the store":     {head + "PFN=Microsoft.App_8wekyb3d8bbwe|Name=x|", false},
		"echo requests":           {head + "Protocol=1|ICMP4=8:*|Name=x|", false},
		"a word instead of ports": {head + "Protocol=6|LPort=RPC|Name=x|", false},
		"a block":                 {"v2.33|Action=Block|Active=TRUE|Dir=In|Protocol=6|LPort=1|", false},
		"outgoing":                {"v2.33|Action=Allow|Active=TRUE|Dir=Out|Protocol=6|", false},
		"switched off":            {"v2.33|Action=Allow|Active=FALSE|Dir=In|Protocol=6|LPort=1|", false},
		"a condition of tomorrow": {head + "Protocol=6|LPort=1|Moon=full|", false},
	} {
		r, err := parseRule(c.text)
		if err != nil || r.open() != c.open {
			t.Errorf("%s: %v (%v), want %t", name, r, err, c.open)
		}
	}
	for _, bad := range []string{"", "Access is denied.", "v2.33|", "v2.33|Action=Allow|Dir=In", "v2.33|Active=TRUE|", "v2.33|Action=Allow|Dir|"} {
		if r, err := parseRule(bad); err == nil {
			t.Errorf("%q gives %v", bad, r)
		}
	}
}

func TestLocalRulesThatPolicyLeavesOut(t *testing.T) {
	keys := map[string]checks.Row{
		localProfiles + `\FirewallRules`: {"One": "v2.20|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=4444|"},
	}
	if got := told(openRules(context.Background(), registry(keys))); got != "{1 false [4444]}" {
		t.Errorf("without a policy: %s", got)
	}
	keys[policyProfiles+`\PublicProfile`] = checks.Row{"AllowLocalPolicyMerge": uint64(0)}
	if got := told(openRules(context.Background(), registry(keys))); got != "{0 false []}" {
		t.Errorf("with a policy: %s", got)
	}
}

func TestRemoteDesktop(t *testing.T) {
	deny := func(n int) checks.Row { return checks.Row{"fDenyTSConnections": uint64(n)} }
	asks := func(n int) checks.Row { return checks.Row{"UserAuthentication": uint64(n)} }
	for name, c := range map[string]struct {
		keys    map[string]checks.Row
		edition string
		want    string
	}{
		"off":                         {map[string]checks.Row{terminalServer: deny(1)}, "Professional", "off"},
		"on, signs in first":          {map[string]checks.Row{terminalServer: deny(0), rdpListener: asks(1)}, "Professional", "guarded"},
		"on, opens before":            {map[string]checks.Row{terminalServer: deny(0), rdpListener: asks(0)}, "Professional", "open"},
		"on, and nobody says how":     {map[string]checks.Row{terminalServer: deny(0)}, "Professional", "missing"},
		"a policy switches it off":    {map[string]checks.Row{terminalServer: deny(0), terminalPolicy: deny(1)}, "Professional", "off"},
		"a policy switches it on":     {map[string]checks.Row{terminalServer: deny(1), terminalPolicy: {"fDenyTSConnections": uint64(0), "UserAuthentication": uint64(1)}}, "Enterprise", "guarded"},
		"Windows Home does not do it": {map[string]checks.Row{terminalServer: deny(0), rdpListener: asks(0)}, "Core", "conflicting"},
		"nothing to read":             {nil, "Professional", "missing"},
	} {
		p := checks.Platform{Edition: checks.Known(c.edition)}
		if got := told(remoteDesktopOf(context.Background(), registry(c.keys), p)); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestSMB1(t *testing.T) {
	other := checks.Row{"NullSessionPipes": ""}
	for name, c := range map[string]struct {
		keys   map[string]checks.Row
		driver bool
		want   string
	}{
		"as Windows comes":          {map[string]checks.Row{smbServer: other}, false, "false"},
		"the server":                {map[string]checks.Row{smbServer: {"SMB1": uint64(1)}}, false, "true"},
		"the client":                {map[string]checks.Row{smbServer: {"SMB1": uint64(0)}, smb1Client: {"Start": uint64(2)}}, true, "true"},
		"both switched off":         {map[string]checks.Row{smbServer: {"SMB1": uint64(0)}, smb1Client: {"Start": uint64(4)}}, true, "false"},
		"installed, server unsaid":  {map[string]checks.Row{smbServer: other, smb1Client: {"Start": uint64(4)}}, true, "unreadable"},
		"a server driver, unsaid":   {map[string]checks.Row{smbServer: other, smb1Server: {"Start": uint64(3)}}, false, "unreadable"},
		"a driver without its key":  {map[string]checks.Row{smbServer: other}, true, "unreadable"},
		"a start that is none":      {map[string]checks.Row{smbServer: {"SMB1": uint64(0)}, smb1Client: {"Start": uint64(9)}}, true, "unreadable"},
		"no server and no client":   {nil, false, "missing"},
		"a server key with nothing": {map[string]checks.Row{smbServer: {}}, false, "unreadable"},
	} {
		rec := &host.Recording{Version: 1, System: checks.Windows, Unlisted: checks.Missing}
		for key, values := range c.keys {
			rec.Registry = append(rec.Registry, host.RegistryKey{Key: key, Values: values})
		}
		if c.driver {
			rec.Files = []host.File{{Path: smb1Driver, Size: 1, Unread: true}}
		}
		if got := told(smb1(context.Background(), host.Play(rec))); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

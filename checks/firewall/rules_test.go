package firewall

import (
	"testing"

	"ounce/checks"
	"ounce/checks/host"
	"ounce/checks/host/hosttest"
)

func windowsGuards(domain, private, public bool) checks.Firewall {
	f := checks.Firewall{}
	for i, on := range []bool{domain, private, public} {
		f.Guards = append(f.Guards, checks.Guard{Name: string(checks.NetworkKinds()[i]), On: checks.Known(on)})
	}
	f.OffOn = offOn(f.Guards)
	f.On = everywhere(f.Guards, f.OffOn)
	return f
}

func TestRules(t *testing.T) {
	products := func(list ...checks.OtherFirewall) checks.Firewall {
		return checks.Firewall{Products: checks.Known(list)}
	}
	tools := func(manages ...bool) checks.Firewall {
		list := []checks.RemoteTool{}
		for _, m := range manages {
			list = append(list, checks.RemoteTool{Name: "Example", Manages: m})
		}
		return checks.Firewall{RemoteTools: checks.Known(list)}
	}
	state := func(s checks.Desktop) checks.Firewall { return checks.Firewall{Desktop: checks.Known(s)} }
	listening := func(port int) checks.Firewall {
		return checks.Firewall{Listening: checks.Known([]checks.Listener{{Port: port}})}
	}
	open := func(o checks.OpenRules) checks.Firewall { return checks.Firewall{OpenRules: checks.Known(o)} }
	works, rests := checks.OtherFirewall{Name: "Example", On: true}, checks.OtherFirewall{Name: "Example"}
	guardedByOther := windowsGuards(false, false, false)
	guardedByOther.On, guardedByOther.Products = checks.Known(true), checks.Known([]checks.OtherFirewall{works})
	for name, c := range map[string]struct {
		judge func(*checks.Machine) checks.Verdict
		facts checks.Firewall
		want  string
	}{
		"on everywhere":          {on, windowsGuards(true, true, true), "pass on"},
		"off everywhere":         {on, windowsGuards(false, false, false), "fail off"},
		"off twice":              {on, windowsGuards(true, false, false), "fail off_some"},
		"off in public":          {on, windowsGuards(true, true, false), "fail off_public"},
		"off in private":         {on, windowsGuards(true, false, true), "fail off_private"},
		"off in the domain":      {on, windowsGuards(false, true, true), "warn off_domain"},
		"another one":            {on, guardedByOther, "pass other"},
		"off, and no more known": {on, checks.Firewall{On: checks.Known(false)}, "fail off"},
		"nobody looked":          {on, checks.Firewall{}, "unknown "},

		"another one's default": {defaultIncoming, guardedByOther, "not_applicable other"},
		"another one's notes":   {logging, guardedByOther, "not_applicable other"},
		"another one's rules":   {allowAny, guardedByOther, "not_applicable other"},

		"no other firewall":   {thirdParty, products(), "not_applicable none"},
		"one that works":      {thirdParty, products(works), "pass one"},
		"one beside its past": {thirdParty, products(works, rests), "pass one"},
		"one that is off":     {thirdParty, products(rests), "warn resting"},
		"two that work":       {thirdParty, products(works, works), "warn several"},
		"others unread":       {thirdParty, checks.Firewall{}, "unknown "},

		"no tool":            {remoteTools, tools(), "pass none"},
		"a provider's agent": {remoteTools, tools(true), "pass agent"},
		"two agents":         {remoteTools, tools(true, true), "warn several_agents"},
		"a tool":             {remoteTools, tools(false), "warn tools"},
		"a tool of an agent": {remoteTools, tools(false, true), "warn tools"},
		"tools unread":       {remoteTools, checks.Firewall{}, "unknown "},

		"no desktop":            {remoteDesktop, state(checks.DesktopOff), "pass desktop_closed"},
		"a guarded one":         {remoteDesktop, state(checks.DesktopGuarded), "warn desktop_guarded"},
		"an open one":           {remoteDesktop, state(checks.DesktopOpen), "fail desktop_unguarded"},
		"a shared one":          {remoteDesktop, state(checks.DesktopShared), "warn desktop_shared"},
		"a managed one":         {remoteDesktop, state(checks.DesktopManaged), "warn desktop_managed"},
		"a word of tomorrow":    {remoteDesktop, state("floating"), "unknown unreadable"},
		"a port for desktops":   {remoteDesktop, listening(5901), "warn desktop_open"},
		"a port for the till":   {remoteDesktop, listening(9100), "pass desktop_closed"},
		"desktop and ports: no": {remoteDesktop, checks.Firewall{}, "unknown "},

		"narrow rules":  {allowAny, open(checks.OpenRules{}), "pass narrow"},
		"an open port":  {allowAny, open(checks.OpenRules{Count: 1, Ports: []string{"4444"}}), "warn ports"},
		"an open house": {allowAny, open(checks.OpenRules{Count: 2, AllPorts: true}), "fail all_ports"},

		"notes":    {logging, checks.Firewall{Logging: checks.Known(true)}, "pass on"},
		"no notes": {logging, checks.Firewall{Logging: checks.Known(false)}, "warn off"},
		"silent":   {stealth, checks.Firewall{Stealth: checks.Known(true)}, "pass on"},
		"answers":  {stealth, checks.Firewall{Stealth: checks.Known(false)}, "warn off"},
		"SMB 1":    {smb1Off, checks.Firewall{OldSharing: checks.Known(true)}, "fail on"},
		"no SMB 1": {smb1Off, checks.Firewall{OldSharing: checks.Known(false)}, "pass off"},
		"SSH":      {ssh, checks.Firewall{SignIn: checks.Known(true)}, "warn ssh_open"},
	} {
		v := c.judge(&checks.Machine{Facts: checks.Facts{Firewall: c.facts}})
		if got := string(v.Status) + " " + v.Say; got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// TestLinuxWritesAndTools: ufw's notes and remote tools by their files.
func TestLinuxWritesAndTools(t *testing.T) {
	rec := ubuntu()
	rec.Files = append(rec.Files, host.File{Path: "/opt/teamviewer", Folder: true})
	got := hosttest.Verdicts(host.Play(rec), Topic(), checks.Platform{System: checks.Linux})
	if v := got["firewall.logging"]; v.Status != checks.Pass {
		t.Errorf("ufw's notes: %s", v.Status)
	}
	if v := got["firewall.remote_tools"]; v.Say != "tools" {
		t.Errorf("TeamViewer: %s %s", v.Status, v.Say)
	}
	rec.Files[len(rec.Files)-1] = host.File{Path: "/opt/teamviewer", Failure: host.Failure{Fails: checks.Denied}}
	if v := hosttest.Verdicts(host.Play(rec), Topic(), checks.Platform{})["firewall.remote_tools"]; v.Status != checks.Unclear {
		t.Errorf("a folder that nobody could see: %s", v.Status)
	}
	rec.Files[0].Text = "ENABLED=yes\nLOGLEVEL=off\n"
	if v := hosttest.Verdicts(host.Play(rec), Topic(), checks.Platform{})["firewall.logging"]; v.Say != "off" {
		t.Errorf("ufw without notes: %s", v.Say)
	}
}

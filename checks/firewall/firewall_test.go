package firewall

import (
	"testing"

	"ounce/checks"
	"ounce/checks/damage"
	"ounce/checks/host"
	"ounce/checks/host/hosttest"
)

const nftGuarding = `{"nftables": [{"metainfo": {"version": "1.0.6", "json_schema_version": 1}},
 {"table": {"family": "inet", "name": "filter", "handle": 1}},
 {"chain": {"family": "inet", "table": "filter", "name": "input", "handle": 1, "type": "filter", "hook": "input", "prio": 0, "policy": "drop"}},
 {"rule": {"family": "inet", "table": "filter", "chain": "input", "handle": 2, "expr": [{"match": {"op": "==", "left": {"ct": {"key": "state"}}, "right": "established"}}, {"accept": null}]}}]}`

const nftDockerOnly = `{"nftables": [{"metainfo": {"version": "1.0.6", "json_schema_version": 1}},
 {"chain": {"family": "ip", "table": "filter", "name": "FORWARD", "handle": 1, "type": "filter", "hook": "forward", "prio": 0, "policy": "drop"}},
 {"chain": {"family": "ip", "table": "filter", "name": "INPUT", "handle": 2, "type": "filter", "hook": "input", "prio": 0, "policy": "accept"}}]}`

const nftEmpty = `{"nftables": [{"metainfo": {"version": "1.0.6", "json_schema_version": 1}}]}`

// chained is a chain for what comes in that leads to another one, with its rules.
func chained(rules string) string {
	return `{"nftables":[{"metainfo":{}},{"chain":{"family":"ip","table":"f","name":"in","type":"filter","hook":"input","policy":"accept"}},{"chain":{"family":"ip","table":"f","name":"virt"}},` +
		`{"rule":{"family":"ip","table":"f","chain":"in","expr":[{"counter":{}},{"jump":{"target":"virt"}}]}},` + rules + `]}`
}

func TestParseNft(t *testing.T) {
	for name, c := range map[string]struct {
		in   string
		want ruleset
		bad  bool
	}{
		"a chain that drops":     {in: nftGuarding, want: ruleset{filters: true, drops: true}},
		"only Docker's chains":   {in: nftDockerOnly},
		"no rule at all":         {in: nftEmpty},
		"a closing reject":       {in: `{"nftables":[{"metainfo":{}},{"chain":{"family":"inet","table":"f","name":"in","type":"filter","hook":"input","policy":"accept"}},{"rule":{"family":"inet","table":"f","chain":"in","expr":[{"reject":{"type":"icmpx"}}]}}]}`, want: ruleset{filters: true, drops: true}},
		"one address is dropped": {in: `{"nftables":[{"metainfo":{}},{"chain":{"family":"ip","table":"f","name":"in","type":"filter","hook":"input","policy":"accept"}},{"rule":{"family":"ip","table":"f","chain":"in","expr":[{"match":{}},{"drop":null}]}}]}`, want: ruleset{filters: true}},
		"libvirt's chain":        {in: chained(`{"rule":{"family":"ip","table":"f","chain":"virt","expr":[{"match":{}},{"accept":null}]}}`)},
		"a guard of passwords":   {in: chained(`{"rule":{"family":"ip","table":"f","chain":"virt","expr":[{"match":{}},{"drop":null}]}}`), want: ruleset{filters: true}},
		"a chain that refuses":   {in: chained(`{"rule":{"family":"ip","table":"f","chain":"virt","expr":[{"counter":{}},{"drop":null}]}}`), want: ruleset{filters: true, drops: true}},
		"chains in a circle":     {in: chained(`{"rule":{"family":"ip","table":"f","chain":"virt","expr":[{"goto":{"target":"in"}}]}}`)},
		"a refusal":              {in: "Operation not permitted (you must be root)", bad: true},
		"nothing":                {in: "", bad: true},
		"other JSON":             {in: `{"nftables": []}`, bad: true},
		"cut in the middle":      {in: nftGuarding[:80], bad: true},
	} {
		got, err := parseNft([]byte(c.in))
		if (err != nil) != c.bad || got != c.want {
			t.Errorf("%s: %+v (%v), want %+v", name, got, err, c.want)
		}
	}
}

func TestParseIptables(t *testing.T) {
	for name, c := range map[string]struct {
		in   string
		want ruleset
		bad  bool
	}{
		"drops by default": {in: "-P INPUT DROP\n-P FORWARD DROP\n-P OUTPUT ACCEPT\n-A INPUT -i lo -j ACCEPT\n", want: ruleset{true, true}},
		"lets all in":      {in: "-P INPUT ACCEPT\n-P FORWARD ACCEPT\n-P OUTPUT ACCEPT\n"},
		"closing reject":   {in: "-P INPUT ACCEPT\n-A INPUT -p icmp -j ACCEPT\n-A INPUT -j REJECT --reject-with icmp-host-prohibited\n", want: ruleset{true, true}},
		"chains of ufw":    {in: "-P INPUT DROP\n-A INPUT -j ufw-before-input\n", want: ruleset{true, true}},
		"libvirt's chain":  {in: "-P INPUT ACCEPT\n-N LIBVIRT_INP\n-A INPUT -j LIBVIRT_INP\n-A LIBVIRT_INP -i virbr0 -p udp -m udp --dport 53 -j ACCEPT\n"},
		"a guard":          {in: "-P INPUT ACCEPT\n-N f2b-sshd\n-A INPUT -p tcp -m multiport --dports 22 -j f2b-sshd\n-A f2b-sshd -s 192.0.2.1/32 -j REJECT\n-A f2b-sshd -j RETURN\n", want: ruleset{filters: true}},
		"an own chain":     {in: "-P INPUT ACCEPT\n-A INPUT -j own\n-A own -i lo -j ACCEPT\n-A own -j DROP\n", want: ruleset{true, true}},
		"Docker alone":     {in: "-P INPUT ACCEPT\n-P FORWARD DROP\n-N DOCKER\n-A FORWARD -j DOCKER-USER\n"},
		"a refusal":        {in: "iptables v1.8.9: Permission denied (you must be root)\n", bad: true},
		"nothing":          {in: "", bad: true},
	} {
		got, err := parseIptables([]byte(c.in))
		if (err != nil) != c.bad || got != c.want {
			t.Errorf("%s: %+v (%v), want %+v", name, got, err, c.want)
		}
	}
}

const ssHeading = "State  Recv-Q Send-Q Local Address:Port Peer Address:Port Process\n"

func TestParseListening(t *testing.T) {
	in := ssHeading +
		"LISTEN 0 128 0.0.0.0:22 0.0.0.0:*\nLISTEN 0 128 [::]:22 [::]:*\nLISTEN 0 5 127.0.0.1:631 0.0.0.0:*\n" +
		"LISTEN 0 5 [::1]:5432 [::]:*\nLISTEN 0 5 127.0.0.53%lo:53 0.0.0.0:*\nLISTEN 0 5 *:8080 *:*\nLISTEN 0 5 192.0.2.7:5901 0.0.0.0:*\n"
	got, err := parseListening([]byte(in))
	want := []checks.Listener{{Port: 22, Everywhere: true}, {Port: 5901}, {Port: 8080, Everywhere: true}}
	if err != nil || len(got) != len(want) {
		t.Fatalf("%v (%v), want %v", got, err, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%v, want %v", got[i], want[i])
		}
	}
	if none, err := parseListening([]byte(ssHeading)); err != nil || len(none) != 0 {
		t.Errorf("a heading alone gives %v (%v)", none, err)
	}
	for _, bad := range []string{"", "Permission denied", ssHeading + "LISTEN 0 5 nothing", ssHeading + "LISTEN 0 128 0.0.0.0:99999 0.0.0.0:*"} {
		if got, err := parseListening([]byte(bad)); err == nil {
			t.Errorf("%q gives %v", bad, got)
		}
	}
}

func inactive(name string) host.Command {
	return host.Command{Run: []string{"systemctl", "is-active", name}, Output: "inactive\n", Exit: 3}
}

func ubuntu() *host.Recording {
	return &host.Recording{
		Version: 1, System: checks.Linux, Unlisted: checks.Missing,
		Commands: []host.Command{inactive("firewalld"), {Run: []string{"ss", "-ltn"}, Output: ssHeading}},
		Files: []host.File{
			{Path: "/etc/ufw/ufw.conf", Text: "# comment\nENABLED=yes\nLOGLEVEL=low\n"},
			{Path: "/etc/default/ufw", Text: "IPV6=yes\nDEFAULT_INPUT_POLICY=\"DROP\"\n"},
		},
	}
}

// root is a machine read as root, with the rules in force as nft tells them.
func root(rules string) *host.Recording {
	return &host.Recording{
		Version: 1, System: checks.Linux, Unlisted: checks.Missing, Elevated: true,
		Commands: []host.Command{
			inactive("firewalld"),
			{Run: []string{"ss", "-ltn"}, Output: ssHeading + "LISTEN 0 128 0.0.0.0:22 0.0.0.0:*\n"},
			{Run: []string{"nft", "-j", "list", "ruleset"}, Output: rules},
		},
	}
}

func TestVerdictsOnLinux(t *testing.T) {
	off := ubuntu()
	off.Files[0].Text = "ENABLED=no\n"
	unloaded := ubuntu()
	unloaded.Commands = append(unloaded.Commands, host.Command{Run: []string{"systemctl", "is-active", "ufw"}, Output: "failed\n", Exit: 3})
	loaded := ubuntu()
	loaded.Commands = append(loaded.Commands, host.Command{Run: []string{"systemctl", "is-active", "ufw"}, Output: "active\n"})
	lying := root(nftEmpty)
	lying.Commands[0] = host.Command{Run: []string{"systemctl", "is-active", "firewalld"}, Output: "active\n"}
	for name, c := range map[string]struct {
		rec  *host.Recording
		want map[string]checks.Status
	}{
		"ufw is on": {ubuntu(), map[string]checks.Status{
			"firewall.on": checks.Pass, "firewall.default_incoming": checks.Pass, "firewall.ssh": checks.Pass, "firewall.remote_desktop": checks.Pass}},
		"ufw is off, seen without root": {off, map[string]checks.Status{
			"firewall.on": checks.Unclear, "firewall.default_incoming": checks.Unclear, "firewall.ssh": checks.Pass}},
		"rules in force":              {root(nftGuarding), map[string]checks.Status{"firewall.on": checks.Pass, "firewall.default_incoming": checks.Pass, "firewall.ssh": checks.Warn}},
		"no rules, seen by root":      {root(nftEmpty), map[string]checks.Status{"firewall.on": checks.Fail}},
		"only Docker's rules":         {root(nftDockerOnly), map[string]checks.Status{"firewall.on": checks.Fail}},
		"ufw enabled and not loaded":  {unloaded, map[string]checks.Status{"firewall.on": checks.Unclear, "firewall.default_incoming": checks.Unclear}},
		"ufw enabled and loaded":      {loaded, map[string]checks.Status{"firewall.on": checks.Pass, "firewall.default_incoming": checks.Pass}},
		"libvirt alone":               {root(chained(`{"rule":{"family":"ip","table":"f","chain":"virt","expr":[{"match":{}},{"accept":null}]}}`)), map[string]checks.Status{"firewall.on": checks.Fail}},
		"a guard of passwords alone":  {root(chained(`{"rule":{"family":"ip","table":"f","chain":"virt","expr":[{"match":{}},{"drop":null}]}}`)), map[string]checks.Status{"firewall.on": checks.Unclear}},
		"a manager without its rules": {lying, map[string]checks.Status{"firewall.on": checks.Unclear}},
	} {
		got := hosttest.Verdicts(host.Play(c.rec), Topic(), checks.Platform{System: checks.Linux})
		for id, want := range c.want {
			if got[id].Status != want {
				t.Errorf("%s: %s is %s (%+v), want %s", name, id, got[id].Status, got[id].Unknown, want)
			}
		}
	}
}

func TestNoSourceThatFailsMakesAVerdict(t *testing.T) {
	for _, rec := range []*host.Recording{ubuntu(), root(nftGuarding), root(nftEmpty)} {
		hosttest.NoFalseVerdict(t, rec, Topic(), checks.Platform{System: checks.Linux, Elevated: rec.Elevated})
	}
}

func FuzzParsers(f *testing.F) {
	damage.Fuzz(f, func(t testing.TB, data []byte) {
		for name, parse := range map[string]func([]byte) (ruleset, error){"nft": parseNft, "iptables": parseIptables} {
			if rules, err := parse(data); err == nil && rules.drops && !rules.filters {
				t.Errorf("%s drops and does not filter: %q", name, data)
			}
		}
		listeners, err := parseListening(data)
		for _, l := range listeners {
			if err == nil && (l.Port < 1 || l.Port > 65535) {
				t.Errorf("port %d", l.Port)
			}
		}
		assignment(data, "ENABLED")
	}, nftGuarding, nftDockerOnly, "-P INPUT DROP\n-A INPUT -j ACCEPT\n", ssHeading+"LISTEN 0 1 [::]:22 [::]:*\n", "ENABLED=yes")
}

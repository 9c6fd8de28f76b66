//go:build verify

package firewall

import (
	"context"
	"encoding/hex"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"ounce/checks"
	"ounce/checks/host"
	"ounce/checks/samples"
)

func TestSamples(t *testing.T) {
	const no = "unknown"
	samples.Run(t, "firewall", []samples.Case{
		{Sample: "windows/firewall/firewallrules-malware-any-remote.txt", Of: "firewall.open_rules", Want: "warn ports [51500]", Got: rulesSample},
		{Sample: "windows/firewall/firewallrules-remotedesktop-win11.txt", Of: "firewall.open_rules", Want: "pass narrow []", Got: rulesSample},
		{Sample: "windows/firewall/get-netfirewallprofile-fr-table.txt", Of: "firewall.on", Want: "pass on", Got: tableSample},
		{Sample: "windows/firewall/netsh-allprofiles-fr-domain.txt", Of: "firewall.on", Want: no, Got: noRegistry},
		{Sample: "windows/firewall/netsh-allprofiles-zh-cn-on.txt", Of: "firewall.on", Want: no, Got: noRegistry},
		{Sample: "windows/firewall/netsh-currentprofile-en-off-two-profiles.txt", Of: "firewall.on", Want: no, Got: noRegistry},
		{Sample: "windows/firewall/regquery-enablefirewall-all-on.txt", Of: "firewall.on", Want: "pass on", Got: registrySample},
		{Sample: "windows/firewall/regquery-enablefirewall-two-off.txt", Of: "firewall.on", Want: "fail off_some", Got: registrySample},
		{Sample: "windows/rmm/glpi-reg-teamviewer-15.reg", Of: "firewall.remote_tools", Want: no, Got: noServices},
		{Sample: "windows/smb/msdocs-get-smbserverconfiguration.txt", Of: "firewall.smb1", Want: no, Got: noSMB},

		{Sample: "macos/firewall/SPFirewallDataType_off.json", Of: "firewall.on", Want: "fail off, stealth mode: false", Got: profilerSample},
		{Sample: "macos/firewall/SPFirewallDataType_off.json", Of: "firewall.ssh", Want: "SSH shared: true, screen shared: true", Got: sharedSample},
		{Sample: "macos/firewall/SPFirewallDataType_on_stealth.json", Of: "firewall.on", Want: "pass on, stealth mode: true", Got: profilerSample},
		{Sample: "macos/firewall/com.apple.alf_nested_path.plist", Of: "firewall.on", Want: "pass on, stealth mode: false", Got: alfSample},
		{Sample: "macos/firewall/defaults_read_alf_globalstate_1.txt", Of: "firewall.on", Want: no, Got: alfSample},
		{Sample: "macos/firewall/launchctl_procinfo_alf.txt", Of: "firewall.on", Want: no, Got: socketfilterSample},
		{Sample: "macos/firewall/pfctl_permission_denied_stderr.txt", Of: "firewall.on", Want: no, Got: socketfilterSample},
		{Sample: "macos/firewall/socketfilterfw_all_state2_stealth_on.txt", Of: "firewall.on", Want: "pass on, stealth mode: true", Got: socketfilterSample},
		{Sample: "macos/firewall/socketfilterfw_getters_on.txt", Of: "firewall.on", Want: "pass on, stealth mode: false", Got: socketfilterSample},
		{Sample: "macos/firewall/socketfilterfw_listapps.txt", Of: "firewall.on", Want: no, Got: socketfilterSample},
		{Sample: "macos/firewall/socketfilterfw_must_be_root.txt", Of: "firewall.on", Want: no, Got: socketfilterSample},
		{Sample: "macos/firewall/socketfilterfw_off.txt", Of: "firewall.on", Want: "fail off, stealth mode: false", Got: socketfilterSample},

		{Sample: "macos/remote_access/launchctl_print_disabled_system.txt", Of: "firewall.ssh", Want: "warn ssh_open, warn desktop_shared", Got: sharingSample},
		{Sample: "macos/remote_access/systemsetup_outputs.toml", Of: "firewall.ssh", Want: no, Got: sharingSample},

		{Sample: "linux/firewall/iptables_filter_nv_centos7.txt", Of: "firewall.on", Want: no, Got: iptablesSample},
		{Sample: "linux/firewall/ufw_inactive.txt", Of: "firewall.on", Want: no, Got: ufwSample},
		{Sample: "linux/firewall/ufw_numbered.txt", Of: "firewall.on", Want: no, Got: ufwSample},
		{Sample: "linux/firewall/ufw_status_active_ubuntu.txt", Of: "firewall.on", Want: no, Got: ufwSample},
		{Sample: "linux/firewall/ufw_status_inactive_ubuntu.txt", Of: "firewall.on", Want: no, Got: ufwSample},
		{Sample: "linux/firewall/ufw_verbose_active.txt", Of: "firewall.on", Want: no, Got: ufwSample},
		{Sample: "linux/remote_access/sshd_T.txt", Of: "firewall.ssh", Want: no, Got: listeningSample},
	})
}

// judged collects the topic from a recording and gives one check's verdict.
func judged(rec *host.Recording, id string, p checks.Platform) checks.Verdict {
	rec.Version, rec.Unlisted = 1, checks.Missing
	m := checks.Machine{}
	Topic().Collect(context.Background(), host.Play(rec), p).AddTo(&m.Facts)
	for _, check := range Topic().Checks {
		if check.ID == id {
			return check.Judge(&m)
		}
	}
	return checks.Verdict{}
}

func worded(v checks.Verdict) string {
	if v.Status == checks.Unclear {
		return "unknown"
	}
	return string(v.Status) + " " + v.Say
}

func windowsMachine() *host.Recording {
	return &host.Recording{System: checks.Windows,
		Calls: []host.CallAnswer{
			{Call: []string{"windows.services"}, Rows: []checks.Row{{"name": "MpsSvc", "state": "running"}}},
			{Call: []string{"windows.security_center"}, Rows: []checks.Row{{"provider": "firewall", "health": "poor"}}},
		}}
}

var (
	keyLine   = regexp.MustCompile(`^HKEY_LOCAL_MACHINE\\(.+)$`)
	valueLine = regexp.MustCompile(`^\s+(\w+)\s+REG_DWORD\s+(0x[0-9a-f]+)$`)
)

// registrySample puts what `reg query` shows where the registry would have it.
func registrySample(data []byte) string {
	rec := windowsMachine()
	for line := range strings.Lines(string(data)) {
		line = strings.TrimRight(line, "\r\n")
		if found := keyLine.FindStringSubmatch(line); found != nil {
			rec.Registry = append(rec.Registry, host.RegistryKey{Key: `HKLM\` + found[1], Values: checks.Row{}})
		} else if found := valueLine.FindStringSubmatch(line); found != nil {
			number, _ := strconv.ParseUint(found[2], 0, 32)
			rec.Registry[len(rec.Registry)-1].Values[found[1]] = number
		}
	}
	return worded(judged(rec, "firewall.on", checks.Platform{}))
}

// tableSample puts the table's rows where WMI would have them.
func tableSample(data []byte) string {
	rec := windowsMachine()
	answer := host.WMIAnswer{Namespace: standardCimv2, Query: profileQuery}
	for line := range strings.Lines(string(data)) {
		words := strings.Fields(line)
		if len(words) == 2 && (words[1] == "True" || words[1] == "False") {
			answer.Rows = append(answer.Rows, checks.Row{"Name": words[0], "Enabled": map[string]int{"True": 1, "False": 0}[words[1]]})
		}
	}
	rec.WMI = []host.WMIAnswer{answer}
	return worded(judged(rec, "firewall.on", checks.Platform{}))
}

// noRegistry: netsh speaks the language of Windows and is not read; its text in
// the place of a value is no value.
func noRegistry(data []byte) string {
	rec := windowsMachine()
	for _, name := range []string{"DomainProfile", "StandardProfile", "PublicProfile"} {
		rec.Registry = append(rec.Registry, host.RegistryKey{Key: localProfiles + `\` + name, Values: checks.Row{"EnableFirewall": string(data)}})
	}
	return worded(judged(rec, "firewall.on", checks.Platform{}))
}

func rulesSample(data []byte) string {
	values := checks.Row{}
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line != "" {
			values[fmt.Sprint(len(values))] = line
		}
	}
	rec := windowsMachine()
	for _, name := range []string{"DomainProfile", "StandardProfile", "PublicProfile"} {
		rec.Registry = append(rec.Registry, host.RegistryKey{Key: localProfiles + `\` + name, Values: checks.Row{"EnableFirewall": 1}})
	}
	rec.Registry = append(rec.Registry, host.RegistryKey{Key: localProfiles + `\FirewallRules`, Values: values})
	v := judged(rec, "firewall.open_rules", checks.Platform{})
	ports, _ := v.Args["ports"].([]string)
	return fmt.Sprintf("%s %v", worded(v), ports)
}

// noServices: the registry of a remote tool outlives it, so services count.
func noServices(data []byte) string {
	rec := &host.Recording{System: checks.Windows, Calls: []host.CallAnswer{
		{Call: []string{"windows.services"}, Rows: []checks.Row{{"display": string(data)}}}}}
	return worded(judged(rec, "firewall.remote_tools", checks.Platform{}))
}

// noSMB: the cmdlet wants an administrator and is not read.
func noSMB(data []byte) string {
	rec := &host.Recording{System: checks.Windows, Registry: []host.RegistryKey{{Key: smbServer, Values: checks.Row{"SMB1": string(data)}}}}
	return worded(judged(rec, "firewall.smb1", checks.Platform{}))
}

func macSample(rec *host.Recording, release string) string {
	rec.System = checks.MacOS
	p := checks.Platform{Release: checks.Known(release)}
	v := judged(rec, "firewall.on", p)
	if v.Status == checks.Unclear {
		return "unknown"
	}
	silent := judged(rec, "firewall.stealth", p).Status == checks.Pass
	return fmt.Sprintf("%s, stealth mode: %t", worded(v), silent)
}

func profilerSample(data []byte) string {
	return macSample(&host.Recording{Commands: []host.Command{
		{Run: []string{"system_profiler", "SPFirewallDataType", "-json"}, Output: string(data)}}}, "27.0")
}

func sharedSample(data []byte) string {
	state, err := parseProfiler(data)
	if err != nil {
		return "unknown"
	}
	return fmt.Sprintf("SSH shared: %t, screen shared: %t", state.login, state.screen)
}

func socketfilterSample(data []byte) string {
	return macSample(&host.Recording{Commands: []host.Command{
		{Run: []string{"socketfilterfw", "--getglobalstate"}, Output: string(data)},
		{Run: []string{"socketfilterfw", "--getstealthmode"}, Output: string(data)}}}, "26.4")
}

func alfSample(data []byte) string {
	return macSample(&host.Recording{Files: []host.File{
		{Path: "/Library/Preferences/com.apple.alf.plist", Hex: hex.EncodeToString(data)}}}, "14.5")
}

func sharingSample(data []byte) string {
	rec := &host.Recording{System: checks.MacOS, Commands: []host.Command{
		{Run: []string{"launchctl", "print-disabled", "system"}, Output: string(data)}}}
	login, screen := judged(rec, "firewall.ssh", checks.Platform{}), judged(rec, "firewall.remote_desktop", checks.Platform{})
	if login.Status == checks.Unclear && screen.Status == checks.Unclear {
		return "unknown"
	}
	return worded(login) + ", " + worded(screen)
}

func iptablesSample(data []byte) string {
	rules, err := parseIptables(data)
	if err != nil {
		return "unknown"
	}
	return fmt.Sprintf("filters: %t", rules.filters)
}

// ufwSample: the program wants root; its file is read instead.
func ufwSample(data []byte) string {
	rec := &host.Recording{System: checks.Linux, Files: []host.File{{Path: "/etc/ufw/ufw.conf", Text: string(data)}}}
	return worded(judged(rec, "firewall.on", checks.Platform{}))
}

func listeningSample(data []byte) string {
	found, err := parseListening(data)
	if err != nil {
		return "unknown"
	}
	return fmt.Sprint(found)
}

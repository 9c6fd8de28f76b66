//go:build verify

package firewall

import (
	"fmt"
	"strings"
	"testing"

	"ounce/checks"
	"ounce/checks/samples"
)

// onOrOff judges what a parser of the firewall's state makes of a capture.
func onOrOff(on bool, err error) string {
	fact := checks.Known(on)
	if err != nil {
		fact = checks.UnseenBy[bool](err)
	}
	return string(judged(checks.Firewall{On: fact}, "firewall.on").Status)
}

func judged(f checks.Firewall, id string) checks.Verdict {
	m := checks.Machine{Facts: checks.Facts{Firewall: f}}
	for _, check := range Topic().Checks {
		if check.ID == id {
			return check.Judge(&m)
		}
	}
	return checks.Verdict{}
}

func byProfiler(data []byte) string {
	f, err := parseProfiler(data)
	return onOrOff(f.on, err)
}

func byState(data []byte) string { return onOrOff(parseState(data)) }

func byIptables(data []byte) string {
	r, err := parseIptables(data)
	return onOrOff(r.filters, err)
}

func byNft(data []byte) string {
	r, err := parseNft(data)
	return onOrOff(r.filters, err)
}

func byStealth(data []byte) string {
	on, err := parseStealth(data)
	fact := checks.Known(on)
	if err != nil {
		fact = checks.UnseenBy[bool](err)
	}
	return string(judged(checks.Firewall{Stealth: fact}, "firewall.stealth").Status)
}

func bySharing(data []byte) string {
	on, err := parseDisabled(data)
	if err != nil {
		return "unknown"
	}
	return fmt.Sprintf("ssh %t, screen %t", on["com.openssh.sshd"], on["com.apple.screensharing"])
}

func byListening(data []byte) string {
	if _, err := parseListening(data); err != nil {
		return "unknown"
	}
	return "read"
}

func byRules(data []byte) string {
	read, open := 0, 0
	for line := range strings.Lines(string(data)) {
		if r, ok := parseRule(strings.TrimSpace(line)); ok {
			read++
			if r.letsAnyoneIn() {
				open++
			}
		}
	}
	if read == 0 {
		return "unknown"
	}
	return fmt.Sprintf("%d of %d open", open, read)
}

func TestSamples(t *testing.T) {
	samples.Run(t, "firewall", []samples.Case{
		{Sample: "macos/firewall/SPFirewallDataType_off.json", Of: "firewall.on", Want: "fail", Got: byProfiler},
		{Sample: "macos/firewall/SPFirewallDataType_on_stealth.json", Of: "firewall.on", Want: "pass", Got: byProfiler},
		{Sample: "macos/firewall/socketfilterfw_getters_on.txt", Of: "firewall.on", Want: "pass", Got: byState},
		{Sample: "macos/firewall/socketfilterfw_getters_on.txt", Of: "firewall.stealth", Want: "warn", Got: byStealth},
		{Sample: "macos/firewall/socketfilterfw_all_state2_stealth_on.txt", Of: "firewall.on", Want: "pass", Got: byState},
		{Sample: "macos/firewall/socketfilterfw_all_state2_stealth_on.txt", Of: "firewall.stealth", Want: "pass", Got: byStealth},
		{Sample: "macos/firewall/socketfilterfw_off.txt", Of: "firewall.on", Want: "fail", Got: byState},
		{Sample: "macos/firewall/socketfilterfw_must_be_root.txt", Of: "firewall.on", Want: "unknown", Got: byState},
		{Sample: "macos/firewall/socketfilterfw_listapps.txt", Of: "firewall.on", Want: "unknown", Got: byState},
		{Sample: "macos/firewall/com.apple.alf_nested_path.plist", Of: "firewall.on", Want: "unknown", Got: byState},
		{Sample: "macos/firewall/defaults_read_alf_globalstate_1.txt", Of: "firewall.on", Want: "unknown", Got: byState},
		{Sample: "macos/firewall/launchctl_procinfo_alf.txt", Of: "firewall.on", Want: "unknown", Got: byState},
		{Sample: "macos/firewall/pfctl_permission_denied_stderr.txt", Of: "firewall.on", Want: "unknown", Got: byState},
		{Sample: "macos/remote_access/launchctl_print_disabled_system.txt", Of: "firewall.ssh", Want: "ssh true, screen true", Got: bySharing},
		{Sample: "macos/remote_access/systemsetup_outputs.toml", Of: "firewall.ssh", Want: "unknown", Got: bySharing},
		{Sample: "windows/firewall/firewallrules-malware-any-remote.txt", Of: "firewall.open_rules", Want: "1 of 1 open", Got: byRules},
		{Sample: "windows/firewall/firewallrules-remotedesktop-win11.txt", Of: "firewall.open_rules", Want: "0 of 2 open", Got: byRules},
		{Sample: "windows/firewall/get-netfirewallprofile-fr-table.txt", Of: "firewall.open_rules", Want: "unknown", Got: byRules},
		{Sample: "windows/firewall/netsh-allprofiles-fr-domain.txt", Of: "firewall.open_rules", Want: "unknown", Got: byRules},
		{Sample: "windows/firewall/netsh-allprofiles-zh-cn-on.txt", Of: "firewall.open_rules", Want: "unknown", Got: byRules},
		{Sample: "windows/firewall/netsh-currentprofile-en-off-two-profiles.txt", Of: "firewall.open_rules", Want: "unknown", Got: byRules},
		{Sample: "windows/firewall/regquery-enablefirewall-all-on.txt", Of: "firewall.open_rules", Want: "unknown", Got: byRules},
		{Sample: "windows/firewall/regquery-enablefirewall-two-off.txt", Of: "firewall.open_rules", Want: "unknown", Got: byRules},
		{Sample: "windows/rmm/glpi-reg-teamviewer-15.reg", Of: "firewall.open_rules", Want: "unknown", Got: byRules},
		{Sample: "windows/smb/msdocs-get-smbserverconfiguration.txt", Of: "firewall.open_rules", Want: "unknown", Got: byRules},
		{Sample: "linux/firewall/iptables_filter_nv_centos7.txt", Of: "firewall.on", Want: "unknown", Got: byIptables},
		{Sample: "linux/firewall/ufw_inactive.txt", Of: "firewall.on", Want: "unknown", Got: byNft},
		{Sample: "linux/firewall/ufw_numbered.txt", Of: "firewall.on", Want: "unknown", Got: byNft},
		{Sample: "linux/firewall/ufw_status_active_ubuntu.txt", Of: "firewall.on", Want: "unknown", Got: byNft},
		{Sample: "linux/firewall/ufw_status_inactive_ubuntu.txt", Of: "firewall.on", Want: "unknown", Got: byNft},
		{Sample: "linux/firewall/ufw_verbose_active.txt", Of: "firewall.on", Want: "unknown", Got: byNft},
		{Sample: "linux/remote_access/sshd_T.txt", Of: "firewall.ssh", Want: "unknown", Got: byListening},
	})
}

package scan

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"ounce/assets"
	"ounce/checks"
	"ounce/checks/host"
	"ounce/checks/platform"
)

// twice is a fact that is read from two sources: on a machine where they agree,
// over says otherwise for the second.

type twice struct {
	fact, check string
	system      checks.System
	machine     string
	over        string // YAML of a recording, laid over the machine
	both        []string
}

const mdatpScans = `{"healthy":true,"licensed":true,"definitionsUpdatedMinutesAgo":95,"definitionsStatus":{"$type":"upToDate"},"realTimeProtectionEnabled":{"value":true},"passiveModeEnabled":{"value":false}}`

func readTwice() []twice {
	return []twice{
		{fact: "firewall state", check: "firewall.on", system: checks.Windows, machine: "windows-healthy-laptop", both: []string{"true and false"}, over: `
wmi:
  - namespace: root\StandardCimv2
    query: SELECT Name, Enabled, DefaultInboundAction FROM MSFT_NetFirewallProfile
    rows: [{Name: Domain, Enabled: 0, DefaultInboundAction: 4}, {Name: Private, Enabled: 0, DefaultInboundAction: 4}, {Name: Public, Enabled: 0, DefaultInboundAction: 4}]`},
		{fact: "firewall state", check: "firewall.on", system: checks.MacOS, machine: "macos-healthy-laptop", both: []string{"true and false"}, over: `
commands:
  - {run: [socketfilterfw, --getglobalstate], output: "Firewall is disabled. (State = 0)\n"}`},
		{fact: "firewall state", check: "firewall.on", system: checks.Linux, machine: "linux-healthy-laptop", both: []string{"is switched on", "no rule of it is in force"}, over: `
elevated: true
commands:
  - {run: [nft, -j, list, ruleset], output: '{"nftables": [{"metainfo": {"version": "1.0.6", "json_schema_version": 1}}]}'}
  - {run: [iptables, -S], output: "-P INPUT ACCEPT\n-P FORWARD ACCEPT\n-P OUTPUT ACCEPT\n"}`},

		{fact: "antivirus state", check: "protection.antivirus", system: checks.Windows, machine: "windows-healthy-laptop", both: []string{"on and off"}, over: `
wmi:
  - namespace: root\Microsoft\Windows\Defender
    query: SELECT * FROM MSFT_MpComputerStatus
    rows: [{AMRunningMode: Normal, AntivirusEnabled: true, RealTimeProtectionEnabled: false, AntivirusSignatureAge: 0, IsTamperProtected: true}]`},
		{fact: "antivirus state", check: "protection.antivirus", system: checks.MacOS, machine: "macos-healthy-laptop", both: []string{"off and on"}, over: `
commands:
  - run: [systemextensionsctl, list]
    output: |
      1 extension(s)
      --- com.apple.system_extension.endpoint_security
      enabled	active	teamID	bundleID (version)	name	[state]
      		UBF8T346G9	com.microsoft.wdav.epsext (101.1/101.1)	Microsoft Defender Endpoint Security Extension	[activated waiting for user]
  - {run: [mdatp, health, --output, json], output: '` + mdatpScans + `'}`},
		{fact: "antivirus state", check: "protection.antivirus", system: checks.Linux, machine: "linux-healthy-laptop", both: []string{"off and on"}, over: `
commands:
  - run: [systemctl, list-units, --type=service, --all, --plain, --no-legend, --no-pager]
    output: |
      apparmor.service loaded active   exited Load AppArmor profiles
      mdatp.service    loaded inactive dead   Microsoft Defender
  - run: [systemctl, list-unit-files, --type=service, --plain, --no-legend, --no-pager]
    output: |
      apparmor.service enabled enabled
      mdatp.service    enabled enabled
  - {run: [mdatp, health, --output, json], output: '` + mdatpScans + `'}`},

		{fact: "backup age", check: "backup.last_success", system: checks.Windows, machine: "windows-healthy-laptop", both: []string{"23 November 2026", "2 October 2026"}, over: `
registry:
  - {key: 'HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall', fails: missing}
  - {key: 'HKCU\Software\Microsoft\Windows\CurrentVersion\FileHistory', values: {ProtectedUpToTime: 134399016000000000}}
calls:
  - {call: [windows.services], rows: [{name: WinDefend, state: running, start: auto}, {name: Dhcp, state: running, start: auto}, {name: MpsSvc, state: running, start: auto}]}
files:
  - {path: 'C:\Program Files\Veeam', fails: missing}
  - path: '%LocalAppData%\Microsoft\Windows\FileHistory\Configuration\Config1.xml'
    modified: 2026-11-23T10:00:00Z
    text: '<?xml version="1.0"?><DataProtectionUserConfig><UserFolder>C:\Users\kim\Documents</UserFolder><Target><TargetUrl>E:\</TargetUrl><TargetDriveType>REMOVABLE</TargetDriveType></Target><DPStatus>ENABLED</DPStatus></DataProtectionUserConfig>'
  - {path: '%LocalAppData%\Microsoft\Windows\FileHistory\Configuration\Catalog1.edb', size: 2097152, modified: 2026-10-02T10:00:00Z, unread: true}`},
		{fact: "backup age", check: "backup.last_success", system: checks.MacOS, machine: "macos-healthy-laptop", both: []string{"24 November 2026", "2 October 2026"}, over: `
commands:
  - {run: [mount], output: "com.apple.TimeMachine.2026-11-24-080000.backup@/dev/disk5s2 on /Volumes/.timemachine/x (apfs, local, read-only)\n"}
files:
  - path: /Library/Preferences/com.apple.TimeMachine.plist
    text: '<?xml version="1.0" encoding="UTF-8"?><plist version="1.0"><dict><key>AutoBackup</key><integer>1</integer><key>Destinations</key><array><dict><key>DestinationID</key><string>A-1</string><key>LastKnownEncryptionState</key><string>Encrypted</string><key>SnapshotDates</key><array><date>2026-10-02T08:00:00Z</date></array></dict></array></dict></plist>'`},
		{fact: "backup age", check: "backup.last_success", system: checks.Linux, machine: "linux-healthy-laptop", both: []string{"2 October 2026", "24 November 2026"}, over: `
commands:
  - {run: [gsettings, list-recursively, org.gnome.DejaDup], output: "", exit: 1}
files:
  - {path: /usr/bin, entries: [bash, gsettings, timeshift]}
  - path: /etc/timeshift/timeshift.json
    text: '{"backup_device_uuid": "0a1b", "btrfs_mode": "false", "schedule_daily": "true", "exclude": ["+ /home/kim/**"]}'
  - {path: /timeshift/snapshots/2026-11-24_08-00-01/info.json, fails: missing}
  - {path: /timeshift/snapshots, fails: missing}
  - {path: /run/timeshift/backup/timeshift/snapshots, entries: [2026-11-24_08-00-01]}
  - {path: /run/timeshift/backup/timeshift/snapshots/2026-11-24_08-00-01/info.json, text: '{"created": "1790928000"}'}`},

		{fact: "OS support", check: "updates.os_support", system: checks.Windows, machine: "windows-healthy-laptop", both: []string{"26200", "19045"}, over: `
wmi:
  - namespace: root\cimv2
    query: SELECT BuildNumber, OperatingSystemSKU, ProductType FROM Win32_OperatingSystem
    rows: [{BuildNumber: "19045", OperatingSystemSKU: 48, ProductType: 1}]`},
		{fact: "OS support", check: "updates.os_support", system: checks.MacOS, machine: "macos-healthy-laptop", both: []string{"26.6.2", "12.7.6"}, over: `
commands:
  - {run: [sw_vers, -productVersion], output: "12.7.6\n"}`},
		{fact: "OS support", check: "updates.os_support", system: checks.Linux, machine: "linux-healthy-laptop", both: []string{"24.04", "20.04"}, over: `
files:
  - {path: /etc/lsb-release, text: "DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=20.04\n"}`},

		{fact: "disk encryption", check: "access.disk_encryption", system: checks.Windows, machine: "windows-healthy-admin", both: []string{"on and off"}, over: `
wmi:
  - namespace: root\cimv2\Security\MicrosoftVolumeEncryption
    query: SELECT DriveLetter, ProtectionStatus, ConversionStatus FROM Win32_EncryptableVolume WHERE DriveLetter = 'C:'
    rows: [{DriveLetter: "C:", ProtectionStatus: 0, ConversionStatus: 0}]`},
		{fact: "disk encryption", check: "access.disk_encryption", system: checks.MacOS, machine: "macos-healthy-laptop", both: []string{"off and on"}, over: `
commands:
  - {run: [fdesetup, status], output: "FileVault is Off.\n"}`},
		{fact: "disk encryption", check: "access.disk_encryption", system: checks.Linux, machine: "linux-healthy-laptop", both: []string{"on and off"}, over: `
files:
  - {path: /sys/class/block/dm-0/dm/uuid, fails: missing}
  - {path: /sys/class/block/dm-0/dev, text: "8:3\n"}`},
	}
}

// TestTwoReadsThatDisagreeDecideNothing: each of the five facts is read twice on
// each system, and where the two differ the verdict is unknown with both values.
func TestTwoReadsThatDisagreeDecideNothing(t *testing.T) {
	defs := definitions(t)
	cells := map[string]int{}
	for _, c := range readTwice() {
		t.Run(c.fact+" on "+string(c.system), func(t *testing.T) {
			cells[c.fact]++
			base := build(t, filepath.Join("testdata", "recordings", c.machine+".yaml"))
			judge := func(r *host.Recording) checks.Finding {
				s := Scanner{Definitions: defs, Topics: Topics(), Platform: platform.Read}
				for _, f := range s.Run(context.Background(), host.Play(r)).Findings {
					if f.Check == c.check {
						return f
					}
				}
				t.Fatalf("no finding of %s", c.check)
				return checks.Finding{}
			}
			if f := judge(base); f.Status != checks.Pass && c.fact != "antivirus state" {
				t.Fatalf("where both agree: %s, %s", f.Status, f.Reason)
			}
			over := host.Recording{}
			text := "ounce_recording: 1\nsystem: " + string(c.system) + "\nnow: 2026-11-24T10:00:00Z" + c.over
			if err := assets.Strict(c.fact, []byte(text), &over); err != nil {
				t.Fatal(err)
			}
			base.Lay(&over)
			base.Elevated = base.Elevated || over.Elevated
			f := judge(base)
			if f.Status != checks.Unclear || f.Unknown != checks.Conflicting {
				t.Fatalf("%s (%s, %s): %s %v", f.Status, f.Say, f.Unknown, f.Reason, f.Evidence)
			}
			for _, value := range c.both {
				if !strings.Contains(f.Reason, value) {
					t.Errorf("%q names not %q", f.Reason, value)
				}
			}
			sources := map[string]bool{}
			for _, e := range f.Evidence {
				sources[e.Source] = true
			}
			if len(sources) < 2 {
				t.Errorf("evidence of one source: %v", f.Evidence)
			}
		})
	}
	for fact, n := range cells {
		if n != 3 {
			t.Errorf("%s is tried on %d systems", fact, n)
		}
	}
	if len(cells) != 5 {
		t.Errorf("%d facts are tried", len(cells))
	}
}

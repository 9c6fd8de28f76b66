//go:build verify

package access

import (
	"context"
	"encoding/binary"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"ounce/checks"
	"ounce/checks/host"
	"ounce/checks/samples"
)

func TestSamples(t *testing.T) {
	samples.Run(t, "access", []samples.Case{
		{Sample: "windows/encryption/glpi-win32_encryptablevolume-on.wmi", Of: "access.disk_encryption", Want: "on", Got: volumeSample},
		{Sample: "windows/encryption/manage-bde-status-de-off.txt", Of: "access.disk_encryption", Want: "off", Got: volumeSample},
		{Sample: "windows/encryption/msdocs-get-bitlockervolume-on.txt", Of: "access.disk_encryption", Want: "on", Got: volumeSample},
		{Sample: "windows/users/glpi-win32_useraccount-win10.wmi", Of: "access.guest", Want: "off", Got: accountsSample},
		{Sample: "windows/users/net-localgroup-administrators-domain.txt", Of: "access.admin_count", Want: "fail everyone", Got: accountsSample},

		{Sample: "macos/filevault/fdesetup_error_unknown_volume.txt", Of: "access.disk_encryption", Want: "unknown unreadable", Got: vaultSample},
		{Sample: "macos/filevault/fdesetup_status_off.txt", Of: "access.disk_encryption", Want: "fail off", Got: vaultSample},
		{Sample: "macos/filevault/fdesetup_status_on.txt", Of: "access.disk_encryption", Want: "pass on", Got: vaultSample},
		{Sample: "macos/filevault/fdesetup_status_on_pending.txt", Of: "access.disk_encryption", Want: "warn encrypting", Got: vaultSample},
		{Sample: "macos/mdm/mdmclient_QueryDeviceInformation.txt", Of: "access.managed", Want: "unknown unreadable", Got: enrollmentSample},
		{Sample: "macos/mdm/profiles_show_not_root.txt", Of: "access.managed", Want: "unknown denied", Got: enrollmentSample},
		{Sample: "macos/mdm/profiles_status_not_enrolled.txt", Of: "access.managed", Want: "not_applicable alone", Got: enrollmentSample},
		{Sample: "macos/mdm/profiles_status_user_approved.txt", Of: "access.managed", Want: "pass device", Got: enrollmentSample},
		{Sample: "macos/mdm/remotectl_dumpstate_identity.txt", Of: "access.managed", Want: "unknown unreadable", Got: enrollmentSample},
		{Sample: "macos/screen_lock/sysadminctl_screenLock_immediate_stderr.txt", Of: "access.screen_lock", Want: "0s", Got: askSample},
		{Sample: "macos/screen_lock/sysadminctl_screenLock_off_stderr.txt", Of: "access.screen_lock", Want: "never", Got: askSample},

		{Sample: "linux/encryption/blkid_crypto.txt", Of: "access.disk_encryption", Want: "off", Got: lsblkSample},
		{Sample: "linux/encryption/cryptsetup_status_error.txt", Of: "access.disk_encryption", Want: "none", Got: lsblkSample},
		{Sample: "linux/encryption/cryptsetup_status_inactive.txt", Of: "access.disk_encryption", Want: "none", Got: lsblkSample},
		{Sample: "linux/encryption/cryptsetup_status_luks2.txt", Of: "access.disk_encryption", Want: "none", Got: lsblkSample},
	})
}

// bags reads a property bag: "Name=value" lines in UTF-16, a blank line between
// rows.
func bags(data []byte) []checks.Row {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(data[2*i:])
	}
	var rows []checks.Row
	row := checks.Row{}
	for line := range strings.Lines(strings.TrimPrefix(string(utf16.Decode(units)), "\ufeff") + "\n\n") {
		name, value, ok := strings.Cut(strings.TrimSpace(line), "=")
		switch {
		case ok && !strings.HasPrefix(name, "#"):
			row[name] = value
		case len(row) > 0:
			rows = append(rows, row)
			row = checks.Row{}
		}
	}
	return rows
}

func volumeSample(data []byte) string {
	state, _, err := parseVolume(bags(data))
	if err != nil {
		return "unknown: " + err.Error()
	}
	return string(state)
}

// accountsSample gives the bag the columns of windows.local_users.
func accountsSample(data []byte) string {
	var rows []checks.Row
	for _, bag := range bags(data) {
		sid, named := bag.Text("SID")
		disabled, told := bag.Truth("Disabled")
		if !named || !told {
			continue
		}
		rid := sid[strings.LastIndex(sid, "-")+1:]
		rows = append(rows, checks.Row{"rid": rid, "enabled": !disabled, "guest": rid == "501", "admin": rid == "500"})
	}
	accounts, err := parseAccounts(rows, time.Date(2026, 3, 10, 9, 0, 0, 0, time.UTC))
	if err != nil {
		return "unknown: " + err.Error()
	}
	if on, known := windowsGuest(checks.Known(accounts)).Get(); known && on {
		return "on"
	} else if known {
		return "off"
	}
	return "unknown"
}

func macVerdict(command string, data []byte, judge func(*checks.Machine) checks.Verdict) string {
	play := host.Play(&host.Recording{
		Version: 1, System: checks.MacOS, Now: time.Date(2026, 3, 10, 9, 0, 0, 0, time.UTC), Unlisted: checks.Missing,
		Commands: []host.Command{{Run: strings.Fields(command), Output: string(data)}},
	})
	m := checks.Machine{}
	m.Facts.Platform = checks.Platform{System: checks.MacOS, Portable: checks.Known(true)}
	Topic().Collect(context.Background(), play, m.Facts.Platform).AddTo(&m.Facts)
	v := judge(&m)
	return string(v.Status) + " " + v.Say
}

func vaultSample(data []byte) string { return macVerdict("fdesetup status", data, diskEncryption) }

func enrollmentSample(data []byte) string {
	return macVerdict("profiles status -type enrollment", data, managed)
}

func askSample(data []byte) string {
	delay, err := parseScreenLock(data)
	switch {
	case err != nil:
		return "unknown: " + err.Error()
	case delay == never:
		return "never"
	}
	return delay.String()
}

func lsblkSample(data []byte) string {
	state, _, err := parseLsblk(data)
	if err != nil {
		return "unknown: " + err.Error()
	}
	return string(state)
}

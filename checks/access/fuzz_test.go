package access

import (
	"testing"
	"time"

	"ounce/checks"
	"ounce/checks/damage"
)

func FuzzLsblk(f *testing.F) {
	damage.Parser(f, func(data []byte) (checks.Encryption, error) { state, _, err := parseLsblk(data); return state, err },
		`{"blockdevices":[{"name":"sda","type":"disk","children":[{"name":"c","type":"crypt","mountpoint":"/"}]}]}`)
}

func FuzzRootDevice(f *testing.F) {
	damage.Parser(f, parseRootDevice, "28 1 253:1 / / rw,relatime shared:1 - ext4 /dev/mapper/vg-root rw\n")
}

func FuzzINI(f *testing.F) {
	damage.Parser(f, parseINI, "[daemon]\nAutomaticLoginEnable = true\n", "[]\n=\n")
}

func FuzzSignIn(f *testing.F) { damage.Parser(f, parseSignIn, "[Seat:*]\nautologin-user=anna\n") }

func FuzzKscreenlocker(f *testing.F) {
	damage.Parser(f, parseKscreenlocker, "[Daemon]\nTimeout=10\nLockGrace=0\n")
}

func FuzzPAM(f *testing.F) {
	damage.Parser(f, parsePAM, "password requisite pam_pwquality.so minlen=12\npassword required pam_unix.so\n")
}

func FuzzSetting(f *testing.F) {
	damage.Parser(f, func(data []byte) (int, error) { n, _, err := parseSetting(data, "minlen"); return n, err }, "# x\nminlen = 14\n")
}

func FuzzGroups(f *testing.F) {
	damage.Parser(f, func(data []byte) ([]string, error) { list, _, err := parseGroups(data, adminGroups); return list, err },
		"root:x:0:\nsudo:x:27:anna\n")
}

func FuzzAdminAccounts(f *testing.F) {
	damage.Parser(f, func(data []byte) ([]string, error) { return parseAdminAccounts(data, []string{"27"}) },
		"root:x:0:0:root:/root:/bin/bash\n")
}

func FuzzSSHD(f *testing.F) {
	damage.Parser(f, parseSSHD, "Include x\nPermitRootLogin no\nMatch User a\nPasswordAuthentication yes\n")
}

func FuzzIsActive(f *testing.F) {
	damage.Parser(f, func(data []byte) (bool, error) { return parseIsActive(data, 3) }, "active\ninactive\nunknown\n")
}

func FuzzFileVault(f *testing.F) {
	damage.Parser(f, parseFileVault, "FileVault is On.\nEncryption in progress: Percent completed = 4\n")
}

func FuzzDiskVault(f *testing.F) {
	damage.Parser(f, parseDiskVault, "<plist><dict><key>FileVault</key><true/></dict></plist>", "bplist00\xd1\x01\x02")
}

func FuzzLoginWindow(f *testing.F) {
	damage.Parser(f, parseLoginWindow, "<plist><dict><key>autoLoginUser</key><string>a</string></dict></plist>", "bplist00\xd1\x01\x02")
}

func FuzzGuest(f *testing.F) {
	damage.Parser(f, parseGuest, "2026-03-10 10:00:00.000 sysadminctl[1:2] Guest account disabled.\n")
}

func FuzzMembership(f *testing.F) { damage.Parser(f, parseMembership, "GroupMembership: root anna\n") }

func FuzzEnrollment(f *testing.F) {
	damage.Parser(f, parseEnrollment, "Enrolled via DEP: No\nMDM enrollment: Yes (User Approved)\n")
}

func FuzzPwpolicy(f *testing.F) {
	damage.Parser(f, parsePwpolicy, "<key>policyCategoryPasswordContent</key>policyAttributePassword matches '.{4,}+'</plist>")
}

func FuzzScreenLock(f *testing.F) {
	damage.Parser(f, parseScreenLock, "screenLock delay is 60 seconds\n")
}

func FuzzManagedSaver(f *testing.F) {
	damage.Parser(f, parseManagedSaver, "<plist><dict><key>idleTime</key><integer>600</integer><key>askForPassword</key><true/></dict></plist>", "bplist00\xd1\x01\x02")
}

func FuzzIdleTime(f *testing.F) { damage.Parser(f, parseIdleTime, "600\n") }

func FuzzDisplaySleep(f *testing.F) {
	damage.Parser(f, parseDisplaySleep, "AC Power:\n displaysleep 10\n")
}

func FuzzAccounts(f *testing.F) {
	f.Add(int64(1001), true, "2026-03-01T10:00:00Z")
	f.Fuzz(func(t *testing.T, rid int64, enabled bool, at string) {
		row := checks.Row{"rid": rid, "enabled": enabled, "guest": false, "admin": false, "last_logon": at}
		_, _ = parseAccounts([]checks.Row{row}, time.Date(2026, 3, 10, 0, 0, 0, 0, time.UTC))
	})
}

func FuzzVolume(f *testing.F) {
	f.Add(int64(1), int64(1))
	f.Fuzz(func(t *testing.T, protection, conversion int64) {
		state, _, err := parseVolume([]checks.Row{{"DriveLetter": "C:", "ProtectionStatus": protection, "ConversionStatus": conversion}})
		if err == nil && state == "" {
			t.Error("neither a state nor an error")
		}
	})
}

func FuzzGSettings(f *testing.F) {
	damage.Parser(f, func(data []byte) (uint64, error) {
		if truth, err := parseTruth(string(data)); err == nil {
			return truth, nil
		}
		return parseUint32(string(data))
	}, "true", "uint32 300")
}

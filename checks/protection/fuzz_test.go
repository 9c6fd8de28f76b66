package protection

import (
	"testing"

	"ounce/checks"
	"ounce/checks/damage"
)

func FuzzUnits(f *testing.F) {
	damage.Parser(f, parseUnits, "ssh.service loaded active running OpenSSH\n", "Failed to connect to bus")
}

func FuzzUnitFiles(f *testing.F) {
	damage.Parser(f, parseUnitFiles, "ssh.service enabled enabled\n")
}

func FuzzFreshclam(f *testing.F) {
	damage.Parser(f, parseFreshclam, "ClamAV update process started at Mon Mar  9 22:10:01 2026\ndaily.cld updated (version: 1)\n")
}

func FuzzMdatp(f *testing.F) {
	damage.Parser(f, parseMdatp, `{"realTimeProtectionEnabled":{"value":true},"passiveModeEnabled":false,"definitionsUpdatedMinutesAgo":5}`)
}

func FuzzGatekeeper(f *testing.F) { damage.Parser(f, parseGatekeeper, "assessments enabled\n") }

func FuzzIntegrity(f *testing.F) {
	damage.Parser(f, parseIntegrity, "System Integrity Protection status: unknown (Custom Configuration).\n\nConfiguration:\n\tKext Signing: enabled\n")
}

func FuzzBridge(f *testing.F) {
	damage.Parser(f, parseBridge, `{"SPiBridgeDataType":[{"ibridge_secure_boot":"Full Security"}]}`)
}

func FuzzXProtect(f *testing.F) {
	damage.Parser(f, parseXProtect, "Version: 5331 Installed: 2026-02-24 18:11:05 +0000\n")
}

func FuzzBundle(f *testing.F) {
	damage.Parser(f, parseBundle, `<plist><dict><key>CFBundleShortVersionString</key><string>2174</string></dict></plist>`, "bplist00\xd1\x01\x02")
}

func FuzzInstalls(f *testing.F) {
	damage.Parser(f, parseInstalls, `<plist><array><dict><key>date</key><date>2024-05-01T00:00:00Z</date><key>displayName</key><string>XProtectPlistConfigData</string></dict></array></plist>`)
}

func FuzzExtensions(f *testing.F) {
	damage.Parser(f, parseExtensions, "1 extension(s)\n*\t*\tX9E956P446\tcom.crowdstrike.falcon.Agent (7.39/211.04)\tAgent\t[activated enabled]\n")
}

func FuzzFiletime(f *testing.F) { damage.Parser(f, parseFiletime, "\x00\x80\xbe\xa5\xd6\xaf\xdc\x01") }

func FuzzProductState(f *testing.F) {
	for _, seed := range []int64{397568, 266240, 393472, 0, -1, 1 << 40} {
		f.Add(seed, "Some Product", "Mon, 09 Mar 2026 21:26:41 GMT")
	}
	f.Fuzz(func(t *testing.T, state int64, name, at string) {
		row := checks.Row{"displayName": name, "productState": state, "timestamp": at}
		if list, err := parseListings([]checks.Row{row, row}); err == nil && len(list) != 1 {
			t.Errorf("one product twice is %d", len(list))
		}
	})
}

func FuzzDefender(f *testing.F) {
	f.Add("Normal", int64(1), true)
	f.Add("Not running", int64(4294967295), false)
	f.Fuzz(func(t *testing.T, mode string, number int64, on bool) {
		row := checks.Row{"AMRunningMode": mode, "AntivirusEnabled": on, "RealTimeProtectionEnabled": number, "AntivirusSignatureAge": number, "IsTamperProtected": mode}
		if status, err := parseDefender([]checks.Row{row}); err == nil && status.age >= 3660 {
			t.Errorf("definitions of %d days", status.age)
		}
		if l, err := parseListing(checks.Row{"displayName": mode, "productState": number}); err == nil && l.name == "" {
			t.Error("a product without a name")
		}
	})
}

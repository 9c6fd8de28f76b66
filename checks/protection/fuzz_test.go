package protection

import (
	"testing"

	"ounce/checks"
)

// fuzz feeds a parser with damaged forms of what it reads: it must neither panic
// nor hang, and a refusal must not come with a verdict's value.
func fuzz[T any](f *testing.F, parse func([]byte) (T, error), seeds ...string) {
	f.Helper()
	for _, seed := range seeds {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		_, _ = parse(data)
	})
}

func FuzzUnits(f *testing.F) {
	fuzz(f, parseUnits, "ssh.service loaded active running OpenSSH\n", "Failed to connect to bus")
}

func FuzzUnitFiles(f *testing.F) {
	fuzz(f, parseUnitFiles, "ssh.service enabled enabled\n")
}

func FuzzFreshclam(f *testing.F) {
	fuzz(f, parseFreshclam, "ClamAV update process started at Mon Mar  9 22:10:01 2026\ndaily.cld updated (version: 1)\n")
}

func FuzzMdatp(f *testing.F) {
	fuzz(f, parseMdatp, `{"realTimeProtectionEnabled":{"value":true},"passiveModeEnabled":false,"definitionsUpdatedMinutesAgo":5}`)
}

func FuzzGatekeeper(f *testing.F) { fuzz(f, parseGatekeeper, "assessments enabled\n") }

func FuzzIntegrity(f *testing.F) {
	fuzz(f, parseIntegrity, "System Integrity Protection status: unknown (Custom Configuration).\n\nConfiguration:\n\tKext Signing: enabled\n")
}

func FuzzBridge(f *testing.F) {
	fuzz(f, parseBridge, `{"SPiBridgeDataType":[{"ibridge_secure_boot":"Full Security"}]}`)
}

func FuzzXProtect(f *testing.F) {
	fuzz(f, parseXProtect, "Version: 5331 Installed: 2026-02-24 18:11:05 +0000\n")
}

func FuzzBundle(f *testing.F) {
	fuzz(f, parseBundle, `<plist><dict><key>CFBundleShortVersionString</key><string>2174</string></dict></plist>`, "bplist00\xd1\x01\x02")
}

func FuzzInstalls(f *testing.F) {
	fuzz(f, parseInstalls, `<plist><array><dict><key>date</key><date>2024-05-01T00:00:00Z</date><key>displayName</key><string>XProtectPlistConfigData</string></dict></array></plist>`)
}

func FuzzExtensions(f *testing.F) {
	fuzz(f, parseExtensions, "1 extension(s)\n*\t*\tX9E956P446\tcom.crowdstrike.falcon.Agent (7.39/211.04)\tAgent\t[activated enabled]\n")
}

func FuzzFiletime(f *testing.F) { fuzz(f, parseFiletime, "\x00\x80\xbe\xa5\xd6\xaf\xdc\x01") }

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

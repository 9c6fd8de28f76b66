package updates_test

import (
	"testing"

	"ounce/assets"
	"ounce/checks/host"
)

// plistOf is a property list with one dictionary.
func plistOf(inner string) string {
	return `<?xml version="1.0"?><plist version="1.0"><dict>` + inner + `</dict></plist>`
}

// TestWhoRulesOverUpdatesOfAMac lays settings over a healthy Mac: of a person, of
// a profile, and of declarations, which count on an enrolled Mac alone.
func TestWhoRulesOverUpdatesOfAMac(t *testing.T) {
	const enrolled = "\n  - {run: [profiles, status, -type, enrollment], output: \"MDM enrollment: Yes (User Approved)\\n\"}"
	const person, profile, declared = "/Library/Preferences/com.apple.SoftwareUpdate.plist", "/Library/Managed Preferences/com.apple.SoftwareUpdate.plist", "/var/db/softwareupdate/SoftwareUpdateDDMStatePersistence.plist"
	key := func(name string, on bool) string {
		return "<key>" + name + "</key><" + map[bool]string{true: "true", false: "false"}[on] + "/>"
	}
	searched := "<key>LastFullSuccessfulDate</key><date>2026-11-24T04:11:00Z</date>"
	fields := func(inner string) string {
		return plistOf("<key>SUCorePersistedStatePolicyFields</key><dict><key>SUCoreDDMDeclarationGlobalSettings</key><dict>" + inner + "</dict></dict>")
	}
	tests := []struct {
		name, commands          string
		files                   map[string]string
		automatic, data, delays string
	}{
		{"nothing is downloaded", "", map[string]string{person: plistOf(searched + key("AutomaticDownload", false) + key("AutomaticallyInstallMacOSUpdates", true))}, "warn ask", "pass on", "pass none"},
		{"a profile switches it off", enrolled, map[string]string{profile: plistOf(key("AutomaticallyInstallMacOSUpdates", false))}, "warn ask_policy", "pass on", "pass none"},
		{"a declaration over the person", enrolled, map[string]string{
			person:   plistOf(searched + key("AutomaticallyInstallMacOSUpdates", false) + key("CriticalUpdateInstall", false)),
			declared: fields(key("automaticallyDownload", true) + key("automaticallyInstallOSUpdates", true) + key("automaticallyInstallSystemAndSecurityUpdates", true)),
		}, "pass on_policy", "pass on", "pass none"},
		{"a declaration that forbids", enrolled, map[string]string{declared: fields(key("automaticallyInstallOSUpdates", false))}, "warn ask_policy", "pass on", "pass none"},
		{"left behind on a Mac that is not enrolled", "", map[string]string{declared: fields(key("automaticallyInstallOSUpdates", false))}, "pass on", "pass on", "pass none"},
		{"a declared delay", enrolled, map[string]string{declared: fields("<key>combinedUpdatesDeferralPeriod</key><integer>30</integer>")}, "pass on", "pass on", "unknown "},
		{"declarations that cannot be read", enrolled, map[string]string{declared: ""}, "unknown ", "unknown ", "unknown "},
		{"declarations of another shape", enrolled, map[string]string{declared: plistOf(key("x", true))}, "unknown ", "unknown ", "unknown "},
	}
	for _, c := range tests {
		t.Run(c.name, func(t *testing.T) {
			rec := open(t, "macos.yaml")
			text := "ounce_recording: 1\nsystem: macos\nnow: 2026-11-24T10:00:00Z\n"
			if c.commands != "" {
				text += "commands:" + c.commands + "\n"
			}
			var over host.Recording
			if err := assets.Strict(c.name, []byte(text), &over); err != nil {
				t.Fatal(err)
			}
			for path, content := range c.files {
				file := host.File{Path: path, Text: content}
				if content == "" {
					file.Fails = "denied"
				}
				over.Files = append(over.Files, file)
			}
			rec.Lay(&over)
			got := verdicts(rec)
			for id, want := range map[string]string{"updates.automatic": c.automatic, "updates.security_data": c.data, "updates.held_back": c.delays} {
				if len(want) > 0 && got[id] != want && !(want == "unknown " && len(got[id]) > 7 && got[id][:8] == want) {
					t.Errorf("%s says %q, want %q", id, got[id], want)
				}
			}
		})
	}
}

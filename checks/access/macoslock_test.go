package access

import (
	"context"
	"fmt"
	"testing"
	"time"

	"ounce/checks"
	"ounce/checks/host"
)

// TestAProfileRulesOverTheScreenLock: what a person switched off a profile may
// have switched on, and nobody is told otherwise where that cannot be read.
func TestAProfileRulesOverTheScreenLock(t *testing.T) {
	file := func(path, inner string) host.File {
		if inner == "denied" {
			return host.File{Path: path, Failure: host.Failure{Fails: checks.Denied}}
		}
		return host.File{Path: path, Text: `<plist version="1.0"><dict>` + inner + `</dict></plist>`}
	}
	const ofAll, ofKim, ofJo = managedFolder + "/com.apple.screensaver.plist", managedFolder + "/kim/com.apple.screensaver.plist", managedFolder + "/jo/com.apple.screensaver.plist"
	const ten, ask = "<key>idleTime</key><integer>600</integer>", "<key>askForPassword</key><true/>"
	for _, c := range []struct {
		name, lock, idle, dark string
		files                  []host.File
		want                   string
	}{
		{"nothing managed, never", "delay is immediate", "0", "0", nil, "never"},
		{"nothing managed, off", "is off", "300", "5", nil, "never"},
		{"never by the person, ten minutes by a profile", "delay is immediate", "0", "0", []host.File{file(ofAll, ten)}, "10m0s"},
		{"the same for one person", "delay is immediate", "0", "0", []host.File{file(ofKim, ten)}, "10m0s"},
		{"two people", "delay is immediate", "0", "0", []host.File{file(ofKim, ten), file(ofJo, ten)}, "unknown"},
		{"off by the person, on by a profile", "is off", "300", "5", []host.File{file(ofAll, ask)}, "unknown"},
		{"denied, never", "delay is immediate", "0", "0", []host.File{file(ofKim, "denied")}, "unknown"},
		{"denied, off", "is off", "300", "5", []host.File{file(ofKim, "denied")}, "unknown"},
		{"denied, dark soon", "delay is immediate", "0", "5", []host.File{file(ofKim, "denied")}, "5m0s"},
		{"another shape", "delay is immediate", "0", "0", []host.File{file(ofAll, "<key>idleTime</key><string>soon</string>")}, "unknown"},
		{"a profile without a time", "delay is immediate", "0", "0", []host.File{file(ofAll, ask)}, "never"},
	} {
		h := host.Play(&host.Recording{
			System: checks.MacOS, Now: time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC), Unlisted: checks.Missing, Files: c.files,
			Commands: []host.Command{
				{Run: []string{"sysadminctl", "-screenLock", "status"}, Errors: "screenLock " + c.lock + "\n"},
				{Run: []string{"defaults", "-currentHost", "read", "com.apple.screensaver", "idleTime"}, Output: c.idle + "\n"},
				{Run: []string{"pmset", "-g", "custom"}, Output: "AC Power:\n displaysleep " + c.dark + "\n"},
			},
		})
		got := "unknown"
		if lock, known := macLock(context.Background(), h).Get(); known {
			got = fmt.Sprint(lock.After)
			if lock.Never {
				got = "never"
			}
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

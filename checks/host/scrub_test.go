package host

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"ounce/checks"
)

// planted draws identities and a recording that holds them in the places where
// systems write them.
func planted(t *rapid.T) (*Recording, []string) {
	user := rapid.StringMatching(`[a-z]{6,9}q[a-z]`).Draw(t, "user")
	name := rapid.StringMatching(`[A-Z]{3,6}-[0-9]{3,5}X`).Draw(t, "host")
	number := rapid.StringMatching(`S[0-9A-Z]{6,10}7Q`).Draw(t, "serial")
	mac := rapid.StringMatching(`a[0-9a-f](:[0-9a-f]{2}){4}:b[0-9a-f]`).Draw(t, "mac")
	ssid := rapid.StringMatching(`[A-Z][a-z]{5,8}zz[0-9]{2}`).Draw(t, "ssid")
	id := rapid.StringMatching(`[0-9A-F]{7}A(-[0-9A-F]{4}){3}-[0-9A-F]{11}B`).Draw(t, "uuid")
	address := fmt.Sprintf("10.%d.%d.%d", rapid.IntRange(1, 255).Draw(t, "b"), rapid.IntRange(100, 255).Draw(t, "c"), rapid.IntRange(100, 255).Draw(t, "d"))
	public := fmt.Sprintf("88.%d.%d.%d", rapid.IntRange(100, 255).Draw(t, "e"), rapid.IntRange(100, 255).Draw(t, "f"), rapid.IntRange(100, 255).Draw(t, "g"))
	six := rapid.StringMatching(`2a02:8[0-9]{2}:[1-9a-f]{4}::[1-9a-f]{4}`).Draw(t, "six")
	mail := user + "@" + ssid + ".example"

	wide := strings.Join(strings.Split(user, ""), "\x00") + "\x00"
	free := strings.Join([]string{user, name, number, mac, address, public, six, mail, ssid}, rapid.SampledFrom([]string{" ", ", ", "\n", " / ", "|", "\t"}).Draw(t, "between"))
	rec := &Recording{
		Version: 1, System: checks.Linux, Now: time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC), Note: free,
		Commands: []Command{
			{Run: []string{"dscl", ".", "-read", "/Users/" + user}, Output: free, Errors: free},
			{Run: []string{"getent", "passwd"}, Output: user + ":x:1000:1000:" + user + ",,,:/home/" + user + ":/bin/bash\n"},
			{Run: []string{"busctl", "/org/freedesktop/UDisks2/drives/Model_" + number}, Output: `{"/org/freedesktop/UDisks2/drives/Model_` + number + `":{"Serial":{"type":"s","data":"` + number + `"}},"uuid":"` + id + `"}`},
			{Run: []string{"iw", "dev"}, Output: "\taddr " + mac + "\n\tssid " + ssid + "\n"},
			{Run: []string{"ss", "-ltn"}, Output: "LISTEN 0 128 " + address + ":22 [" + six + "]:*\nLISTEN 127.0.0.1:631 [::1]:25 0.0.0.0:80 [::]:*\n", Failure: Failure{Fails: checks.Denied, Detail: free}},
		},
		Files: []File{
			{Path: "/home/" + user + "/.config/" + number, Text: free, Entries: []string{user, name}},
			{Path: "/bytes", Hex: fmt.Sprintf("%x", "\x00\x01"+user+"\x00"+wide)},
		},
		Registry: []RegistryKey{{Key: `HKLM\SOFTWARE\{D68DDC3A-831F-4fae-9E44-DA132C1ACF46}`, Values: checks.Row{"DefaultUserName": user, "List": []any{free}, "DisplayVersion": "6.2.0.121"}}},
		WMI:      []WMIAnswer{{Namespace: `root\cimv2`, Query: "SELECT SerialNumber FROM Win32_BIOS", Rows: []checks.Row{{"SerialNumber": number, "UUID": id, "Free": free}}}},
		Events:   []EventLog{{Channel: "System", Events: []Event{{ID: 1, Provider: "x", Data: map[string]string{"0": free}}}}},
		Calls:    []CallAnswer{{Call: []string{"hostname"}, Rows: []checks.Row{{"name": name}}}},
	}
	return rec, []string{user, name, number, mac, ssid, id, address, public, six, mail, fmt.Sprintf("%x", user), fmt.Sprintf("%x", wide)}
}

func TestNothingPlantedSurvives(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rec, secrets := planted(t)
		before, _ := rec.YAML()
		clean := rec.Scrub()
		text, err := clean.YAML()
		if err != nil {
			t.Fatal(err)
		}
		for _, secret := range secrets {
			if strings.Contains(strings.ToLower(string(text)), strings.ToLower(secret)) {
				t.Fatalf("%q survives in\n%s", secret, text)
			}
		}
		for _, stays := range []string{"127.0.0.1:631", "[::1]:25", "0.0.0.0:80", "{D68DDC3A-831F-4fae-9E44-DA132C1ACF46}", "6.2.0.121"} {
			if !strings.Contains(string(text), stays) {
				t.Fatalf("%s is gone from\n%s", stays, text)
			}
		}
		if diff := cmp.Diff(clean, clean.Scrub()); diff != "" {
			t.Fatalf("scrubbing again changes (-once +twice)\n%s", diff)
		}
		if after, _ := rec.YAML(); string(after) != string(before) {
			t.Fatal("the recording itself was changed")
		}
		if _, err := ParseRecording("scrubbed", text); err != nil {
			t.Fatal(err)
		}
	})
}

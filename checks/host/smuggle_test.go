package host

import (
	"encoding/hex"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"ounce/checks"
)

// smuggled is an identity that stands in one place alone, in the form in which
// a system writes it there: nothing else in the recording gives it away.
type smuggled struct {
	name string
	// draw gives a recording and what must not come out of it.
	draw func(t *rapid.T) (*Recording, []string)
}

func printed(run string, form string) func(*rapid.T, ...string) *Recording {
	return func(_ *rapid.T, secrets ...string) *Recording {
		return &Recording{Commands: []Command{{Run: strings.Fields(run), Output: filled(form, secrets)}}}
	}
}

// filled puts what was drawn in the place of each %s.
func filled(form string, secrets []string) string {
	for _, s := range secrets {
		form = strings.Replace(form, "%s", s, 1)
	}
	return form
}

func inValue(key, name, form string) func(*rapid.T, ...string) *Recording {
	return func(_ *rapid.T, secrets ...string) *Recording {
		return &Recording{Registry: []RegistryKey{{Key: key, Values: checks.Row{name: filled(form, secrets)}}}}
	}
}

func inColumnOf(query, name, form string) func(*rapid.T, ...string) *Recording {
	return func(_ *rapid.T, secrets ...string) *Recording {
		return &Recording{WMI: []WMIAnswer{{Namespace: `root\cimv2`, Query: query, Rows: []checks.Row{{name: filled(form, secrets)}}}}}
	}
}

func inEvent(name, form string) func(*rapid.T, ...string) *Recording {
	return func(_ *rapid.T, secrets ...string) *Recording {
		return &Recording{Events: []EventLog{{Channel: "System", Events: []Event{{ID: 1, Provider: "x", Data: map[string]string{name: filled(form, secrets)}}}}}}
	}
}

// inFile puts a text into a file in UTF-16, with or without its mark.
func inFile(marked bool, form string) func(*rapid.T, ...string) *Recording {
	return func(_ *rapid.T, secrets ...string) *Recording {
		data := []byte{}
		if marked {
			data = []byte{0xFF, 0xFE}
		}
		return &Recording{Files: []File{{Path: `C:\ProgramData\x.log`, Hex: hex.EncodeToString(append(data, inUTF16(filled(form, secrets))...))}}}
	}
}

func inBytes(form string) func(*rapid.T, ...string) *Recording {
	return func(_ *rapid.T, secrets ...string) *Recording {
		return &Recording{Files: []File{{Path: `C:\ProgramData\x.dat`, Hex: hex.EncodeToString([]byte(filled(form, secrets)))}}}
	}
}

func inBinaryValue(form string) func(*rapid.T, ...string) *Recording {
	return func(_ *rapid.T, secrets ...string) *Recording {
		value := map[string]any{"hex": hex.EncodeToString(inUTF16(filled(form, secrets)))}
		return &Recording{Registry: []RegistryKey{{Key: `HKCU\Software\Vendor`, Values: checks.Row{"Blob": value}}}}
	}
}

func inValueName(form string) func(*rapid.T, ...string) *Recording {
	return func(_ *rapid.T, secrets ...string) *Recording {
		return &Recording{Registry: []RegistryKey{{Key: `HKLM\SOFTWARE\Microsoft\Windows Defender\Exclusions\Paths`, Values: checks.Row{filled(form, secrets): 0}}}}
	}
}

func inUTF16(text string) []byte {
	var data []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		data = append(data, byte(unit), byte(unit>>8))
	}
	return data
}

// readable is a recording as text, with what is written as hex digits as the
// bytes that it stands for, also without the zeros between letters of UTF-16.
func readable(t *rapid.T, rec *Recording) string {
	text, err := rec.YAML()
	if err != nil {
		t.Fatal(err)
	}
	out := string(text)
	for _, digits := range hexDigits.FindAllString(out, -1) {
		if data, err := hex.DecodeString(digits); err == nil {
			out += "\n" + string(data) + "\n" + strings.ReplaceAll(string(data), "\x00", "")
		}
	}
	return out
}

var hexDigits = regexp.MustCompile(`[0-9a-f]{16,}`)

// The forms of what is planted.
const (
	bareMAC    = `a[0-9a-f]{10}b`
	dottedMAC  = `a[0-9a-f]{3}\.[0-9a-f]{3}c\.[0-9a-f]{3}b`
	serverName = `[A-Z]{4,6}SRVQ[0-9]{2}`
	firstName  = `[A-Z][a-z]{4,7}q[a-z]`
	licenceKey = `[B-DF-H]{5}(-[B-DF-HJ-NP-TV-Y0-9]{4}Q){4}`
	longID     = `[0-9a-f]{7}a(-[0-9a-f]{4}){3}-[0-9a-f]{11}b`
	wireless   = `[A-Z][a-z]{5,8}zz [A-Z][a-z]{4}net`
	tag        = `[0-9][A-Z]{4}[0-9]QX`
	domain     = `[A-Z]{4,8}ADQ`
	// accountName is not everyday, and has no letters that another form would find.
	accountName = `[a-z]{4,7}qz\.[a-z]{4,7}q`
)

func smuggling() []smuggled {
	one := func(name, form string, into func(*rapid.T, ...string) *Recording, more ...string) smuggled {
		return smuggled{name, func(t *rapid.T) (*Recording, []string) {
			secrets := []string{rapid.StringMatching(form).Draw(t, "secret")}
			for i, f := range more {
				secrets = append(secrets, rapid.StringMatching(f).Draw(t, fmt.Sprint("secret", i+1)))
			}
			return into(t, secrets...), secrets
		}}
	}
	return []smuggled{
		one("MAC without separators in WMI", bareMAC, inColumnOf("SELECT PermanentAddress FROM MSFT_NetAdapter", "PermanentAddress", "%s")),
		one("MAC without separators printed", bareMAC, printed("system_profiler SPNetworkDataType -json", `{"MAC Address" : "%s"}`)),
		one("MAC with dots", dottedMAC, printed("ss -ltn", "neighbour %s is reachable")),
		one("MAC in a sentence", bareMAC, printed("journalctl -q", `{"MESSAGE":"wlan0: associated with %s (status 0)"}`)),
		one("MAC in capital letters", `A[0-9A-F]{10}B`, inEvent("0", "The printer %s did not answer.")),
		one("MAC in the name of a telephone", bareMAC, printed("ss -ltn", "sep-%s is reachable")),
		one("MAC in a registry value", bareMAC, inValue(`HKLM\SOFTWARE\Vendor`, "Adapter", "lan;%s;up")),
		one("MAC in UTF-16 with its mark", bareMAC, inFile(true, "seen: %s\r\n")),
		one("MAC in UTF-16 without a mark", `a[0-9a-f](:[0-9a-f]{2}){4}:b[0-9a-f]`, inFile(false, "\x01\x02seen: %s\r\n")),
		one("MAC among bytes", `a[0-9a-f](:[0-9a-f]{2}){4}:b[0-9a-f]`, inBytes("\x00\x9c\x03%s\x00\xff")),
		one("who signs in by itself", `[a-z]{2}q`, printed("powershell", "<key>autoLoginUser</key>\n\t<string>%s</string>")),
		one("account in a message", domain, inEvent("0", `The backup of %s\%s failed.`), accountName),
		one("account after a word", `[a-z]{5,8}firmaq`, inEvent("0", `Sign-in for user %s\%s was refused.`), accountName),
		one("account in a sentence of German", domain, inEvent("0", `Das Konto "%s\%s" ist gesperrt.`), `[A-Z][a-z]{4,6}[öüß]q[a-z]`),
		one("account in JSON", domain, printed("mdatp health --output json", `{"who":"%s\\%s"}`), accountName),
		one("account in XML", `[a-z]{5,8}firmaq`, printed("powershell", `<UserName>%s\%s</UserName>`), accountName),
		one("account in a file of UTF-16", domain, inFile(true, `<Owner>%s\%s</Owner>`), accountName),
		one("account in a value of UTF-16", domain, inBinaryValue(`%s\%s`), accountName),
		one("accounts in a row", domain, inEvent("0", `Members: %s\%s BÜRO\%s`), accountName, accountName),
		one("account of Entra", accountName, inEvent("0", `Signed in: AzureAD\%s`)),
		one("name of a registry value", firstName, inValueName(`C:\Users\%s\Downloads`)),
		one("mail address among bytes", firstName, inBytes("\x00\x05%s@firma.example\x00")),
		one("mail address in UTF-16", firstName, inFile(true, "to %s@firma.example")),
		one("MAC in an event", bareMAC, inEvent("LocalMac", "%s")),
		one("UNC path in the registry", serverName, inValue(`HKCU\Software\Backup`, "Target", `\\%s\backup$`)),
		one("UNC path in XML", serverName, printed("powershell", `<TargetUrl>\\%s\share\</TargetUrl>`)),
		one("UNC path in an event", serverName, inEvent("0", `Backup to \\%s\daily failed.`)),
		one("UNC path escaped", serverName, printed("mdatp health --output json", `{"path":"\\\\%s\\data"}`)),
		one("share by URL", serverName, printed("gsettings list-recursively org.gnome.DejaDup", "org.gnome.DejaDup.Remote uri 'smb://%s/backup'\n")),
		one("machine GUID", longID, inValue(`HKLM\SOFTWARE\Microsoft\Cryptography`, "MachineGuid", "%s")),
		one("tenant", longID, inValue(`HKLM\SYSTEM\CurrentControlSet\Control\CloudDomainJoin\JoinInfo\x`, "TenantId", "%s")),
		one("GUID in an answer", longID, printed("profiles status -type enrollment", "Device: %s\n")),
		one("home folder with spaces", firstName, printed("mount", "/dev/disk5 on /Users/%s %s/Backups (apfs)\n"), firstName),
		one("Windows home with spaces", firstName, inEvent("0", `C:\Users\%s %s\Documents\x.docx`), firstName),
		one("full name", firstName, inColumnOf("SELECT FullName FROM Win32_UserAccount", "FullName", "%s %s"), firstName),
		one("registered company", firstName, inValue(`HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion`, "RegisteredOrganization", "%s Schreinerei GmbH")),
		one("account with its domain", serverName, inEvent("SubjectUserName", `%s\%s`), firstName),
		one("mail address in a URL", firstName, inValue(`HKCU\Software\OneDrive`, "Url", "https://example.com/?login=%s%40firma.example")),
		one("mail address", firstName, inEvent("1", "sent to <%s+backup@mail.firma.example>")),
		one("wireless network of iwconfig", wireless, printed("iw dev", "wlan0 IEEE 802.11 ESSID:\"%s\"\n")),
		one("wireless network of a profile", wireless, inEvent("ProfileName", "%s")),
		one("network of the list", wireless, inValue(`HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\NetworkList\Profiles\x`, "ProfileName", "%s")),
		one("wireless network of netsh", wireless, printed("iw dev", "    Profile                : %s\n")),
		one("licence key printed", licenceKey, printed("systemctl list-units", "key %s accepted")),
		one("licence key in the registry", licenceKey, inValue(`HKLM\SOFTWARE\Vendor`, "Key", "%s")),
		one("licence key in an event", licenceKey, inEvent("2", "Activated with %s.")),
		one("product id", `[0-9]{5}-[0-9]{4}7-[0-9]{4}3-A[A-Z][0-9]{3}`, inColumnOf("SELECT SerialNumber FROM Win32_OperatingSystem", "Caption", "%s")),
		one("service tag printed", tag, printed("smartctl -j", "Service Tag: %s\n")),
		one("serial number printed short", tag, printed("pmset -g batt", "S/N: %s\n")),
		one("asset tag", tag, inColumnOf("SELECT SMBIOSAssetTag FROM Win32_SystemEnclosure", "SMBIOSAssetTag", "%s")),
		one("number of the product", tag, inColumnOf("SELECT IdentifyingNumber FROM Win32_ComputerSystemProduct", "IdentifyingNumber", "%s")),
		one("id of a disk", `eui\.[0-9A-F]{15}Q?B`, inColumnOf("SELECT UniqueId FROM MSFT_PhysicalDisk", "UniqueId", "%s")),
	}
}

// TestNothingIsSmuggledOut: what identifies somebody does not come out of a
// recording, wherever it stands alone and in whatever form.
func TestNothingIsSmuggledOut(t *testing.T) {
	for _, s := range smuggling() {
		t.Run(s.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				rec, secrets := s.draw(t)
				rec.Version, rec.System, rec.Now = 1, checks.Windows, time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
				clean := rec.Scrub()
				text := readable(t, clean)
				for _, secret := range secrets {
					if strings.Contains(strings.ToLower(text), strings.ToLower(secret)) {
						t.Fatalf("%q comes out:\n%s", secret, text)
					}
				}
				if diff := cmp.Diff(clean, clean.Scrub()); diff != "" {
					t.Fatalf("scrubbing again changes (-once +twice)\n%s", diff)
				}
			})
		})
	}
}

//go:build verify

package updates_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"ounce/checks"
	"ounce/checks/host"
	"ounce/checks/host/hosttest"
	"ounce/checks/platform"
	"ounce/checks/samples"
	"ounce/checks/updates"
)

var visit = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// said plays a recording of one sample and gives what a check says of it.
func said(rec host.Recording, check string) string {
	rec.Now, rec.Version, rec.Unlisted = visit, 1, checks.Missing
	h := host.Play(&rec)
	v := hosttest.Verdicts(h, updates.Topic(), platform.Read(context.Background(), h))[check]
	return string(v.Status)
}

func linuxFile(path, check string) func([]byte) string {
	return func(data []byte) string {
		return said(host.Recording{System: checks.Linux, Files: []host.File{{Path: path, Text: string(data)}}}, check)
	}
}

func macFile(path, check string) func([]byte) string {
	return func(data []byte) string {
		return said(host.Recording{System: checks.MacOS, Files: []host.File{{Path: path, Hex: fmt.Sprintf("%x", data)}}}, check)
	}
}

// systeminfo holds its text against what Windows itself would say: Ounce reads
// no such text, so handing it over as the registry's build decides nothing.
func systeminfo(data []byte) string {
	return said(host.Recording{System: checks.Windows, Registry: []host.RegistryKey{{
		Key: `HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion`, Values: checks.Row{"CurrentBuildNumber": string(data), "EditionID": string(data), "InstallationType": "Client"},
	}}}, "updates.os_support")
}

// release asks with build and edition as the sample shows them.
func release(build, edition, kind, want string) func([]byte) string {
	return func(data []byte) string {
		text := strings.ReplaceAll(string(data), "\x00", "")
		if !strings.Contains(text, build) {
			return "the sample names another build than " + build
		}
		return said(host.Recording{System: checks.Windows, Registry: []host.RegistryKey{{
			Key:    `HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion`,
			Values: checks.Row{"CurrentBuildNumber": build, "EditionID": edition, "InstallationType": kind, "ProductName": "Windows"},
		}}}, "updates.os_support")
	}
}

func counted(f func([]byte) (int, error)) func([]byte) string {
	return func(data []byte) string {
		n, err := f(data)
		if err != nil {
			return "unknown: " + err.Error()
		}
		return fmt.Sprint(n)
	}
}

// hotfix reads the dates of a table of hotfixes and names the newest.
func hotfix(data []byte) string {
	text := strings.NewReplacer("\x00", "", "\r", "").Replace(string(data))
	var newest time.Time
	unread := 0
	for line := range strings.Lines(text) {
		words := strings.FieldsFunc(line, func(c rune) bool { return c == ' ' || c == ',' || c == '\n' || c == '=' })
		if len(words) == 0 || !strings.Contains(line, "KB") {
			continue
		}
		t, err := updates.ParseHotfixDate(words[len(words)-1])
		if err != nil {
			unread++
		}
		if t.After(newest) {
			newest = t
		}
	}
	if newest.IsZero() {
		return "unknown: no date"
	}
	return newest.Format(time.DateOnly)
}

func TestSamples(t *testing.T) {
	const history, settings = "/Library/Receipts/InstallHistory.plist", "/Library/Preferences/com.apple.SoftwareUpdate.plist"
	apt := counted(func(data []byte) (int, error) { p, err := updates.ParseAptList(data); return p.Security, err })
	dnf := counted(func(data []byte) (int, error) { _, n, err := updates.ParseDnf(data); return n, err })
	// What a live search prints is not read: it goes to the network.
	notRead := counted(func(data []byte) (int, error) {
		if _, err := updates.ParseSchedule(string(data)); err != nil {
			return 0, err
		}
		return 1, nil
	})
	names := counted(func(data []byte) (int, error) {
		n := 0
		for line := range strings.Lines(strings.NewReplacer("\x00", "", `"`, "", ",", "").Replace(string(data))) {
			for word := range strings.FieldsSeq(line) {
				if _, ok := updates.OfficeMSI(word); ok {
					n++
				}
			}
		}
		if n == 0 {
			return 0, errors.New("names no Office by the key that Ounce reads")
		}
		return n, nil
	})
	titles := counted(func(data []byte) (int, error) {
		n := 0
		for line := range strings.Lines(string(data)) {
			if _, title, ok := strings.Cut(line, `"Title": "`); ok {
				if _, ok := updates.SystemUpdate(title); ok {
					n++
				}
			}
		}
		return n, nil
	})
	cases := []samples.Case{
		{Sample: "linux/os/os-release-debian-11.2", Of: "updates.os_support", Want: "fail", Got: linuxFile("/etc/os-release", "updates.os_support")},
		{Sample: "linux/os/os-release-ubuntu", Of: "updates.os_support", Want: "warn", Got: linuxFile("/etc/os-release", "updates.os_support")},
		{Sample: "linux/updates/apt_list_upgradable.txt", Of: "security updates", Want: "9", Got: apt},
		{Sample: "linux/updates/dnf_check_update.txt", Of: "updates", Want: "15", Got: dnf},
		{Sample: "linux/updates/flatpak_remote_ls_updates.txt", Of: "no list of packages", Want: "unknown", Got: apt},
		{Sample: "linux/updates/unattended_upgrades_log_nothing_to_do.txt", Of: "no list of packages", Want: "unknown", Got: apt},
		{Sample: "macos/os/SPSoftwareDataType_10.6.txt", Of: "no property list", Want: "fail", Got: macFile("/System/Library/CoreServices/SystemVersion.plist", "updates.os_support")},
		{Sample: "macos/os/SystemVersion_13.3.1.plist", Of: "updates.os_support", Want: "fail", Got: macFile("/System/Library/CoreServices/SystemVersion.plist", "updates.os_support")},
		{Sample: "macos/os/stat_var_db_AppleSetupDone.txt", Of: "no property list", Want: "unknown", Got: macFile("/System/Library/CoreServices/SystemVersion.plist", "updates.os_support")},
		{Sample: "macos/softwareupdate/InstallHistory_10.9.plist", Of: "updates.last_install", Want: "fail", Got: func(data []byte) string {
			at, name, err := updates.ParseHistory(data)
			if err != nil || name != "OS X" || at.Year() != 2013 || at.Month() != 11 {
				return fmt.Sprintf("unknown: %v %s %v", at, name, err)
			}
			return macFile(history, "updates.last_install")(data)
		}},
		{Sample: "macos/softwareupdate/com.apple.SoftwareUpdate_10.9_binary.plist", Of: "updates.list_age", Want: "fail", Got: macFile(settings, "updates.list_age")},
		{Sample: "macos/softwareupdate/list_15.7_pending.txt", Of: "live search", Want: "unknown", Got: notRead},
		{Sample: "macos/softwareupdate/list_multiple-updates-available-noscan.txt", Of: "live search", Want: "unknown", Got: notRead},
		{Sample: "macos/softwareupdate/list_no-update-available-noscan.txt", Of: "live search", Want: "unknown", Got: notRead},
		{Sample: "macos/softwareupdate/list_no-update-available-scan.txt", Of: "live search", Want: "unknown", Got: notRead},
		{Sample: "macos/softwareupdate/list_update-available-noscan.txt", Of: "live search", Want: "unknown", Got: notRead},
		{Sample: "macos/softwareupdate/list_update-available-scan.txt", Of: "live search", Want: "unknown", Got: notRead},
		{Sample: "macos/softwareupdate/schedule_on.txt", Of: "looks for updates", Want: "1", Got: notRead},
		{Sample: "windows/updates/checkmk-qfe-four-date-formats.csv", Of: "newest hotfix", Want: "2017-05-23", Got: hotfix},
		{Sample: "windows/updates/glpi-win32_qfe-winxp.wmi", Of: "newest hotfix", Want: "unknown", Got: hotfix},
		{Sample: "windows/updates/wesng-10_1809_x64_education_en-us_20190306_qfe.txt", Of: "newest hotfix", Want: "2019-03-02", Got: hotfix},
		{Sample: "windows/updates/wesng-10_1809_updates_wua.txt", Of: "newest hotfix", Want: "unknown", Got: hotfix},
		{Sample: "windows/updates/trmm-winupdates.json", Of: "system updates by title", Want: "13", Got: titles},
		{Sample: "windows/software/glpi-appx-win10-ru.txt", Of: "Office by key", Want: "unknown", Got: names},
		{Sample: "windows/software/glpi-reg-uninstall-win10-ru.reg", Of: "Office by key", Want: "unknown", Got: names},
		{Sample: "windows/software/trmm-software1.json", Of: "Office by key", Want: "unknown", Got: names},
	}
	for _, c := range []struct{ file, build, edition, kind, want string }{
		{"wesng-10_1803_x64_enterprise_es-ar_20190307_systeminfo.txt", "17134", "Enterprise", "Client", "fail"},
		{"wesng-10_1809_x64_education_es_systeminfo.txt", "17763", "Education", "Client", "fail"},
		{"wesng-10_22H2_x64_enterprise_en-us_systeminfo.txt", "19045", "Enterprise", "Client", "warn"},
		{"wesng-11_22H2_x64_home-single-language_systeminfo.txt", "22621", "CoreSingleLanguage", "Client", "fail"},
		{"wesng-11_24H2_x64_enterprise_systeminfo.txt", "26100", "EnterpriseS", "Client", "pass"},
		{"wesng-7_sp1_x64_enterprise_fr_systeminfo_cmd.txt", "7601", "Enterprise", "Client", "fail"},
		{"wesng-7_sp1_x64_enterprise_fr_systeminfo_powershell.txt", "7601", "Enterprise", "Client", "fail"},
		{"wesng-7_sp1_x64_ultimaten_de_systeminfo.txt", "7601", "UltimateN", "Client", "fail"},
		{"wesng-srv_2022_systeminfo.txt", "20348", "ServerStandard", "Server", "pass"},
	} {
		cases = append(cases,
			samples.Case{Sample: "windows/os/" + c.file, Of: "updates.os_support", Want: c.want, Got: release(c.build, c.edition, c.kind, c.want)},
			samples.Case{Sample: "windows/os/" + c.file, Of: "text as a build", Want: "unknown", Got: systeminfo})
	}
	samples.Run(t, "updates", cases)
}

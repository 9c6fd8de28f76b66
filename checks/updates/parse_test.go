package updates_test

import (
	"testing"
	"time"

	"ounce/checks/damage"
	"ounce/checks/updates"
)

func TestHotfixDates(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"20261112": "2026-11-12", "11/2/2026": "2026-11-02", "5/10/2017": "2017-05-10", "01dc53f5c4d20000": "2025-11-12",
		"23-10-2013": "", "23/10/2013": "", "": "", "ffffffffffffffff": "", "yesterday": "", "0": "",
	} {
		got, err := updates.ParseHotfixDate(text)
		if text == "01dc53f5c4d20000" {
			if err != nil || got.Year() != 2025 {
				t.Errorf("%q is %v, %v", text, got, err)
			}
			continue
		}
		if (err == nil) != (want != "") || err == nil && got.Format(time.DateOnly) != want {
			t.Errorf("%q is %v, %v, want %q", text, got, err, want)
		}
	}
}

func TestWhatIsASystemUpdate(t *testing.T) {
	t.Parallel()
	for title, want := range map[string]bool{
		"2026-11 Cumulative Update for Windows 11 (KB5068861)":            true,
		"2026-11 Mise à jour cumulative pour .NET Framework (KB5066128)":  true,
		"Security Intelligence Update for Microsoft Defender - KB2267602": false,
		"Windows Malicious Software Removal Tool x64 - v5.82 (KB890830)":  false,
		"9WZDNCRFJ3TJ-Vendor.App":                                         false,
		"Intel - net - 12.19.2.45":                                        false,
		"":                                                                false,
	} {
		if _, got := updates.SystemUpdate(title); got != want {
			t.Errorf("%q: %t", title, got)
		}
	}
}

func TestOfficeAndServers(t *testing.T) {
	t.Parallel()
	for id, want := range map[string]string{
		"O365ProPlusRetail": "365", "O365BusinessRetail": "365", "ProPlus2021Volume": "2021", "HomeBusiness2019Retail": "2019",
		"Home2024Retail": "2024", "ProPlusRetail": "2016", "VisioPro2021Volume": "", "OneNoteFreeRetail": "", "AccessRuntimeRetail": "", "": "",
	} {
		if got, ok := updates.OfficeRelease(id); got != want || ok != (want != "") {
			t.Errorf("%q is %q", id, got)
		}
	}
	for name, want := range map[string]string{"Office15.PROPLUS": "2013", "Office16.STANDARD": "2016", "Office15.VISPRO": "", "7-Zip": "", "Office16.PROOFKIT": ""} {
		if got, _ := updates.OfficeMSI(name); got != want {
			t.Errorf("%q is %q", name, got)
		}
	}
	for name, want := range map[string]string{"MSSQL13.SQLEXPRESS": "13", "MSSQL10_50.SAGE": "10", "MSSQL16.MSSQLSERVER": "16"} {
		if got, ok := updates.SQLMajor(name); got != want || !ok {
			t.Errorf("%q is %q, %t", name, got, ok)
		}
	}
	if _, ok := updates.SQLMajor("MSAS16.MSSQLSERVER"); ok {
		t.Error("an analysis service is no database")
	}
}

func TestDnfLists(t *testing.T) {
	t.Parallel()
	const head = "Last metadata expiration check: 12 days, 3:04:05 ago on Wed 12 Nov 2026 06:00:00 AM CET.\n"
	age, count, err := updates.ParseDnf([]byte(head + "\nopenssl.x86_64   1:3.2.6-2.fc43   updates\n"))
	if err != nil || count != 1 || age < 12*24*time.Hour {
		t.Errorf("%v, %d, %v", age, count, err)
	}
	for _, text := range []string{"", "Error: Cache-only enabled but no cache for 'fedora'\n", "Permission denied\n", "openssl.x86_64 1 updates\n", head + "something else\n"} {
		if _, _, err := updates.ParseDnf([]byte(text)); err == nil {
			t.Errorf("%q was taken for a list", text)
		}
	}
}

func TestKernels(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		running   string
		installed []string
		want      string
	}{
		{"6.8.0-88-generic", []string{"6.8.0-86-generic", "6.8.0-88-generic"}, "6.8.0-88-generic"},
		{"6.8.0-9-generic", []string{"6.8.0-10-generic", "6.8.0-9-generic"}, "6.8.0-10-generic"},
		{"6.8.0-88-generic", []string{"6.8.0-88-generic", "6.11.0-9-lowlatency"}, "6.8.0-88-generic"},
		{"6.17.8-300.fc43.x86_64", []string{"6.17.8-300.fc43.x86_64", "6.17.9-300.fc43.x86_64"}, "6.17.9-300.fc43.x86_64"},
		{"6.1.0-40-amd64", []string{"6.1.0-38-amd64"}, ""},
		{"", nil, ""},
	} {
		if got, _ := updates.NewestKernel(c.running, c.installed); got != c.want {
			t.Errorf("%s among %v: %q", c.running, c.installed, got)
		}
	}
}

func TestAptHistory(t *testing.T) {
	t.Parallel()
	const failed = "Start-Date: 2026-11-20  06:00:00\nUpgrade: a:amd64 (1, 2)\nError: Sub-process /usr/bin/dpkg returned an error code (1)\nEnd-Date: 2026-11-20  06:00:09\n"
	const done = "Start-Date: 2026-11-02  06:00:00\nUpgrade: a:amd64 (1, 2)\nEnd-Date: 2026-11-02  06:00:09\n\n"
	if all, some, err := updates.ParseAptHistory([]byte(done+failed), time.UTC); err != nil || all.Day() != 2 || !some.IsZero() {
		t.Errorf("%v, %v, %v: a failed run is no installation", all, some, err)
	}
	const added = "Start-Date: 2026-11-21  06:00:00\nCommandline: apt-get install -y gimp\nInstall: gimp:amd64 (2)\nUpgrade: a:amd64 (1, 2)\nEnd-Date: 2026-11-21  06:00:09\n"
	const single = "Start-Date: 2026-11-22  06:00:00\nCommandline: apt-get install -y tzdata\nUpgrade: tzdata:amd64 (1, 2)\nEnd-Date: 2026-11-22  06:00:09\n"
	for text, day := range map[string]int{done + added: 21, single + done: 22, added + done + single: 22} {
		if all, some, err := updates.ParseAptHistory([]byte(text), time.UTC); err != nil || all.Day() != 2 || some.Day() != day {
			t.Errorf("%v, %v, %v: what a named program pulls in is an update of single packages", all, some, err)
		}
	}
	if all, some, err := updates.ParseAptHistory(nil, time.UTC); !all.IsZero() || !some.IsZero() || err != nil {
		t.Errorf("an empty log: %v, %v, %v", all, some, err)
	}
	for _, text := range []string{"Permission denied", "a: b\n", "Start-Date: x\nEnd-Date: now\n"} {
		if all, some, err := updates.ParseAptHistory([]byte(text), time.UTC); !all.IsZero() || !some.IsZero() || err == nil {
			t.Errorf("%q was read", text)
		}
	}
}

// FuzzNames tries what is one word or line of a source.
func FuzzNames(f *testing.F) {
	damage.Fuzz(f, func(_ testing.TB, data []byte) {
		text := string(data)
		_, _ = updates.ParseSchedule(text)
		_, _ = updates.ParseHotfixDate(text)
		_, _ = updates.SystemUpdate(text)
		_, _ = updates.OfficeRelease(text)
		_, _ = updates.OfficeMSI(text)
		_, _ = updates.SQLMajor(text)
		_ = updates.MacSecurity(text, text, text)
	}, "Automatic checking for updates is turned off\n", "11/2/2026", "MSSQL13.X", "macOS 26.1", "2026-11 Update (KB5068861)", "Office16.PROPLUS")
}

func FuzzKernels(f *testing.F) {
	damage.Fuzz(f, func(_ testing.TB, data []byte) {
		text := string(data)
		_, _ = updates.NewestKernel(text, []string{text})
	}, "6.8.0-45-generic", "6.17.8-300.fc43.x86_64")
}

func FuzzAptList(f *testing.F) {
	damage.Parser(f, updates.ParseAptList, "Listing...\na/stable-security 2 amd64 [upgradable from: 1]\n")
}

func FuzzDnf(f *testing.F) {
	damage.Parser(f, func(data []byte) (int, error) { _, n, err := updates.ParseDnf(data); return n, err },
		"Last metadata expiration check: 0:06:32 ago on Fri 28 Jul 2026 04:45:20 AM MDT.\n\nbash.x86_64  5.2  updates\n")
}

func FuzzAptHistory(f *testing.F) {
	damage.Parser(f, func(data []byte) (time.Time, error) {
		at, _, err := updates.ParseAptHistory(data, time.UTC)
		return at, err
	}, "Start-Date: 2026-11-20  06:00:00\nUpgrade: a\nEnd-Date: 2026-11-20  06:00:09\n")
}

func FuzzRPMTimes(f *testing.F) {
	damage.Parser(f, updates.ParseRPMTimes, "glibc 1763000000\nsystemd 1763000001\nopenssl-libs 5\n")
}

func FuzzPropertyLists(f *testing.F) {
	damage.Fuzz(f, func(_ testing.TB, data []byte) {
		_, _ = updates.ParseSettings(data)
		_, _, _ = updates.ParseHistory(data)
	}, `<?xml version="1.0"?><plist version="1.0"><dict><key>a</key><true/></dict></plist>`, "bplist00\xd1\x01\x02QaQb\x08\x0b\x0d")
}

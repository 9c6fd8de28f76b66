package lifecycle

import (
	"strings"
	"testing"
	"time"

	"ounce/checks"
	"ounce/checks/damage"
)

func on(day string) time.Time {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		panic(err)
	}
	return t.Add(15 * time.Hour)
}

func TestTheTableAnswers(t *testing.T) {
	t.Parallel()
	table, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	const unlisted = checks.SupportState("unlisted")
	cases := []struct {
		name, product, edition, version, day string
		want                                 checks.SupportState
		until                                string
	}{
		{"24H2 Pro on its last day", Windows, HomePro, "26100", "2026-10-13", checks.Supported, "2026-10-13"},
		{"24H2 Pro a day later", Windows, HomePro, "26100", "2026-10-14", checks.SupportEnded, "2026-10-13"},
		{"24H2 Enterprise has another year", Windows, Enterprise, "26100", "2026-11-24", checks.Supported, "2027-10-12"},
		{"24H2 LTSC shares only the build", Windows, LTSC, "26100", "2026-11-24", checks.Supported, "2029-10-09"},
		{"24H2 IoT LTSC", Windows, IoTLTSC, "26100", "2026-11-24", checks.Supported, "2034-10-10"},
		{"23H2 Enterprise", Windows, Enterprise, "22631", "2026-11-24", checks.SupportEnded, "2026-11-10"},
		{"25H2 Pro", Windows, HomePro, "26200", "2026-11-24", checks.Supported, "2027-10-12"},
		{"26H2 was only announced", Windows, HomePro, "26300", "2026-11-24", unlisted, ""},
		{"a build newer than every row", Windows, HomePro, "29000", "2026-11-24", unlisted, ""},
		{"an edition that is in no row", Windows, "", "26200", "2026-11-24", unlisted, ""},
		{"a preview build between two rows", Windows, HomePro, "25900", "2026-11-24", unlisted, ""},
		{"Windows 10 22H2", Windows, HomePro, "19045", "2026-11-24", checks.SupportExtended, "2028-10-10"},
		{"Windows 10 22H2 of no known edition", Windows, "", "19045", "2026-11-24", checks.SupportExtended, "2028-10-10"},
		{"Windows 10 1803, older than the rows", Windows, Enterprise, "17134", "2026-11-24", checks.SupportEnded, "2023-05-09"},
		{"Windows 10 1803 LTSC never was", Windows, LTSC, "17134", "2026-11-24", unlisted, ""},
		{"Windows 10 1809 Education", Windows, Enterprise, "17763", "2026-11-24", checks.SupportEnded, "2023-05-09"},
		{"Windows 10 1809 LTSC", Windows, LTSC, "17763", "2026-11-24", checks.Supported, "2029-01-09"},
		{"Windows 7", Windows, HomePro, "7601", "2026-11-24", checks.SupportEnded, "2020-01-14"},
		{"Server 2016 nears its end", WindowsServer, "", "14393", "2026-11-24", checks.Supported, "2027-01-12"},
		{"Server 2012 R2", WindowsServer, "", "9600", "2026-11-24", checks.SupportEnded, "2026-10-13"},
		{"a server release that is in no row", WindowsServer, "", "19042", "2026-11-24", unlisted, ""},
		{"macOS 26", MacOS, "", "26", "2026-11-24", checks.SupportOpen, ""},
		{"macOS 26, the table long out of date", MacOS, "", "26", "2028-01-01", unlisted, ""},
		{"macOS 14", MacOS, "", "14", "2026-11-24", checks.SupportPresumedEnded, ""},
		{"macOS 13", MacOS, "", "13", "2026-11-24", checks.SupportEnded, "2025-09-15"},
		{"OS X 10.9", MacOS, "", "10.9", "2026-11-24", checks.SupportEnded, "2021-10-25"},
		{"macOS 28", MacOS, "", "28", "2026-11-24", unlisted, ""},
		{"Ubuntu 24.04", Ubuntu, "", "24.04", "2026-11-24", checks.Supported, "2029-05-31"},
		{"Ubuntu 20.04", Ubuntu, "", "20.04", "2026-11-24", checks.SupportExtended, "2030-04-02"},
		{"Ubuntu 23.10, between two rows", Ubuntu, "", "23.10", "2026-11-24", unlisted, ""},
		{"Debian 12", Debian, "", "12", "2026-11-24", checks.SupportExtended, "2028-06-30"},
		{"Debian 11", Debian, "", "11", "2026-11-24", checks.SupportEnded, "2026-08-31"},
		{"Fedora 38", Fedora, "", "38", "2026-11-24", checks.SupportEnded, "2025-12-15"},
		{"Fedora of the future", Fedora, "", "46", "2026-11-24", unlisted, ""},
		{"no version at all", Fedora, "", "rawhide", "2026-11-24", unlisted, ""},
		{"Office 2013", Office, "", "2013", "2026-11-24", checks.SupportEnded, "2023-04-11"},
		{"Office 2024", Office, "", "2024", "2026-11-24", checks.Supported, "2029-10-09"},
		{"Exchange 2019", Exchange, "", "2019", "2026-11-24", checks.SupportEnded, "2026-11-01"},
		{"Exchange SE", Exchange, "", "se", "2026-11-24", checks.SupportOpen, ""},
		{"SQL Server 2016", SQLServer, "", "13", "2026-11-24", checks.SupportExtended, "2029-07-17"},
		{"an unknown product", "beos", "", "5", "2026-11-24", unlisted, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, ok := table.Ask(c.product, c.edition, c.version, on(c.day))
			if !ok {
				got.State = unlisted
			}
			until := ""
			if !got.Until.IsZero() {
				until = got.Until.Format(time.DateOnly)
			}
			if got.State != c.want || until != c.until {
				t.Errorf("got %s until %q, want %s until %q", got.State, until, c.want, c.until)
			}
			if ok && got.TableDate.IsZero() {
				t.Error("the answer does not say how old the table is")
			}
		})
	}
}

func TestEditions(t *testing.T) {
	t.Parallel()
	for id, want := range map[string]string{
		"Professional": HomePro, "ProfessionalN": HomePro, "Core": HomePro, "CoreSingleLanguage": HomePro,
		"ProfessionalWorkstationN": HomePro, "Enterprise": Enterprise, "EnterpriseEval": Enterprise, "EducationN": Enterprise,
		"IoTEnterprise": Enterprise, "EnterpriseS": LTSC, "EnterpriseSN": LTSC, "EnterpriseSEval": LTSC, "IoTEnterpriseS": IoTLTSC,
		"CloudEdition": "", "PPIPro": "", "": "", "EnterpriseG": "",
	} {
		if got, ok := EditionOf(id); got != want || ok != (want != "") {
			t.Errorf("edition %q is %q, want %q", id, got, want)
		}
	}
	if got, _ := EditionOfSKU(125); got != LTSC {
		t.Errorf("SKU 125 is %q", got)
	}
	if _, ok := EditionOfSKU(0); ok {
		t.Error("SKU 0 is no edition")
	}
}

func TestABrokenTableIsRefused(t *testing.T) {
	t.Parallel()
	const head = "source: s\nlicence: MIT\ndata: 2026-08-22\nproducts:\n  windows:\n    releases:\n"
	for name, rows := range map[string]string{
		"unknown key":           `      - {label: a, version: "1", released: 2020-01-01, end: 2021-01-01}`,
		"not a date":            `      - {label: a, version: "1", released: 2020-01-01, ends: soon}`,
		"twice":                 "      - {label: a, version: \"1\", released: 2020-01-01}\n      - {label: b, version: \"1\", released: 2020-01-01}",
		"no label":              `      - {version: "1", released: 2020-01-01}`,
		"no release":            `      - {label: a, version: "1"}`,
		"extended with no name": `      - {label: a, version: "1", released: 2020-01-01, ends: 2021-01-01, extended: 2022-01-01}`,
	} {
		if _, err := Parse("test.yaml", []byte(head+rows+"\n")); err == nil || !strings.Contains(err.Error(), "test.yaml") {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	damage.FuzzYAML(f, func(_ testing.TB, data []byte) {
		if table, err := Parse("fuzz", data); err == nil {
			for id, p := range table.Products {
				for _, r := range p.Releases {
					table.Ask(id, r.Edition, r.Version, on("2026-11-24"))
				}
			}
		}
	}, "source: s\ndata: 2026-08-22\nproducts: {a: {releases: [{label: x, version: \"1\", announced: true}]}}")
}

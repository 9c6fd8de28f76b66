package report

import (
	"testing"

	"ounce/checks"
)

func TestBriefSources(t *testing.T) {
	for source, want := range map[string]string{
		`WMI root\cimv2: SELECT BuildNumber, ProductType FROM Win32_OperatingSystem`:                                   "WMI Win32_OperatingSystem",
		`WMI root\cimv2\Security: SELECT DriveLetter FROM Win32_EncryptableVolume WHERE DriveLetter = 'C:'`:            "WMI Win32_EncryptableVolume",
		`registry HKLM\SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy\DomainProfile\Logging`: `registry …\DomainProfile\Logging`,
		`registry HKCU\Control Panel\Desktop`:           `registry HKCU\Control Panel\Desktop`,
		`program journalctl -q --no-pager --since=-90d`: "program journalctl",
		`program systemctl list-units`:                  "program systemctl list-units",
		`file /etc/passwd`:                              "file /etc/passwd",
		`event log Application`:                         "event log Application",
		`questionnaire`:                                 "questionnaire",
		`program `:                                      "program ",
	} {
		if got := briefSource(source); got != want {
			t.Errorf("%s is said as %q, want %q", source, got, want)
		}
	}
}

func TestBriefEvidence(t *testing.T) {
	wmi := `WMI root\cimv2: SELECT A, B FROM Win32_OperatingSystem`
	for want, evidence := range map[string][]checks.Evidence{
		"":                                    nil,
		"WMI Win32_OperatingSystem: A 1, B 2": {{Source: wmi, Value: "A 1"}, {Source: wmi, Value: "B 2"}, {Source: wmi, Value: "A 1"}},
		"file /a: denied\nfile /b":            {{Source: "file /a", Value: "denied"}, {Source: "file /b"}},
		"file /1\nfile /2\nfile /3\nfile /4\nand 2 more under Evidence and method": {
			{Source: "file /1"}, {Source: "file /2"}, {Source: "file /3"}, {Source: "file /4"}, {Source: "file /5"}, {Source: "file /6"}},
	} {
		if got := (&book{privacy: Internal, brief: map[string]string{}}).briefFrom(evidence); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

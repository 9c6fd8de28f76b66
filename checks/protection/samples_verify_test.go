//go:build verify

package protection

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"ounce/checks"
	"ounce/checks/host"
	"ounce/checks/samples"
)

func TestSamples(t *testing.T) {
	samples.Run(t, "protection", []samples.Case{
		{Sample: "windows/antivirus/get-mpcomputerstatus-off-partial.txt", Of: "protection.realtime", Want: "off, no age", Got: defenderSample},
		{Sample: "windows/antivirus/msdocs-get-mpcomputerstatus.txt", Of: "protection.realtime", Want: "on, 0 days", Got: defenderSample},
		{Sample: "windows/antivirus/sc2-defender-on-2016.txt", Of: "protection.antivirus", Want: "Windows Defender on, current true", Got: listingSample},

		{Sample: "linux/antivirus/bitdefender_bduitool_7.0.txt", Of: "protection.antivirus", Want: "on", Got: anyAgent},
		{Sample: "linux/antivirus/clamscan_summary_infected_2005.txt", Of: "protection.signature_age", Want: "none", Got: freshclamSample},
		{Sample: "linux/antivirus/cortex_cytool_runtime_8.2.txt", Of: "protection.antivirus", Want: "on", Got: anyAgent},
		{Sample: "linux/antivirus/falconctl_get_options.txt", Of: "protection.antivirus", Want: "off", Got: anyAgent},
		{Sample: "linux/antivirus/freshclam_cannot_connect_2014.txt", Of: "protection.signature_age", Want: "not updated", Got: freshclamSample},
		{Sample: "linux/antivirus/freshclam_db_older_than_7_days_2014.txt", Of: "protection.signature_age", Want: "out of date", Got: freshclamSample},
		{Sample: "linux/antivirus/freshclam_old_engine_2007.txt", Of: "protection.licence", Want: "old program, definitions of 2007-02-22", Got: freshclamSample},
		{Sample: "linux/antivirus/freshclam_up_to_date_2024.txt", Of: "protection.signature_age", Want: "definitions of 2024-02-18", Got: freshclamSample},
		{Sample: "linux/antivirus/freshclam_up_to_date_2025.txt", Of: "protection.signature_age", Want: "definitions of 2025-03-28", Got: freshclamSample},
		{Sample: "linux/antivirus/sentinelctl_control_status_30.1.txt", Of: "protection.antivirus", Want: "on", Got: anyAgent},

		{Sample: "macos/antivirus/carbonblack_repcli_status_fda_missing.txt", Of: "protection.edr", Want: "warn", Got: anyAgent},
		{Sample: "macos/antivirus/cortex_cytool_info_8.2.1.txt", Of: "protection.edr", Want: "present", Got: anyAgent},
		{Sample: "macos/antivirus/cortex_cytool_info_query_8.2.1.txt", Of: "protection.edr", Want: "present", Got: anyAgent},
		{Sample: "macos/antivirus/falconctl_stats_agent_info.txt", Of: "protection.edr", Want: "on", Got: anyAgent},
		{Sample: "macos/antivirus/falconctl_stats_cloudinfo_connected.txt", Of: "protection.edr", Want: "on", Got: anyAgent},
		{Sample: "macos/antivirus/mdatp_health_json_101.98.30.json", Of: "protection.antivirus", Want: "on, real time true, 0 days, tamper true, licensed true", Got: mdatpSample},
		{Sample: "macos/antivirus/sentinelctl_status_24.1.2.txt", Of: "protection.edr", Want: "on", Got: anyAgent},
		{Sample: "macos/antivirus/sentinelctl_version_24.1.2.txt", Of: "protection.edr", Want: "present", Got: anyAgent},

		{Sample: "macos/boot_security/SPiBridgeDataType_M4Max_full_security.json", Of: "protection.startup_security", Want: "pass full", Got: startSample},
		{Sample: "macos/boot_security/SPiBridgeDataType_empty.json", Of: "protection.startup_security", Want: "unknown unsupported", Got: startSample},
		{Sample: "macos/boot_security/csrutil_status_disabled.txt", Of: "protection.sip", Want: "fail off", Got: integritySample},
		{Sample: "macos/boot_security/csrutil_status_enabled.txt", Of: "protection.sip", Want: "pass on", Got: integritySample},
		{Sample: "macos/boot_security/firmwarepasswd_check_no.txt", Of: "protection.startup_security", Want: "no firmware password", Got: anyAgent},
		{Sample: "macos/boot_security/xprotect_status_launch_scans_disabled.txt", Of: "protection.xprotect", Want: "launch scans disabled", Got: func(data []byte) string {
			_, err := parseXProtect(data)
			return said(err, "a version")
		}},
	})
}

// said is the answer of a parser that may refuse.
func said(err error, value string) string {
	if err != nil {
		return "unknown: " + err.Error()
	}
	return value
}

// anyAgent holds a text that Ounce does not ask for against every parser of a
// product's state: none may make anything of it.
func anyAgent(data []byte) string {
	if _, err := parseMdatp(data); err == nil {
		return "mdatp took it"
	}
	if _, err := parseExtensions(data); err == nil {
		return "the list of extensions took it"
	}
	if _, err := parseUnits(data); err == nil {
		return "the list of units took it"
	}
	if _, err := parseUnitFiles(data); err == nil {
		return "the list of unit files took it"
	}
	if _, err := parseIntegrity(data); err == nil {
		return "csrutil took it"
	}
	return "unknown: not asked for"
}

func freshclamSample(data []byte) string {
	run, err := parseFreshclam(data)
	switch {
	case err != nil:
		return said(err, "")
	case run.databaseOld:
		return "out of date"
	case !run.daily:
		return "unknown: no word on the daily database"
	}
	words := "definitions of " + run.started.Format(time.DateOnly)
	if run.engineOutdated {
		words = "old program, " + words
	}
	return words
}

// rowOf reads "Name : value" lines as the columns of one row.
func rowOf(data []byte) checks.Row {
	row := checks.Row{}
	for line := range strings.Lines(string(data)) {
		if name, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(value) != "" {
			row[strings.TrimSpace(name)] = strings.TrimSpace(value)
		}
	}
	return row
}

func defenderSample(data []byte) string {
	status, err := parseDefender([]checks.Row{rowOf(data)})
	age := "no age"
	if status.age >= 0 {
		age = fmt.Sprintf("%d days", status.age)
	}
	return said(err, string(status.state)+", "+age)
}

func listingSample(data []byte) string {
	list, err := parseListings([]checks.Row{rowOf(data)})
	if err != nil {
		return said(err, "")
	}
	return fmt.Sprintf("%s %s, current %t", list[0].name, list[0].state, list[0].current)
}

func mdatpSample(data []byte) string {
	agent := checks.SecurityProduct{}
	addMdatp(context.Background(), playing("mdatp health --output json", data), &agent)
	state, known := agent.State.Get()
	if !known {
		return "unknown: " + agent.State.Why().Detail
	}
	return fmt.Sprintf("%s, real time %t, %d days, tamper %t, licensed %t", state,
		agent.RealTime.Or(false), agent.SignatureAge.Or(-1), agent.Tamper.Or(false), agent.Licensed.Or(false))
}

func playing(command string, output []byte) *host.Playback {
	return host.Play(&host.Recording{
		Version: 1, System: checks.MacOS, Now: time.Date(2026, 3, 10, 9, 0, 0, 0, time.UTC), Unlisted: checks.Missing,
		Commands: []host.Command{{Run: strings.Fields(command), Output: string(output)}},
	})
}

func macVerdict(command string, data []byte, judge func(*checks.Machine) checks.Verdict) string {
	m := checks.Machine{}
	Topic().Collect(context.Background(), playing(command, data), checks.Platform{System: checks.MacOS}).AddTo(&m.Facts)
	v := judge(&m)
	return string(v.Status) + " " + v.Say
}

func startSample(data []byte) string {
	return macVerdict("system_profiler SPiBridgeDataType -json", data, startupSecurity)
}

func integritySample(data []byte) string {
	return macVerdict("csrutil status", data, systemIntegrity)
}

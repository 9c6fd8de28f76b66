//go:build verify

package backup

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"ounce/checks"
	"ounce/checks/host"
	"ounce/checks/samples"
)

// on gives a room of a system with the sample in it.
func on(system checks.System, change func(*host.Recording)) *room {
	rec := &host.Recording{System: system, Now: time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC), Unlisted: checks.Missing}
	change(rec)
	return &room{ctx: context.Background(), host: host.Play(rec), privilege: checks.User}
}

func moment(f checks.Fact[checks.BackupMoment]) string {
	m, ok := f.Get()
	switch {
	case !ok:
		return "unknown: " + string(f.Why().Reason)
	case m.Never:
		return "never"
	}
	return "success " + m.At.Format("2006-01-02")
}

func TestSamples(t *testing.T) {
	units := func(data []byte) string {
		list, err := parseUnits(string(data))
		if err != nil {
			return "unknown"
		}
		return fmt.Sprintf("%d units", len(list))
	}
	rsnapshotLog := func(data []byte) string {
		log, err := parseRsnapshotLog(string(data), "daily", time.UTC)
		switch {
		case err != nil:
			return "unknown"
		case log.success.IsZero():
			return fmt.Sprintf("no success, %d failed", len(log.failures))
		}
		return "success " + log.success.Format(time.RFC3339)
	}
	timeMachine := func(data []byte) string {
		r := on(checks.MacOS, func(rec *host.Recording) {
			rec.Commands = []host.Command{{Run: []string{"tmutil", "destinationinfo", "-X"}, Output: string(data)}}
			rec.Files = []host.File{{Path: tmPreferences, Failure: host.Failure{Fails: checks.Denied}}}
		})
		var tool checks.BackupTool
		readTimeMachine(r, &tool)
		used, ok := tool.InUse.Get()
		if !ok {
			return "unknown"
		}
		var kinds []string
		for _, d := range tool.Destinations.Or(nil) {
			kinds = append(kinds, string(d.Kind))
		}
		return strings.TrimSpace(fmt.Sprintf("set up %t %s", used, strings.Join(kinds, " ")))
	}
	automatic := func(data []byte) string {
		prefs, err := parsePreferences(data)
		if err != nil {
			return "unknown"
		}
		var tool checks.BackupTool
		prefs.settings(on(checks.MacOS, func(*host.Recording) {}), &tool)
		if on, ok := tool.Automatic.Get(); ok {
			return fmt.Sprintf("automatic %t", on)
		}
		return "unknown"
	}
	backblaze := func(data []byte) string {
		if _, err := parseAttribute(string(data), "gmt_millis"); err != nil {
			return "unknown"
		}
		return "a date"
	}
	cove := func(data []byte) string {
		if _, err := parseCove(string(data)); err != nil {
			return "unknown"
		}
		return "a date"
	}
	snapshots := func(data []byte) string {
		f := macSnapshots(on(checks.MacOS, func(rec *host.Recording) {
			rec.Commands = []host.Command{{Run: []string{"tmutil", "listlocalsnapshots", "/"}, Output: string(data)}}
		}))
		s, ok := f.Get()
		if !ok {
			return "unknown"
		}
		return fmt.Sprintf("%d, newest %s", s.Count, s.Newest.Format("2006-01-02"))
	}
	mounted := func(data []byte) string {
		return moment(mountedBackup(on(checks.MacOS, func(rec *host.Recording) {
			rec.Commands = []host.Command{{Run: []string{"mount"}, Output: string(data)}}
		})))
	}
	found := func(data []byte) string {
		var services []checks.Row
		if err := json.Unmarshal(data, &services); err != nil {
			return "unknown"
		}
		r := on(checks.Windows, func(rec *host.Recording) {
			rec.Calls = []host.CallAnswer{{Call: []string{"windows.services"}, Rows: services}}
			rec.Registry = []host.RegistryKey{{Key: uninstallKeys[0] + `\7-Zip`, Values: checks.Row{"DisplayName": "7-Zip 25.01"}}}
		})
		m := checks.Machine{Taken: r.host.Now()}
		Topic().Collect(r.ctx, r.host, checks.Platform{System: checks.Windows}).AddTo(&m.Facts)
		return string(judgeProduct(&m).Status)
	}
	samples.Run(t, "backup", []samples.Case{
		{Sample: "linux/backup/borg_check_stderr.json", Of: "backup.last_success", Want: "unknown", Got: units},
		{Sample: "linux/backup/borg_create_perm_stderr.json", Of: "backup.last_success", Want: "unknown", Got: units},
		{Sample: "linux/backup/borg_create_stdout.json", Of: "backup.last_success", Want: "unknown", Got: units},
		{Sample: "linux/backup/borg_info_stdout.json", Of: "backup.last_success", Want: "unknown", Got: units},
		{Sample: "linux/backup/restic_snapshots.json", Of: "backup.last_success", Want: "unknown", Got: units},
		{Sample: "linux/backup/duplicity_collection_status_chains_partial.txt", Of: "backup.last_success", Want: "unknown", Got: units},
		{Sample: "linux/backup/duplicity_collection_status_none.txt", Of: "backup.last_success", Want: "unknown", Got: units},
		{Sample: "linux/backup/rsnapshot_log_errors.txt", Of: "backup.failures_30d", Want: "no success, 1 failed", Got: rsnapshotLog},
		{Sample: "linux/backup/rsnapshot_log_success.txt", Of: "backup.last_success", Want: "success 2017-08-04T03:44:14Z", Got: rsnapshotLog},
		{Sample: "linux/backup/rsnapshot_log_success_2015.txt", Of: "backup.last_success", Want: "success 2015-11-20T13:32:19Z", Got: rsnapshotLog},
		{Sample: "linux/services/systemctl_centos7.txt", Of: "backup.automatic", Want: "unknown", Got: units},
		{Sample: "linux/services/systemctl_list-unit-files_centos7.txt", Of: "backup.automatic", Want: "unknown", Got: units},
		{Sample: "macos/backup_thirdparty/arqc_listBackupPlans.txt", Of: "backup.last_success", Want: "unknown", Got: backblaze},
		{Sample: "macos/backup_thirdparty/backblaze_my-bb_status_backlog.txt", Of: "backup.last_success", Want: "unknown", Got: backblaze},
		{Sample: "macos/timemachine/com.apple.timemachine_prefs_auto_off.plist", Of: "backup.automatic", Want: "automatic false", Got: automatic},
		{Sample: "macos/timemachine/com.apple.timemachine_prefs_auto_on.plist", Of: "backup.automatic", Want: "automatic true", Got: automatic},
		{Sample: "macos/timemachine/mount_line_with_backup_date.txt", Of: "backup.last_success", Want: "success 2026-04-02", Got: mounted},
		{Sample: "macos/timemachine/tmutil_destinationinfo_none.txt", Of: "backup.product", Want: "set up false", Got: timeMachine},
		{Sample: "macos/timemachine/tmutil_destinationinfo_two_destinations.plist", Of: "backup.destination", Want: "set up true network unplugged_disk", Got: timeMachine},
		{Sample: "macos/timemachine/tmutil_isexcluded_X.plist", Of: "backup.coverage", Want: "unknown", Got: timeMachine},
		{Sample: "macos/timemachine/tmutil_latestbackup_mount_failed_stderr.txt", Of: "backup.last_success", Want: "unknown", Got: timeMachine},
		{Sample: "macos/timemachine/tmutil_latestbackup_needs_fda_stderr.txt", Of: "backup.last_success", Want: "unknown", Got: timeMachine},
		{Sample: "macos/timemachine/tmutil_listbackups_none.txt", Of: "backup.last_success", Want: "unknown", Got: timeMachine},
		{Sample: "macos/timemachine/tmutil_listlocalsnapshots_new_header.txt", Of: "backup.local_snapshots", Want: "1, newest 2026-09-01", Got: snapshots},
		{Sample: "macos/timemachine/tmutil_status_copying.txt", Of: "backup.last_success", Want: "unknown", Got: timeMachine},
		{Sample: "macos/timemachine/tmutil_status_first_backup_copying.txt", Of: "backup.last_success", Want: "unknown", Got: timeMachine},
		{Sample: "macos/timemachine/tmutil_status_idle.txt", Of: "backup.last_success", Want: "unknown", Got: timeMachine},
		{Sample: "macos/timemachine/tmutil_status_idle_two_keys.txt", Of: "backup.last_success", Want: "unknown", Got: timeMachine},
		{Sample: "windows/backup/filehistory-config1.xml", Of: "backup.destination", Want: "on network", Got: func(data []byte) string {
			config, err := parseFileHistory(string(data))
			if err != nil {
				return "unknown"
			}
			return map[string]string{"ENABLED": "on ", "DISABLED": "off "}[config.Status] + string(fileHistoryDestination(config))
		}},
		{Sample: "windows/backup/get-wbsummary-ok.txt", Of: "backup.last_success", Want: "unknown", Got: cove},
		{Sample: "windows/backup/veeam-jobs-checkmk.txt", Of: "backup.last_success", Want: "unknown", Got: cove},
		{Sample: "windows/backup/vssadmin-access-denied.txt", Of: "backup.local_snapshots", Want: "unknown", Got: snapshots},
		{Sample: "windows/backup/wbadmin-get-versions-two.txt", Of: "backup.last_success", Want: "unknown", Got: cove},
		{Sample: "windows/services/trmm-services.json", Of: "backup.product", Want: "fail", Got: found},
	})
}

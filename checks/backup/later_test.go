package backup

import (
	"context"
	"fmt"
	"testing"
	"time"

	"ounce/checks"
	"ounce/checks/host"
)

func roomOf(rec *host.Recording) *room {
	return &room{ctx: context.Background(), host: host.Play(rec), privilege: checks.User}
}

// TestAnOldReportOfCoveIsNoOldBackup: the report is not rewritten after every
// session, so that its date says that none came after only where it was.
func TestAnOldReportOfCoveIsNoOldBackup(t *testing.T) {
	now := time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name           string
		success, wrote time.Duration // before now
		known          bool
	}{
		{"of last night", 10 * time.Hour, 10 * time.Hour, true},
		{"of last month, and so is the report", 720 * time.Hour, 719 * time.Hour, false},
		{"of last month, and the report is of today", 720 * time.Hour, time.Hour, true},
	} {
		rec := &host.Recording{System: checks.Windows, Now: now, Files: []host.File{{
			Path: coveReport, Modified: now.Add(-c.wrote),
			Text: fmt.Sprintf("<S><PluginFileSystem-LastSuccessfulSessionTimestamp>%d</PluginFileSystem-LastSuccessfulSessionTimestamp></S>", now.Add(-c.success).Unix()),
		}}}
		var tool checks.BackupTool
		readCove(roomOf(rec), &tool)
		if tool.LastSuccess.Known() != c.known {
			t.Errorf("%s: %v (%v)", c.name, tool.LastSuccess.Known(), tool.LastSuccess.Why())
		}
	}
}

// TestWhatTimeMachineLeavesOut: folders of people may be left out by the settings
// page or by tmutil, which keep them in different lists.
func TestWhatTimeMachineLeavesOut(t *testing.T) {
	list := func(name, path string) string {
		return "<key>" + name + "</key><array><string>" + path + "</string></array>"
	}
	for _, c := range []struct {
		inner string
		want  string // of Home
	}{
		{list("SkipPaths", "/Users/kim/Library/Caches"), "true"},
		{list("SkipPaths", "/Users/kim/Documents"), "false"},
		{list("SkipPaths", "/x") + list("ExcludeByPath", "/Users/kim/Desktop"), "false"},
		{list("ExcludeByPath", "/Users/kim"), "false"},
		{list("ExcludeByPath", "/Users/kim/Music"), "unknown"},
		{"", "unknown"},
	} {
		prefs, err := parsePreferences([]byte(`<plist version="1.0"><dict>` + c.inner + `</dict></plist>`))
		if err != nil {
			t.Fatal(err)
		}
		var tool checks.BackupTool
		prefs.settings(roomOf(&host.Recording{System: checks.MacOS, Now: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)}), &tool)
		got := "unknown"
		if home, known := tool.Home.Get(); known {
			got = fmt.Sprint(home)
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.inner, got, c.want)
		}
	}
}

// TestWhichFoldersAreOfPeople: whole homes are, single folders in them may leave
// out the documents, and folders elsewhere are not.
func TestWhichFoldersAreOfPeople(t *testing.T) {
	for want, lists := range map[string][][]string{
		"true":    {{"/home/kim"}, {"/home/"}, {"/"}, {"$HOME"}, {"/etc", "/home/kim/"}, {`C:\Users\Kim\Documents`}, {`D:\x`, `c:\users\kim\documents\`}},
		"unknown": {{"/home/kim/Documents"}, {"$DOCUMENTS"}, {"&DOWNLOAD"}, {`C:\Users\Kim\Desktop`}, {}},
		"false":   {{"/etc"}, {"/srv/data", "/opt"}, {`D:\Photos`}},
	} {
		for _, list := range lists {
			got := "unknown"
			if home, known := homes(list, checks.Evidence{}).Get(); known {
				got = fmt.Sprint(home)
			}
			if got != want {
				t.Errorf("%v: %s, want %s", list, got, want)
			}
		}
	}
}

// TestRsnapshotMovesMoreThanItCopies: the first level copies, or "sync" where it
// is switched on; the others move what is there and always go well.
func TestRsnapshotMovesMoreThanItCopies(t *testing.T) {
	const root = "snapshot_root\t/srv/\n"
	for config, want := range map[string]string{
		root + "retain\talpha\t6\nretain\tbeta\t7\n":                 "alpha",
		root + "interval\thourly\t6\ninterval\tdaily\t7\n":           "hourly",
		root + "sync_first\t1\nretain\talpha\t6\nretain\tbeta\t7\n":  "sync",
		root + "#sync_first\t1\nsync_first\t0\nretain\talpha\t6\n":   "alpha",
		root + "#retain\talpha\t6\nretain\tbeta\t7\nbackup\t/home\n": "beta",
	} {
		got, err := parseRsnapshotConfig(config)
		if err != nil || got.copies != want {
			t.Errorf("%q: %q (%v), want %q", config, got.copies, err, want)
		}
	}
	now := time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)
	rec := &host.Recording{System: checks.Linux, Now: now, Unlisted: checks.Missing, Files: []host.File{
		{Path: rsnapshotConfig, Text: root + "retain\tdaily\t7\nretain\tweekly\t4\nlogfile\t/var/log/rsnapshot\n"},
		{Path: "/var/log/rsnapshot", Text: "[23/Nov/2026:03:44:14] /usr/bin/rsnapshot daily: ERROR: no space\n[23/Nov/2026:04:00:00] /usr/bin/rsnapshot weekly: completed successfully\n"},
	}}
	var tool checks.BackupTool
	readRsnapshot(roomOf(rec), &tool)
	if at, known := tool.LastSuccess.Get(); known {
		t.Errorf("a success: %s", at)
	}
	if n, known := tool.Failures.Get(); !known || n != 1 {
		t.Errorf("%d failures (%t)", n, known)
	}
}

// TestEachProfileOfBackInTimeCounts: the newest success of any profile is one.
func TestEachProfileOfBackInTimeCounts(t *testing.T) {
	profile := func(n int, schedule, folder string) string {
		return fmt.Sprintf("profile%d.snapshots.path=/media/kim/disk\nprofile%d.snapshots.path.host=desk\nprofile%d.snapshots.path.user=kim\nprofile%d.schedule.mode=%s\nprofile%d.snapshots.include.1.value=%s\n", n, n, n, n, schedule, n, folder)
	}
	now := time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)
	rec := &host.Recording{System: checks.Linux, Now: now, Unlisted: checks.Missing, Files: []host.File{
		{Path: backInTimeConfig, Text: profile(1, "0", "/srv") + profile(2, "20", "/home/kim")},
		{Path: "/media/kim/disk/backintime/desk/kim/1/20250101-200001-123", Folder: true},
		{Path: "/media/kim/disk/backintime/desk/kim/2/20261123-200001-123", Folder: true},
	}}
	var tool checks.BackupTool
	readBackInTime(roomOf(rec), &tool)
	automatic, home := tool.Automatic.Or(false), tool.Home.Or(false)
	last := tool.LastSuccess.Or(checks.BackupMoment{Never: true})
	if !automatic || !home || last.At.Format(time.DateOnly) != "2026-11-23" || tool.Encrypted.Known() {
		t.Errorf("automatic %t, home %t, last %s, encrypted known %t", automatic, home, last, tool.Encrypted.Known())
	}
}

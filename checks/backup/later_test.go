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

package backup

import (
	"fmt"
	"time"

	"ounce/checks"
)

// The levels of an event (Event.Level).
const (
	levelError       = 2
	levelWarning     = 3
	levelInformation = 4
)

// readVeeam reads the channel of Veeam Agent. Every job ends with event 190: its
// level tells how, information for success, warning for success with
// remarks, error for failure (evidence/windows.md, 10).
func readVeeam(r *room, tool *checks.BackupTool) {
	const source = "event log Veeam Agent"
	events, err := r.host.Events(r.ctx, checks.EventQuery{Channel: "Veeam Agent", IDs: []int{190}, Max: 200})
	if err != nil {
		tool.LastSuccess, tool.Failures = checks.UnseenBy[checks.BackupMoment](err), checks.UnseenBy[int](err)
		return
	}
	ended(r, tool, source, events, func(e checks.Event) (well, badly bool) {
		return e.Level == levelInformation || e.Level == levelWarning, e.Level == levelError
	})
}

const windowsBackupKey = `HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsBackup`

// readWindowsBackup reads the channel of Windows Backup and Windows Server
// Backup: event 4 is a backup that finished, 5 one that failed. The channel is on
// every Windows; without an entry in it and without the registry key of a plan,
// nobody has set up a backup.
func readWindowsBackup(r *room, tool *checks.BackupTool) {
	const source = "event log Microsoft-Windows-Backup"
	key, keyErr := r.host.ReadKey(r.ctx, windowsBackupKey)
	events, err := r.host.Events(r.ctx, checks.EventQuery{Channel: "Microsoft-Windows-Backup", Provider: "Microsoft-Windows-Backup", IDs: []int{4, 5}, Max: 200})
	planned := keyErr == nil && len(key.Subkeys)+len(key.Values) > 0
	switch {
	case err == nil && len(events) > 0 || planned:
		tool.Found = checks.Known(true, r.evidence(source, fmt.Sprintf("%d entries", len(events))))
	case keyErr != nil && !missing(keyErr):
		tool.Found = checks.UnseenBy[bool](keyErr)
		return
	case err != nil && !missing(err):
		tool.Found = checks.UnseenBy[bool](err)
		return
	default:
		tool.Found = checks.Known(false)
		return
	}
	tool.Kit = true // a key that is left behind is no plan
	if err != nil {
		tool.LastSuccess, tool.Failures = checks.UnseenBy[checks.BackupMoment](err), checks.UnseenBy[int](err)
		return
	}
	ended(r, tool, source, events, func(e checks.Event) (well, badly bool) {
		return e.ID == 4 && e.Level == levelInformation, e.ID == 5
	})
}

// ended sorts the ends of jobs into the last success and the failures of a
// month. A log without any end says nothing: it may have been cleared.
func ended(r *room, tool *checks.BackupTool, source string, events []checks.Event, how func(checks.Event) (well, badly bool)) {
	var last time.Time
	failed := 0
	for _, e := range events {
		well, badly := how(e)
		switch {
		case well && plausible(e.Time, r.host.Now()) && e.Time.After(last):
			last = e.Time
		case badly && r.host.Now().Sub(e.Time) <= month:
			failed++
		}
	}
	if len(events) == 0 {
		tool.LastSuccess = checks.Unseen[checks.BackupMoment](checks.Missing, "no end of a job", r.evidence(source, ""))
		return
	}
	tool.InUse = checks.Known(true, r.evidence(source, fmt.Sprintf("%d ends of jobs", len(events))))
	tool.LastAttempt = r.dated(events[0].Time, source)
	tool.Failures = checks.Known(failed, r.evidence(source, fmt.Sprintf("%d failed in 30 days", failed)))
	if last.IsZero() {
		tool.LastSuccess = checks.Unseen[checks.BackupMoment](checks.Unreadable, "no success in the log", r.evidence(source, ""))
		return
	}
	tool.LastSuccess = r.success(last, source)
}

// windowsSnapshots reads the event that System Restore writes for each restore
// point; 8194 of level information is one that was made.
func windowsSnapshots(r *room) checks.Fact[checks.LocalSnapshots] {
	const source = "event log Application"
	events, err := r.host.Events(r.ctx, checks.EventQuery{Channel: "Application", Provider: "System Restore", IDs: []int{8194}, Since: month, Max: 50})
	if err != nil {
		return checks.UnseenBy[checks.LocalSnapshots](err)
	}
	var found checks.LocalSnapshots
	for _, e := range events {
		if e.Level == levelInformation && plausible(e.Time, r.host.Now()) {
			found.Count++
			if e.Time.After(found.Newest) {
				found.Newest = e.Time
			}
		}
	}
	return checks.Known(found, r.evidence(source, fmt.Sprintf("%d restore points in 30 days", found.Count)))
}

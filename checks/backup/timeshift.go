package backup

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"ounce/checks"
)

const timeshiftConfig = "/etc/timeshift/timeshift.json"

// timeshiftFolders are where the snapshots lie: on the system's own disk, and
// where Timeshift mounts another one.
var timeshiftFolders = [...]string{"/timeshift/snapshots", "/run/timeshift/backup/timeshift/snapshots"}

// timeshift is its configuration. Every value in the file is a text, also the
// truth values (evidence/linux.md, 3).
type timeshift struct {
	scheduled, device, btrfs, home bool
}

// readTimeshift reads the configuration, and the newest finished snapshot. A
// Timeshift that copies files with the home folders to another disk is a backup;
// any other is a snapshot.
func readTimeshift(r *room, tool *checks.BackupTool) {
	source := "file " + timeshiftConfig
	text, err := r.text(timeshiftConfig)
	var config timeshift
	if err == nil {
		config, err = parseTimeshift([]byte(text))
	}
	if err != nil {
		why := checks.UnseenBy[bool](err)
		tool.InUse, tool.Automatic, tool.Home = why, why, why
		tool.LastSuccess = checks.UnseenBy[checks.BackupMoment](err)
		tool.Destinations = checks.UnseenBy[[]checks.BackupDestination](err)
		return
	}
	e := r.evidence(source, fmt.Sprintf("schedule %t, device chosen %t, btrfs %t, home %t", config.scheduled, config.device, config.btrfs, config.home))
	tool.InUse = checks.Known(config.device, e)
	tool.Automatic = checks.Known(config.scheduled && config.device, e)
	tool.Home = checks.Known(config.home, e)
	where, created := newestTimeshift(r)
	tool.LastSuccess = created
	switch {
	case config.btrfs || where == timeshiftFolders[0]:
		tool.Destinations = oneDestination(checks.DestinationInternal, e)
	case config.home:
		tool.Kind = checks.BackupFile
	}
}

func parseTimeshift(data []byte) (timeshift, error) {
	var raw map[string]any
	if err := json.Unmarshal(data, &raw); err != nil {
		return timeshift{}, fmt.Errorf("reading Timeshift's settings: %w", err)
	}
	device, ok := raw["backup_device_uuid"].(string)
	if !ok {
		return timeshift{}, fmt.Errorf("the settings of Timeshift name no device")
	}
	config := timeshift{device: device != "", btrfs: raw["btrfs_mode"] == "true"}
	for key, value := range raw {
		if strings.HasPrefix(key, "schedule_") && value == "true" {
			config.scheduled = true
		}
	}
	config.home = config.btrfs && raw["include_btrfs_home_for_backup"] == "true"
	rules, _ := raw["exclude"].([]any)
	for _, rule := range rules {
		// A rule "+ HOME/**" includes all files of a person, "+ ... /.**" only
		// the hidden ones.
		if text, ok := rule.(string); ok && strings.HasPrefix(text, "+ /home/") && strings.HasSuffix(text, "/**") {
			config.home = true
		}
	}
	return config, nil
}

// linuxSnapshots counts what Timeshift keeps on the system's own disk. Btrfs, ZFS
// and LVM have no place that an ordinary account may list.
func linuxSnapshots(r *room) checks.Fact[checks.LocalSnapshots] {
	source := "folder " + timeshiftFolders[0]
	entries, err := r.host.ReadDir(r.ctx, timeshiftFolders[0])
	if missing(err) {
		return checks.Unseen[checks.LocalSnapshots](checks.Unsupported, "", r.evidence(source, "not there"))
	}
	if err != nil {
		return checks.UnseenBy[checks.LocalSnapshots](err)
	}
	var dates []time.Time
	for _, e := range entries {
		if t, err := time.ParseInLocation(timeshiftDate, e.Name, r.host.Now().Location()); err == nil && !t.After(r.host.Now()) {
			dates = append(dates, t)
		}
	}
	if len(dates) == 0 {
		return checks.Unseen[checks.LocalSnapshots](checks.Unsupported, "", r.evidence(source, "no snapshot"))
	}
	return checks.Known(checks.LocalSnapshots{Count: len(dates), Newest: latest(dates)}, r.evidence(source, fmt.Sprintf("%d snapshots", len(dates))))
}

const timeshiftDate = "2006-01-02_15-04-05"

var timeshiftName = regexp.MustCompile(`^\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d$`)

// newestTimeshift gives the newest snapshot that has its info.json, which is
// written last, and the folder in which it lies.
func newestTimeshift(r *room) (string, checks.Fact[checks.BackupMoment]) {
	var why error
	for _, folder := range timeshiftFolders {
		entries, err := r.host.ReadDir(r.ctx, folder)
		if err != nil {
			if why == nil || missing(why) {
				why = err
			}
			continue
		}
		for i := len(entries) - 1; i >= 0; i-- {
			if !timeshiftName.MatchString(entries[i].Name) {
				continue
			}
			path := folder + "/" + entries[i].Name + "/info.json"
			text, err := r.text(path)
			if missing(err) {
				continue // it never finished
			}
			if err == nil {
				var created time.Time
				if created, err = parseTimeshiftInfo([]byte(text)); err == nil {
					return folder, agreeing(r.success(created, "file "+folder+"/…/info.json"), r.named(entries[i].Name, "folder "+folder))
				}
			}
			return folder, checks.UnseenBy[checks.BackupMoment](err)
		}
	}
	return "", checks.UnseenBy[checks.BackupMoment](why)
}

// named is the date in a snapshot's name, in the time of the machine.
func (r *room) named(name, source string) checks.Fact[checks.BackupMoment] {
	t, err := time.ParseInLocation(timeshiftDate, name, r.host.Now().Location())
	if err != nil {
		return checks.Unseen[checks.BackupMoment](checks.Unreadable, err.Error(), r.evidence(source, name))
	}
	return r.success(t, source)
}

func parseTimeshiftInfo(data []byte) (time.Time, error) {
	var info struct {
		Created string `json:"created"`
	}
	if err := json.Unmarshal(data, &info); err != nil {
		return time.Time{}, fmt.Errorf("reading a snapshot's info: %w", err)
	}
	seconds, err := strconv.ParseInt(info.Created, 10, 64)
	if err != nil {
		return time.Time{}, fmt.Errorf("a snapshot's info has no date")
	}
	return time.Unix(seconds, 0).UTC(), nil
}

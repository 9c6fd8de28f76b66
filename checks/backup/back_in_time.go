package backup

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"ounce/checks"
)

const backInTimeConfig = "~/.config/backintime/config"

// readBackInTime reads the first profile of Back In Time and the folder of its
// snapshots. A snapshot gets its name, its date, when it is complete; one that
// had errors holds a file "failed".
func readBackInTime(r *room, tool *checks.BackupTool) {
	source := "file " + backInTimeConfig
	text, err := r.text(backInTimeConfig)
	var config map[string]string
	if err == nil {
		config, err = parseBackInTime(text)
	}
	if err != nil {
		why := checks.UnseenBy[bool](err)
		tool.InUse, tool.Automatic, tool.Home = why, why, why
		tool.LastSuccess = checks.UnseenBy[checks.BackupMoment](err)
		tool.Destinations = checks.UnseenBy[[]checks.BackupDestination](err)
		return
	}
	mode, path := config["snapshots.mode"], config["snapshots.path"]
	e := r.evidence(source, "mode "+mode+", schedule "+config["schedule.mode"])
	tool.InUse = checks.Known(true, e)
	if schedule, ok := config["schedule.mode"]; ok {
		tool.Automatic = checks.Known(schedule != "0", e)
	}
	tool.Home = checks.Known(includesHome(config), e)
	tool.Encrypted = checks.Known(strings.HasSuffix(mode, "_encfs"), e)
	if strings.HasPrefix(mode, "ssh") {
		tool.Destinations = oneDestination(checks.DestinationNetwork, e)
		return
	}
	tool.Destinations = r.destination(path, source)
	if strings.HasSuffix(mode, "_encfs") {
		return // what lies there is not to be read
	}
	folder := strings.Join([]string{path, "backintime", config["snapshots.path.host"], config["snapshots.path.user"], config["snapshots.path.profile"]}, "/")
	tool.LastSuccess, tool.Failures = newestBackInTime(r, folder)
}

// parseBackInTime reads the keys of profile 1, without that prefix.
func parseBackInTime(text string) (map[string]string, error) {
	config := map[string]string{"snapshots.mode": "local", "snapshots.path.profile": "1"}
	for line := range strings.Lines(text) {
		key, value, ok := strings.Cut(strings.TrimSpace(line), "=")
		if key, profile := strings.CutPrefix(key, "profile1."); ok && profile {
			config[key] = value
		}
	}
	if config["snapshots.path"] == "" && !strings.HasPrefix(config["snapshots.mode"], "ssh") {
		return nil, errors.New("names no folder for the snapshots")
	}
	return config, nil
}

var homeFolder = regexp.MustCompile(`^(/home|/home/[^/]+|/)$`)

func includesHome(config map[string]string) bool {
	for key, value := range config {
		if strings.HasPrefix(key, "snapshots.include.") && strings.HasSuffix(key, ".value") && homeFolder.MatchString(value) {
			return true
		}
	}
	return false
}

// newestBackInTime gives the newest snapshot without errors, and how many of the
// last 30 days have some.
func newestBackInTime(r *room, folder string) (checks.Fact[checks.BackupMoment], checks.Fact[int]) {
	const source = "folder of Back In Time"
	entries, err := r.host.ReadDir(r.ctx, folder)
	if err != nil {
		return checks.UnseenBy[checks.BackupMoment](err, r.evidence(source, "")), checks.UnseenBy[int](err, r.evidence(source, ""))
	}
	last, failed := never(r.evidence(source, "no finished snapshot")), 0
	newest := false
	for i := len(entries) - 1; i >= 0; i-- {
		taken, err := backInTimeDate(entries[i].Name, r.host.Now().Location())
		if err != nil {
			continue
		}
		_, err = r.host.Stat(r.ctx, folder+"/"+entries[i].Name+"/failed")
		switch {
		case err == nil:
			if r.host.Now().Sub(taken) <= month {
				failed++
			}
		case !missing(err):
			return checks.UnseenBy[checks.BackupMoment](err, r.evidence(source, "")), checks.UnseenBy[int](err, r.evidence(source, ""))
		case !newest:
			last, newest = r.success(taken, source), true
		}
		if newest && r.host.Now().Sub(taken) > month {
			break
		}
	}
	if !newest && failed > 0 {
		last = checks.Unseen[checks.BackupMoment](checks.Unreadable, "every snapshot has errors")
	}
	return last, checks.Known(failed, r.evidence(source, fmt.Sprintf("%d with errors in 30 days", failed)))
}

// month is the time over which failures are counted.
const month = 30 * 24 * time.Hour

var backInTimeName = regexp.MustCompile(`^(\d{8}-\d{6})-\d{3}$`)

func backInTimeDate(name string, zone *time.Location) (time.Time, error) {
	m := backInTimeName.FindStringSubmatch(name)
	if m == nil {
		return time.Time{}, errors.New("is no snapshot")
	}
	return time.ParseInLocation("20060102-150405", m[1], zone)
}

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

// readBackInTime reads the profiles of Back In Time and the folders of their
// snapshots. A snapshot gets its name, its date, when it is complete; one that
// had errors holds a file "failed".
func readBackInTime(r *room, tool *checks.BackupTool) {
	source := "file " + backInTimeConfig
	text, err := r.text(backInTimeConfig)
	var profiles []map[string]string
	if err == nil {
		profiles, err = parseBackInTime(text)
	}
	if err != nil {
		why := checks.UnseenBy[bool](err)
		tool.InUse, tool.Automatic, tool.Home = why, why, why
		tool.LastSuccess = checks.UnseenBy[checks.BackupMoment](err)
		tool.Destinations = checks.UnseenBy[[]checks.BackupDestination](err)
		return
	}
	var successes []checks.Fact[checks.BackupMoment]
	var failures []checks.Fact[int]
	var places []checks.BackupDestination
	var folders []string
	scheduled, told, closed := false, true, true
	for _, config := range profiles {
		schedule, ok := config["schedule.mode"]
		scheduled, told = scheduled || ok && schedule != "0", told && ok
		closed = closed && strings.HasSuffix(config["snapshots.mode"], "_encfs")
		folders = append(folders, included(config)...)
		place, last, failed := r.backInTimeProfile(config, source)
		places, successes, failures = append(places, place), append(successes, last), append(failures, failed)
	}
	e := r.evidence(source, fmt.Sprintf("profiles %d, scheduled %t", len(profiles), scheduled))
	tool.InUse = checks.Known(true, e)
	if scheduled || told {
		tool.Automatic = checks.Known(scheduled, e)
	}
	tool.Home = homes(folders, e)
	if closed { // without, the disk that they are on may be encrypted
		tool.Encrypted = checks.Known(true, e)
	}
	tool.Destinations = checks.Known(places, e)
	tool.LastSuccess = newestSuccess(successes...)
	tool.Failures = sum(failures...)
}

// backInTimeProfile reads where one profile copies to, when it last did, and how
// often it failed.
func (r *room) backInTimeProfile(config map[string]string, source string) (checks.BackupDestination, checks.Fact[checks.BackupMoment], checks.Fact[int]) {
	place := checks.BackupDestination{Kind: checks.DestinationOther}
	last, failed := checks.Unseen[checks.BackupMoment](checks.Unsupported, ""), checks.Unseen[int](checks.Unsupported, "")
	mode, path := config["snapshots.mode"], config["snapshots.path"]
	if strings.HasPrefix(mode, "ssh") {
		place.Kind = checks.DestinationNetwork
	} else if kind, err := r.destinationOf(path); err == nil {
		place.Kind = kind
	}
	// What is encrypted, or elsewhere, is not to be read.
	if !strings.HasPrefix(mode, "ssh") && !strings.HasSuffix(mode, "_encfs") {
		folder := strings.Join([]string{path, "backintime", config["snapshots.path.host"], config["snapshots.path.user"], config["snapshots.path.profile"]}, "/")
		last, failed = newestBackInTime(r, folder)
	}
	place.LastSuccess = last
	return place, last, failed
}

// sum adds up numbers, of which all have to be known.
func sum(all ...checks.Fact[int]) checks.Fact[int] {
	total := 0
	var evidence []checks.Evidence
	for _, f := range all {
		n, known := f.Get()
		if !known {
			return f
		}
		total += n
		evidence = append(evidence, f.Evidence()...)
	}
	return checks.Known(total, evidence...)
}

var backInTimeKey = regexp.MustCompile(`^profile(\d{1,4})\.(.+)$`)

// parseBackInTime reads the keys of each profile, without its number.
func parseBackInTime(text string) ([]map[string]string, error) {
	byNumber := map[string]map[string]string{}
	var numbers []string
	for line := range strings.Lines(text) {
		key, value, ok := strings.Cut(strings.TrimSpace(line), "=")
		m := backInTimeKey.FindStringSubmatch(key)
		if !ok || m == nil {
			continue
		}
		if byNumber[m[1]] == nil {
			byNumber[m[1]] = map[string]string{"snapshots.mode": "local", "snapshots.path.profile": m[1]}
			numbers = append(numbers, m[1])
		}
		byNumber[m[1]][m[2]] = value
	}
	var profiles []map[string]string
	for _, number := range numbers {
		if config := byNumber[number]; config["snapshots.path"] != "" || strings.HasPrefix(config["snapshots.mode"], "ssh") {
			profiles = append(profiles, config)
		}
	}
	if len(profiles) == 0 {
		return nil, errors.New("names no folder for the snapshots")
	}
	return profiles, nil
}

func included(config map[string]string) []string {
	var folders []string
	for key, value := range config {
		if strings.HasPrefix(key, "snapshots.include.") && strings.HasSuffix(key, ".value") {
			folders = append(folders, value)
		}
	}
	return folders
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

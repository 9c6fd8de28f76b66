package backup

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"ounce/checks"
	"ounce/checks/plists"
)

const (
	tmDestinations = "program tmutil destinationinfo -X"
	tmPreferences  = "/Library/Preferences/com.apple.TimeMachine.plist"
)

// tmDestination is one entry of tmutil destinationinfo -X; its shape is that of
// samples/macos/timemachine/tmutil_destinationinfo_two_destinations.plist.
type tmDestination struct {
	ID         string `plist:"ID"`
	Kind       string `plist:"Kind"`
	MountPoint string `plist:"MountPoint"`
}

// readTimeMachine reads the destinations, which anybody may see, and the dates,
// which need Full Disk Access. Without it Time Machine is set up, and when it
// last finished is not known.
func readTimeMachine(r *room, tool *checks.BackupTool) {
	out, err := r.host.Run(r.ctx, "tmutil", "destinationinfo", "-X")
	var list []tmDestination
	if err == nil {
		list, err = parseDestinations(out.Stdout)
	}
	if err != nil {
		tool.Found = checks.UnseenBy[bool](unreadableWhenMissing(err, tmDestinations), r.evidence(tmDestinations, ""))
		return
	}
	e := r.evidence(tmDestinations, fmt.Sprintf("%d destinations", len(list)))
	tool.Found, tool.InUse = checks.Known(true, e), checks.Known(len(list) > 0, e)
	if len(list) == 0 {
		return
	}
	prefs, why := timeMachinePreferences(r)
	var places []checks.BackupDestination
	var successes []checks.Fact[checks.BackupMoment]
	for _, d := range list {
		last := prefs.last(r, d.ID)
		if why != nil {
			last = checks.UnseenBy[checks.BackupMoment](why)
		}
		places = append(places, checks.BackupDestination{Kind: d.kind(), LastSuccess: last})
		successes = append(successes, last)
	}
	tool.Destinations = checks.Known(places, e)
	tool.LastSuccess = newestSuccess(successes...)
	// A backup that is mounted may be any but is finished: one that is newer than
	// what the settings name speaks against them.
	mounted := mountedBackup(r)
	settings, noted := tool.LastSuccess.Get()
	if backup, ok := mounted.Get(); ok && (!noted || backup.At.After(settings.At)) {
		tool.LastSuccess = agreeing(tool.LastSuccess, mounted)
	}
	if why != nil {
		denied := checks.UnseenBy[bool](why)
		tool.Automatic, tool.Encrypted, tool.Home = denied, denied, denied
		return
	}
	prefs.settings(r, tool)
}

// kind: a local destination names its mount point only while it is plugged in.
func (d tmDestination) kind() checks.DestinationKind {
	switch {
	case d.Kind == "Network":
		return checks.DestinationNetwork
	case d.Kind == "Local" && d.MountPoint != "":
		return checks.DestinationAttached
	case d.Kind == "Local":
		return checks.DestinationUnplugged
	}
	return checks.DestinationOther
}

// parseDestinations reads a property list. One without destinations, and the
// line that tmutil writes instead, mean that none is set up.
func parseDestinations(data []byte) ([]tmDestination, error) {
	if strings.TrimSpace(string(data)) == "tmutil: No destinations configured." {
		return nil, nil
	}
	if !bytes.Contains(data, []byte("<plist")) || !bytes.Contains(data, []byte("</plist>")) {
		return nil, errors.New("is no property list")
	}
	var info map[string]any
	if err := plists.Unmarshal(data, &info); err != nil {
		return nil, fmt.Errorf("reading the destinations: %w", err)
	}
	if len(info) == 0 {
		return nil, nil
	}
	var typed struct {
		Destinations []tmDestination `plist:"Destinations"`
	}
	if err := plists.Unmarshal(data, &typed); err != nil {
		return nil, fmt.Errorf("reading the destinations: %w", err)
	}
	if _, ok := info["Destinations"]; !ok {
		return nil, errors.New("has no list of destinations")
	}
	return typed.Destinations, nil
}

// tmPrefs is the part of the settings that Ounce reads (evidence/macos.md, 2.11).
type tmPrefs struct {
	// AutoBackup is a truth value or a number.
	AutoBackup any `plist:"AutoBackup"`
	// SkipPaths are the exclusions of the settings page, ByPath those by tmutil.
	SkipPaths    []string        `plist:"SkipPaths"`
	ByPath       []string        `plist:"ExcludeByPath"`
	Destinations []tmPrefsTarget `plist:"Destinations"`
}

type tmPrefsTarget struct {
	ID        string      `plist:"DestinationID"`
	Snapshots []time.Time `plist:"SnapshotDates"`
	Attempts  []time.Time `plist:"AttemptDates"`
	State     string      `plist:"LastKnownEncryptionState"`
}

func timeMachinePreferences(r *room) (tmPrefs, error) {
	data, err := r.host.ReadFile(r.ctx, tmPreferences)
	if err != nil {
		return tmPrefs{}, err
	}
	return parsePreferences(data)
}

func parsePreferences(data []byte) (tmPrefs, error) {
	if !bytes.HasPrefix(data, []byte("bplist")) && !bytes.Contains(data, []byte("</plist>")) {
		return tmPrefs{}, errors.New("is no property list")
	}
	var prefs tmPrefs
	if err := plists.Unmarshal(data, &prefs); err != nil {
		return tmPrefs{}, fmt.Errorf("reading Time Machine's settings: %w", err)
	}
	return prefs, nil
}

// last gives the newest finished backup to one destination.
func (p tmPrefs) last(r *room, id string) checks.Fact[checks.BackupMoment] {
	source := "file " + tmPreferences
	for _, d := range p.Destinations {
		if d.ID != id {
			continue
		}
		if newest := latest(d.Snapshots); !newest.IsZero() {
			return r.success(newest, source)
		}
	}
	return checks.Unseen[checks.BackupMoment](checks.Unreadable, "no date for this destination", r.evidence(source, ""))
}

func latest(dates []time.Time) time.Time {
	var newest time.Time
	for _, d := range dates {
		if d.After(newest) {
			newest = d
		}
	}
	return newest
}

// settings reads the schedule, the encryption and the exclusions.
func (p tmPrefs) settings(r *room, tool *checks.BackupTool) {
	source := "file " + tmPreferences
	row := checks.Row{"AutoBackup": p.AutoBackup}
	if on, ok := row.Truth("AutoBackup"); ok {
		tool.Automatic = checks.Known(on, r.evidence(source, fmt.Sprintf("AutoBackup %t", on)))
		tool.Paused = checks.Known(!on, r.evidence(source, fmt.Sprintf("AutoBackup %t", on)))
	}
	all, known := true, len(p.Destinations) > 0
	var attempts []time.Time
	for _, d := range p.Destinations {
		known = known && (d.State == "Encrypted" || d.State == "NotEncrypted")
		all = all && d.State == "Encrypted"
		attempts = append(attempts, d.Attempts...)
	}
	if known {
		tool.Encrypted = checks.Known(all, r.evidence(source, fmt.Sprintf("every destination encrypted: %t", all)))
	}
	if newest := latest(attempts); !newest.IsZero() {
		tool.LastAttempt = r.dated(newest, source)
	}
	home := true
	for _, path := range slices.Concat(p.SkipPaths, p.ByPath) {
		home = home && !ownFolder.MatchString(path)
	}
	if p.SkipPaths != nil || !home {
		tool.Home = checks.Known(home, r.evidence(source, fmt.Sprintf("people's folders in the backup: %t", home)))
	}
}

var (
	ownFolder     = regexp.MustCompile(`^(?:/Users|/Users/[^/]+|~)(?:/(?:Documents|Desktop))?/?$`)
	mountedName   = regexp.MustCompile(`(?m)^com\.apple\.TimeMachine\.(\d{4}-\d\d-\d\d-\d{6})\.backup@/dev/`)
	localSnapshot = regexp.MustCompile(`(?m)^com\.apple\.TimeMachine\.(\d{4}-\d\d-\d\d-\d{6})\.local\s*$`)
)

const tmDate = "2006-01-02-150405"

// mountedBackup reads the date of the last finished backup from its name, while
// Time Machine has it mounted (samples/macos/timemachine/mount_line_with_backup_date.txt).
func mountedBackup(r *room) checks.Fact[checks.BackupMoment] {
	out, err := r.host.Run(r.ctx, "mount")
	if err != nil || out.Exit != 0 {
		return checks.Fact[checks.BackupMoment]{}
	}
	if newest := latest(namedDates(mountedName, out.Stdout, r.host.Now().Location())); !newest.IsZero() {
		return r.success(newest, "program mount")
	}
	return checks.Fact[checks.BackupMoment]{}
}

// namedDates gives the local times in names.
func namedDates(pattern *regexp.Regexp, data []byte, zone *time.Location) []time.Time {
	var dates []time.Time
	for _, m := range pattern.FindAllSubmatch(data, -1) {
		if t, err := time.ParseInLocation(tmDate, string(m[1]), zone); err == nil {
			dates = append(dates, t)
		}
	}
	return dates
}

// macSnapshots counts the snapshots on the Mac's own disk: an attempt at a
// backup makes one, whatever becomes of it. The heading differs by release
// (samples/macos/timemachine/tmutil_listlocalsnapshots_new_header.txt).
func macSnapshots(r *room) checks.Fact[checks.LocalSnapshots] {
	const source = "program tmutil listlocalsnapshots /"
	out, err := r.host.Run(r.ctx, "tmutil", "listlocalsnapshots", "/")
	if err != nil {
		return checks.UnseenBy[checks.LocalSnapshots](unreadableWhenMissing(err, source))
	}
	if !strings.HasPrefix(string(out.Stdout), "Snapshots for ") {
		return checks.Unseen[checks.LocalSnapshots](checks.Unreadable, "is no list of snapshots", r.evidence(source, ""))
	}
	dates := namedDates(localSnapshot, out.Stdout, r.host.Now().Location())
	found := checks.LocalSnapshots{Count: len(dates), Newest: latest(dates)}
	if found.Count > 0 && !plausible(found.Newest, r.host.Now()) {
		return checks.Unseen[checks.LocalSnapshots](checks.Unreadable, "a date that cannot be", r.evidence(source, ""))
	}
	return checks.Known(found, r.evidence(source, fmt.Sprintf("%d snapshots", found.Count)))
}

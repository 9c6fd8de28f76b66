package backup

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"time"

	"ounce/checks"
)

const (
	fileHistoryFolder = `%LocalAppData%\Microsoft\Windows\FileHistory\Configuration\`
	fileHistoryKey    = `HKCU\Software\Microsoft\Windows\CurrentVersion\FileHistory`
)

// fileHistory is the part of Config1.xml that Ounce reads; its shape is that of
// samples/windows/backup/filehistory-config1.xml.
type fileHistory struct {
	Status  string   `xml:"DPStatus"`
	Target  string   `xml:"Target>TargetUrl"`
	Drive   string   `xml:"Target>TargetDriveType"`
	Folders []string `xml:"UserFolder"`
	Library []string `xml:"Library>Folder"`
}

// readFileHistory reads this user's File History: the newer of its two settings
// files, and ProtectedUpToTime, the time up to which everything is copied. That
// value is zero at times between two runs: then the date is not known. The
// catalogue of what was copied is written at each run, so its date is the second
// reading (evidence/windows.md, 9).
func readFileHistory(r *room, tool *checks.BackupTool) {
	source, config, err := newestFileHistory(r)
	key, keyErr := r.host.ReadKey(r.ctx, fileHistoryKey)
	protected, hasTime := key.Values.Number("ProtectedUpToTime")
	switch {
	case missing(err) && missing(keyErr), missing(err) && keyErr == nil && !hasTime:
		tool.Found = checks.Known(false, r.evidence(source, "is not there"))
		return
	case missing(err):
		tool.Found = checks.Unseen[bool](checks.Conflicting, "a date is there and no settings are")
		return
	case err != nil:
		tool.Found = checks.UnseenBy[bool](err, r.evidence(source, ""))
		return
	}
	e := r.evidence(source, "DPStatus "+config.Status+", target "+config.Drive)
	tool.Found = checks.Known(true, e)
	tool.InUse = checks.Known(config.Status == "ENABLED" && config.Target != "", e)
	tool.Automatic, tool.Paused = tool.InUse, checks.Known(config.Status != "ENABLED", e)
	folders := slices.Concat(config.Folders, config.Library)
	tool.Home = homes(folders, r.evidence(source, fmt.Sprintf("%d folders", len(folders))))
	if kind := fileHistoryDestination(config); kind != checks.DestinationOther {
		tool.Destinations = oneDestination(kind, e)
	}
	switch {
	case keyErr != nil:
		tool.LastSuccess = checks.UnseenBy[checks.BackupMoment](keyErr)
	case !hasTime || protected == 0:
		tool.LastSuccess = checks.Unseen[checks.BackupMoment](checks.Unreadable, "ProtectedUpToTime is not set", r.evidence("registry "+fileHistoryKey, ""))
	default:
		tool.LastSuccess = agreeing(r.success(fileTime(protected), "registry "+fileHistoryKey), fileHistoryCatalog(r))
	}
}

// fileHistoryCatalog is when the newer of the two catalogues was last written.
func fileHistoryCatalog(r *room) checks.Fact[checks.BackupMoment] {
	var all []checks.Fact[checks.BackupMoment]
	for _, name := range []string{"Catalog1.edb", "Catalog2.edb"} {
		entry, err := r.host.Stat(r.ctx, fileHistoryFolder+name)
		if err != nil {
			all = append(all, checks.UnseenBy[checks.BackupMoment](err))
			continue
		}
		all = append(all, r.success(entry.Modified, "file "+fileHistoryFolder+name))
	}
	return newestSuccess(all...)
}

func newestFileHistory(r *room) (string, fileHistory, error) {
	path, newest := fileHistoryFolder+"Config1.xml", time.Time{}
	for _, name := range []string{"Config1.xml", "Config2.xml"} {
		if entry, err := r.host.Stat(r.ctx, fileHistoryFolder+name); err == nil && entry.Modified.After(newest) {
			path, newest = fileHistoryFolder+name, entry.Modified
		}
	}
	text, err := r.text(path)
	if err != nil {
		return "file " + path, fileHistory{}, err
	}
	config, err := parseFileHistory(text)
	return "file " + path, config, err
}

func parseFileHistory(text string) (fileHistory, error) {
	var config fileHistory
	// The decoder gets UTF-8 whatever the file's first line says.
	if _, rest, ok := strings.Cut(text, "?>"); ok {
		text = rest
	}
	if err := xml.Unmarshal([]byte(text), &config); err != nil {
		return fileHistory{}, fmt.Errorf("reading the settings of File History: %w", err)
	}
	if config.Status != "ENABLED" && config.Status != "DISABLED" {
		return fileHistory{}, fmt.Errorf("the settings of File History have the state %q", config.Status)
	}
	return config, nil
}

// fileHistoryDestination: REMOTE is a share, REMOVABLE a disk on USB; FIXED is an
// internal disk or a large one on USB.
func fileHistoryDestination(config fileHistory) checks.DestinationKind {
	switch config.Drive {
	case "REMOTE":
		return checks.DestinationNetwork
	case "REMOVABLE":
		return checks.DestinationAttached
	}
	return checks.DestinationOther
}

// fileTime turns a count of 100 nanoseconds since 1601 into a time.
func fileTime(ticks int64) time.Time {
	const from1601 = 11644473600
	return time.Unix(ticks/1e7-from1601, ticks%1e7*100).UTC()
}

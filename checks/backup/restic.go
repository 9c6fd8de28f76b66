package backup

import (
	"errors"
	"regexp"
	"strings"
	"time"

	"ounce/checks"
)

// resticProfiles are the files in which resticprofile names repositories.
var resticProfiles = [...]string{
	"~/.config/resticprofile/profiles.yaml", "~/.config/resticprofile/profiles.toml",
	"/etc/resticprofile/profiles.yaml", "/etc/resticprofile/profiles.toml",
}

// readRestic reads what systemd knows of restic's last run and, where a profile
// names a repository on a disk, the age of its newest snapshot: restic writes
// that file last. The repository itself is never opened, since that needs its
// password.
func readRestic(r *room, tool *checks.BackupTool) {
	readUnits(r, tool)
	for _, path := range resticProfiles {
		text, err := r.text(path)
		if err != nil {
			continue // an optional companion
		}
		source := "file " + path
		repository, err := parseResticProfile(text)
		if err != nil {
			continue
		}
		tool.InUse = checks.Known(true, r.evidence(source, "names a repository"))
		tool.Destinations = r.destination(repository, source)
		if folder := strings.TrimPrefix(repository, "local:"); strings.HasPrefix(folder, "/") {
			tool.LastSuccess = newestSuccess(tool.LastSuccess, newestFile(r, folder+"/snapshots", "folder of restic's snapshots"))
		}
		return
	}
}

var resticRepository = regexp.MustCompile(`(?m)^\s*repository\s*[:=]\s*["']?([^"'\s#]+)["']?\s*(?:#.*)?$`)

// parseResticProfile finds the repository of a profile in YAML or TOML; several
// different ones are for a person to tell apart.
func parseResticProfile(text string) (string, error) {
	found := ""
	for _, m := range resticRepository.FindAllStringSubmatch(text, -1) {
		if found != "" && found != m[1] {
			return "", errors.New("names several repositories")
		}
		found = m[1]
	}
	if found == "" {
		return "", errors.New("names no repository")
	}
	return found, nil
}

// newestFile gives the date of the newest file in a folder.
func newestFile(r *room, folder, source string) checks.Fact[checks.BackupMoment] {
	entries, err := r.host.ReadDir(r.ctx, folder)
	if err != nil {
		return checks.UnseenBy[checks.BackupMoment](err, r.evidence(source, ""))
	}
	var newest time.Time
	for _, entry := range entries {
		if !entry.Folder && entry.Modified.After(newest) {
			newest = entry.Modified
		}
	}
	if newest.IsZero() {
		return checks.Unseen[checks.BackupMoment](checks.Missing, "no snapshot there")
	}
	return r.success(newest, source)
}

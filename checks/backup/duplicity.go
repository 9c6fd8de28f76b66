package backup

import (
	"regexp"
	"time"

	"ounce/checks"
)

const duplicityCache = "~/.cache/duplicity"

// readDuplicity looks for the newest manifest in duplicity's cache. It carries
// the start of the backup in its name, and gets that name when the backup has
// ended; before, it ends in ".part".
func readDuplicity(r *room, tool *checks.BackupTool) {
	readUnits(r, tool)
	jobs, err := r.host.ReadDir(r.ctx, duplicityCache)
	if err != nil {
		if !tool.InUse.Known() {
			tool.InUse = checks.UnseenBy[bool](err)
		}
		if !tool.LastSuccess.Known() {
			tool.LastSuccess = checks.UnseenBy[checks.BackupMoment](err)
		}
		return
	}
	const source = "folder " + duplicityCache
	all := []checks.Fact[checks.BackupMoment]{tool.LastSuccess}
	for _, job := range jobs {
		entries, err := r.host.ReadDir(r.ctx, duplicityCache+"/"+job.Name)
		if err != nil {
			all = append(all, checks.UnseenBy[checks.BackupMoment](err))
			continue
		}
		for _, entry := range entries {
			if ended, ok := duplicityManifest(entry.Name); ok {
				all = append(all, r.success(ended, source))
				tool.InUse = checks.Known(true, r.evidence(source, entry.Name))
			}
		}
	}
	tool.LastSuccess = newestSuccess(all...)
}

var manifest = regexp.MustCompile(`^duplicity-(?:full\.|inc\.\d{8}T\d{6}Z\.to\.)(\d{8}T\d{6}Z)\.manifest(?:\.gpg)?$`)

// duplicityManifest reads the time in the name of a finished backup's manifest.
func duplicityManifest(name string) (time.Time, bool) {
	m := manifest.FindStringSubmatch(name)
	if m == nil {
		return time.Time{}, false
	}
	t, err := time.Parse("20060102T150405Z", m[1])
	return t, err == nil
}

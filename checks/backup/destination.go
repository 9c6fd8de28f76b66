package backup

import (
	"regexp"
	"strings"

	"ounce/checks"
)

var remote = regexp.MustCompile(`^[\w.@-]+:[^\\]`)

// clouds are the schemes of storage that somebody else runs, as deja-dup,
// duplicity and restic write them.
var clouds = []string{"s3", "b2", "gs", "gcs", "azure", "swift", "google-drive", "gdrive", "onedrive", "dropbox", "pydrive", "boto3+s3", "idrive", "mega", "pcloud"}

// destinationOf tells where a path or an address leads. What it leads to beyond
// this machine's own network is not to be seen: ssh and WebDAV count as network.
func (r *room) destinationOf(target string) (checks.DestinationKind, error) {
	target = strings.TrimSpace(target)
	scheme, rest, hasScheme := strings.Cut(target, ":")
	scheme = strings.ToLower(scheme)
	switch {
	case target == "":
		return checks.DestinationOther, nil
	case strings.HasPrefix(target, `\\`), strings.HasPrefix(target, "//"):
		return checks.DestinationNetwork, nil
	case hasScheme && (scheme == "file" || scheme == "local"):
		return r.destinationOf(strings.TrimPrefix(rest, "//"))
	case hasScheme && isCloud(scheme):
		return checks.DestinationCloud, nil
	case hasScheme && (scheme == "sftp" || scheme == "ssh" || scheme == "smb" || scheme == "nfs" || scheme == "rest" || scheme == "dav" || scheme == "davs" || scheme == "webdav" || scheme == "webdavs" || scheme == "ftp" || scheme == "ftps" || scheme == "rsync" || scheme == "scp"):
		return checks.DestinationNetwork, nil
	case strings.HasPrefix(target, "/"):
		return r.diskOf(target)
	case len(scheme) > 1 && remote.MatchString(target):
		return checks.DestinationNetwork, nil
	}
	return checks.DestinationOther, nil
}

func isCloud(scheme string) bool {
	for _, cloud := range clouds {
		if scheme == cloud {
			return true
		}
	}
	return false
}

// outside are the folders in which systems mount removable disks.
var outside = []string{"/media/", "/run/media/", "/mnt/", "/Volumes/"}

// diskOf tells on which kind of disk a local path lies.
func (r *room) diskOf(path string) (checks.DestinationKind, error) {
	rows, err := r.host.Call(r.ctx, "filesystems")
	if err != nil {
		return "", err
	}
	var best checks.Row
	mounted := ""
	for _, row := range rows {
		mount, ok := row.Text("mount")
		if ok && within(path, mount) && len(mount) > len(mounted) {
			best, mounted = row, mount
		}
	}
	if mounted == "" {
		return "", &checks.ReadError{Reason: checks.Unreadable, Source: "system call filesystems", Detail: "no file system holds the destination"}
	}
	if far, ok := best.Truth("remote"); ok && far {
		return checks.DestinationNetwork, nil
	}
	if mounted == "/" || mounted == "/home" {
		return r.unmounted(path), nil
	}
	removable, ok := best.Truth("removable")
	switch {
	case !ok:
		return checks.DestinationOther, nil
	case removable:
		return checks.DestinationAttached, nil
	default:
		return checks.DestinationInternal, nil
	}
}

// unmounted tells where a path leads that lies on the system's own disk now. In
// a folder for removable disks, a path that is not there waits for its disk, and
// one that is there was written while the disk was away.
func (r *room) unmounted(path string) checks.DestinationKind {
	for _, folder := range outside {
		if !strings.HasPrefix(path, folder) {
			continue
		}
		_, err := r.host.Stat(r.ctx, path)
		switch {
		case missing(err):
			return checks.DestinationUnplugged
		case err != nil:
			return checks.DestinationOther
		}
	}
	return checks.DestinationInternal
}

func within(path, mount string) bool {
	return mount == "/" || path == mount || strings.HasPrefix(path, strings.TrimSuffix(mount, "/")+"/")
}

// destination is destinationOf as a fact; the address itself stays out of it.
func (r *room) destination(target, source string) checks.Fact[[]checks.BackupDestination] {
	kind, err := r.destinationOf(target)
	if err != nil {
		return checks.UnseenBy[[]checks.BackupDestination](err)
	}
	return oneDestination(kind, r.evidence(source, string(kind)))
}

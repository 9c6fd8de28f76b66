package hardware

import (
	"fmt"
	"regexp"
	"strings"

	"ounce/checks"
)

// smallest is the size in bytes below which a volume holds start or recovery
// files and nobody's work.
const smallest = 4 << 30

// volumes reads the local file systems that people fill. Network mounts, sticks
// and read-only images are not this machine's to fill; of the volumes that
// share one APFS container the first counts.
func (r reader) volumes() checks.Fact[[]checks.Volume] {
	rows, err := r.host.Call(r.ctx, "filesystems")
	if err != nil {
		return checks.UnseenBy[[]checks.Volume](err)
	}
	system, err := r.systemMount()
	if err != nil {
		return checks.UnseenBy[[]checks.Volume](err)
	}
	const source = "system call filesystems"
	var list []checks.Volume
	var seen []checks.Evidence
	pools := map[string]bool{}
	for _, row := range rows {
		v, device, ok := volume(row, system)
		if !ok || pools[device] {
			continue
		}
		if v.Total < 0 {
			return checks.Unseen[[]checks.Volume](checks.Unreadable, "sizes that cannot be", r.evidence(source, v.Mount))
		}
		if device != "" {
			pools[device] = true
		}
		list = append(list, v)
		seen = append(seen, r.evidence(source, fmt.Sprintf("%s: %d of %d bytes free", v.Mount, v.Free, v.Total)))
	}
	if len(list) == 0 {
		return checks.Unseen[[]checks.Volume](checks.Unreadable, "no volume among them", r.evidence(source, fmt.Sprintf("%d rows", len(rows))))
	}
	return checks.Known(list, seen...)
}

// systemMount is where the operating system lives.
func (r reader) systemMount() (string, error) {
	if r.host.System() != checks.Windows {
		return "/", nil
	}
	key, err := r.host.ReadKey(r.ctx, currentVersion)
	if err != nil {
		return "", err
	}
	root, _ := key.Values.Text("SystemRoot")
	if len(root) < 2 || root[1] != ':' {
		return "", unreadable("registry "+currentVersion, "SystemRoot "+checks.Excerpt(root))
	}
	return strings.ToUpper(root[:2]), nil
}

var apfsVolume = regexp.MustCompile(`^/dev/(disk\d+)s`)

// volume makes a volume of one row. Its size is -1 when the row tells sizes
// that cannot be; pool names the container that it shares with others.
func volume(row checks.Row, system string) (v checks.Volume, pool string, ok bool) {
	mount, named := row.Text("mount")
	kind, _ := row.Text("type")
	device, _ := row.Text("device")
	for _, flag := range []string{"removable", "remote", "readonly"} {
		// The sealed system volume of macOS is read-only and shares its space
		// with the data of people.
		if set, known := row.Truth(flag); known && set && (mount != system || flag == "remote") {
			return v, "", false
		}
	}
	if !named || mount == "" || isImage(kind) || isAside(mount) {
		return v, "", false
	}
	total, haveTotal := size(row, "total")
	free, haveFree := size(row, "free")
	v = checks.Volume{Mount: faceless(mount), Total: total, Free: free, System: sameMount(mount, system)}
	if !v.System && (!row.Has("total") || !row.Has("free") || total == 0 && haveTotal) { // locked, or no medium in it
		return v, "", false
	}
	if !haveTotal || !haveFree || total <= 0 || free < 0 || free > total {
		v.Total = -1
		return v, "", true
	}
	if total < smallest && !v.System {
		return v, "", false
	}
	if kind == "apfs" {
		if found := apfsVolume.FindStringSubmatch(device); found != nil {
			pool = found[1]
		}
	}
	return v, pool, true
}

// size gives a number of bytes; what a field says that was never set is none.
func size(row checks.Row, name string) (int64, bool) {
	n, ok := row.Number(name)
	return n, ok && n != checks.FullOf32
}

func sameMount(mount, system string) bool {
	return strings.EqualFold(strings.TrimRight(mount, `\`), system) || mount == system
}

// isImage tells file systems that are always full by their nature.
func isImage(kind string) bool {
	switch strings.ToLower(kind) {
	case "squashfs", "iso9660", "udf", "cd9660", "cdfs", "erofs", "tmpfs", "devtmpfs", "overlayfs", "ramfs", "devfs", "autofs", "nullfs":
		return true
	}
	return false
}

// isAside tells mounts of sticks, images and the system's own helpers.
func isAside(mount string) bool {
	for _, prefix := range []string{"/media/", "/run/", "/snap/", "/var/lib/docker/", "/var/snap/", "/boot/efi", "/System/Volumes/", "/private/var/"} {
		if strings.HasPrefix(mount, prefix) {
			// The data volume holds what people write; the container is counted
			// once, by the system volume that comes first.
			return mount != "/System/Volumes/Data"
		}
	}
	return false
}

var homePath = regexp.MustCompile(`^(/home/|/Users/)[^/]+`)

// faceless writes a mount without the name of a person.
func faceless(mount string) string { return homePath.ReplaceAllString(mount, "${1}…") }

package host

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/sys/unix"

	"ounce/checks"
)

// remotePatience is how long a network mount may take to say its size; one that
// does not answer is listed without.
const remotePatience = 300 * time.Millisecond

func callFilesystems(ctx context.Context, _ []string) ([]checks.Row, error) {
	data, err := os.ReadFile("/proc/self/mountinfo")
	if err != nil {
		return nil, err
	}
	mounts, err := parseMountInfo(data)
	if err != nil {
		return nil, err
	}
	var rows []checks.Row
	for _, m := range mounts {
		row := checks.Row{"mount": m.Point, "device": m.Device, "type": m.Type, "readonly": m.ReadOnly, "remote": m.Remote}
		if total, free, ok := spaceOf(ctx, m); ok {
			row["total"], row["free"] = total, free
		}
		if !m.Remote {
			if removable, ok := removableDevice(m.Number); ok {
				row["removable"] = removable
			}
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func spaceOf(ctx context.Context, m mount) (total, free uint64, ok bool) {
	if !m.Remote {
		return space(m.Point)
	}
	short, cancel := context.WithTimeout(ctx, remotePatience)
	defer cancel()
	sizes, err := await(short, "", func() ([2]uint64, error) {
		total, free, ok := space(m.Point)
		if !ok {
			return [2]uint64{}, os.ErrInvalid
		}
		return [2]uint64{total, free}, nil
	})
	return sizes[0], sizes[1], err == nil
}

// space gives the size and what an ordinary user may still fill.
func space(point string) (total, free uint64, ok bool) {
	var s unix.Statfs_t
	if err := unix.Statfs(point, &s); err != nil || s.Blocks == 0 || s.Frsize <= 0 {
		return 0, 0, false
	}
	return s.Blocks * uint64(s.Frsize), s.Bavail * uint64(s.Frsize), true
}

// removableDevice tells by the kernel's own tree whether a block device, or what
// lies below an encrypted or combined one, is removable or hangs on USB.
func removableDevice(number string) (removable, known bool) {
	path, err := filepath.EvalSymlinks("/sys/dev/block/" + number)
	if err != nil {
		return false, false
	}
	below, _ := filepath.Glob(path + "/slaves/*/dev")
	for _, dev := range below {
		data, err := os.ReadFile(dev)
		if err != nil {
			continue
		}
		yes, ok := removableDevice(strings.TrimSpace(string(data)))
		removable, known = removable || yes, known || ok
	}
	if len(below) > 0 {
		return removable, known
	}
	if strings.Contains(path, "/usb") {
		return true, true
	}
	for _, flag := range []string{path + "/removable", filepath.Dir(path) + "/removable"} {
		if data, err := os.ReadFile(flag); err == nil {
			return strings.TrimSpace(string(data)) == "1", true
		}
	}
	return false, false
}

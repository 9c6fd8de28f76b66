package host

import (
	"bufio"
	"bytes"
	"errors"
	"slices"
	"strconv"
	"strings"
)

// mount is one line of /proc/self/mountinfo that is a file system with files of
// people in it.
type mount struct {
	Number   string // major:minor of the device
	Root     string // what of the file system is mounted
	Point    string
	Device   string
	Type     string
	ReadOnly bool
	Remote   bool
}

// localTypes are the file systems that keep files on a device of the machine.
func localTypes() []string {
	return []string{
		"ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "f2fs", "jfs", "reiserfs", "bcachefs", "nilfs2",
		"vfat", "msdos", "exfat", "ntfs", "ntfs3", "fuseblk", "hfs", "hfsplus", "apfs", "udf",
	}
}

// remoteTypes are the file systems that keep files on another machine.
func remoteTypes() []string {
	return []string{
		"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "ceph", "glusterfs", "davfs", "afs", "virtiofs", "vboxsf",
		"fuse.sshfs", "fuse.rclone", "fuse.davfs2", "fuse.s3fs", "fuse.glusterfs", "fuse.vmhgfs-fuse",
	}
}

// parseMountInfo reads the table of mounts (proc_pid_mountinfo(5)). Of two
// mounts at one place the later, which hides the first, is kept.
func parseMountInfo(data []byte) ([]mount, error) {
	var mounts []mount
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		left, right, ok := strings.Cut(lines.Text(), " - ")
		before, after := strings.Fields(left), strings.Fields(right)
		if !ok || len(before) < 6 || len(after) < 2 {
			return nil, errors.New("a line of the table of mounts has another form")
		}
		m := mount{
			Number: before[2], Root: unescape(before[3]), Point: unescape(before[4]),
			Type: after[0], Device: unescape(after[1]),
		}
		options := strings.Split(before[5], ",")
		if len(after) > 2 {
			options = append(options, strings.Split(after[2], ",")...)
		}
		m.ReadOnly = slices.Contains(options, "ro")
		m.Remote = slices.Contains(remoteTypes(), m.Type)
		wholeContainer := m.Type == "overlay" && m.Point == "/"
		if !m.Remote && !wholeContainer && !slices.Contains(localTypes(), m.Type) {
			continue
		}
		mounts = slices.DeleteFunc(mounts, func(hidden mount) bool { return hidden.Point == m.Point })
		mounts = append(mounts, m)
	}
	if err := lines.Err(); err != nil {
		return nil, err
	}
	if len(mounts) == 0 {
		return nil, errors.New("the table of mounts holds no file system")
	}
	return withoutBinds(mounts), nil
}

// withoutBinds keeps one mount of each file system: the whole one, else the
// first part. The subvolumes of btrfs are file systems of their own to people.
func withoutBinds(mounts []mount) []mount {
	shown := map[string]bool{}
	for _, m := range mounts {
		if m.Root == "/" {
			shown[m.Number] = true
		}
	}
	return slices.DeleteFunc(mounts, func(m mount) bool {
		if m.Root == "/" || m.Type == "btrfs" {
			return false
		}
		again := shown[m.Number]
		shown[m.Number] = true
		return again
	})
}

// unescape writes \040 and its like out.
func unescape(text string) string {
	var out strings.Builder
	for {
		before, rest, ok := strings.Cut(text, `\`)
		out.WriteString(before)
		if !ok {
			return out.String()
		}
		if len(rest) >= 3 {
			if code, err := strconv.ParseUint(rest[:3], 8, 8); err == nil {
				out.WriteByte(byte(code))
				text = rest[3:]
				continue
			}
		}
		out.WriteByte('\\')
		text = rest
	}
}

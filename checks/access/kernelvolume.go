package access

import (
	"context"
	"errors"
	"fmt"
	"path"
	"strings"

	"ounce/checks"
)

// kernelVolume follows the root's device number through /sys: dm/uuid of a
// device-mapper device begins with CRYPT- when it encrypts, and slaves are the
// devices below it. File systems without a device of their own (btrfs, zfs,
// overlay) cannot be followed.
func kernelVolume(ctx context.Context, h checks.Host) checks.Fact[checks.Encryption] {
	const source = "file /proc/self/mountinfo"
	data, err := h.ReadFile(ctx, "/proc/self/mountinfo")
	if err != nil {
		return checks.UnseenBy[checks.Encryption](err)
	}
	number, err := parseRootDevice(data)
	if err != nil {
		return checks.UnseenBy[checks.Encryption](err, seen(h, source, ""))
	}
	encrypted, err := encryptedBelow(ctx, h, "/sys/dev/block/"+number, 0)
	if err != nil {
		return checks.UnseenBy[checks.Encryption](err)
	}
	if encrypted {
		return checks.Known(checks.EncryptionOn, seen(h, "folder /sys/dev/block/"+number, "CRYPT device below /"))
	}
	return checks.Known(checks.EncryptionOff, seen(h, "folder /sys/dev/block/"+number, "no CRYPT device below /"))
}

// parseRootDevice gives major:minor of the root mount; the last line for / is
// the one that counts (proc_pid_mountinfo(5)).
func parseRootDevice(data []byte) (string, error) {
	number := ""
	for line := range strings.Lines(string(data)) {
		words := strings.Fields(line)
		if len(words) >= 10 && words[4] == "/" {
			number = words[2]
		}
	}
	major, minor, ok := strings.Cut(number, ":")
	if !ok || !digits(major) || !digits(minor) {
		return "", errors.New("no root in the list of mounts")
	}
	if major == "0" {
		return "", errors.New("the root has no device of its own")
	}
	return number, nil
}

func digits(s string) bool {
	return s != "" && len(s) <= 9 && strings.Trim(s, "0123456789") == ""
}

// maxLayers is more than a machine stacks (partition, RAID, LVM, encryption).
const maxLayers = 8

// encryptedBelow tells whether a device, or every device below it, encrypts.
func encryptedBelow(ctx context.Context, h checks.Host, folder string, depth int) (bool, error) {
	if depth > maxLayers {
		return false, errors.New("too many layers of devices")
	}
	uuid, err := h.ReadFile(ctx, path.Join(folder, "dm/uuid"))
	if err != nil && !missing(err) {
		return false, err
	}
	if err == nil {
		switch text := strings.TrimSpace(string(uuid)); {
		case strings.HasPrefix(text, "CRYPT-"):
			return true, nil
		case !strings.Contains(text, "-"):
			return false, fmt.Errorf("%s/dm/uuid is none", folder)
		}
	}
	below, err := h.ReadDir(ctx, path.Join(folder, "slaves"))
	if err != nil && !missing(err) {
		return false, err
	}
	if len(below) == 0 {
		// A plain device must show itself, else nothing was followed at all.
		if _, err := h.ReadFile(ctx, path.Join(folder, "dev")); err != nil {
			return false, err
		}
		if len(uuid) > 0 {
			return false, fmt.Errorf("%s is mapped from nothing", folder)
		}
		return false, nil
	}
	for _, device := range below {
		encrypted, err := encryptedBelow(ctx, h, "/sys/class/block/"+device.Name, depth+1)
		if err != nil || !encrypted {
			return false, err
		}
	}
	return true, nil
}

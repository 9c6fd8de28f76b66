package access

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"strings"

	"ounce/checks"
)

// linuxVolume reads twice whether the root file system lies on an encrypted
// device: by lsblk's tree, and by the kernel's own links from mount to device.
func linuxVolume(ctx context.Context, h checks.Host) checks.Fact[checks.Encryption] {
	tree := lsblkVolume(ctx, h)
	kernel := kernelVolume(ctx, h)
	if state, known := tree.Get(); known && state == checks.EncryptionDataOnly {
		// The kernel reading tells of the root alone: both then say "not the root".
		if root, known := kernel.Get(); known && root == checks.EncryptionOff {
			return checks.Known(state, append(tree.Evidence(), kernel.Evidence()...)...)
		}
	}
	return checks.Agree(tree, kernel)
}

func lsblkVolume(ctx context.Context, h checks.Host) checks.Fact[checks.Encryption] {
	const source = "program lsblk -J"
	out, err := h.Run(ctx, "lsblk", "-J", "-o", "NAME,TYPE,FSTYPE,MOUNTPOINT,MOUNTPOINTS")
	if err == nil && out.Exit != 0 { // before 2.37 there was no MOUNTPOINTS
		out, err = h.Run(ctx, "lsblk", "-J", "-o", "NAME,TYPE,FSTYPE,MOUNTPOINT")
	}
	if err != nil {
		return checks.UnseenBy[checks.Encryption](err)
	}
	state, note, err := parseLsblk(out.Stdout)
	if err != nil {
		return checks.UnseenBy[checks.Encryption](refuse(source, err.Error()+": "+string(out.Stdout)+string(out.Stderr)))
	}
	return checks.Known(state, seen(h, source, note))
}

type blockDevice struct {
	Name        string        `json:"name"`
	Type        string        `json:"type"`
	Mountpoint  *string       `json:"mountpoint"`
	Mountpoints []*string     `json:"mountpoints"`
	Children    []blockDevice `json:"children"`
}

func (d blockDevice) mountedAt(place string) bool {
	for _, at := range append([]*string{d.Mountpoint}, d.Mountpoints...) {
		if at != nil && *at == place {
			return true
		}
	}
	return false
}

// parseLsblk reads `lsblk -J`: the device mounted at / must lie below, or be, a
// device of type crypt, by each way that leads to it. A crypt device that holds
// swap alone encrypts no data. When the root is open and /home is not, the
// people's files alone are encrypted. The note says the way to the root by types.
func parseLsblk(data []byte) (state checks.Encryption, note string, err error) {
	var tree struct {
		Devices []blockDevice `json:"blockdevices"`
	}
	if err := json.Unmarshal(data, &tree); err != nil {
		return "", "", fmt.Errorf("reading lsblk: %w", err)
	}
	root, home := pathsTo(tree.Devices, "/"), pathsTo(tree.Devices, "/home")
	switch {
	case len(root) == 0:
		return "", "", errors.New("no device is mounted as the root")
	case allEncrypted(root):
		return checks.EncryptionOn, "/ on " + root[0], nil
	case len(home) > 0 && allEncrypted(home):
		return checks.EncryptionDataOnly, "/ on " + root[0] + ", /home on " + home[0], nil
	default:
		return checks.EncryptionOff, "/ on " + root[0], nil
	}
}

// pathsTo gives each way from a disk to a mount point, as "disk > part > crypt".
func pathsTo(devices []blockDevice, place string) []string {
	var ways []string
	for _, d := range devices {
		if d.mountedAt(place) {
			ways = append(ways, d.Type)
		}
		for _, way := range pathsTo(d.Children, place) {
			ways = append(ways, d.Type+" > "+way)
		}
	}
	return ways
}

func allEncrypted(ways []string) bool {
	for _, way := range ways {
		if !strings.Contains(" > "+way+" > ", " > crypt > ") {
			return false
		}
	}
	return true
}

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

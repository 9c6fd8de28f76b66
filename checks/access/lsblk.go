package access

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
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
		return checks.UnseenBy[checks.Encryption](checks.Refused(source, err.Error()+": "+string(out.Stdout)+string(out.Stderr)))
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

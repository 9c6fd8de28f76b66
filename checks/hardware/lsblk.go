package hardware

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"ounce/checks"
)

// blockDevice is one device of lsblk -J. Older releases of util-linux write
// numbers and truth values as text, which Row reads alike.
type blockDevice struct {
	row      checks.Row
	children []blockDevice
}

// parseBlockDevices reads the output of lsblk -J -b.
func parseBlockDevices(data []byte) ([]blockDevice, error) {
	var out struct {
		Devices []map[string]any `json:"blockdevices"`
	}
	if err := json.Unmarshal(data, &out); err != nil {
		return nil, fmt.Errorf("reading the list of disks: %w", err)
	}
	if out.Devices == nil {
		return nil, fmt.Errorf("reading the list of disks: it has none")
	}
	return nest(out.Devices, 0), nil
}

// deepest is how many layers a disk may have: partition, array, encryption,
// volume, and as many again.
const deepest = 12

func nest(list []map[string]any, depth int) []blockDevice {
	var devices []blockDevice
	for _, values := range list {
		d := blockDevice{row: values}
		children, _ := values["children"].([]any)
		var below []map[string]any
		for _, child := range children {
			if m, ok := child.(map[string]any); ok {
				below = append(below, m)
			}
		}
		if depth < deepest {
			d.children = nest(below, depth+1)
		}
		devices = append(devices, d)
	}
	return devices
}

// holds tells whether a mount is on a device or on a layer above it.
func (d blockDevice) holds(mount string) bool {
	if at, ok := d.row.Text("mountpoint"); ok && at == mount {
		return true
	}
	if list, ok := d.row.Texts("mountpoints"); ok {
		for _, at := range list {
			if at == mount {
				return true
			}
		}
	}
	for _, child := range d.children {
		if child.holds(mount) {
			return true
		}
	}
	return false
}

var diskName = regexp.MustCompile(`^(sd[a-z]+|hd[a-z]|nvme\d+n\d+|vd[a-z]+|xvd[a-z]+|mmcblk\d+)$`)

// innerDisks are the drives inside: no sticks, cards, compressed memory or
// images. What is on USB stays out of the account of the machine itself.
func innerDisks(devices []blockDevice) []blockDevice {
	var inner []blockDevice
	for _, d := range devices {
		name, _ := d.row.Text("name")
		kind, _ := d.row.Text("type")
		bus, _ := d.row.Text("tran")
		removable, _ := d.row.Truth("rm")
		hotplug, _ := d.row.Truth("hotplug")
		if kind != "disk" || !diskName.MatchString(name) || bus == "usb" || bus == "iscsi" || bus == "fc" || removable {
			continue
		}
		if hotplug && strings.HasPrefix(name, "mmcblk") && !d.holds("/") {
			continue // a card in its reader
		}
		inner = append(inner, d)
	}
	return inner
}

// disk makes a disk of what lsblk tells. The kernel calls every disk spinning
// whose kind it does not know, as those of virtual machines, cards and RAID
// controllers: its word counts for a disk with a bus that tells the difference.
func (r reader) disk(d blockDevice, source string) checks.Disk {
	var disk checks.Disk
	disk.Name, _ = d.row.Text("name")
	disk.Model, _ = d.row.Text("model")
	disk.Model, _ = meaningful(disk.Model)
	disk.Bus, _ = d.row.Text("tran")
	if size, ok := d.row.Number("size"); ok && size > 0 {
		disk.Size = size
	}
	seen := r.evidence(source, disk.Name+" "+disk.Model)
	disk.System = checks.Known(d.holds("/"), seen)
	spinning, ok := d.row.Truth("rota")
	switch {
	case ok && !spinning, ok && (disk.Bus == "sata" || disk.Bus == "ata") && disk.Model != "":
		disk.Spinning = checks.Known(spinning, r.evidence(source, fmt.Sprintf("%s rota %v", disk.Name, spinning)))
	default:
		disk.Spinning = checks.Unseen[bool](checks.Unsupported, "", seen)
	}
	return disk
}

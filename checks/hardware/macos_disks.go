package hardware

import (
	"fmt"
	"strings"

	"ounce/checks"
	"ounce/checks/plists"
)

// macDisks lists the drives inside from the two buses that Macs have them on
// (shapes as of macos/disks/SPNVMeDataType_m5_26.6.2.json and
// SPSerialATADataType.xml), and adds what diskutil says of the one with macOS.
func (r reader) macDisks() checks.Fact[[]checks.Disk] {
	var nvme, sata []checks.Row
	var nvmeSource, sataSource string
	var noNVMe, noSATA error
	var root checks.Fact[rootDisk]
	together(
		func() { nvme, nvmeSource, noNVMe = r.profile("SPNVMeDataType") },
		func() { sata, sataSource, noSATA = r.profile("SPSerialATADataType") },
		func() { root = r.rootDisk() },
	)
	if noNVMe != nil {
		return checks.UnseenBy[[]checks.Disk](noNVMe)
	}
	if noSATA != nil {
		return checks.UnseenBy[[]checks.Disk](noSATA)
	}
	list := append(
		macDrives(nvme, "nvme", func(said string) checks.Evidence { return r.evidence(nvmeSource, said) }),
		macDrives(sata, "sata", func(said string) checks.Evidence { return r.evidence(sataSource, said) })...)
	if len(list) == 0 {
		return checks.Unseen[[]checks.Disk](checks.Missing, "", r.evidence(nvmeSource, "no drive"), r.evidence(sataSource, "no drive"))
	}
	for i := range list {
		addRoot(&list[i], root, len(list))
	}
	return checks.Known(list, r.evidence(nvmeSource, plural(len(list), "drive", "drives")))
}

// macDrives reads the drives of one bus: controllers, and in them the drives
// that cannot be detached.
func macDrives(controllers []checks.Row, bus string, say func(string) checks.Evidence) []checks.Disk {
	var disks []checks.Disk
	for _, controller := range controllers {
		for _, row := range below(controller, "_items") {
			detachable, _ := row.Text("detachable_drive")
			name, ok := row.Text("bsd_name")
			if !ok || detachable == "yes" {
				continue
			}
			d := checks.Disk{Name: name, Bus: bus}
			d.Model, _ = row.Text("device_model")
			d.Model, _ = meaningful(d.Model)
			if size, ok := row.Number("size_in_bytes"); ok && size > 0 {
				d.Size = size
			}
			status, _ := row.Text("smart_status")
			d.Health = macHealth(status, say(name+" smart_status "+status))
			medium, _ := row.Text("spsata_medium_type")
			switch {
			case bus == "nvme" || medium == "Solid State":
				d.Spinning = checks.Known(false, say(name+" "+bus+" "+medium))
			case medium == "Rotational":
				d.Spinning = checks.Known(true, say(name+" "+medium))
			default:
				d.Spinning = checks.Unseen[bool](checks.Unsupported, "", say(name))
			}
			d.Wear = checks.Unseen[int](checks.Unsupported, "", say(name))
			disks = append(disks, d)
		}
	}
	return disks
}

// macHealth reads the three words that macOS has for SMART.
func macHealth(status string, seen checks.Evidence) checks.Fact[checks.DiskHealth] {
	switch status {
	case "Verified":
		return checks.Known(checks.DiskHealth{State: checks.Healthy}, seen)
	case "Failing":
		return checks.Known(checks.DiskHealth{State: checks.Failing}, seen)
	}
	return checks.Unseen[checks.DiskHealth](checks.Unsupported, status, seen)
}

// rootDisk is what diskutil says of the volume with macOS.
type rootDisk struct {
	stores []string // the disks that its container is on, as "disk0"
	health checks.Fact[checks.DiskHealth]
	wear   checks.Fact[int]
}

func (r reader) rootDisk() checks.Fact[rootDisk] {
	out, source, err := r.run("diskutil", "info", "-plist", "/")
	if err != nil {
		return checks.UnseenBy[rootDisk](err)
	}
	return parseRootDisk(out, func(said string) checks.Evidence { return r.evidence(source, said) })
}

// parseRootDisk reads diskutil info -plist (shape as of macos/disks/
// diskutil_info_plist_root_m5_26.6.2.plist). The NVMe page in it is promised by
// nobody and missing on many Macs; its spare threshold is 99 on every Mac and
// says nothing.
func parseRootDisk(data []byte, say func(string) checks.Evidence) checks.Fact[rootDisk] {
	var out struct {
		Status string `plist:"SMARTStatus"`
		Whole  string `plist:"ParentWholeDisk"`
		Stores []struct {
			Name string `plist:"APFSPhysicalStore"`
		} `plist:"APFSPhysicalStores"`
		Page map[string]any `plist:"SMARTDeviceSpecificKeysMayVaryNotGuaranteed"`
	}
	if err := plists.Unmarshal(data, &out); err != nil {
		return checks.UnseenBy[rootDisk](fmt.Errorf("reading the volume with macOS: %w", err), say(""))
	}
	if out.Status == "" && out.Whole == "" {
		return checks.Unseen[rootDisk](checks.Unreadable, "no volume in it", say(""))
	}
	root := rootDisk{health: macHealth(out.Status, say("SMARTStatus "+out.Status))}
	for _, store := range out.Stores {
		whole, _, _ := strings.Cut(strings.TrimPrefix(store.Name, "disk"), "s")
		root.stores = append(root.stores, "disk"+whole)
	}
	if len(out.Stores) == 0 && out.Whole != "" {
		root.stores = []string{out.Whole}
	}
	used, ok := checks.Row(out.Page).Number("PERCENTAGE_USED")
	if ok {
		root.wear = wear(used, say(fmt.Sprintf("PERCENTAGE_USED %d", used)))
	} else {
		root.wear = checks.Unseen[int](checks.Unsupported, "", say("no PERCENTAGE_USED"))
	}
	return checks.Known(root, say("SMARTStatus "+out.Status))
}

// addRoot adds to a disk what is known of the one with macOS.
func addRoot(d *checks.Disk, root checks.Fact[rootDisk], drives int) {
	known, ok := root.Get()
	if !ok {
		d.System = checks.Unseen[bool](root.Why().Reason, root.Why().Detail, root.Evidence()...)
		d.Wear = checks.Unseen[int](root.Why().Reason, root.Why().Detail, root.Evidence()...)
		return
	}
	on := drives == 1
	for _, store := range known.stores {
		on = on || store == d.Name
	}
	d.System = checks.Known(on, root.Evidence()...)
	if on {
		d.Wear = known.wear
		d.Health = both(d.Health, known.health)
	}
}

package hardware

import (
	"fmt"
	"slices"

	"ounce/checks"
)

// linuxDisks lists the drives inside and asks each for its health: UDisks2,
// which reads it for every user, and smartctl, which needs an administrator.
func (r reader) linuxDisks() checks.Fact[[]checks.Disk] {
	var (
		out           []byte
		source        string
		err, noDrives error
		drives        map[string]drive
	)
	together(
		func() {
			out, source, err = r.run("lsblk", "-J", "-b", "-o", "NAME,TYPE,SIZE,ROTA,RM,HOTPLUG,TRAN,MODEL,MOUNTPOINT")
		},
		func() { drives, noDrives = r.drives() },
	)
	if err != nil {
		return checks.UnseenBy[[]checks.Disk](err)
	}
	devices, err := parseBlockDevices(out)
	if err != nil {
		return checks.UnseenBy[[]checks.Disk](err, r.evidence(source, string(out)))
	}
	inner := innerDisks(devices)
	if len(inner) == 0 {
		return checks.Unseen[[]checks.Disk](checks.Missing, "", r.evidence(source, "no disk among them"))
	}
	list := make([]checks.Disk, len(inner))
	var reads []func()
	for i, device := range inner {
		reads = append(reads, func() { list[i] = r.examine(r.disk(device, source), drives, noDrives) })
	}
	together(reads...)
	seen := make([]checks.Evidence, 0, len(list))
	for _, d := range list {
		seen = append(seen, r.evidence(source, d.Name+" "+d.Model))
	}
	return checks.Known(list, seen...)
}

// examine adds what a disk says about its health and wear.
func (r reader) examine(d checks.Disk, drives map[string]drive, noDrives error) checks.Disk {
	health, wear := r.driveHealth(d.Name, drives, noDrives)
	if !r.host.Elevated() {
		d.Health, d.Wear = health, wear
		return d
	}
	smart := r.smart("/dev/" + d.Name)
	d.Health = both(smart.Health, health)
	d.Wear = checks.First(smart.Wear, wear)
	return d
}

// both joins what two doors say of one disk. One that warns where the other is
// silent is believed; "failing" against "healthy" is a contradiction.
func both(a, b checks.Fact[checks.DiskHealth]) checks.Fact[checks.DiskHealth] {
	x, xKnown := a.Get()
	y, yKnown := b.Get()
	switch {
	case !xKnown || !yKnown:
		return checks.First(a, b)
	case rank(x.State)-rank(y.State) == 2, rank(y.State)-rank(x.State) == 2:
		return checks.Unseen[checks.DiskHealth](checks.Conflicting, fmt.Sprintf("%s and %s", x.State, y.State),
			append(slices.Clone(a.Evidence()), b.Evidence()...)...)
	case rank(x.State) >= rank(y.State):
		return a
	}
	return b
}

func rank(s checks.HealthState) int {
	switch s {
	case checks.Failing:
		return 2
	case checks.Weak:
		return 1
	}
	return 0
}

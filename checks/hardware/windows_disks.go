package hardware

import (
	"fmt"
	"math"
	"strconv"

	"ounce/checks"
)

const (
	storage      = `root\Microsoft\Windows\Storage`
	physicalWQL  = "SELECT DeviceId, FriendlyName, MediaType, BusType, HealthStatus, OperationalStatus, Size FROM MSFT_PhysicalDisk"
	counterWQL   = "SELECT DeviceId, Wear, PowerOnHours FROM MSFT_StorageReliabilityCounter"
	partitionWQL = "SELECT DiskNumber, IsBoot FROM MSFT_Partition"
	virtualWQL   = "SELECT FriendlyName, HealthStatus FROM MSFT_VirtualDisk"
)

// buses are the names of MSFT_PhysicalDisk.BusType (Microsoft's reference of
// the class); those left out are of disks that are not inside the machine.
var buses = map[int64]string{1: "scsi", 3: "ata", 8: "raid", 10: "sas", 11: "sata", 12: "sd", 13: "mmc", 16: "spaces", 17: "nvme", 18: "scm", 19: "ufs"}

const busUSB, busISCSI, busFibre, busVirtual, busFile = 7, 9, 6, 14, 15

// windowsDisks lists the drives inside, from MSFT_PhysicalDisk (shape as of
// windows/disks/glpi-msft_physicaldisk-latitude7480-nvme.wmi). Wear needs an
// administrator.
func (r reader) windowsDisks() checks.Fact[[]checks.Disk] {
	const source = "WMI " + storage + ": " + physicalWQL
	rows, err := r.host.Query(r.ctx, storage, physicalWQL)
	if err != nil {
		return checks.UnseenBy[[]checks.Disk](err)
	}
	var counters, partitions []checks.Row
	var noCounters, noPartitions error
	together(
		func() { counters, noCounters = r.host.Query(r.ctx, storage, counterWQL) },
		func() { partitions, noPartitions = r.host.Query(r.ctx, storage, partitionWQL) },
	)
	var list []checks.Disk
	var seen []checks.Evidence
	for _, row := range rows {
		d, inner, ok := r.physicalDisk(row, source)
		if !ok {
			return checks.Unseen[[]checks.Disk](checks.Unreadable, "a disk without its number", r.evidence(source, ""))
		}
		if !inner {
			continue
		}
		d.Wear = r.reliability(d.Name, counters, noCounters)
		d.System = r.bootDisk(d.Name, partitions, noPartitions)
		list = append(list, d)
		seen = append(seen, r.evidence(source, d.Name+" "+d.Model))
	}
	if len(list) == 0 {
		return checks.Unseen[[]checks.Disk](checks.Missing, "", r.evidence(source, fmt.Sprintf("%d rows", len(rows))))
	}
	return checks.Known(list, seen...)
}

// physicalDisk makes a disk of one row; ok is false for a row that says nothing.
func (r reader) physicalDisk(row checks.Row, source string) (d checks.Disk, inner, ok bool) {
	number, haveNumber := row.Number("DeviceId")
	bus, haveBus := row.Number("BusType")
	if !haveNumber || !haveBus || number < 0 || number >= checks.FullOf32 {
		return d, false, false
	}
	switch bus {
	case busUSB, busISCSI, busFibre, busVirtual, busFile:
		return d, false, true
	}
	d.Name, d.Bus = strconv.FormatInt(number, 10), buses[bus]
	d.Model, _ = row.Text("FriendlyName")
	d.Model, _ = meaningful(d.Model)
	if size, ok := row.Number("Size"); ok && size > 0 {
		d.Size = size
	}
	kind, _ := row.Number("MediaType")
	seen := r.evidence(source, fmt.Sprintf("%s MediaType %d", d.Name, kind))
	switch kind {
	case 3:
		d.Spinning = checks.Known(true, seen)
	case 4, 5:
		d.Spinning = checks.Known(false, seen)
	default:
		d.Spinning = checks.Unseen[bool](checks.Unsupported, "", seen)
	}
	d.Health = r.windowsHealth(row, d.Name, source)
	return d, true, true
}

// windowsHealth reads HealthStatus (0 healthy, 1 warning, 2 unhealthy, 5
// unknown) and the predicted failure in OperationalStatus (5).
func (r reader) windowsHealth(row checks.Row, name, source string) checks.Fact[checks.DiskHealth] {
	status, ok := row.Number("HealthStatus")
	operational, _ := row.Numbers("OperationalStatus")
	seen := r.evidence(source, fmt.Sprintf("%s HealthStatus %d, OperationalStatus %v", name, status, operational))
	if !ok {
		return checks.Unseen[checks.DiskHealth](checks.Unreadable, "", seen)
	}
	state, known := healthOf(status)
	for _, code := range operational {
		if code == 5 { // predictive failure
			state, known = checks.Failing, true
		}
	}
	if !known {
		return checks.Unseen[checks.DiskHealth](checks.Unsupported, "", seen)
	}
	return checks.Known(checks.DiskHealth{State: state}, seen)
}

func healthOf(status int64) (checks.HealthState, bool) {
	switch status {
	case 0:
		return checks.Healthy, true
	case 1:
		return checks.Weak, true
	case 2:
		return checks.Failing, true
	}
	return "", false
}

// reliability is the wear of one disk. Windows counts it in percent used and
// leaves it empty, or at a mark of all bits, where the disk does not tell. A zero
// is believed of a disk that counts its hours; exactly 100 is what a new disk
// says that counts down, and is left open.
func (r reader) reliability(name string, rows []checks.Row, err error) checks.Fact[int] {
	if err != nil {
		return checks.UnseenBy[int](err)
	}
	const source = "WMI " + storage + ": " + counterWQL
	for _, row := range rows {
		id, ok := row.Number("DeviceId")
		if !ok || strconv.FormatInt(id, 10) != name {
			continue
		}
		used, told := row.Number("Wear")
		seen := r.evidence(source, fmt.Sprintf("%s Wear %d", name, used))
		hours, _ := row.Number("PowerOnHours")
		counting := hours > 0 && hours < math.MaxUint16
		if !told || used == math.MaxUint8 || used == math.MaxUint32 || used == 100 || used == 0 && !counting {
			return checks.Unseen[int](checks.Unsupported, "", r.evidence(source, name+" Wear not told"))
		}
		return wear(used, seen)
	}
	return checks.Unseen[int](checks.Missing, "", r.evidence(source, name))
}

// bootDisk tells whether Windows is on a disk.
func (r reader) bootDisk(name string, rows []checks.Row, err error) checks.Fact[bool] {
	if err != nil {
		return checks.UnseenBy[bool](err)
	}
	const source = "WMI " + storage + ": " + partitionWQL
	for _, row := range rows {
		boot, told := row.Truth("IsBoot")
		number, ok := row.Number("DiskNumber")
		if told && ok && boot {
			return checks.Known(strconv.FormatInt(number, 10) == name, r.evidence(source, fmt.Sprintf("IsBoot on disk %d", number)))
		}
	}
	return checks.Unseen[bool](checks.Missing, "", r.evidence(source, ""))
}

// virtualDisks are the arrays of Storage Spaces. Controllers hide theirs.
func (r reader) virtualDisks() checks.Fact[[]checks.Array] {
	const source = "WMI " + storage + ": " + virtualWQL
	rows, err := r.host.Query(r.ctx, storage, virtualWQL)
	if err != nil {
		return checks.UnseenBy[[]checks.Array](err)
	}
	arrays := []checks.Array{}
	seen := []checks.Evidence{r.evidence(source, plural(len(rows), "array", "arrays"))}
	for _, row := range rows {
		status, ok := row.Number("HealthStatus")
		state, known := healthOf(status)
		if !ok || !known {
			return checks.Unseen[[]checks.Array](checks.Unreadable, "an array without its health", seen...)
		}
		name, _ := row.Text("FriendlyName")
		arrays = append(arrays, checks.Array{Name: checks.Excerpt(name), State: state})
	}
	return checks.Known(arrays, seen...)
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func capacities(full, design int64) string { return fmt.Sprintf("%d of %d mWh", full, design) }

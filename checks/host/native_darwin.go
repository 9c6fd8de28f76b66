package host

import (
	"bytes"
	"context"
	"encoding/hex"
	"os"
	"slices"
	"unsafe"

	"golang.org/x/sys/unix"

	"ounce/checks"
)

func nativeCalls() map[string]nativeCall {
	return map[string]nativeCall{
		"cpu":         callCPU,
		"filesystems": callFilesystems,
		"hostname":    callHostname,
		"machine.id":  machineIDCall(readMachineID),
		"memory":      callMemory,
		"uptime":      callUptime,
		"users.me":    callMe,
	}
}

// readMachineID asks gethostuuid(2), which gives the IOPlatformUUID.
func readMachineID(context.Context) (string, error) {
	var id [16]byte
	patience := unix.Timespec{Sec: 1}
	_, _, code := unix.Syscall(unix.SYS_GETHOSTUUID, uintptr(unsafe.Pointer(&id[0])), uintptr(unsafe.Pointer(&patience)), 0)
	if code != 0 {
		return "", code
	}
	return hex.EncodeToString(id[:]), nil
}

func callMemory(context.Context, []string) ([]checks.Row, error) {
	total, err := unix.SysctlUint64("hw.memsize")
	if err != nil {
		return nil, err
	}
	return []checks.Row{{"total": total}}, nil
}

func callCPU(context.Context, []string) ([]checks.Row, error) {
	model, err := unix.Sysctl("machdep.cpu.brand_string")
	if err != nil {
		return nil, err
	}
	row := checks.Row{}
	keep(row, "model", model)
	if vendor, err := unix.Sysctl("machdep.cpu.vendor"); err == nil {
		keep(row, "vendor", vendor)
	} else if len(model) > 5 && model[:5] == "Apple" {
		row["vendor"] = "Apple"
	}
	for column, name := range map[string]string{"cores": "hw.physicalcpu", "threads": "hw.logicalcpu"} {
		if n, err := unix.SysctlUint32(name); err == nil && n > 0 {
			row[column] = n
		}
	}
	if hertz, err := unix.SysctlUint64("hw.cpufrequency"); err == nil && hertz > 0 {
		row["mhz"] = hertz / 1_000_000
	}
	return []checks.Row{row}, nil
}

// callFilesystems takes what the kernel already knows of each mount, so that a
// network drive that does not answer holds nothing up.
func callFilesystems(context.Context, []string) ([]checks.Row, error) {
	n, err := unix.Getfsstat(nil, unix.MNT_NOWAIT)
	if err != nil {
		return nil, err
	}
	mounts := make([]unix.Statfs_t, n+8)
	if n, err = unix.Getfsstat(mounts, unix.MNT_NOWAIT); err != nil {
		return nil, err
	}
	var rows []checks.Row
	for _, m := range mounts[:n] {
		kind := text(m.Fstypename[:])
		if slices.Contains([]string{"devfs", "autofs", "nullfs", "fdesc", "mtmfs"}, kind) {
			continue
		}
		row := checks.Row{
			"mount": text(m.Mntonname[:]), "device": text(m.Mntfromname[:]), "type": kind,
			"readonly": m.Flags&unix.MNT_RDONLY != 0, "remote": m.Flags&unix.MNT_LOCAL == 0,
		}
		if m.Blocks > 0 && m.Bsize > 0 {
			row["total"], row["free"] = m.Blocks*uint64(m.Bsize), m.Bavail*uint64(m.Bsize)
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func text(raw []byte) string {
	if end := bytes.IndexByte(raw, 0); end >= 0 {
		raw = raw[:end]
	}
	return string(raw)
}

// callMe counts a member of group admin (80), as macOS does.
func callMe(context.Context, []string) ([]checks.Row, error) {
	mine, err := os.Getgroups()
	if err != nil {
		return nil, err
	}
	return []checks.Row{{"administrator": elevated() || slices.Contains(mine, 80), "elevated": elevated()}}, nil
}

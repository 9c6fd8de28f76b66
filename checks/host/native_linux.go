package host

import (
	"context"
	"os"
	"os/user"
	"slices"
	"strconv"

	"github.com/shirou/gopsutil/v3/cpu"
	"github.com/shirou/gopsutil/v3/mem"

	"ounce/checks"
)

func nativeCalls() map[string]nativeCall {
	return map[string]nativeCall{
		"cpu":         callCPU,
		"filesystems": callFilesystems,
		"hostname":    callHostname,
		"machine.id":  machineIDCall(readMachineID),
		"memory":      callMemory,
		"session":     callSession,
		"uptime":      callUptime,
		"users.me":    callMe,
	}
}

// readMachineID reads the id that systemd keeps, or D-Bus on systems without.
func readMachineID(context.Context) (string, error) {
	data, err := os.ReadFile("/etc/machine-id")
	if err != nil {
		data, err = os.ReadFile("/var/lib/dbus/machine-id")
	}
	return string(data), err
}

func callMemory(ctx context.Context, _ []string) ([]checks.Row, error) {
	m, err := mem.VirtualMemoryWithContext(ctx)
	if err != nil {
		return nil, err
	}
	if m.Total == 0 {
		return nil, &checks.ReadError{Reason: checks.Unreadable, Detail: "no memory at all"}
	}
	return []checks.Row{{"total": m.Total, "available": m.Available}}, nil
}

func callCPU(ctx context.Context, _ []string) ([]checks.Row, error) {
	infos, err := cpu.InfoWithContext(ctx)
	if err != nil {
		return nil, err
	}
	row := checks.Row{}
	if len(infos) > 0 {
		keep(row, "model", infos[0].ModelName)
		keep(row, "vendor", infos[0].VendorID)
		if infos[0].Mhz > 0 {
			row["mhz"] = infos[0].Mhz
		}
	}
	if cores, err := cpu.CountsWithContext(ctx, false); err == nil && cores > 0 {
		row["cores"] = cores
	}
	if threads, err := cpu.CountsWithContext(ctx, true); err == nil && threads > 0 {
		row["threads"] = threads
	}
	return []checks.Row{row}, nil
}

// callMe counts a member of the groups whose members may become root by
// themselves as an administrator.
func callMe(context.Context, []string) ([]checks.Row, error) {
	mine, err := os.Getgroups()
	if err != nil {
		return nil, err
	}
	administrator := elevated()
	for _, name := range []string{"sudo", "wheel", "admin"} {
		group, err := user.LookupGroup(name)
		if err != nil {
			continue
		}
		id, err := strconv.Atoi(group.Gid)
		administrator = administrator || err == nil && slices.Contains(mine, id)
	}
	return []checks.Row{{"administrator": administrator, "elevated": elevated()}}, nil
}

// callSession tells the desktop of the session that Ounce was started in.
func callSession(context.Context, []string) ([]checks.Row, error) {
	row := checks.Row{}
	keep(row, "desktop", os.Getenv("XDG_CURRENT_DESKTOP"))
	return []checks.Row{row}, nil
}

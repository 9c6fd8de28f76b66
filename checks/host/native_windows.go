package host

import (
	"context"
	"time"
	"unsafe"

	"github.com/shirou/gopsutil/v3/mem"
	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"

	"ounce/checks"
)

func nativeCalls() map[string]nativeCall {
	return map[string]nativeCall{
		"cpu":                     callCPU,
		"filesystems":             callFilesystems,
		"hostname":                callHostname,
		"machine.id":              machineIDCall(readMachineID),
		"memory":                  callMemory,
		"uptime":                  callUptime,
		"users.me":                callMe,
		"windows.accounts_policy": callAccountsPolicy,
		"windows.admins":          callAdmins,
		"windows.battery":         callBattery,
		"windows.firmware":        callFirmware,
		"windows.join":            callJoin,
		"windows.local_users":     callLocalUsers,
		"windows.security_center": callSecurityCenter,
		"windows.services":        callServices,
		"windows.tpm":             callTPM,
		"windows.update_history":  callUpdateHistory,
		"windows.update_times":    callUpdateTimes,
		"windows.updates_pending": callUpdatesPending,
		"windows.volume":          callVolume,
	}
}

// openKey opens a key of the 64-bit view for reading.
func openKey(path string) (registry.Key, error) {
	return registry.OpenKey(registry.LOCAL_MACHINE, path, registry.QUERY_VALUE|registry.ENUMERATE_SUB_KEYS|registry.WOW64_64KEY)
}

func readMachineID(context.Context) (string, error) {
	key, err := openKey(`SOFTWARE\Microsoft\Cryptography`)
	if err != nil {
		return "", err
	}
	defer func() { _ = key.Close() }()
	id, _, err := key.GetStringValue("MachineGuid")
	return id, err
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

// callCPU reads the registry: the WMI class that gopsutil asks takes seconds.
func callCPU(context.Context, []string) ([]checks.Row, error) {
	key, err := openKey(`HARDWARE\DESCRIPTION\System\CentralProcessor\0`)
	if err != nil {
		return nil, err
	}
	defer func() { _ = key.Close() }()
	row := checks.Row{}
	if model, _, err := key.GetStringValue("ProcessorNameString"); err == nil {
		keep(row, "model", model)
	}
	if vendor, _, err := key.GetStringValue("VendorIdentifier"); err == nil {
		keep(row, "vendor", vendor)
	}
	if mhz, _, err := key.GetIntegerValue("~MHz"); err == nil && mhz > 0 {
		row["mhz"] = mhz
	}
	if threads := windows.GetActiveProcessorCount(windows.ALL_PROCESSOR_GROUPS); threads > 0 {
		row["threads"] = threads
	}
	if cores, ok := physicalCores(); ok {
		row["cores"] = cores
	}
	return []checks.Row{row}, nil
}

// physicalCores counts the records of GetLogicalProcessorInformationEx, each of
// which begins with its kind and its length; RelationProcessorCore is 0.
func physicalCores() (int, bool) {
	call := windows.NewLazySystemDLL("kernel32.dll").NewProc("GetLogicalProcessorInformationEx")
	var size uint32
	_, _, _ = call.Call(0, 0, uintptr(unsafe.Pointer(&size)))
	if size == 0 || size > 1<<20 {
		return 0, false
	}
	buffer := make([]byte, size)
	if ok, _, _ := call.Call(0, uintptr(unsafe.Pointer(&buffer[0])), uintptr(unsafe.Pointer(&size))); ok == 0 {
		return 0, false
	}
	return countRecords(buffer[:min(int(size), len(buffer))])
}

// callFilesystems leaves out CD drives; a drive that does not answer, as a locked
// one or a network drive away from its network, is listed without its size.
func callFilesystems(ctx context.Context, _ []string) ([]checks.Row, error) {
	mask, err := windows.GetLogicalDrives()
	if err != nil {
		return nil, err
	}
	var rows []checks.Row
	for i := range 26 {
		if mask&(1<<i) == 0 {
			continue
		}
		root := string(rune('A'+i)) + `:\`
		pointer, err := windows.UTF16PtrFromString(root)
		if err != nil {
			return nil, err
		}
		kind := windows.GetDriveType(pointer)
		if kind != windows.DRIVE_FIXED && kind != windows.DRIVE_REMOVABLE && kind != windows.DRIVE_REMOTE {
			continue
		}
		row := checks.Row{"mount": root, "removable": kind == windows.DRIVE_REMOVABLE, "remote": kind == windows.DRIVE_REMOTE}
		short, cancel := context.WithTimeout(ctx, drivePatience)
		details, err := await(short, "", func() (checks.Row, error) { return driveDetails(pointer), nil })
		cancel()
		if err == nil {
			for name, value := range details {
				row[name] = value
			}
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// drivePatience is how long one drive may take to say its size.
const drivePatience = 400 * time.Millisecond

func driveDetails(root *uint16) checks.Row {
	row := checks.Row{}
	var flags uint32
	var name [64]uint16
	if err := windows.GetVolumeInformation(root, nil, 0, nil, nil, &flags, &name[0], uint32(len(name))); err == nil {
		keep(row, "type", windows.UTF16ToString(name[:]))
		row["readonly"] = flags&windows.FILE_READ_ONLY_VOLUME != 0
	}
	var free, total uint64
	if err := windows.GetDiskFreeSpaceEx(root, &free, &total, nil); err == nil && total > 0 {
		row["total"], row["free"] = total, free
	}
	return row
}

// callMe also counts the filtered token that Windows gives to a member of the
// Administrators group: its group is there for denying only.
func callMe(context.Context, []string) ([]checks.Row, error) {
	admins, err := windows.CreateWellKnownSid(windows.WinBuiltinAdministratorsSid)
	if err != nil {
		return nil, err
	}
	groups, err := windows.GetCurrentProcessToken().GetTokenGroups()
	if err != nil {
		return nil, err
	}
	administrator := false
	for _, group := range groups.AllGroups() {
		administrator = administrator || group.Sid.Equals(admins)
	}
	return []checks.Row{{"administrator": administrator, "elevated": elevated()}}, nil
}

// callFirmware leaves secure_boot out where the state key is missing: a machine
// that starts in the old way has none.
func callFirmware(context.Context, []string) ([]checks.Row, error) {
	row := checks.Row{}
	var kind uint32
	call := windows.NewLazySystemDLL("kernel32.dll").NewProc("GetFirmwareType")
	if ok, _, err := call.Call(uintptr(unsafe.Pointer(&kind))); ok == 0 {
		return nil, err
	}
	switch kind {
	case 1:
		row["type"] = "bios"
	case 2:
		row["type"] = "uefi"
	}
	if key, err := openKey(`SYSTEM\CurrentControlSet\Control\SecureBoot\State`); err == nil {
		if on, _, err := key.GetIntegerValue("UEFISecureBootEnabled"); err == nil && on <= 1 {
			row["secure_boot"] = on == 1
		}
		_ = key.Close()
	}
	return []checks.Row{row}, nil
}

// tpmInfo is TPM_DEVICE_INFO of tbs.h.
type tpmInfo struct{ structVersion, version, interfaceType, revision uint32 }

func callTPM(context.Context, []string) ([]checks.Row, error) {
	call := windows.NewLazySystemDLL("tbs.dll").NewProc("Tbsi_GetDeviceInfo")
	if err := call.Find(); err != nil {
		return nil, &checks.ReadError{Reason: checks.Unsupported, Detail: "tbs.dll is not there"}
	}
	var info tpmInfo
	code, _, _ := call.Call(unsafe.Sizeof(info), uintptr(unsafe.Pointer(&info)))
	const notFound = 0x8028400F // TBS_E_TPM_NOT_FOUND
	switch {
	case uint32(code) == notFound:
		return []checks.Row{}, nil
	case code != 0:
		return nil, &checks.ReadError{Reason: checks.Unreadable, Detail: hresult(uint32(code))}
	case info.version == 1:
		return []checks.Row{{"version": "1.2"}}, nil
	case info.version == 2:
		return []checks.Row{{"version": "2.0"}}, nil
	}
	return nil, &checks.ReadError{Reason: checks.Unreadable, Detail: "a TPM of an unknown version"}
}

// callSecurityCenter asks for the health of each kind of protection (wscapi.h).
// Server systems have no Security Center.
func callSecurityCenter(context.Context, []string) ([]checks.Row, error) {
	call := windows.NewLazySystemDLL("wscapi.dll").NewProc("WscGetSecurityProviderHealth")
	if err := call.Find(); err != nil {
		return nil, &checks.ReadError{Reason: checks.Unsupported, Detail: "wscapi.dll is not there"}
	}
	providers := []struct {
		flag uintptr
		name string
	}{{1, "firewall"}, {2, "autoupdate"}, {4, "antivirus"}, {8, "antispyware"}, {16, "internet_settings"}, {32, "uac"}, {64, "service"}}
	healths := []string{"good", "notmonitored", "poor", "snooze"}
	var rows []checks.Row
	for _, p := range providers {
		var health uint32
		code, _, _ := call.Call(p.flag, uintptr(unsafe.Pointer(&health)))
		if code != 0 || int(health) >= len(healths) { // S_FALSE: its service does not run
			continue
		}
		rows = append(rows, checks.Row{"provider": p.name, "health": healths[health]})
	}
	if len(rows) == 0 {
		return nil, &checks.ReadError{Reason: checks.Unreadable, Detail: "the Security Center does not answer"}
	}
	return rows, nil
}

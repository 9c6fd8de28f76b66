package host

import (
	"context"
	"errors"
	"unsafe"

	"github.com/go-ole/go-ole"
	"github.com/go-ole/go-ole/oleutil"
	"golang.org/x/sys/windows"

	"ounce/checks"
)

// callVolume asks the shell whether BitLocker protects a drive: the one way that
// an ordinary user has. A drive without an answer gives a row without a column.
func callVolume(_ context.Context, args []string) ([]checks.Row, error) {
	drive, err := oneArgument(args)
	if err != nil {
		return nil, err
	}
	if len(drive) != 2 || !letter(drive[0]) || drive[1] != ':' {
		return nil, &checks.ReadError{Reason: checks.Unreadable, Detail: "is not a drive"}
	}
	return onThread(ole.COINIT_APARTMENTTHREADED, func() ([]checks.Row, error) { return shellVolume(drive) })
}

func shellVolume(drive string) ([]checks.Row, error) {
	shell, err := newObject("Shell.Application")
	if err != nil {
		return nil, err
	}
	defer shell.Release()
	folder, err := oleutil.CallMethod(shell, "NameSpace", drive+`\`)
	if err != nil {
		return nil, err
	}
	defer func() { _ = folder.Clear() }()
	if folder.VT != ole.VT_DISPATCH || folder.Val == 0 {
		return nil, &checks.ReadError{Reason: checks.Missing, Detail: "there is no such drive"}
	}
	self, err := oleutil.GetProperty(folder.ToIDispatch(), "Self")
	if err != nil {
		return nil, err
	}
	defer func() { _ = self.Clear() }()
	value, err := oleutil.CallMethod(self.ToIDispatch(), "ExtendedProperty", "System.Volume.BitLockerProtection")
	if err != nil {
		return nil, err
	}
	defer func() { _ = value.Clear() }()
	row := checks.Row{}
	if v, ok := comValue(value); ok {
		row["bitlocker"] = v
	}
	return []checks.Row{row}, nil
}

// Of batclass.h: the class of battery devices, its two requests, and the level
// of BatteryInformation.
const (
	ioctlBatteryQueryTag         = 0x294040
	ioctlBatteryQueryInformation = 0x294044
	batteryUnknownCapacity       = 0xFFFFFFFF
	batteryCapacityRelative      = 0x40000000
	batterySystem                = 0x80000000
)

type batteryQuery struct {
	tag   uint32
	level int32
	rate  int32
}

type batteryInformation struct {
	capabilities                         uint32
	technology                           byte
	_                                    [3]byte
	chemistry                            [4]byte
	designed, full, alert1, alert2, bias uint32
	cycles                               uint32
}

// callBattery gives one row for each battery of the machine itself, in mWh. A
// battery in relative units, as that of a UPS or a mouse, gives none.
func callBattery(context.Context, []string) ([]checks.Row, error) {
	class := windows.GUID{Data1: 0x72631E54, Data2: 0x78A4, Data3: 0x11D0, Data4: [8]byte{0xBC, 0xF7, 0x00, 0xAA, 0x00, 0xB7, 0xB3, 0x2A}}
	paths, err := windows.CM_Get_Device_Interface_List("", &class, windows.CM_GET_DEVICE_INTERFACE_LIST_PRESENT)
	if err != nil {
		return nil, err
	}
	rows := []checks.Row{}
	var failure error
	for _, path := range paths {
		if path == "" {
			continue
		}
		row, err := readBattery(path)
		if err != nil {
			failure = err
			continue
		}
		if row != nil {
			rows = append(rows, row)
		}
	}
	if len(rows) == 0 && failure != nil {
		return nil, failure
	}
	return rows, nil
}

func readBattery(path string) (checks.Row, error) {
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return nil, err
	}
	// The requests ask for the right to write, which changes nothing here.
	device, err := windows.CreateFile(name, windows.GENERIC_READ|windows.GENERIC_WRITE, windows.FILE_SHARE_READ|windows.FILE_SHARE_WRITE,
		nil, windows.OPEN_EXISTING, windows.FILE_ATTRIBUTE_NORMAL, 0)
	if err != nil {
		return nil, err
	}
	defer func() { _ = windows.CloseHandle(device) }()
	var wait, tag, returned uint32
	err = windows.DeviceIoControl(device, ioctlBatteryQueryTag, (*byte)(unsafe.Pointer(&wait)), 4, (*byte)(unsafe.Pointer(&tag)), 4, &returned, nil)
	if errors.Is(err, windows.ERROR_FILE_NOT_FOUND) {
		return nil, nil // a slot without a battery
	}
	if err != nil {
		return nil, err
	}
	query := batteryQuery{tag: tag}
	var info batteryInformation
	err = windows.DeviceIoControl(device, ioctlBatteryQueryInformation, (*byte)(unsafe.Pointer(&query)), uint32(unsafe.Sizeof(query)),
		(*byte)(unsafe.Pointer(&info)), uint32(unsafe.Sizeof(info)), &returned, nil)
	if err != nil {
		return nil, err
	}
	if info.capabilities&batterySystem == 0 || info.capabilities&batteryCapacityRelative != 0 {
		return nil, nil
	}
	row := checks.Row{}
	for column, value := range map[string]uint32{"design": info.designed, "full": info.full, "cycles": info.cycles} {
		if value != 0 && value != batteryUnknownCapacity {
			row[column] = value
		}
	}
	return row, nil
}

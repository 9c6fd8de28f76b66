package host

import (
	"context"
	"errors"
	"unsafe"

	"golang.org/x/sys/windows"

	"ounce/checks"
)

// callServices opens the service manager with no more rights than every user
// has; the library's own manager asks for all of them.
func callServices(ctx context.Context, _ []string) ([]checks.Row, error) {
	manager, err := windows.OpenSCManager(nil, nil, windows.SC_MANAGER_CONNECT|windows.SC_MANAGER_ENUMERATE_SERVICE)
	if err != nil {
		return nil, err
	}
	defer func() { _ = windows.CloseServiceHandle(manager) }()
	buffer, count, err := listServices(manager)
	if err != nil {
		return nil, err
	}
	rows := make([]checks.Row, 0, count)
	for _, s := range unsafe.Slice((*windows.ENUM_SERVICE_STATUS_PROCESS)(unsafe.Pointer(&buffer[0])), count) {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		row := checks.Row{"name": windows.UTF16PtrToString(s.ServiceName)}
		keep(row, "display", windows.UTF16PtrToString(s.DisplayName))
		states := []string{"", "stopped", "starting", "stopping", "running", "continuing", "pausing", "paused"}
		if state := s.ServiceStatusProcess.CurrentState; int(state) < len(states) {
			keep(row, "state", states[state])
		}
		serviceConfig(manager, s.ServiceName, row)
		rows = append(rows, row)
	}
	return rows, nil
}

// listServices asks for the size first and again when services were added.
func listServices(manager windows.Handle) ([]byte, uint32, error) {
	buffer := make([]byte, 256<<10)
	for range 4 {
		var needed, count uint32
		err := windows.EnumServicesStatusEx(manager, windows.SC_ENUM_PROCESS_INFO, windows.SERVICE_WIN32, windows.SERVICE_STATE_ALL,
			&buffer[0], uint32(len(buffer)), &needed, &count, nil, nil)
		if err == nil {
			return buffer, count, nil
		}
		if !errors.Is(err, windows.ERROR_MORE_DATA) || needed > checks.MaxRead {
			return nil, 0, err
		}
		buffer = make([]byte, len(buffer)+int(needed))
	}
	return nil, 0, windows.ERROR_MORE_DATA
}

// serviceConfig adds how a service starts; one that hides it goes without.
func serviceConfig(manager windows.Handle, name *uint16, row checks.Row) {
	service, err := windows.OpenService(manager, name, windows.SERVICE_QUERY_CONFIG)
	if err != nil {
		return
	}
	defer func() { _ = windows.CloseServiceHandle(service) }()
	buffer := make([]byte, 8<<10) // the most that the function gives
	config := (*windows.QUERY_SERVICE_CONFIG)(unsafe.Pointer(&buffer[0]))
	var needed uint32
	if err := windows.QueryServiceConfig(service, config, uint32(len(buffer)), &needed); err != nil {
		return
	}
	starts := []string{"boot", "system", "auto", "manual", "disabled"}
	if int(config.StartType) < len(starts) {
		row["start"] = starts[config.StartType]
	}
	keep(row, "path", windows.UTF16PtrToString(config.BinaryPathName))
}

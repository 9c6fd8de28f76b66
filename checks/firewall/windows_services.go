package firewall

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"ounce/checks"
)

const serviceSource = "system call windows.services"

// windowsService is one row of windows.services.
type windowsService struct{ state, start string }

// services reads the services by lower-case name. No service at all is no
// answer: Windows always has some.
func services(ctx context.Context, h checks.Host) checks.Fact[map[string]windowsService] {
	rows, err := h.Call(ctx, "windows.services")
	if err != nil {
		return checks.UnseenBy[map[string]windowsService](err)
	}
	found, err := parseServices(rows)
	if err != nil {
		return checks.UnseenBy[map[string]windowsService](err, seen(h, serviceSource, ""))
	}
	return checks.Known(found, seen(h, serviceSource, fmt.Sprintf("%d services", len(found))))
}

func parseServices(rows []checks.Row) (map[string]windowsService, error) {
	found := map[string]windowsService{}
	for _, row := range rows {
		name, named := row.Text("name")
		state, stated := row.Text("state")
		if !named || !stated || name == "" {
			return nil, errors.New("a service without name or state")
		}
		start, _ := row.Text("start")
		found[strings.ToLower(name)] = windowsService{state: state, start: start}
	}
	if len(found) == 0 {
		return nil, errors.New("no service at all")
	}
	return found, nil
}

// serviceRuns tells whether a service that every Windows has is running; states
// between running and stopped are unreadable.
func serviceRuns(h checks.Host, all checks.Fact[map[string]windowsService], name string) checks.Fact[bool] {
	found, known := all.Get()
	if !known {
		return checks.Unseen[bool](all.Why().Reason, all.Why().Detail, all.Evidence()...)
	}
	service := found[strings.ToLower(name)]
	evidence := seen(h, serviceSource, name+" "+service.state)
	switch service.state {
	case "running", "stopped":
		return checks.Known(service.state == "running", evidence)
	}
	return checks.Unseen[bool](checks.Unreadable, name+" neither runs nor is stopped", evidence)
}

// sshServer tells whether Windows' OpenSSH server runs; most have none.
func sshServer(h checks.Host, all checks.Fact[map[string]windowsService]) checks.Fact[bool] {
	found, known := all.Get()
	if _, there := found["sshd"]; known && !there {
		return checks.Known(false, seen(h, serviceSource, "no sshd"))
	}
	return serviceRuns(h, all, "sshd")
}

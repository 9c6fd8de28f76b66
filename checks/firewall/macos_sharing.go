package firewall

import (
	"context"
	"errors"
	"strings"

	"ounce/checks"
)

const disabledSource = "program launchctl print-disabled system"

// disabledServices asks launchd which services were switched on or off by hand.
func disabledServices(ctx context.Context, h checks.Host) checks.Fact[map[string]bool] {
	out, err := h.Run(ctx, "launchctl", "print-disabled", "system")
	if err != nil {
		return checks.UnseenBy[map[string]bool](err)
	}
	enabled, err := parseDisabled(out.Stdout)
	if err != nil {
		return checks.UnseenBy[map[string]bool](err, seen(h, disabledSource, string(out.Stdout)+string(out.Stderr)))
	}
	return checks.Known(enabled, seen(h, disabledSource, ""))
}

// parseDisabled reads `launchctl print-disabled system`: whether each service
// that somebody set is enabled (launchctl_print_disabled_system.txt; before macOS
// 14 the list says "=> false" for what is not disabled).
func parseDisabled(data []byte) (map[string]bool, error) {
	_, list, found := strings.Cut(string(data), "disabled services = {")
	list, _, closed := strings.Cut(list, "}")
	if !found || !closed {
		return nil, errors.New("no list of services")
	}
	enabled := map[string]bool{}
	for line := range strings.Lines(list) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		name, word, ok := strings.Cut(line, " => ")
		name = strings.Trim(name, `"`)
		_, twice := enabled[name]
		if !ok || name == "" || twice {
			return nil, errors.New("a line is no service")
		}
		switch word {
		case "enabled", "false":
			enabled[name] = true
		case "disabled", "true":
			enabled[name] = false
		default:
			return nil, errors.New("a service is neither enabled nor disabled")
		}
	}
	if len(enabled) == 0 {
		return nil, errors.New("the list of services is empty")
	}
	return enabled, nil
}

// offered tells whether a sharing service waits for others. macOS comes with all
// of them off, so one that the list does not name is off; it is on when it is
// enabled, loaded, or listed by the firewall as shared, and off only when it is
// neither enabled nor loaded.
func offered(ctx context.Context, h checks.Host, all checks.Fact[map[string]bool], name string, listed checks.Fact[bool]) checks.Fact[bool] {
	enabled := checks.Then(all, func(services map[string]bool) (bool, error) { return services[name], nil })
	if value, known := enabled.Get(); known {
		word := ": not enabled"
		if value {
			word = ": enabled"
		}
		enabled = checks.Known(value, seen(h, disabledSource, name+word))
	}
	set := either(enabled, loaded(ctx, h, name))
	if shared, known := listed.Get(); known && shared {
		return either(set, listed)
	}
	return set
}

// loaded asks launchd whether a service is loaded, by the heading of its answer
// and by the words with which launchctl(1) says that it knows none.
func loaded(ctx context.Context, h checks.Host, name string) checks.Fact[bool] {
	out, err := h.Run(ctx, "launchctl", "print", "system/"+name)
	if err != nil {
		return checks.UnseenBy[bool](err)
	}
	source := "program launchctl print system/" + name
	is, err := parseLoaded(name, out)
	if err != nil {
		return checks.UnseenBy[bool](err, seen(h, source, string(out.Stderr)))
	}
	if is {
		return checks.Known(true, seen(h, source, "loaded"))
	}
	return checks.Known(false, seen(h, source, "not loaded"))
}

func parseLoaded(name string, out checks.Output) (bool, error) {
	text := strings.TrimSpace(string(out.Stdout) + string(out.Stderr))
	switch {
	case out.Exit == 0 && strings.HasPrefix(text, "system/"+name+" = {"):
		return true, nil
	case out.Exit != 0 && strings.Contains(text, `Could not find service "`+name+`" in domain for system`):
		return false, nil
	}
	return false, errors.New("launchctl says neither that it knows the service nor that it does not")
}

// remoteManagement looks for the file that macOS keeps while Remote Management
// is on.
func remoteManagement(ctx context.Context, h checks.Host) checks.Fact[bool] {
	const path = "/Library/Application Support/Apple/Remote Desktop/RemoteManagement.launchd"
	switch _, err := h.Stat(ctx, path); {
	case err == nil:
		return checks.Known(true, seen(h, "file "+path, "there"))
	case missing(err):
		return checks.Known(false, seen(h, "file "+path, "not there"))
	default:
		return checks.UnseenBy[bool](err)
	}
}

// macDesktop joins the two ways in which a Mac gives its screen away.
func macDesktop(shared, managed checks.Fact[bool]) checks.Fact[checks.Desktop] {
	isManaged, known := managed.Get()
	isShared, told := shared.Get()
	evidence := append(append([]checks.Evidence{}, shared.Evidence()...), managed.Evidence()...)
	switch {
	case known && isManaged:
		return checks.Known(checks.DesktopManaged, evidence...)
	case told && isShared:
		return checks.Known(checks.DesktopShared, evidence...)
	case told && known:
		return checks.Known(checks.DesktopOff, evidence...)
	}
	why := unknownOf(shared, managed).Why()
	return checks.Unseen[checks.Desktop](why.Reason, why.Detail, evidence...)
}

package network

import (
	"context"
	"errors"
	"strings"

	"ounce/checks"
)

func macos(ctx context.Context, h checks.Host) checks.Network {
	f := checks.Network{
		Gateway:  macGateway(ctx, h),
		Resolver: scutilFact(ctx, h, parseScutilDNS, func(r checks.Resolver) string { return spoken(r) }, "--dns"),
		Proxy:    scutilFact(ctx, h, parseScutilProxy, func(p checks.Proxy) string { return "proxy: " + string(p) }, "--proxy"),
		VPN: scutilFact(ctx, h, parseScutilNC, func(on bool) string {
			if on {
				return "a service is connected"
			}
			return "no service is connected"
		}, "--nc", "list"),
		Wired: macWired(ctx, h),
	}
	f.Joined = onlyTrue(f.Gateway, scutilFact(ctx, h, parseScutilNWI, func(on bool) string {
		if on {
			return "an adapter is in use"
		}
		return "no adapter is in use"
	}, "--nwi"))
	f.Wifi, f.WifiStandard = macWifi(ctx, h)
	return f
}

// macGateway asks for the default route of both families.
func macGateway(ctx context.Context, h checks.Host) checks.Fact[bool] {
	four := macRoute(ctx, h, "-n", "get", "default")
	if four.Or(false) {
		return four
	}
	six := macRoute(ctx, h, "-n", "get", "-inet6", "default")
	if six.Or(false) {
		return six
	}
	return both(four, six)
}

func macRoute(ctx context.Context, h checks.Host, args ...string) checks.Fact[bool] {
	out, err := h.Run(ctx, "route", args...)
	if err != nil {
		return checks.UnseenBy[bool](err)
	}
	evidence := checks.Evidence{Source: "program route " + strings.Join(args, " "), Value: "no default route", Privilege: checks.PrivilegeOf(h)}
	found, err := parseRoute(out)
	if err != nil {
		evidence.Value = ""
		return checks.UnseenBy[bool](err, evidence)
	}
	if found {
		evidence.Value = "a default route"
	}
	return checks.Known(found, evidence)
}

// parseRoute reads "route -n get default" (sample
// macos/network/route_n_get_default.txt). Without such a route all it says is
// "not in table" (route(8)); the exit code is not the same in all versions.
func parseRoute(out checks.Output) (bool, error) {
	gateway, adapter := false, false
	for line := range strings.Lines(string(out.Stdout)) {
		field, value, ok := strings.Cut(strings.TrimSpace(line), ":")
		value = strings.TrimSpace(value)
		if ok && value != "" {
			gateway = gateway || field == "gateway"
			adapter = adapter || field == "interface"
		}
	}
	said := strings.TrimSpace(string(out.Stderr) + string(out.Stdout))
	switch {
	case adapter && gateway, adapter && out.Exit == 0:
		return true, nil
	case said == "route: writing to routing socket: not in table":
		return false, nil
	}
	return false, errors.New("the answer is no route")
}

// scutilFact asks scutil, which tells what the system's configuration holds
// (scutil(8)).
func scutilFact[T any](ctx context.Context, h checks.Host, parse func([]byte) (T, error), say func(T) string, args ...string) checks.Fact[T] {
	out, err := h.Run(ctx, "scutil", args...)
	if err != nil {
		return checks.UnseenBy[T](err)
	}
	evidence := checks.Evidence{Source: "program scutil " + strings.Join(args, " "), Privilege: checks.PrivilegeOf(h)}
	value, err := parse(out.Stdout)
	if err == nil && out.Exit != 0 {
		err = errors.New("scutil failed")
	}
	if err != nil {
		return checks.UnseenBy[T](err, evidence)
	}
	evidence.Value = say(value)
	return checks.Known(value, evidence)
}

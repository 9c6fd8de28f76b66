package network

import (
	"context"
	"errors"

	"ounce/checks"
)

func linux(ctx context.Context, h checks.Host) checks.Network {
	f := checks.Network{
		Gateway:  linuxGateway(ctx, h),
		Resolver: linuxResolver(ctx, h),
		Proxy:    linuxProxy(ctx, h),
	}
	all, err := adapters(ctx, h)
	if err != nil {
		f.Joined = onlyTrue(f.Gateway, checks.UnseenBy[bool](err))
		f.Wired = checks.UnseenBy[checks.Wired](err)
		f.Wifi = checks.UnseenBy[checks.WifiLock](err)
		f.WifiStandard = checks.UnseenBy[checks.WifiStandard](err)
		f.VPN = checks.UnseenBy[bool](err)
		return f
	}
	evidence := checks.Evidence{Source: "folder " + netFolder, Privilege: checks.PrivilegeOf(h)}
	f.Joined = onlyTrue(f.Gateway, joinedBy(all, f.Gateway, evidence))
	f.Wired = wiredOf(all, evidence)
	f.Wifi, f.WifiStandard = linuxWifi(ctx, h, all, evidence)
	f.VPN = vpnOf(all, evidence)
	return f
}

// onlyTrue takes the first reading where it says yes, else the second one.
func onlyTrue(first, second checks.Fact[bool]) checks.Fact[bool] {
	if first.Or(false) {
		return first
	}
	return second
}

// joinedBy tells whether a real adapter is up. That none is takes all of them
// to be down, and no default route: a modem may not tell its state.
func joinedBy(all []adapter, gateway checks.Fact[bool], evidence checks.Evidence) checks.Fact[bool] {
	real, unclear := 0, false
	for _, a := range all {
		if a.real && a.state == "up" {
			evidence.Value = "an adapter is up"
			return checks.Known(true, evidence)
		}
		if a.real {
			real++
		}
		unclear = unclear || a.state == "up" || a.state == "unknown" || a.state == "testing"
	}
	switch {
	case !gateway.Known():
		return gateway
	case real == 0 || unclear:
		return checks.Unseen[bool](checks.Unreadable, "the adapters do not tell whether they are connected", evidence)
	}
	evidence.Value = "every adapter is down"
	return checks.Known(false, append(gateway.Evidence(), evidence)...)
}

// wiredOf gives the slowest cable among real, plain adapters that are up.
func wiredOf(all []adapter, evidence checks.Evidence) checks.Fact[checks.Wired] {
	var speeds []int64
	for _, a := range all {
		switch {
		case !a.real || a.kind != "" || a.state == "down" || a.state == "lowerlayerdown" || a.state == "notpresent":
		case a.state != "up":
			return checks.Unseen[checks.Wired](checks.Unreadable, "an adapter does not tell its state", evidence)
		default:
			speeds = append(speeds, a.mbit)
		}
	}
	return slowest(speeds, evidence)
}

func vpnOf(all []adapter, evidence checks.Evidence) checks.Fact[bool] {
	evidence.Value = "no tunnel of WireGuard or TUN is up"
	for _, a := range all {
		if a.vpn {
			evidence.Value = "a tunnel of WireGuard or TUN is up"
			return checks.Known(true, evidence)
		}
	}
	if len(all) == 0 {
		return checks.UnseenBy[bool](errors.New("no adapter is listed"), evidence)
	}
	return checks.Known(false, evidence)
}

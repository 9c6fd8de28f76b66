package network

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"ounce/checks"
)

// netFolder lists the adapters, one folder each (sysfs-class-net of the kernel).
const netFolder = "/sys/class/net"

// adapter is a network adapter as Linux shows it.
type adapter struct {
	name  string // for further reads alone, never for evidence
	kind  string // DEVTYPE: wlan, bridge, wireguard ...; empty for a plain one
	state string // operstate (RFC 2863): up, down, unknown ...
	real  bool   // has hardware behind it
	mbit  int64  // of a plain real one that is up, as the kernel says; 0 when it does not
	vpn   bool   // a WireGuard or TUN tunnel that is up
}

// adapters reads every adapter but the loopback.
func adapters(ctx context.Context, h checks.Host) ([]adapter, error) {
	entries, err := h.ReadDir(ctx, netFolder)
	if err != nil {
		return nil, err
	}
	var all []adapter
	for _, entry := range entries {
		if entry.Name == "lo" || entry.Name == "bonding_masters" {
			continue
		}
		a, err := readAdapter(ctx, h, entry.Name)
		if err != nil {
			return nil, err
		}
		all = append(all, a)
	}
	return all, nil
}

func readAdapter(ctx context.Context, h checks.Host, name string) (adapter, error) {
	folder := netFolder + "/" + name
	a := adapter{name: name}
	data, err := h.ReadFile(ctx, folder+"/uevent")
	if err != nil {
		return a, withoutName(err, name)
	}
	if a.kind, err = parseUevent(data); err != nil {
		return a, err
	}
	if data, err = h.ReadFile(ctx, folder+"/operstate"); err != nil {
		return a, withoutName(err, name)
	}
	if a.state, err = parseState(data); err != nil {
		return a, err
	}
	if a.real, err = exists(ctx, h, folder+"/device"); err != nil {
		return a, withoutName(err, name)
	}
	if a.real && a.kind == "" && a.state == "up" {
		if data, err := h.ReadFile(ctx, folder+"/speed"); err == nil {
			a.mbit = parseSpeed(data)
		}
	}
	a.vpn, err = tunnelUp(ctx, h, folder, a.kind)
	return a, withoutName(err, name)
}

// tunnelUp tells whether an adapter is a tunnel that is up: WireGuard, or TUN
// (tun_flags has IFF_TUN, 1), with IFF_UP, 1, in its flags (linux/if.h).
func tunnelUp(ctx context.Context, h checks.Host, folder, kind string) (bool, error) {
	if kind != "wireguard" {
		data, err := h.ReadFile(ctx, folder+"/tun_flags")
		var read *checks.ReadError
		if errors.As(err, &read) && read.Reason == checks.Missing {
			return false, nil
		}
		if err != nil {
			return false, err
		}
		if flags, err := parseFlags(data); err != nil || flags&1 == 0 {
			return false, err
		}
	}
	data, err := h.ReadFile(ctx, folder+"/flags")
	if err != nil {
		return false, err
	}
	flags, err := parseFlags(data)
	return flags&1 != 0, err
}

// withoutName takes an adapter's name out of a read error: it may hold the
// address of the adapter.
func withoutName(err error, name string) error {
	var read *checks.ReadError
	if !errors.As(err, &read) {
		return err
	}
	clean := *read
	clean.Source = strings.ReplaceAll(read.Source, name, "*")
	clean.Detail = strings.ReplaceAll(read.Detail, name, "*")
	return &clean
}

func exists(ctx context.Context, h checks.Host, path string) (bool, error) {
	_, err := h.Stat(ctx, path)
	var read *checks.ReadError
	if errors.As(err, &read) && read.Reason == checks.Missing {
		return false, nil
	}
	return err == nil, err
}

// parseUevent gives an adapter's DEVTYPE; INTERFACE always stands there.
func parseUevent(data []byte) (string, error) {
	kind, named := "", false
	for line := range strings.Lines(string(data)) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		named = named || key == "INTERFACE"
		if key == "DEVTYPE" {
			kind = value
		}
	}
	if !named {
		return "", errors.New("an adapter does not say what it is")
	}
	return kind, nil
}

func parseState(data []byte) (string, error) {
	state := strings.TrimSpace(string(data))
	if !slices.Contains([]string{"up", "down", "unknown", "notpresent", "lowerlayerdown", "testing", "dormant"}, state) {
		return "", errors.New("the state of an adapter is none that is known")
	}
	return state, nil
}

func parseFlags(data []byte) (uint64, error) {
	digits, hex := strings.CutPrefix(strings.TrimSpace(string(data)), "0x")
	if !hex {
		return 0, errors.New("the flags of an adapter are no hexadecimal number")
	}
	return strconv.ParseUint(digits, 16, 32)
}

// parseSpeed gives Mbit/s, or 0 for -1 and anything else that is no speed.
func parseSpeed(data []byte) int64 {
	text, err := checks.WholeText(data)
	if err != nil {
		return 0
	}
	speed, err := strconv.ParseInt(strings.TrimSpace(text), 10, 64)
	if err != nil {
		return 0
	}
	return cableSpeed(speed)
}

// cableSpeed gives a speed in Mbit/s that cables have (IEEE 802.3), or 0: what
// telephones and emulated adapters say is no cable's.
func cableSpeed(megabits int64) int64 {
	if slices.Contains([]int64{10, 100, 1000, 2500, 5000, 10000, 25000, 40000, 50000, 100000}, megabits) {
		return megabits
	}
	return 0
}

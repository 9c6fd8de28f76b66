package network

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"ounce/checks"
)

// Flags of a route (linux/route.h): it is up, it rejects.
const (
	routeUp     = 0x1
	routeReject = 0x200
)

// linuxGateway reads the kernel's routes of both families: one to everywhere is
// a way out (proc(5); Documentation/networking of the kernel for ipv6_route).
func linuxGateway(ctx context.Context, h checks.Host) checks.Fact[bool] {
	four := routesIn(ctx, h, "/proc/net/route", parseRoutes)
	if four.Or(false) {
		return four
	}
	six := routesIn(ctx, h, "/proc/net/ipv6_route", parseRoutes6)
	if six.Or(false) {
		return six
	}
	return both(four, six)
}

// both is false only when both readings are.
func both(a, b checks.Fact[bool]) checks.Fact[bool] {
	if !a.Known() {
		return a
	}
	if !b.Known() {
		return b
	}
	return checks.Agree(a, b)
}

func routesIn(ctx context.Context, h checks.Host, path string, parse func([]byte) (bool, error)) checks.Fact[bool] {
	data, err := h.ReadFile(ctx, path)
	if err != nil {
		return checks.UnseenBy[bool](err)
	}
	evidence := checks.Evidence{Source: "file " + path, Value: "no default route", Privilege: checks.PrivilegeOf(h)}
	out, err := parse(data)
	if err != nil {
		return checks.UnseenBy[bool](err, evidence)
	}
	if out {
		evidence.Value = "a default route"
	}
	return checks.Known(out, evidence)
}

// parseRoutes reads /proc/net/route: a heading, then a route a line.
func parseRoutes(data []byte) (bool, error) {
	text, err := checks.WholeText(data)
	if err != nil {
		return false, err
	}
	heading, rest, _ := strings.Cut(strings.TrimSpace(text), "\n")
	if words := strings.Fields(heading); len(words) < 8 || words[0] != "Iface" || words[1] != "Destination" || words[7] != "Mask" {
		return false, errors.New("the heading is not there")
	}
	out := false
	for line := range strings.Lines(rest) {
		words := strings.Fields(line)
		if len(words) < 8 || !isHex8(words[1]) || !isHex8(words[7]) {
			return false, errors.New("a route is cut off")
		}
		flags, err := strconv.ParseUint(words[3], 16, 32)
		if err != nil {
			return false, errors.New("the flags of a route are no number")
		}
		everywhere := words[1] == "00000000" && words[7] == "00000000"
		out = out || everywhere && flags&routeUp != 0 && flags&routeReject == 0
	}
	return out, nil
}

// isHex8 tells an address as the kernel writes it: eight hexadecimal digits.
func isHex8(text string) bool {
	_, err := strconv.ParseUint(text, 16, 32)
	return err == nil && len(text) == 8
}

// parseRoutes6 reads /proc/net/ipv6_route: destination, its length, source, its
// length, next hop, metric, two counts, flags, adapter. A kernel with IPv6 has
// at least the loopback's, so an empty list is an error.
func parseRoutes6(data []byte) (bool, error) {
	text, err := checks.WholeText(data)
	if text = strings.TrimSpace(text); text == "" || err != nil {
		return false, errors.New("the list of routes is empty or cut off")
	}
	out := false
	for line := range strings.Lines(text) {
		words := strings.Fields(line)
		if len(words) != 10 || len(words[0]) != 32 {
			return false, errors.New("a route is cut off")
		}
		flags, err := strconv.ParseUint(words[8], 16, 32)
		if err != nil {
			return false, errors.New("the flags of a route are no number")
		}
		everywhere := words[1] == "00" && strings.Trim(words[0], "0") == ""
		out = out || everywhere && words[9] != "lo" && flags&routeUp != 0 && flags&routeReject == 0
	}
	return out, nil
}

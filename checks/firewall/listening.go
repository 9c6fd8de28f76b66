package firewall

import (
	"context"
	"errors"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"ounce/checks"
)

// listening asks ss for TCP ports that wait for connections from elsewhere. The
// heading stays on: without it an empty answer would look like none.
func listening(ctx context.Context, h checks.Host) checks.Fact[[]checks.Listener] {
	out, err := h.Run(ctx, "ss", "-ltn")
	if err != nil {
		return checks.UnseenBy[[]checks.Listener](err)
	}
	evidence := checks.Evidence{Source: "program ss -ltn", Privilege: checks.PrivilegeOf(h)}
	found, err := parseListening(out.Stdout)
	if err != nil || out.Exit != 0 {
		return checks.Unseen[[]checks.Listener](checks.Unreadable, checks.Excerpt(string(out.Stderr)), evidence)
	}
	ports := make([]string, len(found))
	for i, l := range found {
		ports[i] = strconv.Itoa(l.Port)
	}
	evidence.Value = checks.Excerpt("open to others: " + strings.Join(ports, ", "))
	if len(ports) == 0 {
		evidence.Value = "open to others: none"
	}
	return checks.Known(found, evidence)
}

// parseListening reads `ss -ltn` (ss(8)): state, two queues, local and peer
// address.
func parseListening(data []byte) ([]checks.Listener, error) {
	text, err := checks.WholeText(data)
	if err != nil {
		return nil, err
	}
	heading, rest, _ := strings.Cut(strings.TrimSpace(text), "\n")
	if !strings.HasPrefix(heading, "State") || !strings.Contains(heading, "Local Address:Port") {
		return nil, errors.New("the heading is not there")
	}
	found := []checks.Listener{}
	for line := range strings.Lines(rest) {
		words := strings.Fields(line)
		if len(words) < 5 || words[0] != "LISTEN" {
			return nil, errors.New("a line is none of a listening socket")
		}
		address, port, ok := cutLast(words[3], ":")
		number, err := strconv.Atoi(port)
		if !ok || err != nil || number < 1 || number > 65535 {
			return nil, errors.New("a line has no port")
		}
		address, _, _ = strings.Cut(strings.Trim(address, "[]"), "%")
		ip, err := netip.ParseAddr(strings.Trim(address, "[]"))
		if err == nil && ip.IsLoopback() {
			continue
		}
		l := checks.Listener{Port: number, Everywhere: err != nil || ip.IsUnspecified()}
		if !slices.ContainsFunc(found, func(have checks.Listener) bool { return have.Port == l.Port }) {
			found = append(found, l)
		}
	}
	slices.SortFunc(found, func(a, b checks.Listener) int { return a.Port - b.Port })
	return found, nil
}

func cutLast(text, separator string) (before, after string, found bool) {
	at := strings.LastIndex(text, separator)
	if at < 0 {
		return text, "", false
	}
	return text[:at], text[at+len(separator):], true
}

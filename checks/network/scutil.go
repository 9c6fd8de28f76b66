package network

import (
	"errors"
	"net/netip"
	"regexp"
	"strings"

	"ounce/checks"
)

// parseScutilNWI reads "scutil --nwi": it ends with the adapters in use, and
// says for each family when there is none (SystemConfiguration's scutil).
func parseScutilNWI(data []byte) (bool, error) {
	text := string(data)
	if !strings.HasPrefix(strings.TrimSpace(text), "Network information") {
		return false, errors.New("the heading is not there")
	}
	for line := range strings.Lines(text) {
		if list, ok := strings.CutPrefix(strings.TrimSpace(line), "Network interfaces:"); ok && strings.TrimSpace(list) != "" {
			return true, nil
		}
	}
	if strings.Contains(text, "No IPv4 states found") && strings.Contains(text, "No IPv6 states found") {
		return false, nil
	}
	return false, errors.New("the adapters in use are not listed")
}

// parseScutilDNS reads "scutil --dns": resolvers by number, of which those with
// a domain or by mDNS answer for a part of all names alone.
func parseScutilDNS(data []byte) (checks.Resolver, error) {
	text, _, _ := strings.Cut(string(data), "DNS configuration (for scoped queries)")
	_, text, ok := strings.Cut(text, "DNS configuration")
	if !ok {
		return checks.Resolver{}, errors.New("the heading is not there")
	}
	blocks := strings.Split(text, "resolver #")[1:]
	for _, block := range blocks {
		partial := false
		var addresses []netip.Addr
		for line := range strings.Lines(block) {
			field, value, ok := strings.Cut(strings.TrimSpace(line), ":")
			field, value = strings.TrimSpace(field), strings.TrimSpace(value)
			if !ok {
				continue
			}
			partial = partial || field == "domain" || field == "options" && strings.Contains(value, "mdns")
			if strings.HasPrefix(field, "nameserver[") {
				address, err := netip.ParseAddr(value)
				if err != nil {
					return checks.Resolver{}, errors.New("a server has an address that is none")
				}
				addresses = append(addresses, address)
			}
		}
		if !partial && len(addresses) > 0 {
			return resolverOf(addresses), nil
		}
	}
	return checks.Resolver{}, errors.New("no server for all names is listed")
}

// parseScutilProxy reads "scutil --proxy": a dictionary of settings, where 1
// switches one on (SCDynamicStoreCopyProxies). WPAD, ProxyAutoDiscoveryEnable,
// names no proxy by itself.
func parseScutilProxy(data []byte) (checks.Proxy, error) {
	text := strings.TrimSpace(string(data))
	if !strings.HasPrefix(text, "<dictionary> {") || !strings.HasSuffix(text, "}") {
		return "", errors.New("the answer is no dictionary")
	}
	values, depth := map[string]string{}, 0
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		// What is deeper counts for one adapter alone, or lists exceptions.
		if field, value, ok := strings.Cut(line, " : "); ok && depth == 1 {
			values[field] = strings.TrimSpace(value)
		}
		depth += strings.Count(line, "{") - strings.Count(line, "}")
	}
	if len(values) == 0 || depth != 0 {
		return "", errors.New("the dictionary is empty or cut off")
	}
	if values["ProxyAutoConfigEnable"] == "1" {
		return checks.ProxyScript, nil
	}
	for _, kind := range []string{"HTTPS", "HTTP", "SOCKS"} {
		switch values[kind+"Enable"] {
		case "1":
			if values[kind+"Proxy"] == "" {
				return "", errors.New("a proxy is on, but no server is named")
			}
			return proxyAt(values[kind+"Proxy"]), nil
		case "", "0":
		default:
			return "", errors.New("a switch is neither on nor off")
		}
	}
	return checks.ProxyNone, nil
}

var ncLine = regexp.MustCompile(`^\*?\s*\((Connected|Disconnected|Connecting|Disconnecting|Invalid|No Service|Unknown)\)`)

// parseScutilNC reads "scutil --nc list": a heading, then a service a line with
// its state in brackets.
func parseScutilNC(data []byte) (bool, error) {
	heading, rest, _ := strings.Cut(strings.TrimSpace(string(data)), "\n")
	if !strings.HasPrefix(heading, "Available network connection services") {
		return false, errors.New("the heading is not there")
	}
	on := false
	for line := range strings.Lines(rest) {
		state := ncLine.FindStringSubmatch(strings.TrimSpace(line))
		if state == nil {
			return false, errors.New("a service has no state that is known")
		}
		on = on || state[1] == "Connected"
	}
	return on, nil
}

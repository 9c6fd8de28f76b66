package network

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"ounce/checks"
)

func formatMegabits(n int64) string { return fmt.Sprintf("%d Mbit/s", n) }

// linuxResolver reads resolv.conf(5); behind the stub of systemd-resolved stand
// the servers that it asks in turn (systemd-resolved.service(8)).
func linuxResolver(ctx context.Context, h checks.Host) checks.Fact[checks.Resolver] {
	fact, local := resolversIn(ctx, h, "/etc/resolv.conf")
	if !local {
		return fact
	}
	if behind, local := resolversIn(ctx, h, "/run/systemd/resolve/resolv.conf"); behind.Known() && !local {
		return behind
	}
	return fact
}

// resolversIn reads one file; local tells that every server is the machine
// itself.
func resolversIn(ctx context.Context, h checks.Host, path string) (fact checks.Fact[checks.Resolver], local bool) {
	data, err := h.ReadFile(ctx, path)
	if err != nil {
		return checks.UnseenBy[checks.Resolver](err), false
	}
	evidence := checks.Evidence{Source: "file " + path, Privilege: checks.PrivilegeOf(h)}
	addresses, err := parseResolvConf(data)
	if err != nil {
		return checks.UnseenBy[checks.Resolver](err, evidence), false
	}
	// Names may still be looked up another way, as by nss-resolve.
	if len(addresses) == 0 {
		return checks.Unseen[checks.Resolver](checks.Unsupported, "no server is named there", evidence), false
	}
	found := resolverOf(addresses)
	evidence.Value = spoken(found)
	return checks.Known(found, evidence), !slices.ContainsFunc(addresses, func(a netip.Addr) bool { return !a.IsLoopback() })
}

func parseResolvConf(data []byte) ([]netip.Addr, error) {
	var addresses []netip.Addr
	for line := range strings.Lines(string(data)) {
		words := strings.Fields(line)
		if len(words) == 0 || words[0][0] == '#' || words[0][0] == ';' {
			continue
		}
		if !slices.Contains([]string{"nameserver", "search", "domain", "options", "sortlist"}, words[0]) {
			return nil, errors.New("a line begins with no word of resolv.conf")
		}
		if words[0] != "nameserver" {
			continue
		}
		if len(words) < 2 {
			return nil, errors.New("a server has no address")
		}
		address, err := netip.ParseAddr(words[1])
		if err != nil {
			return nil, errors.New("a server has an address that is none")
		}
		addresses = append(addresses, address)
	}
	return addresses, nil
}

// linuxProxy reads the proxy of the desktop (schema org.gnome.system.proxy) and
// the one that every session gets (pam_env(8)).
func linuxProxy(ctx context.Context, h checks.Host) checks.Fact[checks.Proxy] {
	session := environmentProxy(ctx, h)
	if p, known := session.Get(); known && p != checks.ProxyNone {
		return session
	}
	desktop := desktopProxy(ctx, h)
	if p, known := desktop.Get(); known && p != checks.ProxyNone || !session.Known() && !known {
		return desktop
	}
	if !session.Known() {
		return session
	}
	return desktop
}

func environmentProxy(ctx context.Context, h checks.Host) checks.Fact[checks.Proxy] {
	const path = "/etc/environment"
	evidence := checks.Evidence{Source: "file " + path, Value: "no proxy", Privilege: checks.PrivilegeOf(h)}
	data, err := h.ReadFile(ctx, path)
	var read *checks.ReadError
	switch {
	case errors.As(err, &read) && read.Reason == checks.Missing:
		return checks.Known(checks.ProxyNone, evidence)
	case err != nil:
		return checks.UnseenBy[checks.Proxy](err)
	}
	p, err := parseEnvironment(data)
	if err != nil {
		return checks.UnseenBy[checks.Proxy](err, evidence)
	}
	evidence.Value = "proxy: " + string(p)
	return checks.Known(p, evidence)
}

// parseEnvironment reads NAME=value lines; an empty file sets nothing.
func parseEnvironment(data []byte) (checks.Proxy, error) {
	found := checks.ProxyNone
	text, err := checks.Text(data)
	if err != nil {
		return "", err
	}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(line), "export "))
		if line == "" || line[0] == '#' {
			continue
		}
		name, value, ok := strings.Cut(line, "=")
		if !ok || strings.ContainsAny(name, " \x00") {
			return "", errors.New("a line sets nothing")
		}
		value = strings.Trim(value, `"'`)
		if slices.Contains([]string{"http_proxy", "https_proxy", "all_proxy"}, strings.ToLower(name)) && value != "" {
			found = proxyAt(value)
		}
	}
	return found, nil
}

const proxySchema = "org.gnome.system.proxy"

func desktopProxy(ctx context.Context, h checks.Host) checks.Fact[checks.Proxy] {
	mode := setting(ctx, h, proxySchema, "mode")
	word, known := mode.Get()
	switch {
	case !known:
		return checks.Unseen[checks.Proxy](mode.Why().Reason, mode.Why().Detail, mode.Evidence()...)
	case word == "none":
		return checks.Known(checks.ProxyNone, mode.Evidence()...)
	case word == "auto":
		return checks.Known(checks.ProxyScript, mode.Evidence()...)
	case word != "manual":
		return checks.Unseen[checks.Proxy](checks.Unreadable, "the mode is none that is known", mode.Evidence()...)
	}
	for _, kind := range []string{"https", "http", "socks"} {
		if server := setting(ctx, h, proxySchema+"."+kind, "host"); server.Or("") != "" {
			return checks.Known(proxyAt(server.Or("")), mode.Evidence()...)
		}
	}
	return checks.Unseen[checks.Proxy](checks.Unreadable, "a proxy is on, but no server is named", mode.Evidence()...)
}

// setting reads one text; its value goes into evidence for the mode alone, as a
// server's would be an address.
func setting(ctx context.Context, h checks.Host, schema, key string) checks.Fact[string] {
	out, err := h.Run(ctx, "gsettings", "get", schema, key)
	if err != nil {
		return checks.UnseenBy[string](err)
	}
	evidence := checks.Evidence{Source: "program gsettings get " + schema + " " + key, Privilege: checks.PrivilegeOf(h)}
	text := strings.TrimSpace(string(out.Stdout))
	if checks.DefaultsOnly(out) {
		return checks.Unseen[string](checks.Unsupported, "no settings of a person are at hand", evidence)
	}
	if out.Exit != 0 || len(text) < 2 || text[0] != '\'' || text[len(text)-1] != '\'' {
		return checks.Unseen[string](checks.Unreadable, "the setting is not readable", evidence)
	}
	text = text[1 : len(text)-1]
	if key == "mode" {
		evidence.Value = text
	}
	return checks.Known(text, evidence)
}

// proxyAt tells a proxy on the machine itself from one elsewhere.
func proxyAt(server string) checks.Proxy {
	if _, rest, ok := strings.Cut(server, "://"); ok {
		server = rest
	}
	for _, local := range []string{"127.", "localhost", "[::1]", "::1"} {
		if strings.HasPrefix(strings.ToLower(server), local) {
			return checks.ProxyLocal
		}
	}
	return checks.ProxyFixed
}

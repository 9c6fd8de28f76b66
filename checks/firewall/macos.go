package firewall

import (
	"context"
	"encoding/json"
	"errors"
	"regexp"
	"strings"

	"ounce/checks"
)

// macos reads the application firewall twice, by system_profiler and by
// socketfilterfw, and the sharing services that launchd starts.
func macos(ctx context.Context, h checks.Host) checks.Firewall {
	profile := printed(ctx, h, parseProfiler, "system_profiler", "SPFirewallDataType", "-json")
	filter := printed(ctx, h, parseState, "socketfilterfw", "--getglobalstate")
	silent := printed(ctx, h, parseStealth, "socketfilterfw", "--getstealthmode")
	sharing := printed(ctx, h, parseDisabled, "launchctl", "print-disabled", "system")
	on := checks.Agree(checks.Then(profile, func(a appFirewall) (bool, error) { return a.on, nil }), filter)
	unsupported := checks.Unseen[[]checks.Listener](checks.Unsupported, "")
	return checks.Firewall{
		Guards:         []checks.Guard{{Name: "application firewall", On: on}},
		On:             on,
		BlocksIncoming: checks.Unseen[bool](checks.Unsupported, ""),
		Listening:      unsupported,
		Stealth: checks.Agree(checks.Then(profile, func(a appFirewall) (bool, error) {
			if !a.stealthSaid {
				return false, errors.New("stealth mode is not named")
			}
			return a.stealth, nil
		}), silent),
		SignIn: checks.Then(sharing, func(on map[string]bool) (bool, error) { return on["com.openssh.sshd"], nil }),
		Desktop: checks.Then(sharing, func(on map[string]bool) (checks.Desktop, error) {
			if on["com.apple.screensharing"] {
				return checks.DesktopShared, nil
			}
			return checks.DesktopOff, nil
		}),
		RemoteTools: toolsInFolder(ctx, h, "/Library/LaunchDaemons", ".plist"),
	}
}

func printed[T any](ctx context.Context, h checks.Host, parse func([]byte) (T, error), program string, args ...string) checks.Fact[T] {
	out, err := h.Run(ctx, program, args...)
	if err != nil {
		return checks.UnseenBy[T](err)
	}
	evidence := checks.Evidence{Source: "program " + program + " " + strings.Join(args, " "), Privilege: privilege(h)}
	if out.Exit != 0 {
		return checks.Unseen[T](checks.Unreadable, cut(string(out.Stderr)), evidence)
	}
	value, err := parse(out.Stdout)
	if err != nil {
		return checks.Unseen[T](checks.Unreadable, err.Error(), evidence)
	}
	evidence.Value = shown(string(out.Stdout))
	return checks.Known(value, evidence)
}

var telling = regexp.MustCompile(`spfirewall_(globalstate|stealthenabled)" : "\w+|[^\n]*State = \d\)|[^\n]*[Ss]tealth mode[^\n]*|"com\.(openssh\.sshd|apple\.screensharing)" => \w+`)

// shown keeps the lines of an output that were judged.
func shown(text string) string { return cut(strings.Join(telling.FindAllString(text, -1), "; ")) }

type appFirewall struct{ on, stealth, stealthSaid bool }

// parseProfiler reads SPFirewallDataType as JSON. "allow_all" means off: it is
// what a Mac says whose firewall is switched off (captured on macOS 26 and 27).
func parseProfiler(data []byte) (appFirewall, error) {
	var doc struct {
		Settings []struct {
			State   string `json:"spfirewall_globalstate"`
			Stealth string `json:"spfirewall_stealthenabled"`
		} `json:"SPFirewallDataType"`
	}
	if err := json.Unmarshal(data, &doc); err != nil {
		return appFirewall{}, err
	}
	if len(doc.Settings) != 1 {
		return appFirewall{}, errors.New("the firewall's settings are not there")
	}
	var f appFirewall
	switch doc.Settings[0].State {
	case "spfirewall_globalstate_limit_connections", "spfirewall_globalstate_block_all":
		f.on = true
	case "spfirewall_globalstate_allow_all":
	default:
		return f, errors.New("the firewall's state is none that is known")
	}
	f.stealth = doc.Settings[0].Stealth == "Yes"
	f.stealthSaid = f.stealth || doc.Settings[0].Stealth == "No"
	return f, nil
}

var state = regexp.MustCompile(`(?m)^Firewall is .*\(State = ([0-9]+)\)\s*$`)

// parseState reads `socketfilterfw --getglobalstate` by its number: 0 is off,
// 1 on, 2 on and blocking all. The words differ between versions.
func parseState(data []byte) (bool, error) {
	found := state.FindAllSubmatch(data, -1)
	if len(found) != 1 {
		return false, errors.New("the firewall's state is not there")
	}
	switch string(found[0][1]) {
	case "0":
		return false, nil
	case "1", "2":
		return true, nil
	}
	return false, errors.New("the firewall's state is none that is known")
}

// parseStealth reads `socketfilterfw --getstealthmode` in its old words
// ("Stealth mode enabled") and its new ones ("Firewall stealth mode is on").
func parseStealth(data []byte) (bool, error) {
	for line := range strings.Lines(string(data)) {
		switch strings.ToLower(strings.TrimSpace(line)) {
		case "stealth mode enabled", "firewall stealth mode is on":
			return true, nil
		case "stealth mode disabled", "firewall stealth mode is off":
			return false, nil
		}
	}
	return false, errors.New("stealth mode is not named")
}

var entry = regexp.MustCompile(`^"([^"]+)" => (enabled|disabled|true|false)$`)

// parseDisabled reads `launchctl print-disabled system`: which services are on.
// Up to macOS 13 it says whether one is disabled (true), later "enabled". A
// service that is not listed is as it came: SSH and screen sharing come off.
func parseDisabled(data []byte) (map[string]bool, error) {
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")
	if strings.TrimSpace(lines[0]) != "disabled services = {" {
		return nil, errors.New("the list of services is not there")
	}
	on := map[string]bool{}
	for _, line := range lines[1:] {
		line = strings.TrimSpace(line)
		if line == "}" {
			return on, nil
		}
		found := entry.FindStringSubmatch(line)
		if found == nil {
			return nil, errors.New("a line names no service")
		}
		on[found[1]] = found[2] == "enabled" || found[2] == "false"
	}
	return nil, errors.New("the list of services ends in the middle")
}

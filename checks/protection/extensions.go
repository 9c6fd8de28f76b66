package protection

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"ounce/checks"
)

// macAgents finds products by their system extension, which guards only when it
// is activated and enabled, and by their program, which shows presence alone.
func macAgents(ctx context.Context, h checks.Host, products []product) checks.Fact[[]checks.SecurityProduct] {
	extensions := answer(ctx, h, parseExtensions, "systemextensionsctl", "list")
	active, known := extensions.Get()
	if !known {
		return checks.Unseen[[]checks.SecurityProduct](extensions.Why().Reason, extensions.Why().Detail, extensions.Evidence()...)
	}
	present := map[string]bool{}
	for _, folder := range []string{"/Applications", "/Library/LaunchDaemons"} {
		entries, err := h.ReadDir(ctx, folder)
		if err != nil {
			return checks.UnseenBy[[]checks.SecurityProduct](err)
		}
		for _, entry := range entries {
			present[entry.Name] = true
		}
	}
	agents := []checks.SecurityProduct{}
	for _, p := range products {
		state, ok := macState(h, p, active, present)
		if !ok {
			continue
		}
		agent := p.found(state)
		if p.State == "own" {
			addMdatp(ctx, h, &agent)
		} else if on, known := state.Get(); known && on == checks.ProductOn {
			agent.RealTime = checks.Known(true, state.Evidence()...)
		}
		agents = append(agents, agent)
	}
	return checks.Known(agents, seen(h, "program systemextensionsctl list", fmt.Sprintf("%d extensions", len(active))),
		seen(h, "folder /Applications", fmt.Sprintf("%d products known to us", len(agents))))
}

func macState(h checks.Host, p product, active map[string]bool, present map[string]bool) (checks.Fact[checks.ProductState], bool) {
	source := "program systemextensionsctl list"
	waiting := false
	for _, start := range p.MacOS.Extensions {
		for name, enabled := range active {
			if !hasPrefixFold(name, start) {
				continue
			}
			if enabled {
				return checks.Known(checks.ProductOn, seen(h, source, start+" [activated enabled]")), true
			}
			waiting = true
		}
	}
	if waiting {
		return checks.Known(checks.ProductOff, seen(h, source, "an extension of "+p.Name+" is not enabled")), true
	}
	for name := range present {
		daemon := slices.ContainsFunc(p.MacOS.Daemons, func(start string) bool { return hasPrefixFold(name, start) })
		if daemon || slices.Contains(p.MacOS.Apps, name) {
			return checks.Unseen[checks.ProductState](checks.Unsupported, p.Name+" is installed; it tells its state to administrators",
				seen(h, "folder /Applications", p.Name)), true
		}
	}
	return checks.Fact[checks.ProductState]{}, false
}

var extensionLine = regexp.MustCompile(`^\S*\s*\S*\s*[A-Z0-9]{10}\s+([A-Za-z0-9.-]+) \([^)]*\).*\[([a-z ]+)\]$`)

// parseExtensions reads `systemextensionsctl list`: whether each extension is
// activated and enabled, by its bundle id. One that waits for the user guards
// nothing yet.
func parseExtensions(data []byte) (map[string]bool, error) {
	text := strings.TrimSpace(string(data))
	first, _, _ := strings.Cut(text, "\n")
	number, ok := strings.CutSuffix(strings.TrimSpace(first), " extension(s)")
	count, err := strconv.ParseUint(number, 10, 16)
	if !ok || err != nil {
		return nil, errors.New("no list of extensions")
	}
	all := map[string]bool{}
	lines := uint64(0)
	for line := range strings.Lines(text) {
		found := extensionLine.FindStringSubmatch(strings.TrimSpace(line))
		if found == nil {
			continue
		}
		lines++
		all[found[1]] = all[found[1]] || found[2] == "activated enabled"
	}
	if lines < count {
		return nil, fmt.Errorf("%d lines for %d extensions", lines, count)
	}
	return all, nil
}

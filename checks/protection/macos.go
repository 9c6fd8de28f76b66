package protection

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/micromdm/plist"

	"ounce/checks"
)

func collectMacOS(ctx context.Context, h checks.Host, p checks.Platform, products []product) checks.Protection {
	version, updated := readXProtect(ctx, h, p)
	integrity, level := readStartup(ctx, h)
	return checks.Protection{
		Agents:          macAgents(ctx, h, products),
		BuiltIn:         version,
		BuiltInUpdated:  updated,
		Gatekeeper:      readGatekeeper(ctx, h),
		SystemIntegrity: checks.Agree(readIntegrity(ctx, h), integrity),
		StartupSecurity: level,
	}
}

// answer runs a program and parses what it says on either stream: several of
// these tools change streams between releases.
func answer[T any](ctx context.Context, h checks.Host, parse func([]byte) (T, error), program string, args ...string) checks.Fact[T] {
	source := strings.Join(append([]string{"program " + program}, args...), " ")
	out, err := h.Run(ctx, program, args...)
	if err != nil {
		return checks.UnseenBy[T](err)
	}
	text := slices.Concat(out.Stdout, out.Stderr)
	value, err := parse(text)
	if err != nil {
		return checks.UnseenBy[T](refuse(source, string(text)))
	}
	return checks.Known(value, seen(h, source, string(text)))
}

func readGatekeeper(ctx context.Context, h checks.Host) checks.Fact[bool] {
	return answer(ctx, h, parseGatekeeper, "spctl", "--status")
}

// parseGatekeeper reads `spctl --status` (wording as osquery reads it).
func parseGatekeeper(data []byte) (bool, error) {
	switch strings.TrimSpace(string(data)) {
	case "assessments enabled":
		return true, nil
	case "assessments disabled":
		return false, nil
	}
	return false, errors.New("no word of Gatekeeper")
}

func readIntegrity(ctx context.Context, h checks.Host) checks.Fact[bool] {
	return answer(ctx, h, parseIntegrity, "csrutil", "status")
}

// parseIntegrity reads the first line of `csrutil status`
// (csrutil_status_enabled.txt); the lines of a custom setting hold both words.
func parseIntegrity(data []byte) (bool, error) {
	line, _, _ := strings.Cut(strings.TrimSpace(string(data)), "\n")
	state, ok := strings.CutPrefix(strings.TrimSpace(line), "System Integrity Protection status: ")
	switch {
	case ok && state == "enabled.":
		return true, nil
	case ok && (state == "disabled." || strings.HasPrefix(state, "unknown (Custom Configuration)")):
		return false, nil
	}
	return false, errors.New("no word of System Integrity Protection")
}

// bridge is what SPiBridgeDataType says of the start.
type bridge struct {
	Integrity string `json:"ibridge_sb_sip"`
	Boot      string `json:"ibridge_secure_boot"`
}

func readStartup(ctx context.Context, h checks.Host) (checks.Fact[bool], checks.Fact[checks.StartupSecurity]) {
	const source = "program system_profiler SPiBridgeDataType -json"
	out, err := h.Run(ctx, "system_profiler", "SPiBridgeDataType", "-json")
	if err != nil {
		return checks.UnseenBy[bool](err), checks.UnseenBy[checks.StartupSecurity](err)
	}
	b, err := parseBridge(out.Stdout)
	if err != nil {
		err = refuse(source, string(out.Stdout)+string(out.Stderr))
		return checks.UnseenBy[bool](err), checks.UnseenBy[checks.StartupSecurity](err)
	}
	evidence := seen(h, source, "secure boot "+b.Boot+", sip "+b.Integrity)
	integrity := checks.Unseen[bool](checks.Unsupported, "not told", evidence)
	if b.Integrity == "Enabled" || b.Integrity == "Disabled" {
		integrity = checks.Known(b.Integrity == "Enabled", evidence)
	}
	levels := map[string]checks.StartupSecurity{
		"Full Security":       checks.StartupFull,
		"Reduced Security":    checks.StartupReduced,
		"Permissive Security": checks.StartupPermissive,
	}
	if level, ok := levels[b.Boot]; ok {
		return integrity, checks.Known(level, evidence)
	}
	return integrity, checks.Unseen[checks.StartupSecurity](checks.Unsupported, "not told", evidence)
}

// parseBridge reads SPiBridgeDataType (SPiBridgeDataType_M4Max_full_security.json).
// Its list is empty on Macs without such a chip, and on some with one.
func parseBridge(data []byte) (bridge, error) {
	var answer struct {
		List []bridge `json:"SPiBridgeDataType"`
	}
	if err := json.Unmarshal(data, &answer); err != nil {
		return bridge{}, fmt.Errorf("reading SPiBridgeDataType: %w", err)
	}
	switch len(answer.List) {
	case 0:
		if !strings.Contains(string(data), "SPiBridgeDataType") {
			return bridge{}, errors.New("no SPiBridgeDataType")
		}
		return bridge{}, nil
	case 1:
		return answer.List[0], nil
	}
	return bridge{}, errors.New("several answers on one start")
}

// readXProtect reads version and date of the Mac's own scanner: from macOS 15 on
// by its own tool, before that from the bundle and the list of installations.
func readXProtect(ctx context.Context, h checks.Host, p checks.Platform) (checks.Fact[string], checks.Fact[time.Time]) {
	if release, known := p.Release.Get(); !known || major(release) >= 15 {
		state := answer(ctx, h, parseXProtect, "xprotect", "version")
		return checks.Then(state, func(x xprotectState) (string, error) { return x.version, nil }),
			checks.Then(state, func(x xprotectState) (time.Time, error) { return dated(h, x.installed) })
	}
	const bundle = "/Library/Apple/System/Library/CoreServices/XProtect.bundle/Contents/Info.plist"
	const history = "/Library/Receipts/InstallHistory.plist"
	version, updated := checks.Fact[string]{}, checks.Fact[time.Time]{}
	if data, err := h.ReadFile(ctx, bundle); err != nil {
		version = checks.UnseenBy[string](err)
	} else if text, err := parseBundle(data); err != nil {
		version = checks.UnseenBy[string](err, seen(h, "file "+bundle, ""))
	} else {
		version = checks.Known(text, seen(h, "file "+bundle, text))
	}
	if data, err := h.ReadFile(ctx, history); err != nil {
		updated = checks.UnseenBy[time.Time](err)
	} else if when, err := parseInstalls(data); err != nil {
		updated = checks.UnseenBy[time.Time](err, seen(h, "file "+history, ""))
	} else {
		updated = checks.Then(checks.Known(when, seen(h, "file "+history, when.UTC().Format(time.DateOnly))),
			func(when time.Time) (time.Time, error) { return dated(h, when) })
	}
	return version, updated
}

// dated refuses a date that cannot be.
func dated(h checks.Host, when time.Time) (time.Time, error) {
	if when.Year() < 2009 || when.After(h.Now().Add(24*time.Hour)) {
		return when, errors.New("a date that cannot be: " + when.UTC().Format(time.DateOnly))
	}
	return when, nil
}

func major(release string) int {
	text, _, _ := strings.Cut(release, ".")
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0
	}
	return n
}

type xprotectState struct {
	version   string
	installed time.Time
}

var xprotectLine = regexp.MustCompile(`^Version: (\d{3,6}) Installed: (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d{4})$`)

// parseXProtect reads `xprotect version`: "Version: 5325 Installed: 2025-11-18
// 10:11:12 +0000", the form that macOS 15 and 26 print.
func parseXProtect(data []byte) (xprotectState, error) {
	found := xprotectLine.FindStringSubmatch(strings.TrimSpace(string(data)))
	if found == nil {
		return xprotectState{}, errors.New("no word of XProtect")
	}
	when, err := time.Parse("2006-01-02 15:04:05 -0700", found[2])
	return xprotectState{found[1], when}, err
}

// unmarshalPlist reads XML and binary property lists; the library gives up on
// some damaged ones by panicking, which is an error here.
func unmarshalPlist(data []byte, into any) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("a damaged property list: %v", p)
		}
	}()
	return plist.Unmarshal(data, into)
}

// parseBundle reads the version in a bundle's Info.plist.
func parseBundle(data []byte) (string, error) {
	var info struct {
		Version string `plist:"CFBundleShortVersionString"`
	}
	if err := unmarshalPlist(data, &info); err != nil {
		return "", fmt.Errorf("reading the XProtect bundle: %w", err)
	}
	if info.Version == "" || len(info.Version) > 12 {
		return "", errors.New("the XProtect bundle has no version")
	}
	return info.Version, nil
}

// parseInstalls gives the newest installation of XProtect's definitions.
func parseInstalls(data []byte) (time.Time, error) {
	var list []struct {
		Date time.Time `plist:"date"`
		Name string    `plist:"displayName"`
	}
	if err := unmarshalPlist(data, &list); err != nil {
		return time.Time{}, fmt.Errorf("reading the list of installations: %w", err)
	}
	var newest time.Time
	for _, item := range list {
		if item.Name == "XProtectPlistConfigData" && item.Date.After(newest) {
			newest = item.Date
		}
	}
	if newest.IsZero() {
		return newest, errors.New("no XProtect in the list of installations")
	}
	return newest, nil
}

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

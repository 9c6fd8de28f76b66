package protection

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

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
		return checks.UnseenBy[T](checks.Refused(source, string(text)))
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
		err = checks.Refused(source, string(out.Stdout)+string(out.Stderr))
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

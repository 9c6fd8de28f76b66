package firewall

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"ounce/checks/plists"
)

// alfState is the application firewall's state, in any of its three forms.
type alfState struct {
	on, stealth   bool
	login, screen bool // SSH and Screen Sharing are listed as shared
}

func (s alfState) String() string {
	return fmt.Sprintf("on: %t, stealth mode: %t", s.on, s.stealth)
}

// parseProfiler reads `system_profiler SPFirewallDataType -json`. The word
// allow_all means off (SPFirewallDataType_off.json), limit_connections on
// (SPFirewallDataType_on_stealth.json).
func parseProfiler(data []byte) (alfState, error) {
	var answer struct {
		List []struct {
			State    string            `json:"spfirewall_globalstate"`
			Stealth  string            `json:"spfirewall_stealthenabled"`
			Services map[string]string `json:"spfirewall_services"`
		} `json:"SPFirewallDataType"`
	}
	if err := json.Unmarshal(data, &answer); err != nil {
		return alfState{}, fmt.Errorf("reading SPFirewallDataType: %w", err)
	}
	if len(answer.List) != 1 {
		return alfState{}, errors.New("not one answer on one firewall")
	}
	said := answer.List[0]
	on, known := map[string]bool{
		"spfirewall_globalstate_allow_all":         false,
		"spfirewall_globalstate_limit_connections": true,
		"spfirewall_globalstate_block_all":         true,
	}[said.State]
	stealth, told := map[string]bool{"Yes": true, "No": false}[said.Stealth]
	if !known || !told {
		return alfState{}, errors.New("no state that is known")
	}
	_, login := said.Services["Remote Login - SSH"]
	_, screen := said.Services["Screen Sharing"]
	return alfState{on: on, stealth: stealth, login: login, screen: screen}, nil
}

// parseGlobalState reads `socketfilterfw --getglobalstate`. The number counts,
// since the words around it change: 0 is off, 1 on, 2 on and blocking all
// (socketfilterfw_getters_on.txt, socketfilterfw_all_state2_stealth_on.txt).
func parseGlobalState(data []byte) (bool, error) {
	states, on := 0, false
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		_, number, ok := strings.Cut(line, "(State = ")
		if !ok || !strings.HasPrefix(line, "Firewall is ") {
			continue
		}
		switch number {
		case "0)":
		case "1)", "2)":
			on = true
		default:
			return false, errors.New("a state that is not known")
		}
		states++
	}
	if states != 1 {
		return false, errors.New("no state of the firewall")
	}
	return on, nil
}

// parseStealth reads `socketfilterfw --getstealthmode`, in its older and its
// newer words (the same files).
func parseStealth(data []byte) (bool, error) {
	answers, on := 0, false
	for line := range strings.Lines(string(data)) {
		switch strings.TrimSpace(line) {
		case "Stealth mode enabled", "Firewall stealth mode is on":
			on = true
			answers++
		case "Stealth mode disabled", "Firewall stealth mode is off":
			answers++
		}
	}
	if answers != 1 {
		return false, errors.New("no state of stealth mode")
	}
	return on, nil
}

// parseAlf reads com.apple.alf.plist of macOS 14 and before
// (com.apple.alf_nested_path.plist).
func parseAlf(data []byte) (alfState, error) {
	var file struct {
		State   *int64 `plist:"globalstate"`
		Stealth *int64 `plist:"stealthenabled"`
	}
	if err := decodePlist(data, &file); err != nil {
		return alfState{}, err
	}
	if file.State == nil || file.Stealth == nil || *file.State < 0 || *file.State > 2 || *file.Stealth < 0 || *file.Stealth > 1 {
		return alfState{}, errors.New("no state that is known")
	}
	return alfState{on: *file.State > 0, stealth: *file.Stealth == 1}, nil
}

// decodePlist decodes a property list; a damaged one can make the library panic.
func decodePlist(data []byte, into any) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("reading the property list: %v", r)
		}
	}()
	if err = plists.Unmarshal(data, into); err != nil {
		return fmt.Errorf("reading the property list: %w", err)
	}
	return nil
}

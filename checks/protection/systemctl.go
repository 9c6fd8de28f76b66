package protection

import (
	"fmt"
	"slices"
	"strings"
)

// activeStates are the words of systemctl's ACTIVE column (systemctl(1)).
var activeStates = []string{
	"active", "reloading", "inactive", "failed", "activating", "deactivating", "maintenance", "refreshing",
}

// parseUnits reads `systemctl list-units --plain --no-legend`: a unit a line,
// as "name load active sub description". It gives the ACTIVE word by unit. A
// system without any service is none: an empty list is an error.
func parseUnits(data []byte) (map[string]string, error) {
	units := map[string]string{}
	for line := range strings.Lines(string(data)) {
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		if len(words) < 4 || !strings.HasSuffix(words[0], ".service") || !slices.Contains(activeStates, words[2]) {
			return nil, fmt.Errorf("no list of units: line %q", strings.TrimSpace(line))
		}
		units[words[0]] = words[2]
	}
	if len(units) == 0 {
		return nil, fmt.Errorf("the list of units is empty")
	}
	return units, nil
}

// fileStates are words of systemctl's STATE column for unit files (systemctl(1)).
var fileStates = []string{
	"enabled", "enabled-runtime", "linked", "linked-runtime", "alias", "masked", "masked-runtime",
	"static", "disabled", "indirect", "generated", "transient", "bad",
}

// parseUnitFiles reads `systemctl list-unit-files --plain --no-legend`: a file a
// line, as "name state preset". An empty list is an error.
func parseUnitFiles(data []byte) ([]string, error) {
	var files []string
	for line := range strings.Lines(string(data)) {
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		if len(words) < 2 || !strings.HasSuffix(words[0], ".service") || !slices.Contains(fileStates, words[1]) {
			return nil, fmt.Errorf("no list of unit files: line %q", strings.TrimSpace(line))
		}
		files = append(files, words[0])
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("the list of unit files is empty")
	}
	return files, nil
}

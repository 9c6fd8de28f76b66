package app

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// TestTheReleaseRunsWhatThereIs holds what the runners of each system are told
// against what there is: targets of make, commands of Ounce, scripts.
func TestTheReleaseRunsWhatThereIs(t *testing.T) {
	file, err := os.ReadFile(filepath.Join(root, ".github", "workflows", "release.yml"))
	must(t, err)
	makefile, err := os.ReadFile(filepath.Join(root, "Makefile"))
	must(t, err)
	var workflow struct {
		Jobs map[string]struct {
			Steps []struct{ Run string }
		}
	}
	must(t, yaml.Unmarshal(file, &workflow))
	ounce := regexp.MustCompile(`^(?:\.[/\\]|& "\$home_\\)ounce(?:-cli\.exe)?"? (.+)$`)
	makes, runs := 0, 0
	for job, does := range workflow.Jobs {
		for _, step := range does.Steps {
			for line := range strings.Lines(step.Run) {
				line = strings.TrimSpace(line)
				if target, ok := strings.CutPrefix(line, "make "); ok {
					makes++
					if !regexp.MustCompile(`(?m)^` + target + `:`).Match(makefile) {
						t.Errorf("%s: make has no target %s", job, target)
					}
				}
				if found := ounce.FindStringSubmatch(line); found != nil {
					runs++
					if _, err := commandLine().Parse(strings.Fields(found[1])); err != nil {
						t.Errorf("%s: ounce %s: %v", job, found[1], err)
					}
				}
			}
		}
	}
	if makes < 4 || runs < 7 {
		t.Errorf("only %d targets and %d commands were looked at", makes, runs)
	}
}

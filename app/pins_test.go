package app

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestPins holds the versions that must not drift: a newer or older one of
// each is known to break something.
func TestPins(t *testing.T) {
	pins := map[string]string{
		"fyne.io/fyne/v2":               "v2.8.1",
		"github.com/xuri/excelize/v2":   "v2.11.1",
		"github.com/shirou/gopsutil/v3": "v3.24.5",
		// Older ones read a null pointer on the newest Macs before main.
		"github.com/shoenig/go-m1cpu": "v0.2.4",
		// What seals and keeps the assessments: files of older versions must open.
		"filippo.io/age":                "v1.3.2",
		"github.com/zalando/go-keyring": "v0.2.8",
		"github.com/gofrs/flock":        "v0.13.1",
	}
	data, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	for module, version := range pins {
		line := regexp.MustCompile(`(?m)^\s*(require )?` + regexp.QuoteMeta(module) + ` (\S+)`).FindStringSubmatch(string(data))
		if line == nil || line[2] != version {
			t.Errorf("go.mod has %v for %s, want %s", line, module, version)
		}
	}
	for _, line := range regexp.MustCompile(`(?m)^\s*(?:replace )?(.* => .*)$`).FindAllStringSubmatch(string(data), -1) {
		if line[1] != "github.com/tiendc/go-deepcopy => ./assessment/report/deepcopy" {
			t.Errorf("go.mod replaces a module: %s", line[1])
		}
	}
}

func TestVersionIsTheOneOfTheMetadata(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(root, "FyneApp.toml"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(data), `Version = "`+Version+`"`) {
		t.Errorf("FyneApp.toml has another version than %s", Version)
	}
}

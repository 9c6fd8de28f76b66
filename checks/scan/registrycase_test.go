package scan

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"ounce/checks"
	"ounce/checks/host"
	"ounce/checks/platform"
)

// TestNamesOfTheRegistryHaveNoCase: Windows tells no case apart in the names of
// keys and values, and a script may have written them in any.
func TestNamesOfTheRegistryHaveNoCase(t *testing.T) {
	s := Scanner{Definitions: definitions(t), Topics: Topics(), Platform: platform.Read}
	for _, path := range machines(t) {
		rec := build(t, path)
		if rec.System != checks.Windows {
			continue
		}
		t.Run(strings.TrimSuffix(filepath.Base(path), ".yaml"), func(t *testing.T) {
			want := statuses(s.Run(context.Background(), host.Play(rec)))
			low := *rec
			low.Registry = nil
			for _, key := range rec.Registry {
				values := checks.Row{}
				for name, value := range key.Values {
					values[strings.ToLower(name)] = value
				}
				low.Registry = append(low.Registry, host.RegistryKey{Key: key.Key, Values: values, Failure: key.Failure})
			}
			for id, got := range statuses(s.Run(context.Background(), host.Play(&low))) {
				if got != want[id] {
					t.Errorf("%s says %s with names in small letters, %s without", id, got, want[id])
				}
			}
		})
	}
}

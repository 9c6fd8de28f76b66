package app

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestJSONIsLaidOutForPeopleWhileItIsSmall writes a small value and a large one:
// both read back as they were.
func TestJSONIsLaidOutForPeopleWhileItIsSmall(t *testing.T) {
	s, _ := testSession(t)
	for _, c := range []struct {
		text  string
		lines int
	}{{"<short>", 3}, {strings.Repeat("long ", mostIndented/5+1), 1}} {
		path := filepath.Join(t.TempDir(), "x.json")
		must(t, s.writeJSON(path, []string{c.text}))
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var read []string
		if err := json.Unmarshal(data, &read); err != nil || !slices.Equal(read, []string{c.text}) {
			t.Errorf("%.20q does not read back: %v", c.text, err)
		}
		if n := bytes.Count(data, []byte("\n")); n != c.lines || data[len(data)-1] != '\n' {
			t.Errorf("%.20q takes %d lines", c.text, n)
		}
	}
}

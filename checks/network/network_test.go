package network

import (
	"strings"
	"testing"

	"ounce/checks"
)

// TestTextsAndChecksMeet: each check has its texts, each text its check.
func TestTextsAndChecksMeet(t *testing.T) {
	defs, err := checks.LoadDefinitions()
	if err != nil {
		t.Fatal(err)
	}
	rules := map[string]bool{}
	for _, check := range Topic().Checks {
		rules[check.ID] = true
		if _, ok := defs.Get(check.ID); !ok {
			t.Errorf("%s has no texts", check.ID)
		}
	}
	for _, id := range defs.IDs() {
		if strings.HasPrefix(id, "network.") && !rules[id] {
			t.Errorf("%s has texts and no rule", id)
		}
	}
}

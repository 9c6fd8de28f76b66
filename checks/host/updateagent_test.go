package host

import (
	"testing"
	"time"

	"ounce/checks"
)

func TestUpdateRow(t *testing.T) {
	t.Parallel()
	published := time.Date(2026, 11, 10, 18, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		about    string
		classes  []string
		severity string
		at       time.Time
		want     checks.Row
	}{
		{"a cumulative update", []string{"a3c2375d-0c8a-42f9-bce0-28333e198407", "0FA1201D-4330-4FA8-8AE9-B877473B6441"}, "", published,
			checks.Row{"security": true, "published": "2026-11-10T18:00:00Z"}},
		{"one with a severity", []string{"cd5ffd1e-e932-4e3a-bf74-18bf0b1bbd83"}, "Important", time.Time{}, checks.Row{"security": true}},
		{"the removal tool", []string{"28bc880e-0592-4cbf-8f95-c79b17911d5f"}, "", time.Time{}, checks.Row{"security": false}},
		{"one that says nothing of itself", nil, "", published, checks.Row{"published": "2026-11-10T18:00:00Z"}},
		{"virus definitions", []string{"{E0789628-CE08-4437-BE74-2495B842F43B}"}, "", published, nil},
	} {
		row, counts := updateRow(c.classes, c.severity, c.at)
		if counts != (c.want != nil) || len(row) != len(c.want) || row["security"] != c.want["security"] || row["published"] != c.want["published"] {
			t.Errorf("%s: got %v, %t", c.about, row, counts)
		}
	}
}

func TestOLEDate(t *testing.T) {
	t.Parallel()
	for days, want := range map[float64]string{
		2: "1900-01-01T00:00:00Z", 36526: "2000-01-01T00:00:00Z", 46350.75: "2026-11-24T18:00:00Z", 46350.999999999: "2026-11-25T00:00:00Z",
		0: "", -1: "", 1e300: "", 200_001: "",
	} {
		got, ok := oleDate(days)
		if ok != (want != "") || ok && got.Format(time.RFC3339) != want {
			t.Errorf("%v is %v, %t; want %q", days, got, ok, want)
		}
	}
}

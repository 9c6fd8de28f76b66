// Package lifecycle knows until when makers give security updates. The dates
// are data (assets/lifecycle.yaml) and have a date of their own; what is not in
// them is unknown, never fine and never bad.
package lifecycle

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"ounce/assets"
	"ounce/checks"
)

// The products of the table.
const (
	Windows       = "windows"
	WindowsServer = "windows-server"
	MacOS         = "macos"
	Ubuntu        = "ubuntu"
	Debian        = "debian"
	Fedora        = "fedora"
	Office        = "office"
	Exchange      = "exchange"
	SQLServer     = "sql-server"
)

// The editions that share a Windows build but not its end.
const (
	HomePro    = "home-pro"
	Enterprise = "enterprise"
	LTSC       = "ltsc"
	IoTLTSC    = "iot-ltsc"
)

// openFor is how long after the day of the table a release without a published
// end is still taken to get updates.
const openFor = 365 * 24 * time.Hour

// Table holds the dates.
type Table struct {
	Source   string             `yaml:"source"`
	Licence  string             `yaml:"licence"`
	Data     Day                `yaml:"data"`
	Products map[string]Product `yaml:"products"`
}

// Product is one product with its releases.
type Product struct {
	// Older says that every release below one had ended by a day.
	Older    *Older    `yaml:"older,omitempty"`
	Releases []Release `yaml:"releases"`
}

// Older is the end of what is too old for a row.
type Older struct {
	Below string `yaml:"below"`
	Ended Day    `yaml:"ended"`
}

// Release is one row of the table.
type Release struct {
	Label   string `yaml:"label"`
	Version string `yaml:"version"`
	// Edition is empty for a row that holds for every edition.
	Edition  string `yaml:"edition,omitempty"`
	Latest   string `yaml:"latest,omitempty"`
	Released Day    `yaml:"released,omitempty"`
	// Ends is the last day of security updates; without one the maker names none.
	Ends      Day    `yaml:"ends,omitempty"`
	Extended  Day    `yaml:"extended,omitempty"`
	Programme string `yaml:"programme,omitempty"`
	// Presumed is "ended" where the maker names no end and usage says it is over.
	Presumed string `yaml:"presumed,omitempty"`
	// Announced marks a release that was not out on the day of the data.
	Announced bool `yaml:"announced,omitempty"`
}

// Day is a date without a time, as 2006-01-02.
type Day struct{ time.Time }

// UnmarshalText reads a day.
func (d *Day) UnmarshalText(text []byte) error {
	t, err := time.Parse(time.DateOnly, string(text))
	if err != nil {
		return fmt.Errorf("%q is no date of the form 2006-01-02", text)
	}
	d.Time = t
	return nil
}

// Load reads the table from the assets.
func Load() (*Table, error) {
	data, err := assets.Files.ReadFile("lifecycle.yaml")
	if err != nil {
		return nil, fmt.Errorf("reading the support dates: %w", err)
	}
	return Parse("lifecycle.yaml", data)
}

// Parse decodes a table strictly; name stands in its errors.
func Parse(name string, data []byte) (*Table, error) {
	var t Table
	if err := assets.Strict(name, data, &t); err != nil {
		return nil, err
	}
	if err := t.validate(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return &t, nil
}

func (t *Table) validate() error {
	if t.Source == "" || t.Data.IsZero() {
		return fmt.Errorf("needs a source and the day of the data")
	}
	for id, product := range t.Products {
		seen := map[string]bool{}
		for _, r := range product.Releases {
			key := r.Version + " " + r.Edition
			switch {
			case r.Label == "" || r.Version == "":
				return fmt.Errorf("%s: a release needs label and version", id)
			case seen[key]:
				return fmt.Errorf("%s: %s stands there twice", id, key)
			case r.Released.IsZero() && !r.Announced:
				return fmt.Errorf("%s: %s has no day of release", id, r.Label)
			case !r.Extended.IsZero() && (r.Programme == "" || !r.Extended.After(r.Ends.Time)):
				return fmt.Errorf("%s: %s has an extended end without programme, or before its end", id, r.Label)
			case r.Presumed != "" && r.Presumed != "ended":
				return fmt.Errorf("%s: %s is presumed %q", id, r.Label, r.Presumed)
			}
			seen[key] = true
		}
	}
	return nil
}

// Find gives the row of a release.
func (t *Table) Find(product, edition, version string) (Release, bool) {
	i := slices.IndexFunc(t.Products[product].Releases, func(r Release) bool {
		return r.Version == version && (r.Edition == "" || r.Edition == edition)
	})
	if i < 0 {
		return Release{}, false
	}
	return t.Products[product].Releases[i], true
}

// Ask says what the maker does for a release on a day; ok is false when the
// table does not tell. Windows is asked by its build number and edition, every
// other product by the version of its rows.
func (t *Table) Ask(product, edition, version string, on time.Time) (checks.Support, bool) {
	r, found := t.Find(product, edition, version)
	s := checks.Support{Label: r.Label, Programme: r.Programme, TableDate: t.Data.Time}
	switch older := t.Products[product].Older; {
	case !found && older != nil && edition != LTSC && edition != IoTLTSC && below(version, older.Below):
		s.State, s.Until = checks.SupportEnded, older.Ended.Time
		return s, true
	case !found || r.Announced:
		return checks.Support{}, false
	case r.Presumed == "ended":
		s.State = checks.SupportPresumedEnded
	case r.Ends.IsZero() && on.After(t.Data.Add(openFor)):
		return checks.Support{}, false
	case r.Ends.IsZero():
		s.State = checks.SupportOpen
	case !on.After(endOf(r.Ends)):
		s.State, s.Until = checks.Supported, r.Ends.Time
	case !r.Extended.IsZero() && !on.After(endOf(r.Extended)):
		s.State, s.Until = checks.SupportExtended, r.Extended.Time
	case !r.Extended.IsZero():
		s.State, s.Until = checks.SupportEnded, r.Extended.Time
	default:
		s.State, s.Until = checks.SupportEnded, r.Ends.Time
	}
	return s, true
}

// endOf is the last moment of a day.
func endOf(d Day) time.Time { return d.AddDate(0, 0, 1).Add(-time.Second) }

// below compares versions number by number; what is no version is not below.
func below(version, limit string) bool {
	a, okA := Numbers(version)
	b, okB := Numbers(limit)
	return okA && okB && slices.Compare(a, b) < 0
}

// Numbers splits a version at its dots.
func Numbers(version string) ([]int, bool) {
	var all []int
	for part := range strings.SplitSeq(version, ".") {
		n, err := strconv.Atoi(part)
		if err != nil || n < 0 {
			return nil, false
		}
		all = append(all, n)
	}
	return all, true
}

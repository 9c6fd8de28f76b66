package checks

import (
	"fmt"
	"io/fs"
	"slices"
	"sort"

	"ounce/assets"
)

// Definition is everything about a check that is words or data. It is read from
// assets/checks, one file per topic.
type Definition struct {
	ID       string   `yaml:"id" json:"id"`
	Area     Area     `yaml:"area" json:"area"`
	Severity Severity `yaml:"severity" json:"severity"`
	Title    string   `yaml:"title" json:"title"`
	// Do is what to do about it, as an order: "Turn automatic updates on".
	Do string `yaml:"do" json:"do"`
	// Why it matters, in one sentence.
	Why string `yaml:"why" json:"why"`
	// Fine is what would be fine.
	Fine string `yaml:"fine" json:"fine"`
	// Thing is what is looked at, as it stands in "We could not see ...".
	Thing string `yaml:"thing" json:"thing"`
	// Says are the verdict's sentences by the id that the rule names. Values
	// stand in them as {name}, and {name:day|days} adds the word that fits.
	Says map[string]string `yaml:"says" json:"says"`
	// Fix is what to do, by system; "all" is for the systems not named.
	Fix map[string]Fix `yaml:"fix" json:"fix"`
	// Who usually does it: "yourself" or "provider".
	Who string `yaml:"who" json:"who"`
	// Admin is what administrator rights would add; empty when nothing.
	Admin string `yaml:"admin,omitempty" json:"admin,omitempty"`
	// Settles is what a person can do to settle an unknown; empty leaves it to
	// the reason's own sentence.
	Settles string `yaml:"settles,omitempty" json:"settles,omitempty"`
	// Systems are those it concerns; empty is all.
	Systems []System `yaml:"systems,omitempty" json:"systems,omitempty"`
	// Dated tells that the verdict rests on the date that this computer has.
	Dated bool `yaml:"dated,omitempty" json:"-"`
	// DependsOn names checks whose failure is the root cause: while one of them
	// fails, this one does not apply.
	DependsOn []string `yaml:"depends_on,omitempty" json:"depends_on,omitempty"`
	// Frameworks are ids by framework (cis81, ce33, csf2), never texts.
	Frameworks map[string][]string `yaml:"frameworks" json:"frameworks"`
}

// Fix is how to mend something on one system.
type Fix struct {
	Minutes int      `yaml:"minutes" json:"minutes"`
	Steps   []string `yaml:"steps" json:"steps"`
}

// FixFor gives the steps for a system.
func (d Definition) FixFor(s System) (Fix, bool) {
	if fix, ok := d.Fix[string(s)]; ok {
		return fix, true
	}
	fix, ok := d.Fix["all"]
	return fix, ok
}

// Concerns tells whether the check concerns a system.
func (d Definition) Concerns(s System) bool {
	return len(d.Systems) == 0 || slices.Contains(d.Systems, s)
}

// Definitions is the catalogue of checks, and the words that all of them share.
type Definitions struct {
	Words
	byID map[string]Definition
	ids  []string
}

// Words are what every presentation calls things.
type Words struct {
	// Reasons are the sentences for what is unknown; {thing} and {detail} stand
	// for what was looked at and what was seen instead.
	Reasons map[Reason]string `yaml:"reasons"`
	// ReasonsElevated take their place where the reads were made with
	// administrator rights.
	ReasonsElevated map[Reason]string `yaml:"reasons_elevated"`
	// Common are sentences that any check may need, by the id that rules name.
	Common     map[string]string   `yaml:"common"`
	Areas      map[Area]string     `yaml:"areas"`
	Statuses   map[Status]string   `yaml:"statuses"`
	Severities map[Severity]string `yaml:"severities"`
	Systems    map[System]string   `yaml:"systems"`
	Frameworks map[string]string   `yaml:"frameworks"`
}

// LoadWords reads the shared words from the assets.
func LoadWords() (Words, error) {
	var w Words
	err := assets.Read("words.yaml", &w)
	return w, err
}

type definitionFile struct {
	Checks []Definition `yaml:"checks"`
}

// LoadDefinitions reads the catalogue from the assets.
func LoadDefinitions() (*Definitions, error) {
	words, err := LoadWords()
	if err != nil {
		return nil, err
	}
	defs := &Definitions{Words: words, byID: map[string]Definition{}}
	names, err := fs.Glob(assets.Files, "checks/*.yaml")
	if err != nil {
		return nil, fmt.Errorf("listing the checks: %w", err)
	}
	sort.Strings(names)
	for _, name := range names {
		var file definitionFile
		if err := assets.Read(name, &file); err != nil {
			return nil, err
		}
		for _, d := range file.Checks {
			if _, twice := defs.byID[d.ID]; twice {
				return nil, fmt.Errorf("%s: check %s is defined twice", name, d.ID)
			}
			if err := d.validate(); err != nil {
				return nil, fmt.Errorf("%s: check %q: %w", name, d.ID, err)
			}
			defs.byID[d.ID] = d
			defs.ids = append(defs.ids, d.ID)
		}
	}
	return defs, nil
}

func (d Definition) validate() error {
	switch {
	case d.ID == "":
		return fmt.Errorf("has no id")
	case !slices.Contains(Areas(), d.Area):
		return fmt.Errorf("area %q is none of %v", d.Area, Areas())
	case !slices.Contains(Severities(), d.Severity):
		return fmt.Errorf("severity %q is none of %v", d.Severity, Severities())
	case d.Title == "" || d.Do == "" || d.Why == "" || d.Fine == "" || d.Thing == "":
		return fmt.Errorf("needs title, do, why, fine and thing")
	case d.Who != "yourself" && d.Who != "provider":
		return fmt.Errorf("who %q is neither yourself nor provider", d.Who)
	case len(d.Says) == 0:
		return fmt.Errorf("says nothing")
	case len(d.Frameworks) == 0:
		return fmt.Errorf("names no framework id")
	}
	for _, s := range []System{Linux, MacOS, Windows} {
		fix, ok := d.FixFor(s)
		if d.Concerns(s) && (!ok || len(fix.Steps) == 0 || fix.Minutes <= 0) {
			return fmt.Errorf("has no steps with minutes for %s", s)
		}
	}
	return nil
}

// IDs lists the checks in the order of the files.
func (d *Definitions) IDs() []string { return slices.Clone(d.ids) }

// Get gives one definition.
func (d *Definitions) Get(id string) (Definition, bool) {
	def, ok := d.byID[id]
	return def, ok
}

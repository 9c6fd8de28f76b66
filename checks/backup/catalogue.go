package backup

import (
	"fmt"
	"slices"

	"ounce/assets"
	"ounce/checks"
)

// product is one row of the catalogue.
type product struct {
	ID   string            `yaml:"id"`
	Name string            `yaml:"name"`
	Kind checks.BackupKind `yaml:"kind"`
	// Kit is a product whose presence says nothing: part of the system, or idle
	// until somebody writes a job for it.
	Kit bool `yaml:"kit,omitempty"`
	// To is where every copy of this product goes; empty when it differs.
	To checks.DestinationKind `yaml:"to,omitempty"`
	// Encrypted is a product that has no unencrypted copies.
	Encrypted bool   `yaml:"encrypted,omitempty"`
	Linux     *signs `yaml:"linux,omitempty"`
	MacOS     *signs `yaml:"macos,omitempty"`
	Windows   *signs `yaml:"windows,omitempty"`
}

// signs are how a product is recognised on one system. Of two or more kinds of
// signs, two must be there; of one kind, that one.
type signs struct {
	// Services are names of Windows services; a last "*" stands for any ending.
	Services []string `yaml:"services,omitempty,flow"`
	// Uninstall are display names in the list of installed programs.
	Uninstall []string `yaml:"uninstall,omitempty,flow"`
	// Programs are files in the folders of programs, application bundles on macOS.
	Programs []string `yaml:"programs,omitempty,flow"`
	// Files are paths.
	Files []string `yaml:"files,omitempty,flow"`
	// BuiltIn is part of the system: its reader alone tells whether it is there.
	BuiltIn bool `yaml:"built_in,omitempty"`
	// Reader names the function that reads its dates and settings.
	Reader string `yaml:"reader,omitempty"`
}

func (p product) on(system checks.System) *signs {
	switch system {
	case checks.Linux:
		return p.Linux
	case checks.MacOS:
		return p.MacOS
	default:
		return p.Windows
	}
}

type catalogueFile struct {
	Products []product `yaml:"products"`
}

func loadProducts() ([]product, error) {
	var file catalogueFile
	if err := assets.Read("products/backup.yaml", &file); err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, p := range file.Products {
		if err := p.validate(); err != nil {
			return nil, fmt.Errorf("backup product %q: %w", p.ID, err)
		}
		if seen[p.ID] {
			return nil, fmt.Errorf("backup product %q is there twice", p.ID)
		}
		seen[p.ID] = true
	}
	return file.Products, nil
}

func (p product) validate() error {
	kinds := []checks.BackupKind{checks.BackupImage, checks.BackupFile, checks.BackupSync, checks.BackupSnapshot}
	switch {
	case p.ID == "" || p.Name == "":
		return fmt.Errorf("needs id and name")
	case !slices.Contains(kinds, p.Kind):
		return fmt.Errorf("kind %q is none of %v", p.Kind, kinds)
	case p.To != "" && p.To != checks.DestinationCloud && p.To != checks.DestinationNetwork:
		return fmt.Errorf("goes to %q; only cloud and network are the same everywhere", p.To)
	case p.Linux == nil && p.MacOS == nil && p.Windows == nil:
		return fmt.Errorf("is recognised on no system")
	}
	for _, s := range []*signs{p.Linux, p.MacOS, p.Windows} {
		if s == nil {
			continue
		}
		kinds := s.kinds()
		if s.BuiltIn == (kinds > 0) {
			return fmt.Errorf("needs signs, or is built in, and not both")
		}
		if s.BuiltIn && s.Reader == "" {
			return fmt.Errorf("is built in and has no reader")
		}
	}
	return nil
}

// kinds counts the kinds of signs.
func (s signs) kinds() int {
	n := 0
	for _, list := range [][]string{s.Services, s.Uninstall, s.Programs, s.Files} {
		if len(list) > 0 {
			n++
		}
	}
	return n
}

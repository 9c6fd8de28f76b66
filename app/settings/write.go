package settings

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"go.yaml.in/yaml/v3"

	"ounce/app/disk"
)

// Save writes the file at a path, and its folder when there is none yet. Paths
// below the file's folder are written from there.
func Save(path string, s Settings) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("making the folder for the settings: %w", err)
	}
	for _, p := range []*string{&s.Tiers, &s.Brand.Logo} {
		if rel, err := filepath.Rel(filepath.Dir(path), *p); err == nil && filepath.IsAbs(*p) && filepath.IsLocal(rel) {
			*p = filepath.ToSlash(rel)
		}
	}
	return disk.Replace(path, s.YAML())
}

// YAML is the file, each key with what it is for.
func (s Settings) YAML() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# What Ounce begins with. Leave out what you do not need; nothing here is secret.\nounce_settings: %d\n", Version)
	line := func(indent, key, value, help string) {
		fmt.Fprintf(&b, "%-34s # %s\n", indent+key+": "+scalar(value), help)
	}
	line("", "company", s.Company, "the name that a new assessment begins with")
	line("", "country", s.Country, "prices and wages: US, UK, EU or other")
	line("", "currency", s.Currency, "such as USD, GBP or EUR")
	line("", "language", s.Language, "of the window, such as en; empty is the one of the system")
	line("", "tiers", s.Tiers, "a list of service tiers of your own (ounce tiers --check FILE)")
	b.WriteString("brand:                             # who prepared the report\n")
	line("  ", "name", s.Brand.Name, "such as Kim IT Services")
	line("  ", "logo", s.Brand.Logo, "an image, PNG or JPEG")
	line("  ", "primary", s.Brand.Primary, `a colour, such as "#0E5A6B"`)
	line("  ", "accent", s.Brand.Accent, "a second one")
	b.WriteString("  contact:\n")
	line("    ", "person", s.Brand.Contact.Person, "")
	line("    ", "phone", s.Brand.Contact.Phone, "")
	line("    ", "mail", s.Brand.Contact.Mail, "")
	line("    ", "web", s.Brand.Contact.Web, "")
	lines := strings.Split(b.String(), "\n")
	for i, text := range lines {
		lines[i] = strings.TrimRight(strings.TrimSuffix(strings.TrimRight(text, " "), " #"), " ")
	}
	return []byte(strings.Join(lines, "\n"))
}

// scalar is a text as YAML has it, on one line.
func scalar(text string) string {
	if text == "" {
		return `""`
	}
	data, err := yaml.Marshal(&yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: text, Style: yaml.DoubleQuotedStyle})
	if err != nil { // a text always has a form
		return fmt.Sprintf("%q", text)
	}
	return strings.TrimSpace(string(data))
}

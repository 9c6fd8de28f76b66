// Package settings reads and writes what people set once: their company, the
// provider's brand on reports, their own tiers, currency and language. It is one
// file that people may read and edit; it holds no secrets.
package settings

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"ounce/app/disk"
	"ounce/assets"
)

// Version is the version of the file.
const Version = 1

// Settings are what people set once. What is empty was not set.
type Settings struct {
	// Company is the name that a new assessment begins with.
	Company string
	// Country is a preset of prices and wages, as US, UK, EU or other.
	Country  string
	Currency string // ISO 4217
	Language string // as en
	// Tiers is the path of a list of tiers of one's own.
	Tiers string
	Brand Brand
}

// Brand is who prepared a report.
type Brand struct {
	Name string
	// Logo is the path of an image, PNG or JPEG.
	Logo string
	// Primary and Accent are colours as #0E5A6B.
	Primary, Accent string
	Contact         Contact
}

// Contact is how to reach who prepared a report.
type Contact struct {
	Person, Phone, Mail, Web string
}

// Known are the values that a setting can have.
type Known struct {
	Countries, Currencies, Languages []string
}

// file is the file as it is written.
type file struct {
	Version  *int      `yaml:"ounce_settings"`
	Company  string    `yaml:"company"`
	Country  string    `yaml:"country"`
	Currency string    `yaml:"currency"`
	Language string    `yaml:"language"`
	Tiers    string    `yaml:"tiers"`
	Brand    brandFile `yaml:"brand"`
}

type brandFile struct {
	Name    string      `yaml:"name"`
	Logo    string      `yaml:"logo"`
	Primary string      `yaml:"primary"`
	Accent  string      `yaml:"accent"`
	Contact contactFile `yaml:"contact"`
}

type contactFile struct {
	Person string `yaml:"person"`
	Phone  string `yaml:"phone"`
	Mail   string `yaml:"mail"`
	Web    string `yaml:"web"`
}

// maxFile is the size in bytes beyond which no file holds settings.
const maxFile = 1 << 20

// Load reads the file at a path; none at all is empty settings. Paths in it are
// meant from its folder.
func Load(path string, known Known) (Settings, error) {
	data, err := disk.Read(path, maxFile)
	if errors.Is(err, fs.ErrNotExist) {
		return Settings{}, nil
	}
	if err != nil {
		return Settings{}, err
	}
	s, err := Parse(path, data, known)
	if err != nil {
		return Settings{}, err
	}
	for _, p := range []*string{&s.Tiers, &s.Brand.Logo} {
		if *p != "" && !filepath.IsAbs(*p) {
			*p = filepath.Join(filepath.Dir(path), filepath.FromSlash(*p))
		}
	}
	return s, nil
}

// Parse reads settings strictly: a key that is none is named with its line and
// the keys there are, a value that cannot be with what it may be.
func Parse(name string, data []byte, known Known) (Settings, error) {
	if bytes.IndexByte(data, 0) >= 0 || !utf8.Valid(data) {
		return Settings{}, fmt.Errorf("%s is no text, so it holds no settings", name)
	}
	var f file
	if err := assets.Strict(name, data, &f); err != nil {
		return Settings{}, err
	}
	switch {
	case f.Version == nil:
		return Settings{}, fmt.Errorf("%s holds no settings of Ounce: it must begin with ounce_settings: %d", name, Version)
	case *f.Version > Version:
		return Settings{}, fmt.Errorf("%s was written by a newer Ounce (settings of version %d; this one reads up to %d); please update this one", name, *f.Version, Version)
	case *f.Version != Version:
		return Settings{}, fmt.Errorf("%s: ounce_settings must be %d; it is %d", name, Version, *f.Version)
	}
	s := Settings{Company: f.Company, Country: f.Country, Currency: currency(f.Currency, known), Language: f.Language, Tiers: f.Tiers,
		Brand: Brand{Name: f.Brand.Name, Logo: f.Brand.Logo, Primary: f.Brand.Primary, Accent: f.Brand.Accent, Contact: Contact(f.Brand.Contact)}}
	if err := s.Check(known); err != nil {
		return Settings{}, fmt.Errorf("%s: %w", name, err)
	}
	return s, nil
}

// currency takes a known one in small letters, too; another stays as it was written.
func currency(text string, known Known) string {
	if upper := strings.ToUpper(text); slices.Contains(known.Currencies, upper) {
		return upper
	}
	return text
}

var colour = regexp.MustCompile(`^#[0-9A-Fa-f]{6}$`)

// mostLetters is how long a name or line of contact may be.
const mostLetters = 200

// Problem is a setting that cannot be.
type Problem struct {
	Key string // as in the file, with dots between
	Err error  // without the key
}

// Problems says which values cannot be.
func (s Settings) Problems(known Known) []Problem {
	var wrong []Problem
	say := func(key, format string, args ...any) {
		wrong = append(wrong, Problem{key, fmt.Errorf(format, args...)})
	}
	for _, c := range []struct {
		key, value string
		allowed    []string
	}{{"country", s.Country, known.Countries}, {"currency", s.Currency, known.Currencies}, {"language", s.Language, known.Languages}} {
		switch {
		case c.value == "" || slices.Contains(c.allowed, c.value):
		case len(c.allowed) <= 8:
			say(c.key, "must be one of %s; it is %q", strings.Join(c.allowed, ", "), c.value)
		default:
			say(c.key, "must be three letters such as USD, GBP or EUR; it is %q", c.value)
		}
	}
	for _, c := range []struct{ key, value string }{{"brand.primary", s.Brand.Primary}, {"brand.accent", s.Brand.Accent}} {
		if c.value != "" && !colour.MatchString(c.value) {
			say(c.key, "must be a colour such as \"#0E5A6B\"; it is %q", c.value)
		}
	}
	for _, line := range []struct{ key, value string }{
		{"company", s.Company}, {"brand.name", s.Brand.Name}, {"brand.contact.person", s.Brand.Contact.Person},
		{"brand.contact.phone", s.Brand.Contact.Phone}, {"brand.contact.mail", s.Brand.Contact.Mail}, {"brand.contact.web", s.Brand.Contact.Web},
	} {
		if len([]rune(line.value)) > mostLetters || strings.ContainsAny(line.value, "\r\n") {
			say(line.key, "must be one line of at most %d letters", mostLetters)
		}
	}
	return wrong
}

// Check says in one error which values cannot be.
func (s Settings) Check(known Known) error {
	wrong := s.Problems(known)
	if len(wrong) == 0 {
		return nil
	}
	texts := make([]string, len(wrong))
	for i, p := range wrong {
		texts[i] = p.Key + " " + p.Err.Error()
	}
	return errors.New(strings.Join(texts, "; "))
}

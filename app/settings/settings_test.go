package settings

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func known() Known {
	return Known{Countries: []string{"US", "UK", "EU", "other"}, Languages: []string{"en"},
		Currencies: []string{"USD", "GBP", "EUR", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK"}}
}

func full() Settings {
	return Settings{Company: "Miller & Sons: \"the\" shop #1", Country: "EU", Currency: "EUR", Language: "en", Tiers: "/t/ours.yaml",
		Brand: Brand{Name: "Kim IT", Logo: "/l/logo.png", Primary: "#0E5A6B", Accent: "#aabbcc",
			Contact: Contact{Person: "Kim", Phone: "+44 20 1234", Mail: "kim@example.org", Web: "https://example.org/#it"}}}
}

func TestWrittenSettingsAreReadAgain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "config", "settings.yaml")
	if s, err := Load(path, known()); err != nil || s != (Settings{}) {
		t.Fatalf("without a file they are %+v (%v)", s, err)
	}
	for _, s := range []Settings{{}, full()} {
		if err := Save(path, s); err != nil {
			t.Fatal(err)
		}
		got, err := Load(path, known())
		if err != nil || got != s {
			t.Errorf("read %+v (%v), want %+v", got, err, s)
		}
	}
}

func TestPathsAreMeantFromTheFile(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "ounce-settings.yaml")
	s := Settings{Tiers: filepath.Join(folder, "tiers.yaml"), Brand: Brand{Logo: filepath.Join(folder, "pictures", "logo.png")}}
	if err := Save(path, s); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil || strings.Contains(string(text), folder) || !strings.Contains(string(text), `"pictures/logo.png"`) {
		t.Errorf("the file holds a path of this machine (%v):\n%s", err, text)
	}
	if got, err := Load(path, known()); err != nil || got != s {
		t.Errorf("read %+v (%v), want %+v", got, err, s)
	}
}

func TestABlankFileSaysWhatGoesWhere(t *testing.T) {
	const want = `# What Ounce begins with. Leave out what you do not need; nothing here is secret.
ounce_settings: 1
company: ""                        # the name that a new assessment begins with
country: ""                        # prices and wages: US, UK, EU or other
currency: ""                       # such as USD, GBP or EUR
language: ""                       # of the window, such as en; empty is the one of the system
tiers: ""                          # a list of service tiers of your own (ounce tiers --check FILE)
brand:                             # who prepared the report
  name: ""                         # such as Kim IT Services
  logo: ""                         # an image, PNG or JPEG
  primary: ""                      # a colour, such as "#0E5A6B"
  accent: ""                       # a second one
  contact:
    person: ""
    phone: ""
    mail: ""
    web: ""
`
	if got := string(Settings{}.YAML()); got != want {
		t.Errorf("the file is\n%s", got)
	}
}

func TestAnySettingsComeBack(t *testing.T) {
	line := rapid.StringN(0, 200, -1).Filter(func(s string) bool { return !strings.ContainsAny(s, "\r\n\x00") })
	rapid.Check(t, func(r *rapid.T) {
		s := Settings{Company: line.Draw(r, "company"), Brand: Brand{Name: line.Draw(r, "name"), Contact: Contact{Web: line.Draw(r, "web")}}}
		got, err := Parse("settings.yaml", s.YAML(), known())
		if err != nil || got != s {
			r.Fatalf("read %+v (%v), want %+v:\n%s", got, err, s, s.YAML())
		}
	})
}

func TestMistakesAreNamed(t *testing.T) {
	for text, want := range map[string]string{
		"":                                   "s.yaml is empty",
		"hello":                              "s.yaml: line 1",
		"company: Miller":                    "must begin with ounce_settings: 1",
		"ounce_settings: 2":                  "newer Ounce",
		"ounce_settings: 0":                  "ounce_settings must be 1; it is 0",
		"ounce_settings: 1\ncurency: EUR":    "line 2: unknown key curency (allowed: brand, company, country, currency, language, ounce_settings, tiers)",
		"ounce_settings: 1\nbrand: {nam: a}": "line 2: unknown key nam (allowed: accent, contact, logo, name, primary)",
		"ounce_settings: 1\nbrand:\n  contact:\n    fax: 1":        "line 4: unknown key fax (allowed: mail, person, phone, web)",
		"ounce_settings: 1\ncurrency: Euro":                        `currency must be three letters such as USD, GBP or EUR; it is "Euro"`,
		"ounce_settings: 1\ncountry: Mars":                         `country must be one of US, UK, EU, other; it is "Mars"`,
		"ounce_settings: 1\nlanguage: xx":                          `language must be one of en; it is "xx"`,
		"ounce_settings: 1\nbrand: {primary: blue, accent: '#12'}": `brand.primary must be a colour such as "#0E5A6B"; it is "blue"; brand.accent must be`,
		"ounce_settings: 1\ncompany: [a]":                          "line 2: a list does not belong here",
		"ounce_settings: 1\ncompany: a\ncompany: b":                "line 3",
		"ounce_settings: 1\n---\na: 1":                             "more than one document",
		"ounce_settings: 1\ncompany: " + strings.Repeat("x", 201):  "company must be one line of at most 200 letters",
		"\xff\xfe": "is no text",
	} {
		_, err := Parse("s.yaml", []byte(text), known())
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: %v, want %q in one line", text, err, want)
		}
	}
	if s, err := Parse("s.yaml", []byte("ounce_settings: 1\ncurrency: chf\n"), known()); err != nil || s.Currency != "CHF" {
		t.Errorf("chf is %q (%v)", s.Currency, err)
	}
}

// FuzzParse reads settings of all kinds, and what is read is written and read
// again.
func FuzzParse(f *testing.F) {
	f.Add(full().YAML())
	f.Add([]byte("ounce_settings: 1\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Parse("s.yaml", data, known())
		if err != nil {
			return
		}
		if again, err := Parse("s.yaml", s.YAML(), known()); err != nil || again != s {
			t.Errorf("read again as %+v (%v), want %+v", again, err, s)
		}
	})
}

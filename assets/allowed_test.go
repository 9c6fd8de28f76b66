package assets

import (
	"strings"
	"testing"
)

type inner struct {
	Depth int `yaml:"depth"`
}

type outer struct {
	Name   string           `yaml:"name"`
	Inner  []inner          `yaml:"inner"`
	Others map[string]inner `yaml:"others"`
	Plain  string
	Secret string `yaml:"-"`
	inner  `yaml:",inline"`
}

func TestStrictNamesWhatIsAllowed(t *testing.T) {
	for text, want := range map[string]string{
		"name: a\ncolour: b\n":         "f.yaml: line 2: unknown key colour (allowed: inner, name, others, plain)",
		"inner:\n  - dept: 1\n":        "f.yaml: line 2: unknown key dept (allowed: depth)",
		"others: {a: {dept: 1}}":       "f.yaml: line 1: unknown key dept (allowed: depth)",
		"nam: a\ninner: [{dept: 1}]\n": "f.yaml: line 1: unknown key nam (allowed: inner, name, others, plain); line 2: unknown key dept (allowed: depth)",
		"name: a\nname: b\n":           "f.yaml: line 2",
		"name: [1]\n":                  "f.yaml: line 1: a list does not belong here",
	} {
		err := Strict("f.yaml", []byte(text), &outer{})
		if err == nil || !strings.HasPrefix(err.Error(), want) || strings.Contains(err.Error(), "outer") {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
	if err := Strict("f.yaml", []byte("name: a\n"), &outer{}); err != nil {
		t.Error(err)
	}
}

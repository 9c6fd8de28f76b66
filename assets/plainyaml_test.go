package assets

import (
	"regexp"
	"strings"
	"testing"
)

// parserWords are words that only a parser says.
var parserWords = regexp.MustCompile(`(?i)token|mapping|node|anchor|stream|indicator|escape character|unmarshal|octet|alias|directive|context|!!|expected|scalar|yaml:`)

type note struct {
	Name  string   `yaml:"name"`
	Share float64  `yaml:"share"`
	List  []string `yaml:"list"`
	Inner noted    `yaml:"inner"`
}

type noted struct {
	Name string `yaml:"name"`
}

// TestMistakesOfYAMLAreSaidInPlainWords writes what people write.
func TestMistakesOfYAMLAreSaidInPlainWords(t *testing.T) {
	for text, want := range map[string]string{
		"name: a\n\tshare: 1\n":             "notes: line 2: ",
		"name: @home":                       `notes: nothing can begin with the sign that stands here; indent with spaces and not with tabs, and put a text that begins with @ or % into "quotes"`,
		"name: Miller: Sons":                `notes: a colon stands where none can; put a text with a colon into "quotes"`,
		"name: \"Miller\nshare: 1\n":        "a quotation mark is opened and never closed",
		"name: a\n  share: 1\n":             "line 2: a colon stands where none can",
		"list:\n  - a\n - b\n":              "a line near this one is indented more or less",
		"list: [a, b\n":                     "a bracket is opened and never closed",
		"inner: {name: a\n":                 "a bracket is opened and never closed",
		"list: [\n":                         "a bracket is opened and never closed",
		"name: *home":                       "a text begins with *",
		"name: &":                           "a text begins with * or &",
		"name: \"C:\\q\"":                   "a \\ stands in \"quotes\"",
		"name: - a":                         "a dash stands where none can",
		"%TAG x\nname: a\n":                 "put it into \"quotes\"",
		"name: !a!b c":                      "a text begins with !",
		"name: M\xfcller":                   "it holds signs that are no text; please save it as UTF-8",
		"name: a\x00b":                      "it holds signs that are no text; please save it as UTF-8",
		"name: a\nname: b\n":                `line 2: "name" is written twice, the first time in line 1`,
		"name: {a: 1}":                      "line 1: a list of names does not belong here",
		"share: much":                       "line 1: the text `much` does not belong here",
		"nam: a":                            "line 1: unknown key nam (allowed:",
		"list: " + strings.Repeat("[", 2e4): "nested far too deep",
		"? a\n? [b\n":                       "a bracket is opened",
		"name: a\n" + strings.Repeat("k", 2000) + "\nshare: 1\n": "a colon is missing, or a name is far too long",
	} {
		var into note
		err := Strict("notes", []byte(text), &into)
		if err == nil || !strings.Contains(err.Error(), want) || parserWords.MatchString(err.Error()) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%.60q: %v, want %q", text, err, want)
		}
	}
}

package assets

import (
	"regexp"
	"strings"
)

var goWords = regexp.MustCompile(` (not found in|into|in) type \S+| in type \S+`)

// wrongType is how the decoder says that a value is of another type than its
// place.
var wrongType = regexp.MustCompile("^(.*)cannot unmarshal !!([a-z]+)( `.*`)? into .*$")

// kinds are the decoder's types in words.
var kinds = map[string]string{
	"str": "the text", "int": "the number", "float": "the number", "bool": "the word", "seq": "a list", "map": "a list of names", "timestamp": "the date", "null": "nothing",
}

// syntax is what the parser says of a file that is no YAML, and what that comes
// from as a rule, in words.
var syntax = []struct{ is, words string }{
	{"cannot start any token", `nothing can begin with the sign that stands here; indent with spaces and not with tabs, and put a text that begins with @ or % into "quotes"`},
	{"mapping values are not allowed", `a colon stands where none can; put a text with a colon into "quotes"`},
	{"unexpected end of stream", "a quotation mark is opened and never closed"},
	{"unexpected document indicator", "a quotation mark is opened and never closed"},
	{"expected ',' or", "a bracket is opened and never closed, or a comma is missing"},
	{"expected node content", "a bracket is opened and never closed, or a comma stands where none can"},
	{"expected key", "a line near this one is indented more or less than those beside it"},
	{"expected '-' indicator", "a line near this one is indented more or less than those beside it"},
	{"sequence entries are not allowed", "a dash stands where none can; a list begins on a line of its own"},
	{"mapping keys are not allowed", "a question mark stands where none can; put the text into \"quotes\""},
	{"could not find expected ':'", "a colon is missing, or a name is far too long"},
	{"found a tab", "this line is indented with a tab; please use spaces"},
	{"escape", "a \\ stands in \"quotes\"; write \\\\ or use 'these quotes'"},
	{"unknown anchor", "a text begins with *; put it into \"quotes\""},
	{"scanning an a", "a text begins with * or &; put it into \"quotes\""},
	{"alphabetic or numeric", "a text begins with * or &; put it into \"quotes\""},
	{"tag", "a text begins with !; put it into \"quotes\""},
	{"expected '!'", "a text begins with ! or a line with %; put it into \"quotes\""},
	{"directive", "a line begins with %; put it into \"quotes\""},
	{"UTF-", "it holds signs that are no text; please save it as UTF-8"},
	{"control characters", "it holds signs that are no text; please save it as UTF-8"},
	{"Unicode", "it holds signs that are no text; please save it as UTF-8"},
	{"invalid character sequence", "it holds signs that are no text; please save it as UTF-8"},
	{"excessive aliasing", "it refers to itself far too often"},
	{"contains itself", "it refers to itself"},
	{"max depth", "it is nested far too deep"},
}

// ownWords are what the decoder says in words already, or after this package
// has changed it.
var ownWords = regexp.MustCompile(`unknown key |does not belong here$|already defined at line|mapping key`)

// twice is how the decoder says that a key is written twice.
var twice = regexp.MustCompile(`mapping key (".*") already defined at line (\d+)`)

// errorPlace is the line that an error is about.
var errorPlace = regexp.MustCompile(`^(line \d+: )?(.*)$`)

// PlainYAMLError says a YAML error without the words of the programming
// language and of the parser: lines stay, type names go.
func PlainYAMLError(err error) string {
	text := strings.TrimPrefix(err.Error(), "yaml: ")
	text = strings.TrimPrefix(text, "unmarshal errors:\n")
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		line = strings.TrimSpace(line)
		if strings.Contains(line, "not found in type") {
			line = strings.Replace(line, "field ", "unknown key ", 1)
		}
		if m := wrongType.FindStringSubmatch(line); m != nil {
			line = m[1] + kinds[m[2]] + m[3] + " does not belong here"
		}
		lines[i] = plainSyntax(goWords.ReplaceAllString(line, ""))
	}
	return strings.Join(lines, "; ")
}

func plainSyntax(line string) string {
	if ownWords.MatchString(line) {
		return twice.ReplaceAllString(line, "$1 is written twice, the first time in line $2")
	}
	at := errorPlace.FindStringSubmatch(line)
	for _, s := range syntax {
		if strings.Contains(at[2], s.is) {
			return at[1] + s.words
		}
	}
	return at[1] + "what stands here cannot be understood"
}

package assets

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Strict decodes one YAML document into a value. A key that the value does not
// have, a key written twice, a wrong type, a second document or no document is
// an error that names the file and the line.
func Strict(name string, data []byte, into any) error {
	dec := yaml.NewDecoder(bytes.NewReader(data))
	dec.KnownFields(true)
	if err := dec.Decode(into); err != nil {
		if errors.Is(err, io.EOF) {
			return fmt.Errorf("%s is empty", name)
		}
		return fmt.Errorf("%s: %s", name, PlainYAMLError(nameAllowed(err, into)))
	}
	var more yaml.Node
	if err := dec.Decode(&more); !errors.Is(err, io.EOF) {
		return fmt.Errorf("%s holds more than one document", name)
	}
	return nil
}

// Read decodes an embedded asset strictly.
func Read(name string, into any) error {
	data, err := Files.ReadFile(name)
	if err != nil {
		return fmt.Errorf("reading asset %s: %w", name, err)
	}
	return Strict(name, data, into)
}

var goWords = regexp.MustCompile(` (not found in|into|in) type \S+| in type \S+`)

// wrongType is how the decoder says that a value is of another type than its
// place.
var wrongType = regexp.MustCompile("^(.*)cannot unmarshal !!([a-z]+)( `.*`)? into .*$")

// kinds are the decoder's types in words.
var kinds = map[string]string{
	"str": "the text", "int": "the number", "float": "the number", "bool": "the word", "seq": "a list", "map": "a list of names", "timestamp": "the date", "null": "nothing",
}

// PlainYAMLError says a YAML error without the words of the programming
// language: lines stay, type names go.
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
		lines[i] = goWords.ReplaceAllString(line, "")
	}
	return strings.Join(lines, "; ")
}

package assets

import (
	"bytes"
	"errors"
	"fmt"
	"io"

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

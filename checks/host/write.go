package host

import (
	"bytes"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"
)

// quoteMark makes the encoder quote a text; it is no character of any language.
const quoteMark = "\uFFFE"

// quotable marks a text of lines that begins with white space, as programs print
// it: the encoder would write it as a block that no decoder reads.
func quotable(text string, _ place) string {
	if text != "" && strings.Contains(text, "\n") && strings.ContainsAny(text[:1], " \t\n") {
		return quoteMark + text
	}
	return text
}

// YAML is the recording as the text of a file, with its end marked.
func (r *Recording) YAML() ([]byte, error) {
	r = r.rewrite(quotable)
	r.EndMarked, r.End = true, true
	var text bytes.Buffer
	enc := yaml.NewEncoder(&text)
	enc.SetIndent(2)
	if err := enc.Encode(r); err != nil {
		return nil, fmt.Errorf("writing the recording: %w", err)
	}
	if err := enc.Close(); err != nil {
		return nil, fmt.Errorf("writing the recording: %w", err)
	}
	return bytes.ReplaceAll(text.Bytes(), []byte(`\uFFFE`), nil), nil
}

package host

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
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

// YAML is the recording as the text of a file.
func (r *Recording) YAML() ([]byte, error) {
	r = r.rewrite(quotable)
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

// Write writes the recording as YAML, readable for its owner only. The file is
// there whole or not at all.
func (r *Recording) Write(path string) error {
	data, err := r.YAML()
	if err != nil {
		return err
	}
	// CreateTemp makes the file with mode 0600.
	file, err := os.CreateTemp(filepath.Dir(path), ".ounce-*")
	if err != nil {
		return fmt.Errorf("writing the recording: %w", err)
	}
	defer func() { _ = os.Remove(file.Name()) }()
	_, err = file.Write(data)
	if err == nil {
		err = file.Sync()
	}
	if closing := file.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("writing the recording: %w", err)
	}
	return nil
}

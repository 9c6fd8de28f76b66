package gui

import (
	"fmt"
	"io/fs"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"ounce/assets/translations"
)

// addTranslations makes the translations known. English is the key of every
// sentence; its file holds the plurals.
func addTranslations() error {
	names, err := fs.Glob(translations.Files, "*.json")
	if err != nil {
		return fmt.Errorf("listing the translations: %w", err)
	}
	for _, name := range names {
		data, err := translations.Files.ReadFile(name)
		if err != nil {
			return fmt.Errorf("reading the translation %s: %w", name, err)
		}
		if err := lang.AddTranslations(fyne.NewStaticResource(name, data)); err != nil {
			return fmt.Errorf("reading the translation %s: %w", name, err)
		}
	}
	return nil
}

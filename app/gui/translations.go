package gui

import (
	"fmt"

	"fyne.io/fyne/v2/lang"

	"ounce/assets/translations"
)

// addTranslations makes the translations known. English is the key of every
// sentence; its file holds the plurals.
func addTranslations() error {
	if err := lang.AddTranslationsFS(translations.Files, "."); err != nil {
		return fmt.Errorf("reading the translations: %w", err)
	}
	return nil
}

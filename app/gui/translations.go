package gui

import (
	"errors"
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

// speak makes the window speak a language whatever the system's is. The toolkit
// chooses by the system's, so the words are made known under its name.
func speak(language string, system fyne.Locale) error {
	if language == "" {
		return nil
	}
	data, err := translations.Files.ReadFile(language + ".json")
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s", lang.L("Ounce does not speak {{.Language}} yet. Please choose another language in the settings.", map[string]any{"Language": language}))
	}
	if err != nil {
		return fmt.Errorf("reading the translation %s: %w", language, err)
	}
	if err := lang.AddTranslationsForLocale(data, system); err != nil {
		return fmt.Errorf("reading the translation %s: %w", language, err)
	}
	return nil
}

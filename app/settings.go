package app

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"ounce/app/settings"
	"ounce/assessment"
	"ounce/assets/translations"
)

// settingsCommand shows the settings, or checks a file of them.
type settingsCommand struct {
	Check string `help:"Say whether a file holds sound settings." placeholder:"FILE" reads:"settings" without:"write"`
	Write bool   `help:"Write a blank file where Ounce looks for it, unless there is one."`
}

// Help is the command's example.
func (settingsCommand) Help() string {
	return "The settings are one file that any text editor opens: company, currency, language, tiers of your own, and the name, logo, colours and contact that reports carry.\n\nExample: ounce settings --write"
}

// Run shows, checks or writes.
func (c *settingsCommand) Run(s *session) error {
	known, err := knownSettings()
	if err != nil {
		return err
	}
	if c.Check != "" {
		if _, err := os.Stat(c.Check); err != nil {
			return err // Load takes a missing file for no settings
		}
		set, err := settings.Load(c.Check, known)
		if err == nil {
			err = soundFiles(set)
		}
		if err != nil {
			return err
		}
		fmt.Fprintf(s.out, "%s holds sound settings.\n", c.Check)
		return nil
	}
	places, err := s.places()
	if err != nil {
		return err
	}
	if c.Write {
		if _, err := os.Lstat(places.Settings); !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%s is there already, and stays as it is", places.Settings)
		}
		if err := settings.Save(places.Settings, settings.Settings{}); err != nil {
			return err
		}
		fmt.Fprintf(s.out, "%s is there to be filled in.\n", places.Settings)
		return nil
	}
	set, err := s.settings()
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "# %s\n%s", clean(places.Settings), set.YAML())
	return nil
}

// settings reads the settings of this user.
func (s *session) settings() (settings.Settings, error) {
	known, err := knownSettings()
	if err != nil {
		return settings.Settings{}, err
	}
	places, err := s.places()
	if err != nil {
		return settings.Settings{}, nil // an account without a place for settings has none
	}
	return settings.Load(places.Settings, known)
}

// knownSettings are the values that a setting can have.
func knownSettings() (settings.Known, error) {
	questions, err := assessment.LoadQuestionnaire()
	if err != nil {
		return settings.Known{}, err
	}
	known := settings.Known{Currencies: questions.Currencies}
	for _, country := range questions.Countries {
		known.Countries = append(known.Countries, country.ID)
	}
	files, err := fs.Glob(translations.Files, "*.json")
	if err != nil {
		return known, fmt.Errorf("listing the languages: %w", err)
	}
	for _, file := range files {
		known.Languages = append(known.Languages, strings.TrimSuffix(file, ".json"))
	}
	slices.Sort(known.Languages)
	return known, nil
}

// soundFiles looks at the files that settings name.
func soundFiles(set settings.Settings) error {
	if _, err := brandOf(set.Brand); err != nil {
		return err
	}
	if set.Tiers == "" {
		return nil
	}
	questions, err := assessment.LoadQuestionnaire()
	if err != nil {
		return err
	}
	_, err = loadCatalogue(set.Tiers, questions)
	return err
}

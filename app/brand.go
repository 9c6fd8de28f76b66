package app

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"ounce/app/disk"
	"ounce/app/settings"
	"ounce/assessment/report"
)

// maxLogo is the largest file in bytes that is looked at as a logo.
const maxLogo = 1 << 20

// brandOf is the brand of the settings as a report carries it, with its logo
// read and looked at.
func brandOf(set settings.Brand) (report.Brand, error) {
	b := report.Brand{Name: set.Name, Contact: contactLines(set.Contact), Color: set.Primary, Accent: set.Accent}
	if set.Logo != "" {
		data, err := disk.Read(set.Logo, maxLogo)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return b, fmt.Errorf("the logo %s of the settings is not there", set.Logo)
		case err != nil:
			return b, fmt.Errorf("the logo of the settings cannot be used: %s", strings.Replace(disk.Words(err), set.Logo, filepath.Base(set.Logo), 1))
		case len(data) == 0:
			return b, fmt.Errorf("the logo %s of the settings is empty", filepath.Base(set.Logo))
		}
		b.Logo = data
	}
	if err := b.Check(); err != nil {
		return b, fmt.Errorf("the brand of the settings cannot be used: %w", err)
	}
	return b, nil
}

// contactLines are the contact in the three lines that a report has for it.
func contactLines(c settings.Contact) string {
	var lines []string
	for _, parts := range [][]string{{c.Person, c.Phone}, {c.Mail}, {c.Web}} {
		var said []string
		for _, part := range parts {
			if part = strings.TrimSpace(part); part != "" {
				said = append(said, part)
			}
		}
		if len(said) > 0 {
			lines = append(lines, strings.Join(said, ", "))
		}
	}
	return strings.Join(lines, "\n")
}
